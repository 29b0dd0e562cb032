package org.shuke.sales.leads;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.shuke.Program;
import org.shuke.Program.Client;

/// Some salespeople in two teams, each with a key, over the API.
final class Crew {
  static final List<Map<String, Object>> SALES =
      List.of(
          grant("leads", "own"),
          grant("accounts", "own"),
          grant("contacts", "own"),
          grant("opportunities", "own"),
          grant("activities", "own"),
          grant("cooperation-requests", "own"),
          Map.of("type", "ownership-disputes", "verbs", Map.of("read", "own", "create", "own")),
          Map.of("type", "pools", "verbs", Map.of("read", "all")),
          Map.of("type", "users", "verbs", Map.of("read", "all")),
          Map.of("type", "teams", "verbs", Map.of("read", "all")),
          Map.of("type", "pipelines", "verbs", Map.of("read", "all")),
          Map.of("type", "stages", "verbs", Map.of("read", "all")));

  /// @param id of the user
  record Rep(String id, Client client) {}

  final Client admin;
  final String north;
  final String south;
  private final Program program;
  private final String role;

  Crew(Program program) {
    this.program = program;
    this.admin = program.admin();
    this.north = made("teams", Map.of("name", "North"));
    this.south = made("teams", Map.of("name", "South"));
    this.role = made("roles", Map.of("name", "Rep", "grants", SALES));
  }

  static Map<String, Object> grant(String type, String scope) {
    return Map.of(
        "type",
        type,
        "verbs",
        Map.of("read", scope, "create", scope, "update", scope, "delete", scope));
  }

  Rep hire(String name, String team) {
    var id =
        made(
            "users",
            Map.of(
                "name",
                name,
                "email",
                name.toLowerCase(java.util.Locale.ROOT) + "@crew.example",
                "team",
                team,
                "roles",
                List.of(role)));
    var key =
        program.admin().post("/api/v1/users/" + id + "/issue-key", Map.of("name", "k")).get("key");
    return new Rep(id, program.anonymous().key(key));
  }

  List<Rep> hire(int count, String team) {
    var reps = new ArrayList<Rep>();
    for (int i = 0; i < count; i++) {
      reps.add(hire("Rep" + team.substring(30) + i, team));
    }
    return reps;
  }

  String made(String plural, Map<String, ?> record) {
    var reply = admin.post("/api/v1/" + plural, record);
    assertEquals(201, reply.status(), reply.text());
    return reply.get("id");
  }

  String pooled(String name, String pool) {
    var lead = new HashMap<String, Object>();
    lead.put("name", name);
    lead.put("pool", pool);
    lead.put("owner", null);
    return made("leads", lead);
  }
}
