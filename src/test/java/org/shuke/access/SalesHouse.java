package org.shuke.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.shuke.Program;
import org.shuke.Program.Client;

/// A house that sells: everything of a rep and of his rival from the lead to the order, rules,
/// approvals, pools, prices. The rival may read his own, but not its city and not its secret word.
final class SalesHouse {
  private static final List<String> OWN =
      List.of(
          "accounts",
          "contacts",
          "leads",
          "opportunities",
          "quotes",
          "orders",
          "activities",
          "attachments",
          "rules",
          "hand-overs",
          "ownership-disputes",
          "cards",
          "approvals",
          "invoices",
          "shipments");
  private static final List<String> COMMON =
      List.of(
          "products",
          "price-books",
          "price-entries",
          "stock-levels",
          "stock-movements",
          "pools",
          "pipelines",
          "stages",
          "users",
          "teams",
          "targets",
          "forecast-entries",
          "score-rules",
          "assignment-rules",
          "tags");
  private static final List<String> VERBS =
      List.of("read", "create", "update", "delete", "import", "export");

  private static final long A_MOMENT = 50_000_000;

  /// What the records are called here, by name.
  final Map<String, String> ids = new HashMap<>();

  final Client admin;
  final Client rival;
  private final String secret;

  /// @param secret changes everything that the rival may not read, and adds more of it
  SalesHouse(Program program, String secret) {
    this.admin = program.admin();
    this.secret = secret;
    ids.put("north", made("teams", Map.of("name", "north")));
    ids.put("south", made("teams", Map.of("name", "south")));
    for (var type : List.of("accounts", "leads", "opportunities")) {
      var field =
          Map.of("type", type, "name", "secretWord", "kind", "text", "labels", Map.of("en", "S"));
      made("custom-fields", field);
    }
    var role = made("roles", Map.of("name", "Seller", "grants", grants()));
    ids.put("repUser", user("rep", "north", role));
    ids.put("rivalUser", user("rival", "south", role));
    this.rival = program.anonymous().key(key("rivalUser"));
    things();
    rules();
    records("rep", "Hidden" + secret, secret);
    if (!secret.isEmpty()) {
      records("rep", "Ghost", secret);
      records("rep", "More" + secret, secret);
    }
    records("rival", "Own", secret);
    made("accounts", Map.of("name", "Fresh", "kind", "company", "owner", ids.get("rivalUser")));
    told("Fresh");
  }

  private static List<Map<String, Object>> grants() {
    var grants = new ArrayList<Map<String, Object>>();
    for (var type : OWN) {
      var verbs = new HashMap<String, String>();
      VERBS.forEach(verb -> verbs.put(verb, "own"));
      var fields =
          switch (type) {
            case "accounts" -> Map.of("city", "none", "secretWord", "none");
            case "leads", "opportunities" -> Map.of("secretWord", "none");
            case "contacts" -> Map.of("jobTitle", "none");
            default -> Map.of();
          };
      grants.add(Map.of("type", type, "verbs", verbs, "fields", fields));
    }
    for (var type : COMMON) {
      grants.add(Map.of("type", type, "verbs", Map.of("read", "all")));
    }
    return grants;
  }

  private String user(String name, String team, String role) {
    return made(
        "users",
        Map.of(
            "name",
            name,
            "email",
            name + "@two.example",
            "team",
            ids.get(team),
            "roles",
            List.of(role)));
  }

  private String key(String user) {
    var path = "/api/v1/users/" + ids.get(user) + "/issue-key";
    return admin.post(path, Map.of("name", "k")).get("key");
  }

  private void things() {
    ids.put("product", made("products", Map.of("sku", "P1", "name", "Pump", "listPrice", 100)));
    for (var team : List.of("north", "south")) {
      var pool = Map.of("name", team + " pool", "teams", List.of(ids.get(team)));
      ids.put(team + "Pool", made("pools", pool));
    }
  }

  /// One of everything, called by the owner's name: `repAccount`, `rivalQuote` …
  private void records(String owner, String name, String secret) {
    var user = ids.get(owner + "User");
    boolean own = owner.equals("rival");
    var account =
        made(
            "accounts",
            Map.of(
                "name",
                name + " Ltd",
                "kind",
                "company",
                "owner",
                user,
                "city",
                secret + "City",
                "secretWord",
                secret + "Word",
                "email",
                name.toLowerCase(java.util.Locale.ROOT) + "@x.example"));
    ids.put(owner + "Account", account);
    if (own) {
      told(name);
    }
    ids.put(
        owner + "Contact",
        made(
            "contacts",
            Map.of(
                "name",
                name + " Person",
                "account",
                account,
                "owner",
                user,
                "jobTitle",
                secret + "Chief")));
    ids.put(
        owner + "Lead",
        made(
            "leads",
            Map.of(
                "name",
                name + " Lead",
                "owner",
                user,
                "company",
                own ? "Nobody" : name,
                "secretWord",
                secret + "Word",
                "pool",
                ids.get(own ? "southPool" : "northPool"))));
    ids.put(
        owner + "Opportunity",
        made(
            "opportunities",
            Map.of(
                "name",
                name + " Deal",
                "account",
                account,
                "owner",
                user,
                "amount",
                own ? 10 : 1000 + secret.length(),
                "currency",
                "CNY",
                "closeDate",
                "2026-11-20",
                "secretWord",
                secret + "Word")));
    ids.put(
        owner + "Quote",
        made(
            "quotes",
            Map.of(
                "account",
                account,
                "owner",
                user,
                "currency",
                "CNY",
                "number",
                name + "Q",
                "lines",
                List.of(
                    Map.of(
                        "product",
                        ids.get("product"),
                        "quantity",
                        1,
                        "unitPrice",
                        own ? 90 : 50 + secret.length())))));
    ids.put(
        owner + "Order",
        made(
            "orders",
            Map.of(
                "number",
                name + "O",
                "account",
                account,
                "owner",
                user,
                "status",
                "completed",
                "currency",
                "CNY",
                "placedAt",
                "2026-10-01T08:00:00Z")));
    ids.put(
        owner + "Activity",
        made(
            "activities",
            Map.of(
                "kind",
                "call",
                "subject",
                name + " call",
                "at",
                "2026-11-01T08:00:00Z",
                "account",
                account,
                "owner",
                user)));
  }

  /// Rules of both: of what follows, each sees only his own part.
  private void rules() {
    ids.put("rule", rule(rival, "Mine", "accounts", "rivalUser"));
    ids.put("adminRule", rule(admin, "Theirs" + secret, "leads", "repUser"));
  }

  private String rule(Client author, String name, String type, String told) {
    var notify =
        List.of(Map.of("do", "notify", "users", List.of(ids.get(told)), "text", "{{name}}"));
    var rule = Map.of("name", name, "onType", type, "trigger", "created", "actions", notify);
    var made = author.post("/api/v1/rules", rule);
    assertEquals(201, made.status(), made.toString());
    return made.get("id");
  }

  /// Waits until the rival's rule has told him.
  private void told(String name) {
    for (int i = 0; i < 300 && !rival.get("/api/v1/inbox").text().contains(name); i++) {
      LockSupport.parkNanos(A_MOMENT);
    }
  }

  private String made(String plural, Map<String, ?> record) {
    var reply = admin.post("/api/v1/" + plural, record);
    assertEquals(201, reply.status(), plural + " " + record + " " + reply);
    return reply.get("id");
  }
}
