package org.shuke.access.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.UUID;
import org.shuke.Program;
import org.shuke.access.matrix.Facts.Fact;
import org.shuke.records.Catalog;
import org.shuke.records.Field;
import org.shuke.records.Inverse;
import org.shuke.records.Type;
import org.shuke.records.Type.Ownership;

/// A house with people of every kind and records of every type and owner, some of them in the bin.
final class Estate {
  final Program program;
  final Catalog catalog;
  final People people;
  final Oracle oracle;
  final Samples samples;
  private Facts facts;

  Estate(Program program) {
    this.program = program;
    for (var type : program.shuke().catalog().types()) {
      if (fillable(type)) {
        custom(type);
      }
    }
    this.catalog = program.shuke().catalog();
    this.people = new People(program, catalog);
    this.samples = new Samples(program.admin(), catalog, new Rows(program.database()), file());
    for (var type : samples.types()) {
      fill(type);
    }
    pooled();
    shared();
    binned();
    visited();
    this.facts = Facts.of(program.database(), catalog);
    this.oracle = new Oracle(catalog, people, facts);
  }

  static boolean fillable(Type type) {
    return type.hasBin() && !type.schema().equals("access");
  }

  /// The custom field that every type has here.
  private void custom(Type type) {
    var asked =
        Map.of(
            "type",
            type.plural(),
            "name",
            "extraWord",
            "kind",
            "text",
            "labels",
            Map.of("en", "Extra", "zh", "附加"));
    var reply = program.admin().post("/api/v1/custom-fields", asked);
    assertEquals(201, reply.status(), type + " " + reply);
  }

  /// The id of a file that attachments may name.
  private String file() {
    return program
        .database()
        .transaction(tx ->
            tx.query(
                """
                insert into platform.file (sha256, size, name, media_type)
                values (sha256('x'), 1, 'x', 'text/plain') returning id
                """,
                row -> row.getObject(1, UUID.class)))
        .getFirst()
        .toString();
  }

  private void fill(Type type) {
    var owners = People.OWNERS;
    boolean owned = type.find("owner") != null;
    for (int i = 0; i < (owned ? owners.size() : 3); i++) {
      if (owned && !type.field("owner").writable()) {
        insert(type, i, people.get(owners.get(i)).user());
        continue;
      }
      samples.make(type, i, owned ? people.get(owners.get(i)).user() : null);
    }
  }

  /// What only a room's desk makes is put beside it.
  private void insert(Type type, int nth, String owner) {
    var fields = type.fields().stream().filter(f -> f.flags().required() && f.stored()).toList();
    var columns = new StringJoiner(", ");
    var values = new StringJoiner(", ");
    for (var field : fields) {
      columns.add(field.column());
      values.add(
          switch (field.kind()) {
            case NUMBER, MONEY -> String.valueOf(1 + nth);
            case INSTANT -> "now()";
            case CHOICE -> "'" + field.choices().getFirst() + "'";
            default -> "'zqdesk" + nth + "'";
          });
    }
    program
        .database()
        .transaction(tx ->
            tx.update(
                "insert into %s.%s (%s, owner, created_by, updated_by) select %s, u, u, u from"
                        .formatted(type.schema(), type.table(), columns, values)
                    + " (select cast(? as uuid) as u) as by_owner",
                owner));
  }

  /// Leaves some records of every type that has pools to whoever claims them.
  private void pooled() {
    var before = Facts.of(program.database(), catalog);
    for (var type : catalog.types()) {
      boolean pools = type.ownership() instanceof Ownership.Owned owned && owned.pool() != null;
      var rows = before.of(type);
      for (int i = 0; pools && i < rows.size(); i += 2) {
        var none = new HashMap<String, Object>();
        none.put("owner", null);
        program
            .admin()
            .with("If-Match", "*")
            .patch("/api/v1/" + type.plural() + "/" + rows.get(i).id(), none);
      }
    }
  }

  /// Shares some records of every type that can be: one may read them, another change them too.
  private void shared() {
    var members =
        List.of(
            Map.of("user", people.get("rep").user(), "write", false),
            Map.of("user", people.get("rival").user(), "write", true));
    var before = Facts.of(program.database(), catalog);
    for (var type : catalog.types()) {
      if (!(type.ownership() instanceof Ownership.Owned owned)
          || owned.members() == null
          || owned.sharedThrough() != null) {
        continue;
      }
      var rows = before.of(type);
      for (int i = 0; i < rows.size(); i += 3) {
        var path = "/api/v1/" + type.plural() + "/" + rows.get(i).id();
        var done =
            program.admin().with("If-Match", "*").patch(path, Map.of(owned.members(), members));
        assertEquals(200, done.status(), path + " " + done);
      }
    }
  }

  /// The times in stages are worked out when somebody asks for them: before they are counted.
  private void visited() {
    var any = Facts.of(program.database(), catalog).of(catalog.type("opportunity")).getFirst();
    var page = program.admin().get("/api/v1/opportunities/" + any.id() + "/page");
    assertEquals(200, page.status(), page::toString);
  }

  /// Puts some of everybody's records into the bin.
  private void binned() {
    var before = Facts.of(program.database(), catalog);
    for (var type : catalog.types()) {
      var rows = before.of(type);
      for (int i = 1; fillable(type) && i < rows.size(); i += 3) {
        var path = "/api/v1/" + type.plural() + "/" + rows.get(i).id();
        var gone = program.admin().with("If-Match", "*").delete(path);
        assertNotEquals(403, gone.status(), path + " " + gone);
      }
    }
  }

  Facts facts() {
    return facts;
  }

  /// Reads the tables again after something has changed.
  Facts again() {
    facts = Facts.of(program.database(), catalog);
    oracle.now(facts);
    return facts;
  }

  /// The types with records of their own.
  List<Type> types() {
    return catalog.types().stream().filter(t -> t.hasBin() || t.isPart()).toList();
  }

  /// The parts of a record in one of its lists.
  List<Fact> partsOf(Fact record, Inverse list) {
    var part = catalog.type(list.target());
    var via = part.field(list.via()).column();
    return facts.of(part).stream().filter(p -> record.id().equals(p.column(via))).toList();
  }

  /// The fields that a type's own table holds and somebody may read.
  static List<Field> fields(Type type) {
    return type.fields().stream().filter(f -> !f.flags().internal()).toList();
  }
}
