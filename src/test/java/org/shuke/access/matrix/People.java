package org.shuke.access.matrix;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuke.Program;
import org.shuke.Program.Client;
import org.shuke.records.Catalog;
import org.shuke.records.Field;
import org.shuke.records.Type;
import org.shuke.records.Type.Ownership;

/// People of every kind, with their rights kept in plain words. The roles are made from the
/// declarations, so that a new type is in them by itself.
final class People {
  /// What a role says: `accounts` → `read` → `team`; `contacts` → `email` → `mask`.
  record Says(Map<String, Map<String, String>> verbs, Map<String, Map<String, String>> fields) {}

  /// @param roles what he holds; null means everything
  /// @param limit the scopes of his key, or null
  record Somebody(
      String name,
      String user,
      @Nullable String team,
      @Nullable List<Says> roles,
      @Nullable Says limit,
      Client client) {
    @Override
    public String toString() {
      return name;
    }
  }

  /// Teams and what lies at or below them.
  static final Map<String, Set<String>> BELOW =
      Map.of(
          "north", Set.of("north", "northeast"),
          "northeast", Set.of("northeast"),
          "south", Set.of("south"));

  /// Whose records there are; who is named twice has two of each type.
  static final List<String> OWNERS =
      List.of("rep", "mate", "manager", "rival", "admin", "rep", "rival", "rep", "rival");

  private static final List<String> OUTSIDE = List.of("gone", "anonymous");
  private static final List<String> KEEP = List.of("read", "create", "update", "delete");
  private static final List<String> ALL =
      List.of("read", "create", "update", "delete", "import", "export");

  private final Map<String, Somebody> all = new LinkedHashMap<>();
  private final Map<String, String> teams = new HashMap<>();
  private final Program program;
  private final Client admin;
  private final List<Type> types;
  private final List<Type> parts;

  People(Program program, Catalog catalog) {
    this.program = program;
    this.admin = program.admin();
    this.types = catalog.types().stream().filter(t -> t.hasBin() && !t.isPart()).toList();
    this.parts = catalog.types().stream().filter(Type::isPart).toList();
    teams.put("north", made("teams", Map.of("name", "north")));
    teams.put(
        "northeast", made("teams", Map.of("name", "northeast", "parent", teams.get("north"))));
    teams.put("south", made("teams", Map.of("name", "south")));
    var operator = admin.get("/api/v1/session").get("user.id");
    all.put("admin", new Somebody("admin", operator, null, null, null, admin));
    hire();
    limit("narrow", "manager", says("own", List.of("read", "update", "delete")));
    limit("reader", "admin", hiding(says("all", List.of("read")), 3, 0, "none"));
    var gone = hire("gone", "north", says("all", ALL));
    admin.with("If-Match", "*").patch("/api/v1/users/" + gone, Map.of("active", false));
    all.put("anonymous", new Somebody("anonymous", "", null, List.of(), null, program.anonymous()));
  }

  private void hire() {
    hire("manager", "north", says("tree", ALL));
    var rep = hiding(says("own", KEEP), 5, 2, "mask");
    hire("rep", "northeast", hiding(rep, 5, 4, "none"));
    hire(
        "mate",
        "northeast",
        says("team", List.of("read", "export")),
        says("own", List.of("read", "create", "update", "delete", "import")));
    hire("rival", "south", hiding(says("own", ALL), 4, 1, "none"));
    hire("analyst", null, says("all", List.of("read", "export")));
    var seen = hiding(says("all", List.of("read", "update", "export")), 2, 0, "none");
    hire("marketer", null, hiding(seen, 2, 1, "mask"));
    hire(
        "agent",
        "south",
        says("all", List.of("read", "create")),
        says("own", List.of("update", "delete")));
    hire("creator", "north", says("all", List.of("create")));
    hire("clerk", "south", only(says("all", List.of("read", "update")), "order"));
    hire("finance", null, only(says("all", List.of("read", "export")), "order", "account"));
    hire("nobody", "north");
  }

  /// Everybody who is let in.
  List<Somebody> inside() {
    return all.values().stream().filter(s -> !OUTSIDE.contains(s.name())).toList();
  }

  /// Who is not: a stranger, and one who is no longer here.
  List<Somebody> outside() {
    return OUTSIDE.stream().map(this::get).toList();
  }

  Somebody get(String name) {
    var somebody = all.get(name);
    if (somebody == null) {
      throw new IllegalArgumentException(name);
    }
    return somebody;
  }

  /// Somebody and everybody in these teams.
  Set<String> with(Somebody who, Set<String> names) {
    var users = new HashSet<String>(Set.of(who.user()));
    all.values().stream()
        .filter(s -> s.team() != null && names.contains(s.team()))
        .forEach(s -> users.add(s.user()));
    return users;
  }

  /// The same for every type. People and their rights are only read: what is beyond is the matter
  /// of their own guards.
  private Says says(String scope, List<String> verbs) {
    var says = new Says(new HashMap<>(), new HashMap<>());
    for (var type : types) {
      var of = new HashMap<String, String>();
      for (var verb : verbs) {
        if (!type.schema().equals("access") || verb.equals("read")) {
          of.put(verb, type.ownership() instanceof Ownership.Common ? "all" : scope);
        }
      }
      if (!of.isEmpty()) {
        says.verbs().put(type.plural(), of);
      }
    }
    return says;
  }

  private static Says only(Says says, String... names) {
    var verbs = new HashMap<>(says.verbs());
    verbs.keySet().retainAll(List.of(names).stream().map(n -> n + "s").toList());
    return new Says(verbs, says.fields());
  }

  /// Takes every `each`-th optional field away, beginning at `from`, in records and their parts.
  private Says hiding(Says says, int each, int from, String right) {
    var fields = new HashMap<String, Map<String, String>>();
    says.fields().forEach((type, of) -> fields.put(type, new HashMap<>(of)));
    var named = types.stream().filter(t -> says.verbs().containsKey(t.plural()));
    for (var type : Stream.concat(named, parts.stream()).toList()) {
      var optional = type.fields().stream().filter(f -> hidable(type, f)).toList();
      for (int i = from; i < optional.size(); i += each) {
        fields
            .computeIfAbsent(type.plural(), t -> new HashMap<>())
            .put(optional.get(i).name(), right);
      }
    }
    return new Says(says.verbs(), fields);
  }

  private static boolean hidable(Type type, Field field) {
    return !field.flags().required()
        && !field.equals(type.title())
        && !field.name().equals("owner");
  }

  private static List<Map<String, Object>> grants(Says says) {
    return Stream.concat(says.verbs().keySet().stream(), says.fields().keySet().stream())
        .distinct()
        .map(type ->
            Map.<String, Object>of(
                "type", type,
                "verbs", says.verbs().getOrDefault(type, Map.of()),
                "fields", says.fields().getOrDefault(type, Map.of())))
        .toList();
  }

  private String hire(String name, @Nullable String team, Says... roles) {
    var ids = new ArrayList<String>();
    for (var role : roles) {
      ids.add(made("roles", Map.of("name", name + ids.size(), "grants", grants(role))));
    }
    var user = new HashMap<String, Object>();
    user.put("name", name);
    user.put("email", name + "@example.com");
    user.put("roles", ids);
    if (team != null) {
      user.put("team", teams.get(team));
    }
    var id = made("users", user);
    all.put(name, new Somebody(name, id, team, List.of(roles), null, client(id, null)));
    return id;
  }

  private void limit(String name, String of, Says scopes) {
    var user = get(of);
    all.put(
        name,
        new Somebody(
            name, user.user(), user.team(), user.roles(), scopes, client(user.user(), scopes)));
  }

  private Client client(String user, @Nullable Says scopes) {
    var wanted = new HashMap<String, Object>(Map.of("name", "k"));
    if (scopes != null) {
      wanted.put("scopes", grants(scopes));
    }
    var issued = admin.post("/api/v1/users/" + user + "/issue-key", wanted);
    assertTrue(issued.status() == 200, issued.toString());
    return program.anonymous().key(issued.get("key"));
  }

  private String made(String plural, Map<String, ?> record) {
    var reply = admin.post("/api/v1/" + plural, record);
    assertTrue(reply.status() == 201, plural + " " + reply);
    return reply.get("id");
  }
}
