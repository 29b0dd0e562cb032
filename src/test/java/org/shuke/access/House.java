package org.shuke.access;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shuke.Program;
import org.shuke.Program.Client;

/// A small house with people of every kind and records of every owner, made over the API, with its
/// facts kept plainly for the [Oracle].
final class House {
  /// What a role says, as plain words: `accounts` → `read` → `team`; `contacts` → `email` → `mask`.
  record Says(Map<String, Map<String, String>> verbs, Map<String, Map<String, String>> fields) {}

  /// @param roles what he holds; null means everything
  /// @param limit the scopes of his key, or null
  record Somebody(
      String name,
      String user,
      @Nullable String team,
      @Nullable List<Says> roles,
      @Nullable Says limit,
      Client client) {}

  record Thing(
      String plural, String id, @Nullable String owner, @Nullable String account, String word) {}

  final Map<String, Somebody> people = new LinkedHashMap<>();
  final List<Thing> things = new ArrayList<>();

  /// Teams and what lies at or below them.
  final Map<String, Set<String>> below =
      Map.of(
          "north", Set.of("north", "northeast"),
          "northeast", Set.of("northeast"),
          "south", Set.of("south"));

  private final Program program;
  private final Client admin;
  private final Map<String, String> teams = new HashMap<>();
  private final String secret;
  private int number;

  static final List<String> OWNED = List.of("accounts", "contacts", "orders", "activities");
  private static final List<String> ALL_VERBS =
      List.of("read", "create", "update", "delete", "import", "export");

  House(Program program) {
    this(program, "");
  }

  /// @param secret changes everything that the rival may not read, and adds more of it
  House(Program program, String secret) {
    this.secret = secret;
    this.program = program;
    this.admin = program.admin();
    teams.put("north", made("teams", Map.of("name", "north")));
    teams.put(
        "northeast", made("teams", Map.of("name", "northeast", "parent", teams.get("north"))));
    teams.put("south", made("teams", Map.of("name", "south")));
    people.put(
        "admin",
        new Somebody(
            "admin", admin.get("/api/v1/session").get("user.id"), null, null, null, admin));
    people();
    for (var owner : List.of("rep", "mate", "manager", "rival", "admin")) {
      records(owner);
    }
    if (!secret.isEmpty()) {
      number = 300;
      records("rep");
      records("admin");
      besideTheRivals();
    }
  }

  /// What is hidden from the rival hangs on his own customers too: it must not be counted there.
  private void besideTheRivals() {
    var rep = people.get("rep").user();
    var rival = people.get("rival").user();
    for (var thing : List.copyOf(things)) {
      if (thing.plural().equals("accounts") && rival.equals(thing.owner())) {
        var contact =
            Map.of("givenName", secret, "familyName", secret, "account", thing.id(), "owner", rep);
        made("contacts", contact);
        made("contacts", contact);
      }
    }
  }

  private void people() {
    var own = says(OWNED, "own", ALL_VERBS.subList(0, 4));
    hire("manager", "north", says(OWNED, "tree", ALL_VERBS));
    hire(
        "rep",
        "northeast",
        own.with("contacts", "email", "mask").with("contacts", "phone", "none"));
    hire("mate", "northeast", says(OWNED, "team", List.of("read", "export")), own);
    hire("rival", "south", own.with("accounts", "city", "none"));
    hire("analyst", null, says(OWNED, "all", List.of("read", "export")));
    hire(
        "marketer",
        null,
        says(List.of("accounts", "contacts"), "all", List.of("read", "update"))
            .with("contacts", "email", "none")
            .with("accounts", "phone", "mask"));
    hire(
        "agent",
        "south",
        says(List.of("accounts"), "all", List.of("read")),
        says(List.of("activities"), "own", List.of("read", "create", "update")));
    hire("creator", "north", says(List.of("accounts"), "all", List.of("create")));
    hire("clerk", "north", says(List.of("orders"), "all", List.of("read", "update")));
    hire("nobody", "north");
    limit(
        "narrow", "manager", says(List.of("accounts"), "own", List.of("read", "update", "delete")));
    limit(
        "reader",
        "admin",
        says(List.of("accounts", "orders"), "all", List.of("read"))
            .with("accounts", "email", "none"));
    var gone = hire("gone", "north", says(OWNED, "all", ALL_VERBS));
    admin.with("If-Match", "*").patch("/api/v1/users/" + gone, Map.of("active", false));
    people.put(
        "anonymous", new Somebody("anonymous", "", null, List.of(), null, program.anonymous()));
  }

  /// A role in plain words that can be refined.
  private static final class Words {
    private final Map<String, Map<String, String>> verbs = new HashMap<>();
    private final Map<String, Map<String, String>> fields = new HashMap<>();

    Words with(String type, String field, String right) {
      var more = new Words();
      more.verbs.putAll(verbs);
      fields.forEach((t, f) -> more.fields.put(t, new HashMap<>(f)));
      more.fields.computeIfAbsent(type, t -> new HashMap<>()).put(field, right);
      return more;
    }

    Says says() {
      return new Says(verbs, fields);
    }
  }

  private static Words says(List<String> types, String scope, List<String> verbs) {
    var words = new Words();
    for (var type : types) {
      var of = new HashMap<String, String>();
      verbs.forEach(verb -> of.put(verb, scope));
      words.verbs.put(type, of);
    }
    return words;
  }

  private static List<Map<String, Object>> grants(Says says) {
    return says.verbs().keySet().stream()
        .map(type ->
            Map.<String, Object>of(
                "type", type,
                "verbs", says.verbs().get(type),
                "fields", says.fields().getOrDefault(type, Map.of())))
        .toList();
  }

  private String hire(String name, @Nullable String team, Words... roles) {
    var ids = new ArrayList<String>();
    var all = new ArrayList<Says>();
    for (var role : roles) {
      all.add(role.says());
      ids.add(made("roles", Map.of("name", name + all.size(), "grants", grants(role.says()))));
    }
    var user = new HashMap<String, Object>();
    user.put("name", name);
    user.put("email", name + "@example.com");
    user.put("roles", ids);
    if (team != null) {
      user.put("team", teams.get(team));
    }
    var id = made("users", user);
    people.put(name, new Somebody(name, id, team, all, null, client(id, null)));
    return id;
  }

  private void limit(String name, String of, Words scopes) {
    var user = people.get(of);
    people.put(
        name,
        new Somebody(
            name,
            user.user(),
            user.team(),
            user.roles(),
            scopes.says(),
            client(user.user(), scopes.says())));
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

  /// For one owner: two accounts, and contacts, orders and activities of these and of the first
  /// owner's account, so that the ways through an account and past it both occur.
  private void records(String owner) {
    var user = people.get(owner).user();
    var first = things.stream().filter(t -> t.plural().equals("accounts")).findFirst();
    int times = owner.equals("rep") || owner.equals("rival") ? 2 : 1;
    for (int i = 0; i < times; i++) {
      var account =
          add(
              "accounts",
              owner,
              null,
              Map.of(
                  "kind",
                  "company",
                  "email",
                  "mail" + number + "@shop.example",
                  "city",
                  secret + "City" + number,
                  "phone",
                  "+8613800000" + (100 + number),
                  "externalId",
                  "A" + number));
      var at = i == 0 || first.isEmpty() ? account : first.get().id();
      add(
          "contacts",
          owner,
          at,
          Map.of(
              "email",
              "person" + number + "@shop.example",
              "phone",
              "+8613900000" + (100 + number),
              "account",
              at));
      add(
          "orders",
          owner,
          at,
          Map.of(
              "account",
              at,
              "placedAt",
              "2026-03-0" + (1 + i) + "T10:00:00Z",
              "status",
              "completed",
              "currency",
              "CNY",
              "total",
              (owner.equals("rival") ? 100 : 100 + secret.length() * 50) + number));
      add(
          "activities",
          owner,
          at,
          Map.of("kind", "call", "at", "2026-03-01T10:00:00Z", "account", at));
    }
    add("activities", owner, null, Map.of("kind", "note", "at", "2026-03-02T10:00:00Z"));
    assertTrue(user != null);
  }

  private String add(String plural, String owner, @Nullable String account, Map<String, ?> fields) {
    var word = "Wort" + (char) ('a' + number / 26) + (char) ('a' + number % 26) + "x";
    number++;
    if (!owner.equals("rival")) {
      word = secret + word;
    }
    var record = new HashMap<String, Object>(fields);
    record.put(
        Map.of("orders", "number", "activities", "subject").getOrDefault(plural, "name"), word);
    record.put("owner", people.get(owner).user());
    var id = made(plural, record);
    var through = plural.equals("orders") || plural.equals("activities") ? account : null;
    things.add(new Thing(plural, id, people.get(owner).user(), through, word));
    return id;
  }
}
