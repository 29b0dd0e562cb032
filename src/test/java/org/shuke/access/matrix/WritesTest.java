package org.shuke.access.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program;
import org.shuke.access.StateHash;
import org.shuke.access.matrix.Attempts.Attempt;
import org.shuke.access.matrix.Facts.Fact;
import org.shuke.access.matrix.People.Somebody;
import org.shuke.http.Route;
import org.shuke.records.Field;
import org.shuke.records.Inverse;
import org.shuke.records.Kind;
import org.shuke.records.Names;
import org.shuke.records.Type;

/// who may not write changes nothing, whichever way he tries; who may,
/// does.
@Tag("slow")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WritesTest {
  @RegisterExtension static final Program program = Program.withKey(Clock.systemUTC());

  private static final int EACH = 8;
  private static final Set<Route> ASKED = new HashSet<>();
  private static Estate estate;
  private static Oracle oracle;
  private static StateHash hash;

  @BeforeAll
  static void anEstate() {
    estate = new Estate(program);
    oracle = estate.oracle;
    hash = new StateHash(program.database());
  }

  @Test
  @Tag("full")
  @Order(1)
  void whatIsRefusedChangesNothing() {
    var asker = new Asker(estate, ASKED);
    Attempts.settle(estate, hash);
    for (var who : estate.people.inside()) {
      for (var type : estate.types()) {
        together(asker, who, Attempts.refused(estate, who, type));
      }
    }
    asker.done("refusals");
  }

  /// One attempt in [#EACH], beginning with another one for each person: every kind of attempt on
  /// every type is made by somebody.
  @Test
  @Order(1)
  void ofWhatIsRefusedASampleChangesNothing() {
    var asker = new Asker(estate, ASKED);
    Attempts.settle(estate, hash);
    int next = 0;
    for (var who : estate.people.inside()) {
      var sample = new ArrayList<Attempt>();
      for (var type : estate.types()) {
        for (var attempt : Attempts.refused(estate, who, type)) {
          if (next++ % EACH == 0) {
            sample.add(attempt);
          }
        }
      }
      next++;
      together(asker, who, sample);
    }
    asker.done("sample of refusals");
  }

  /// Many refusals between two looks at the state; one by one when it has changed although all of
  /// them were answered as refusals are.
  private static void together(Asker asker, Somebody who, List<Attempt> attempts) {
    var before = Attempts.state(estate, hash);
    int known = asker.differences();
    attempts.forEach(attempt -> refused(asker, attempt));
    if (before.equals(Attempts.state(estate, hash)) || asker.differences() > known) {
      return;
    }
    asker.differ(who, "refusals change nothing", "the state as it was", attempts.getFirst());
    for (var attempt : attempts) {
      var now = Attempts.state(estate, hash);
      asker.ask(who, attempt.method(), attempt.path(), attempt.body());
      if (!now.equals(Attempts.state(estate, hash))) {
        asker.differ(who, attempt.toString(), "nothing changed", "the state is another");
      }
    }
  }

  private static void refused(Asker asker, Attempt attempt) {
    var reply = asker.ask(attempt.who(), attempt.method(), attempt.path(), attempt.body());
    asker.expect(
        attempt.who(), attempt.toString(), reply, attempt.statuses().toArray(Integer[]::new));
    if (attempt.path().endsWith("/bulk") && reply.status() == 200) {
      for (var row : reply.json()) {
        if (row.get("status").asInt() < 400) {
          asker.differ(attempt.who(), attempt.toString(), "every row refused", row);
        }
      }
    }
  }

  @Test
  @Order(2)
  void whatIsAllowedIsDone() {
    var asker = new Asker(estate, ASKED);
    for (var who : estate.people.inside()) {
      for (var type : estate.types()) {
        if (Estate.fillable(type) && !type.isPart()) {
          for (var fact : estate.facts().of(type)) {
            changes(asker, who, fact);
          }
        }
      }
    }
    for (var who : estate.people.inside()) {
      for (var type : estate.types()) {
        boolean makes = type.byDesk() == null && oracle.may(who, "create", type);
        if (Estate.fillable(type) && !type.isPart() && makes) {
          creates(asker, who, type);
        }
      }
    }
    asker.done("deeds");
  }

  /// Puts the record's own title again, and the record into the bin and out of it.
  private static void changes(Asker asker, Somebody who, Fact fact) {
    var at = "/api/v1/" + fact.type().plural() + "/" + fact.id();
    var title = fact.type().title();
    if (oracle.sees(who, fact)
        && oracle.living(who, "update", fact)
        && oracle.right(who, fact.type(), title).equals("write")) {
      var same = Map.of(title.name(), String.valueOf(fact.column(title.column())));
      asker.expect(who, "PATCH " + at, asker.ask(who, "PATCH", at, same), 200, 409, 422);
      for (var list : estate.catalog.parts(fact.type())) {
        var parts = estate.partsOf(fact, list).stream().map(p -> same(who, p, list)).toList();
        if (parts.stream().anyMatch(part -> part.size() > 1)) {
          var put = asker.ask(who, "PATCH", at, Map.of(list.name(), parts));
          asker.expect(who, "PATCH " + at + " " + parts, put, 200, 409, 422);
        }
      }
    }
    if (oracle.sees(who, fact) && oracle.living(who, "delete", fact)) {
      var gone = asker.ask(who, "DELETE", at, null);
      asker.expect(who, "DELETE " + at, gone, 204, 409, 422);
      if (gone.status() == 204) {
        var back = asker.ask(who, "POST", at + "/restore", Map.of());
        asker.expect(who, "restore " + at, back, 200);
      }
    }
  }

  /// The texts of a part that he may write, as they are.
  private static Map<String, Object> same(Somebody who, Fact part, Inverse list) {
    var same = new LinkedHashMap<String, Object>(Map.of("id", part.id()));
    for (var field : part.type().fields()) {
      var value = field.stored() ? part.column(field.column()) : null;
      boolean text = field.kind().javaType() == String.class && field.kind() != Kind.JSON;
      boolean writes = oracle.right(who, part.type(), field).equals("write");
      if (value != null && text && writes && !field.name().equals(list.via())) {
        same.put(field.name(), value);
      }
    }
    return same;
  }

  /// What he may not name is left out; then only the type's own rules may still object.
  private static void creates(Asker asker, Somebody who, Type type) {
    var record = new LinkedHashMap<>(estate.samples.good(type));
    for (var field : type.fields()) {
      boolean unknown =
          field.kind() == Kind.REFERENCE
              && record.get(field.name()) instanceof String id
              && !visible(who, String.valueOf(field.target()), id);
      boolean lists = field.kind() == Kind.REFERENCES;
      if (unknown || lists || !oracle.right(who, type, field).equals("write")) {
        record.remove(field.name());
      }
    }
    estate.catalog.parts(type).forEach(part -> record.remove(part.name()));
    if (type.find("owner") != null
        && oracle.right(who, type, type.field("owner")).equals("write")) {
      record.put("owner", who.user());
    }
    var reply = asker.ask(who, "POST", "/api/v1/" + type.plural(), record);
    boolean writesNothing = record.isEmpty();
    if (!writesNothing) {
      asker.expect(who, "POST " + type + " " + record, reply, 201, 409, 422);
    }
  }

  private static boolean visible(Somebody who, String type, String id) {
    var fact = estate.facts().find(type, id);
    return fact != null && oracle.sees(who, fact);
  }

  /// W-07: a column of the table that is no writable field is refused, not passed over.
  @Test
  @Order(3)
  void nothingIsWrittenThatIsNoField() {
    var asker = new Asker(estate, ASKED);
    Attempts.settle(estate, hash);
    var before = Attempts.state(estate, hash);
    var admin = estate.people.get("admin");
    for (var type : estate.types()) {
      var living = estate.facts().of(type).stream().filter(f -> oracle.sees(admin, f)).findFirst();
      if (!type.hasBin() || type.isPart() || living.isEmpty()) {
        continue;
      }
      for (var name : strange(living.get())) {
        var body = new LinkedHashMap<>(estate.samples.good(type));
        body.put(name, 1);
        var path = "/api/v1/" + type.plural();
        var made = asker.ask(admin, "POST", path, body);
        int expected = type.byDesk() == null ? 400 : 405;
        asker.expect(admin, "POST " + type + "." + name, made, expected);
        var at = path + "/" + living.get().id();
        var patched = asker.ask(admin, "PATCH", at, Map.of(name, 1));
        asker.expect(admin, "PATCH " + type + "." + name, patched, 400);
      }
      for (var verb : type.spec().verbs()) {
        var at = "/api/v1/" + type.plural() + "/" + living.get().id() + "/" + verb.name();
        var done = asker.ask(admin, "POST", at, Map.of("isAdmin", true));
        asker.expect(admin, type + " " + verb.name(), done, 400);
      }
    }
    asker.same(admin, "the house is as it was", before, Attempts.state(estate, hash));
    asker.done("mass assignment");
  }

  /// Every column by its own name and as the API would write it, and what others fell for.
  private static Set<String> strange(Fact fact) {
    var names = new TreeSet<>(Set.of("ownerId", "tenantId", "isAdmin", "binnedAt", "nonsense"));
    fact.row()
        .propertyNames()
        .forEach(column -> {
          names.add(column);
          names.add(Names.camel(column));
        });
    fact.type().fields().stream().filter(Field::writable).map(Field::name).forEach(names::remove);
    return names;
  }

  /// Parts that the program alone writes, such as how long a deal stood in a stage.
  @Test
  @Order(3)
  void nobodyWritesThePartsThatTheProgramKeeps() {
    var asker = new Asker(estate, ASKED);
    var admin = estate.people.get("admin");
    for (var type : estate.types()) {
      for (var part : estate.catalog.parts(type)) {
        var of = estate.catalog.type(part.target());
        if (of.fields().stream().noneMatch(f -> f.writable() && !f.name().equals(part.via()))) {
          var body = new LinkedHashMap<>(estate.samples.good(type));
          body.put(part.name(), List.of(Map.of()));
          var made = asker.ask(admin, "POST", "/api/v1/" + type.plural(), body);
          asker.expect(admin, "POST " + type + "." + part.name(), made, 400, 403, 405);
        }
      }
    }
    asker.done("kept parts");
  }

  /// C-01: whoever has seen an older version, or says none, overwrites nothing.
  @Test
  @Order(4)
  void aStaleVersionIsRefusedOnEveryWay() {
    var asker = new Asker(estate, ASKED);
    Attempts.settle(estate, hash);
    var before = Attempts.state(estate, hash);
    var admin = estate.people.get("admin");
    for (var type : estate.types()) {
      var living = estate.facts().of(type).stream().filter(f -> oracle.sees(admin, f)).findFirst();
      if (type.hasBin() && !type.isPart() && living.isPresent()) {
        stale(asker, admin, living.get());
      }
    }
    asker.same(admin, "the house is as it was", before, Attempts.state(estate, hash));
    asker.done("stale versions");
  }

  /// What is wrong in the request itself (400) is said before what is wrong with the version: so
  /// the change names a field that may be written, and none where the program alone writes.
  private static Map<String, Object> change(Type type) {
    var text =
        type.fields().stream()
            .filter(f -> f.writable() && f.kind() == Kind.TEXT)
            .min(Comparator.comparing(f -> !f.equals(type.title())));
    return text.<Map<String, Object>>map(f -> Map.of(f.name(), "stale")).orElse(Map.of());
  }

  private static void stale(Asker asker, Somebody admin, Fact fact) {
    var type = fact.type();
    var path = "/api/v1/" + type.plural();
    var at = path + "/" + fact.id();
    var change = change(type);
    for (var version : new String[] {"\"987\"", null}) {
      int expected = version == null ? 428 : 412;
      var client = program.admin().with("If-Match", version);
      asker.expect(admin, "PATCH " + at, client.patch(at, change), expected);
      asker.expect(admin, "DELETE " + at, client.delete(at), expected);
      for (var op : List.of("update", "delete")) {
        var row = new LinkedHashMap<String, Object>(Map.of("op", op, "id", fact.id()));
        row.put("record", change);
        if (version != null) {
          row.put("version", 987);
        }
        var bulk = client.post(path + "/bulk", List.of(row));
        asker.same(admin, op + " " + at, expected, bulk.json().at("/0/status").asInt());
      }
    }
    var client = program.admin().with("If-Match", "\"987\"");
    for (var verb : type.spec().verbs()) {
      var done = client.post(at + "/" + verb.name(), Map.of());
      var expected = verb.open() ? List.of(412) : List.of(400, 412);
      asker.expect(admin, verb.name() + " " + at, done, expected.toArray(Integer[]::new));
    }
    for (var field : type.fields()) {
      var value = field.flags().unique() && field.stored() ? fact.column(field.column()) : null;
      if (value != null && field.kind().javaType() == String.class) {
        var key = path + "/by/" + field.name() + "/" + Attempts.encoded(value);
        int expected = field.writable() && !change.containsKey(field.name()) ? 412 : 400;
        asker.expect(admin, "PUT " + key, client.send("PUT", key, change), expected);
      }
    }
  }

  /// An open verb, such as the claim of what lies in a pool, is decided by its desk under its own
  /// lock: it needs no version, and who sends one that is right is served.
  @Test
  @Order(5)
  void anOpenVerbHoldsToTheVersionThatIsSentAndNeedsNone() {
    var asker = new Asker(estate, ASKED);
    estate.again();
    var admin = estate.people.get("admin");
    for (var type : estate.types()) {
      for (var verb : type.spec().verbs().stream().filter(Type.Verb::open).toList()) {
        var open =
            estate.facts().of(type).stream()
                .filter(f -> oracle.sees(admin, f) && f.owner() == null && f.column("pool") != null)
                .limit(2)
                .toList();
        asker.same(admin, "open " + type, 2, open.size());
        for (var fact : open) {
          boolean first = fact == open.getFirst();
          var version = first ? null : "\"" + fact.column("version") + "\"";
          var at = "/api/v1/" + type.plural() + "/" + fact.id() + "/" + verb.name();
          var done = program.admin().with("If-Match", version).post(at, Map.of());
          asker.expect(admin, "POST " + at + " " + version, done, 200);
        }
      }
    }
    asker.done("open verbs");
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void everyAddressOfATypeIsAsked() {
    assumeTrue(ASKED.size() > 4, "asked alone");
    assertEquals(Set.of(), Asker.unasked(estate, ASKED, true));
  }
}
