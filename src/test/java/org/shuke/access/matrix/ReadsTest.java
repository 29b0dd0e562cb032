package org.shuke.access.matrix;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program;
import org.shuke.Program.Reply;
import org.shuke.access.matrix.Facts.Fact;
import org.shuke.access.matrix.People.Somebody;
import org.shuke.http.Method;
import org.shuke.http.Route;
import org.shuke.records.Field;
import org.shuke.records.Kind;
import org.shuke.records.Kind.Shape;
import org.shuke.records.Right;
import org.shuke.records.Type;
import org.shuke.records.Type.Ownership;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// whoever reads whatever by whichever path gets what the [Oracle] says, for every type
/// that is declared: each row and each field of it, and nothing else.
@Tag("slow")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReadsTest {
  @RegisterExtension static final Program program = Program.withKey(Clock.systemUTC());

  private static final Set<Route> ASKED = new HashSet<>();
  private static Estate estate;
  private static Oracle oracle;

  @BeforeAll
  static void anEstate() {
    estate = new Estate(program);
    oracle = estate.oracle;
  }

  private static String path(Type type) {
    return "/api/v1/" + type.plural();
  }

  private static Set<String> ids(Stream<JsonNode> items) {
    return items.map(item -> item.get("id").asString()).collect(toCollection(TreeSet::new));
  }

  private static Set<String> ids(List<Fact> facts) {
    return facts.stream().map(Fact::id).collect(toCollection(TreeSet::new));
  }

  private static String text(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  @Test
  void everySetHasItsRows() {
    var asker = new Asker(estate, ASKED);
    for (var who : estate.people.inside()) {
      for (var type : estate.types()) {
        if (oracle.may(who, "read", type)) {
          sets(asker, who, type);
        } else {
          noSets(asker, who, type);
        }
      }
    }
    asker.done("sets");
  }

  private static void noSets(Asker asker, Somebody who, Type type) {
    for (var rest : List.of("", "/bin", "/export")) {
      var asked = path(type) + rest;
      asker.expect(who, asked, asker.get(who, asked), 403);
    }
    for (var rest : List.of("/query", "/aggregate")) {
      var body = rest.equals("/query") ? Map.of() : Map.of("measures", Map.of("n", "count()"));
      var asked = path(type) + rest;
      asker.expect(who, asked, asker.ask(who, "POST", asked, body), 403);
    }
  }

  private static void sets(Asker asker, Somebody who, Type type) {
    var rows = ids(oracle.rows(who, type, "read"));
    var list = asker.get(who, path(type) + "?limit=500&count=true");
    asker.expect(who, path(type), list, 200);
    asker.same(who, path(type), rows, ids(list.json().path("items").valueStream()));
    asker.same(who, path(type) + " count", rows.size(), list.json().path("count").asInt(-1));
    var query = asker.ask(who, "POST", path(type) + "/query", Map.of("limit", 500));
    asker.same(who, path(type) + "/query", rows, ids(query.json().path("items").valueStream()));
    var ask = Map.of("measures", Map.of("n", "count()"));
    var sum = asker.ask(who, "POST", path(type) + "/aggregate", ask);
    asker.same(who, path(type) + " sum", rows.size(), sum.json().at("/items/0/n").asInt());
    var bin = asker.get(who, path(type) + "/bin?limit=500");
    var binned =
        type.isPart()
            ? List.<Fact>of()
            : estate.facts().of(type).stream().filter(f -> oracle.seesInBin(who, f)).toList();
    asker.same(who, path(type) + "/bin", ids(binned), ids(bin.json().path("items").valueStream()));
    export(asker, who, type);
    for (var verb : List.of("update", "delete")) {
      byFilter(asker, who, type, verb);
    }
  }

  private static void export(Asker asker, Somebody who, Type type) {
    for (var rest : List.of("format=csv", "format=xlsx", "select=id&format=jsonl")) {
      var asked = path(type) + "/export?" + rest;
      var reply = asker.get(who, asked);
      asker.expect(who, asked, reply, oracle.may(who, "export", type) ? 200 : 403);
      if (reply.status() == 200 && rest.endsWith("jsonl")) {
        var lines = reply.text().lines().map(line -> JsonMapper.shared().readTree(line));
        asker.same(who, asked, ids(oracle.rows(who, type, "read", "export")), ids(lines));
      }
    }
  }

  private static void byFilter(Asker asker, Somebody who, Type type, String verb) {
    var asked = path(type) + "/bulk-by-filter";
    var body = Map.of("op", verb, "dryRun", true, "record", Map.of());
    var reply = asker.ask(who, "POST", asked, body);
    asker.expect(who, asked + " " + verb, reply, oracle.may(who, verb, type) ? 200 : 403);
    if (reply.status() == 200) {
      int rows = oracle.rows(who, type, "read", verb).size();
      asker.same(who, asked + " " + verb, rows, reply.json().get("count").asInt());
    }
  }

  /// Everybody asks for every record, and for every third one's views: over the people each
  /// record's views are asked for by several of those who see it, and of those who do not.
  @Test
  void everyRecordHasItsFields() {
    var asker = new Asker(estate, ASKED);
    int turn = 0;
    for (var who : estate.people.inside()) {
      int each = turn++;
      for (var type : estate.types()) {
        for (var fact : estate.facts().of(type)) {
          one(asker, who, fact, each++ % 3 == 0);
        }
      }
    }
    asker.done("records");
  }

  private static void one(Asker asker, Somebody who, Fact fact, boolean andViews) {
    var type = fact.type();
    boolean sees = oracle.sees(who, fact);
    var reply = asker.get(who, path(type) + "/" + fact.id());
    asker.expect(who, fact.toString(), reply, sees ? 200 : 404);
    if (reply.status() == 200) {
      fields(asker, who, fact, reply.json(), "");
      for (var part : estate.catalog.parts(type)) {
        for (var item : reply.json().path(part.name())) {
          var inside = estate.facts().find(part.target(), item.get("id").asString());
          fields(asker, who, Objects.requireNonNull(inside), item, part.via());
        }
      }
    }
    if (type.isPart() || !andViews) {
      return;
    }
    for (var rest : views()) {
      var asked = path(type) + "/" + fact.id() + rest;
      var shown = asker.get(who, asked);
      if (!sees && oracle.seesInBin(who, fact)) {
        asker.expect(who, asked, shown, 200, 404);
      } else {
        asker.expect(who, asked, shown, sees ? 200 : 404);
      }
    }
  }

  /// What the program tells about one record beside the record itself: `/page`, `/history` …
  private static List<String> views() {
    var one = "/api/v1/{plural}/{id}";
    return program.shuke().http().routes().stream()
        .filter(r -> r.method() == Method.GET && r.path().startsWith(one + "/"))
        .map(r -> r.path().substring(one.length()))
        .toList();
  }

  /// @param owner the reference of a part to the record in which it is told, which needs none
  private static void fields(Asker asker, Somebody who, Fact fact, JsonNode record, String owner) {
    for (var field : Estate.fields(fact.type())) {
      if (field.name().equals(owner)) {
        continue;
      }
      var right = oracle.right(who, fact.type(), field);
      boolean shown = oracle.shows(who, fact.type(), field);
      var what = fact + "." + field.name() + " " + right;
      asker.same(who, what, shown, record.has(field.name()));
      var stored = fact.column(field.column());
      if (shown && stored != null && field.kind().shape() == Shape.TEXT && field.stored()) {
        boolean whole = stored.equals(record.get(field.name()).asString(""));
        if (field.kind() != Kind.JSON) {
          asker.same(who, what, !right.equals("mask"), whole);
        }
      }
    }
  }

  /// Those who have rights to fields of their own: the others' are like one of theirs.
  private static List<Somebody> differing() {
    return Stream.of("admin", "rep", "rival", "mate", "marketer", "reader")
        .map(estate.people::get)
        .toList();
  }

  @Test
  void everyNameIsUsedOnlyByThoseForWhomItExists() {
    var asker = new Asker(estate, ASKED);
    for (var who : differing()) {
      for (var type : estate.types()) {
        if (oracle.may(who, "read", type)) {
          Estate.fields(type).forEach(field -> uses(asker, who, type, field));
          type.fields().stream()
              .filter(f -> f.kind() == Kind.REFERENCE && f.stored())
              .forEach(via -> through(asker, who, type, via));
        }
      }
    }
    asker.done("names");
  }

  private static void uses(Asker asker, Somebody who, Type type, Field field) {
    boolean usable = oracle.uses(who, type, field);
    boolean shown = oracle.shows(who, type, field);
    var name = field.name();
    asker.expect(
        who,
        "select " + type + "." + name,
        asker.get(who, path(type) + "?select=" + name),
        shown ? 200 : 400);
    var filter = path(type) + "?filter=" + text(name + " != null");
    var sort = path(type) + "?sort=" + name;
    var group = Map.of("groupBy", List.of(name), "measures", Map.of("n", "count()"));
    var measure = Map.of("measures", Map.of("n", "countDistinct(" + name + ")"));
    var answers =
        new ArrayList<>(
            List.of(
                asker.get(who, filter),
                asker.get(who, sort),
                asker.ask(who, "POST", path(type) + "/aggregate", group),
                asker.ask(who, "POST", path(type) + "/aggregate", measure)));
    if (type.ownership() instanceof Ownership.Part part) {
      answers.add(asker.get(who, within(estate.catalog.type(part.parent()), type, name)));
    }
    boolean plain = field.kind().sortable();
    for (var answer : answers) {
      if (!usable || plain) {
        asker.expect(who, "use " + type + "." + name, answer, usable ? 200 : 400);
      }
    }
    if (!usable) {
      asker.same(
          who,
          "filter by " + type + "." + name,
          unknown(asker, who, type),
          shape(answers.getFirst(), name));
    }
  }

  /// The records with a part of which the field says something.
  private static String within(Type owner, Type part, String field) {
    var list =
        estate.catalog.parts(owner).stream()
            .filter(p -> p.target().equals(part.name()))
            .findFirst()
            .orElseThrow();
    var some = "%s.exists(p, p.%s != null)".formatted(list.name(), field);
    return path(owner) + "?filter=" + text(some);
  }

  /// What is answered to a name that nobody has; the hidden name stands where the other one would.
  private static String unknown(Asker asker, Somebody who, Type type) {
    var name = "qqqqqqqqqq";
    return shape(asker.get(who, path(type) + "?filter=" + text(name + " != null")), name);
  }

  private static String shape(Reply reply, String name) {
    var error = reply.json().at("/errors/0");
    return reply.status() + " " + error.path("code").asString("").replace("-nearest", "");
  }

  /// Names behind a reference: of a type or a field that may not be read, none exists. Some are
  /// tried on each way there: all of them are, each on its own type.
  private static void through(Asker asker, Somebody who, Type type, Field via) {
    var target = estate.catalog.type(String.valueOf(via.target()));
    if (!target.hasBin() && !target.isPart()) {
      return;
    }
    boolean open = oracle.uses(who, type, via) && oracle.may(who, "read", target);
    var tried = new EnumMap<Right, Integer>(Right.class);
    for (var field : Estate.fields(target)) {
      boolean usable = open && oracle.uses(who, target, field);
      var which = usable ? Right.READ : Right.NONE;
      if (field.kind().sortable() && tried.merge(which, 1, Integer::sum) <= (usable ? 1 : 3)) {
        var name = via.name() + "." + field.name();
        var asked = path(type) + "?filter=" + text(name + " != null");
        asker.expect(who, type + "." + name, asker.get(who, asked), usable ? 200 : 400);
        var select = path(type) + "?select=" + name;
        boolean shown = open && oracle.shows(who, target, field);
        asker.expect(who, type + "." + name, asker.get(who, select), shown ? 200 : 400);
      }
    }
  }

  @Test
  void theSearchFindsWhatMayBeRead() {
    var asker = new Asker(estate, ASKED);
    for (var who : differing()) {
      for (var type : estate.types()) {
        // every third row: some of everybody's, some in the bin
        var rows = estate.facts().of(type);
        for (int i = 0; i < rows.size(); i += 3) {
          search(asker, who, rows.get(i));
        }
      }
    }
    asker.done("search");
  }

  private static void search(Asker asker, Somebody who, Fact fact) {
    for (var field : fact.type().fields()) {
      var value = field.stored() ? fact.column(field.column()) : null;
      if (value != null
          && field.flags().search() != null
          && Facts.SECRET.matcher(value).matches()
          && !estate.samples.unindexed(fact.id())) {
        var reply = asker.get(who, "/api/v1/search?q=" + text(value));
        boolean found = reply.text().contains(fact.id());
        boolean known = oracle.sees(who, fact) && oracle.finds(who, fact.type(), field);
        asker.same(who, "search " + fact + "." + field.name(), known, found);
      }
    }
  }

  @Test
  void typesAreToldToThoseWhoHaveThem() {
    var asker = new Asker(estate, ASKED);
    for (var who : estate.people.inside()) {
      var all = asker.get(who, "/api/v1/types").json().get("items");
      for (var type : estate.types()) {
        boolean has =
            Stream.of("read", "create", "update", "delete", "import", "export")
                .anyMatch(verb -> oracle.may(who, verb, type));
        var listed = all.valueStream().anyMatch(t -> t.get("name").asString().equals(type.name()));
        asker.same(who, "types: " + type, has, listed);
        var one = asker.get(who, "/api/v1/types/" + type.name());
        asker.expect(who, "types/" + type, one, has ? 200 : 404);
        if (has) {
          var told =
              one.json()
                  .get("fields")
                  .valueStream()
                  .map(f -> f.get("name").asString())
                  .collect(toCollection(TreeSet::new));
          var shown =
              Estate.fields(type).stream()
                  .filter(f -> oracle.shows(who, type, f))
                  .map(Field::name)
                  .collect(toCollection(TreeSet::new));
          asker.same(who, "fields of " + type, shown, told);
        }
      }
    }
    asker.done("types");
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void everyAddressOfATypeIsAsked() {
    assumeTrue(ASKED.size() > 4, "asked alone");
    assertEquals(Set.of(), Asker.unasked(estate, ASKED, false));
  }
}
