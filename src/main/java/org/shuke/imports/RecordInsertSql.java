package org.shuke.imports;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Bindings;
import org.shuke.records.Field;
import org.shuke.records.Kind;
import org.shuke.records.SortKeys;
import org.shuke.records.Type;
import org.shuke.records.writes.Prepared;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The statement that writes new records of one type with their change rows and values.
final class RecordInsertSql {
  static final String SEQ = "nextval('records.change_seq_seq')";
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Type type;
  private final ImportUnit unit;

  RecordInsertSql(Type type, ImportUnit unit) {
    this.type = type;
    this.unit = unit;
  }

  /// Writes records that are complete.
  void made(Transaction tx, Bindings bindings, List<Prepared> made) throws SQLException {
    if (!made.isEmpty()) {
      var chunk =
          new Composed()
              .add(
                  "select x.id, x.columns as v, x.after, null::timestamptz as at, null::uuid as by,"
                      + " ")
              .add(SEQ + " as seq from jsonb_to_recordset(?::jsonb)", json(made, Map.of()))
              .add(" x (id uuid, columns jsonb, after jsonb)");
      of(chunk).add(" select count(*) from made").list(tx, bindings, row -> row.getLong(1));
    }
  }

  /// Prepared records as the JSON that a statement takes.
  static String json(List<Prepared> all, Map<UUID, Long> versions) {
    var array = JSON.createArrayNode();
    for (Prepared each : all) {
      ObjectNode node = array.addObject();
      node.put("id", each.id().toString());
      node.put("version", versions.getOrDefault(each.id(), 0L));
      node.set("columns", JSON.readTree(each.columns()));
      node.set("after", JSON.readTree(each.after()));
      String before = each.before();
      if (before != null) {
        node.set("before", JSON.readTree(before));
      }
    }
    return array.toString();
  }

  /// The statement up to where the ledger is told.
  ///
  /// @param chunk answers `id, seq, v` (by column), `after` (null: what `v` says) and the original
  ///   date and author `at, by`, null where they are the import's
  /// @return a statement in which `made` has the ids that were written
  Composed of(Composed chunk) {
    List<Field> fields = stored(type);
    String names =
        fields.stream().map(f -> '"' + f.column() + '"').collect(Collectors.joining(", "));
    String values = fields.stream().map(RecordInsertSql::value).collect(Collectors.joining(", "));
    String table = Lookup.table(type);
    return new Composed()
        .add("with chunk as materialized (")
        .add(chunk)
        .add("), made as (insert into " + table)
        .add(" (id, created_at, created_by, updated_at, updated_by, " + names)
        .add(keys(fields, "\"%s\"") + ") select c.id, ")
        .add(
            "coalesce(c.at, ?), coalesce(c.by, ?), ?, ?, ",
            unit.at(),
            unit.actor(),
            unit.at(),
            unit.actor())
        .add(values + keys(fields, "p.\"%s\""))
        .add(" from chunk c, jsonb_populate_record(null::" + table + ", c.v) p")
        .add(" on conflict do nothing returning id), logged as (insert into records.change")
        .add(" (seq, at, actor, cause, unit, type, record, version, op) overriding system value")
        .add(
            " select c.seq, ?, ?, 'import', ?, ?, c.id, 1, 'create' from chunk c join made m on"
                + " m.id = c.id",
            unit.at(),
            unit.actor(),
            unit.id(),
            type.name())
        .add("), valued as (insert into records.change_value (seq, after) select c.seq,")
        .add(" coalesce(c.after, jsonb_strip_nulls(c.v - '{")
        .add(keys(fields, "%s").replaceFirst(", ", "") + "}'::text[]))")
        .add(" from chunk c join made m on m.id = c.id)");
  }

  /// The set of fields that a record is made with; the common ones are the program's.
  static List<Field> stored(Type of) {
    List<String> common = List.of("createdAt", "createdBy", "updatedAt", "updatedBy");
    return of.fields().stream().filter(f -> f.stored() && !common.contains(f.name())).toList();
  }

  static String value(Field field) {
    boolean list = field.kind() == Kind.MULTI_CHOICE || field.kind() == Kind.REFERENCES;
    String column = "p.\"" + field.column() + '"';
    return list ? "coalesce(" + column + ", '{}')" : column;
  }

  /// The columns of the language sort keys, each behind a comma.
  static String keys(List<Field> fields, String pattern) {
    return fields.stream()
        .filter(f -> f.flags().ordered())
        .flatMap(f -> SortKeys.LANGUAGES.stream().map(l -> f.column() + "_key_" + l))
        .map(name -> ", " + pattern.formatted(name))
        .collect(Collectors.joining());
  }
}
