package org.shuke.imports;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.shuke.imports.Parts.PartChange;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Bindings;
import org.shuke.records.Field;
import org.shuke.records.Type;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Writes the parts of a chunk of records, those of one type in one statement, with their change
/// rows and values.
final class PartWriteSql {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final ImportUnit unit;
  private final Bindings bindings;

  PartWriteSql(ImportUnit unit, Bindings bindings) {
    this.unit = unit;
    this.bindings = bindings;
  }

  /// @param versions of the records that have more than their first
  void write(Transaction tx, List<PartChange> changes, Map<UUID, Long> versions)
      throws SQLException {
    Map<Type, List<PartChange>> byType =
        changes.stream()
            .collect(
                Collectors.groupingBy(PartChange::type, LinkedHashMap::new, Collectors.toList()));
    for (var each : byType.entrySet()) {
      statement(each.getKey(), json(each.getValue(), versions)).run(tx, bindings);
    }
  }

  private static String json(List<PartChange> changes, Map<UUID, Long> versions) {
    var array = JSON.createArrayNode();
    for (PartChange each : changes) {
      var columns = (ObjectNode) JSON.readTree(each.prepared().columns());
      var after = (ObjectNode) JSON.readTree(each.prepared().after());
      if (each.isNew()) {
        String via = each.type().field(each.list().via()).column();
        for (ObjectNode node : List.of(columns, after)) {
          node.put(via, each.record().toString()).put("position", each.position());
        }
      }
      ObjectNode node = array.addObject();
      node.put("id", each.prepared().id().toString());
      node.put("record", each.record().toString());
      node.put("version", versions.getOrDefault(each.record(), 1L));
      node.put("op", each.isNew() ? "create" : "update");
      node.set("columns", columns);
      node.set("after", after);
      String before = each.prepared().before();
      if (before != null) {
        node.set("before", JSON.readTree(before));
      }
    }
    return array.toString();
  }

  private Composed statement(Type type, String json) {
    List<Field> fields = RecordInsertSql.stored(type);
    String names =
        fields.stream().map(f -> '"' + f.column() + '"').collect(Collectors.joining(", "))
            + RecordInsertSql.keys(fields, "\"%s\"");
    String made =
        fields.stream().map(RecordInsertSql::value).collect(Collectors.joining(", "))
            + RecordInsertSql.keys(fields, "p.\"%s\"");
    String changed =
        fields.stream().map(f -> "p.\"" + f.column() + '"').collect(Collectors.joining(", "))
            + RecordInsertSql.keys(fields, "p.\"%s\"");
    String table = Lookup.table(type);
    return new Composed()
        .add("with c as materialized (select x.*, " + RecordInsertSql.SEQ + " as seq")
        .add(" from jsonb_to_recordset(?::jsonb) x (id uuid, record uuid, version bigint,", json)
        .add(" op text, columns jsonb, before jsonb, after jsonb)), made as (insert into " + table)
        .add(" (id, position, " + names + ") select c.id, p.position, " + made + " from c,")
        .add(" jsonb_populate_record(null::" + table + ", c.columns) p where c.op = 'create'),")
        .add(" changed as (update " + table + " t set (" + names + ") = (select " + changed)
        .add(" from jsonb_populate_record(t, c.columns) p) from c")
        .add(" where c.op = 'update' and t.id = c.id),")
        .add(" logged as (insert into records.change")
        .add(" (seq, at, actor, cause, unit, type, record, part, version, op)")
        .add(
            " overriding system value select seq, ?, ?, 'import', ?, ?, record, id, version, op"
                + " from c)",
            unit.at(),
            unit.actor(),
            unit.id(),
            type.name())
        .add(" insert into records.change_value (seq, before, after)")
        .add(" select seq, before, after from c");
  }
}
