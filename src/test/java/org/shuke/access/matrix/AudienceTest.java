package org.shuke.access.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program;
import org.shuke.Program.Client;
import org.shuke.Program.Reply;
import org.shuke.access.matrix.Facts.Fact;
import org.shuke.access.matrix.People.Somebody;
import org.shuke.records.Type;
import org.shuke.records.Type.Ownership;
import tools.jackson.databind.JsonNode;

/// Who can see a record, and why: what the program tells is held against what each of these people
/// gets when he asks for the record and changes it himself.
@Tag("slow")
class AudienceTest {
  @RegisterExtension static final Program program = Program.withKey(Clock.systemUTC());

  private static final Random RANDOM = new Random(20261128);
  private static final int STRANGERS = 16;

  private static Estate estate;

  /// Everybody who works here, by his user's id.
  private static final Map<String, Client> EVERYBODY = new LinkedHashMap<>();

  @BeforeAll
  static void anEstateAndPeopleWithRightsByChance() {
    estate = new Estate(program);
    for (var who : estate.people.inside()) {
      if (who.limit() == null) {
        EVERYBODY.put(who.user(), who.client());
      }
    }
    var teams = new ArrayList<String>();
    program
        .admin()
        .get("/api/v1/teams")
        .json()
        .get("items")
        .forEach(t -> teams.add(t.get("id").asString()));
    var roles = Stream.generate(AudienceTest::role).limit(STRANGERS / 2).toList();
    for (int i = 0; i < STRANGERS; i++) {
      var user = new HashMap<String, Object>();
      user.put("name", "stranger" + i);
      user.put("email", "stranger" + i + "@example.com");
      user.put("roles", List.of(chosen(roles), chosen(roles)).stream().distinct().toList());
      if (RANDOM.nextInt(4) > 0) {
        user.put("team", chosen(teams));
      }
      var id = made("users", user);
      var key = program.admin().post("/api/v1/users/" + id + "/issue-key", Map.of("name", "k"));
      EVERYBODY.put(id, program.anonymous().key(key.get("key")));
    }
    share(teams);
    involve();
    estate.again();
  }

  /// Every other record that can be shared is, with people and teams by chance.
  private static void share(List<String> teams) {
    var people = List.copyOf(EVERYBODY.keySet());
    for (var type : estate.catalog.types()) {
      if (!(type.ownership() instanceof Ownership.Owned owned) || owned.members() == null) {
        continue;
      }
      for (int i = 0; i < estate.facts().of(type).size(); i += 2) {
        var members =
            List.of(
                Map.of("user", chosen(people), "write", RANDOM.nextBoolean()),
                Map.of("team", chosen(teams), "write", RANDOM.nextBoolean()));
        var at = path(estate.facts().of(type).get(i));
        program.admin().with("If-Match", "*").patch(at, Map.of(owned.members(), members));
      }
    }
  }

  /// About half of all people are named in every record that names those whom it concerns.
  private static void involve() {
    for (var type : estate.catalog.types()) {
      if (type.ownership() instanceof Ownership.Involving(String people)) {
        var some =
            EVERYBODY.keySet().stream()
                .filter(person -> RANDOM.nextBoolean())
                .map(UUID::fromString)
                .toArray(UUID[]::new);
        var sql = "update %s.%s set %s = ?".formatted(type.schema(), type.table(), people);
        program.database().transaction(tx -> tx.update(sql, (Object) some));
      }
    }
  }

  private static <T> T chosen(List<T> some) {
    return some.get(RANDOM.nextInt(some.size()));
  }

  private static String made(String plural, Map<String, ?> record) {
    var reply = program.admin().post("/api/v1/" + plural, record);
    assertEquals(201, reply.status(), reply.toString());
    return reply.get("id");
  }

  /// Reads and changes half of the types, each as far as chance has it.
  private static String role() {
    var grants = new ArrayList<Map<String, Object>>();
    for (var type : estate.catalog.types()) {
      if (Estate.fillable(type) && !type.isPart() && RANDOM.nextBoolean()) {
        var verbs = new HashMap<String, String>();
        verbs.put("read", scope(type));
        if (RANDOM.nextBoolean()) {
          verbs.put("update", scope(type));
        }
        grants.add(Map.of("type", type.plural(), "verbs", verbs));
      }
    }
    return made("roles", Map.of("name", "by chance " + RANDOM.nextInt(), "grants", grants));
  }

  private static String scope(Type type) {
    return type.ownership() instanceof Ownership.Common
        ? "all"
        : chosen(List.of("own", "own", "team", "tree", "all"));
  }

  @Test
  void thoseAreToldWhoReadItAndWhoChangeIt() {
    var ways = new TreeSet<String>();
    int asked = 0;
    for (var type : estate.types()) {
      for (var fact : estate.facts().of(type)) {
        if (type.isPart() || !estate.oracle.sees(estate.people.get("admin"), fact)) {
          continue;
        }
        var told = program.admin().get(path(fact) + "/access");
        assertEquals(200, told.status(), fact + " " + told);
        assertTrue(told.json().get("everybody").asBoolean());
        compare(fact, told.json());
        told.json()
            .at("/people")
            .forEach(p -> p.at("/read/ways").forEach(w -> ways.add(w.asString())));
        asked++;
      }
    }
    System.out.println("who sees it: " + asked + " records, " + EVERYBODY.size() + " people");
    assertEquals(
        new TreeSet<>(
            List.of(
                "administrator",
                "all",
                "involved",
                "member",
                "own",
                "pool",
                "shown",
                "team",
                "through",
                "tree")),
        ways,
        "every way has been gone");
  }

  private static void compare(Fact fact, JsonNode told) {
    var readers = new TreeSet<String>();
    var changers = new TreeSet<String>();
    EVERYBODY.forEach((user, client) -> {
      if (client.get(path(fact)).status() == 200) {
        readers.add(user);
        if (mayChange(client.with("If-Match", "*").patch(path(fact), Map.of()))) {
          changers.add(user);
        }
      }
    });
    var toldReaders = new TreeSet<String>();
    var toldChangers = new TreeSet<String>();
    for (var person : told.get("people")) {
      toldReaders.add(person.get("id").asString());
      assertFalse(person.at("/read/ways").isEmpty(), "there is a reason: " + person);
      if (!person.get("change").isNull()) {
        toldChangers.add(person.get("id").asString());
      }
      boolean owner = person.get("id").asString().equals(fact.owner());
      assertEquals(owner, person.get("owner").asBoolean(), fact + " " + person);
    }
    assertEquals(readers, toldReaders, "readers of " + fact);
    assertEquals(changers, toldChangers, "who changes " + fact);
  }

  private static boolean mayChange(Reply reply) {
    return reply.status() != 403 || !reply.text().contains("may-not-update");
  }

  private static String path(Fact fact) {
    return "/api/v1/" + fact.type().plural() + "/" + fact.id();
  }

  @Test
  void whoMayNotReadPeopleTeamsAndRolesIsToldOfHimselfAlone() {
    var knowing = new TreeSet<String>();
    for (var who : estate.people.inside()) {
      if (who.limit() == null && knows(who)) {
        knowing.add(who.user());
      }
    }
    assertTrue(knowing.size() > 1 && knowing.size() < EVERYBODY.size() - STRANGERS);
    int asked = 0;
    for (var fact : estate.facts().of(estate.catalog.type("account"))) {
      for (var user : EVERYBODY.keySet()) {
        var told = EVERYBODY.get(user).get(path(fact) + "/access");
        if (told.status() == 404) {
          continue;
        }
        assertEquals(
            knowing.contains(user), told.json().get("everybody").asBoolean(), user + " " + told);
        if (!knowing.contains(user)) {
          var people = told.json().get("people");
          assertEquals(1, people.size(), told.toString());
          assertEquals(user, people.get(0).get("id").asString());
        }
        asked++;
      }
    }
    assertTrue(asked > 50);
  }

  private static boolean knows(Somebody who) {
    return Map.of(
            "user", List.of("name", "team", "roles"),
            "team", List.of("name", "parent"),
            "role", List.of("name", "grants", "administrator"),
            "account", List.of("owner"))
        .entrySet()
        .stream()
        .allMatch(needed -> {
          var type = estate.catalog.type(needed.getKey());
          return needed.getValue().stream()
              .allMatch(name -> estate.oracle.uses(who, type, type.field(name)));
        });
  }
}
