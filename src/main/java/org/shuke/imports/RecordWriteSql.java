package org.shuke.imports;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuke.imports.RecordCheckSql.Change;
import org.shuke.imports.RecordCheckSql.Given;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Bindings;
import org.shuke.records.Field;
import org.shuke.records.Ids;
import org.shuke.records.Kind;
import org.shuke.records.Policy;
import org.shuke.records.SortKeys;
import org.shuke.records.Type;
import org.shuke.records.writes.Prepared;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Writes checked rows of one type, a chunk in one statement: the records, their change rows with
/// the values, and their results in the ledger.
final class RecordWriteSql {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String SEQ = "nextval('records.change_seq_seq')";

  private final Policy policy;
  private final Type type;
  private final Mapping mapping;
  private final List<Lookup> lookups;
  private final Bindings bindings;
  private final ImportUnit unit;

  RecordWriteSql(
      Policy policy,
      Type type,
      Mapping mapping,
      List<Target> mapped,
      Bindings bindings,
      ImportUnit unit) {
    this.policy = policy;
    this.type = type;
    this.mapping = mapping;
    this.lookups = Lookup.of(policy, type, mapped);
    this.bindings = bindings;
    this.unit = unit;
  }

  /// How many rows were dealt with; 0 when none is left.
  int write(Transaction tx) throws SQLException {
    for (String plan : new String[] {"create", "update"}) {
      for (Lookup lookup : lookups) {
        if (mapping.creates(lookup.field().name()) && Plans.mayMake(policy, lookup.target())) {
          make(tx, lookup, plan);
        }
      }
      int done = plan.equals("create") ? create(tx) : update(tx);
      if (done > 0) {
        return done;
      }
    }
    return 0;
  }

  /// Makes the records that the next rows name and that are not there.
  private void make(Transaction tx, Lookup lookup, String plan) throws SQLException {
    List<String> keys =
        new Composed()
            .add("select distinct k ->> 'k' from (")
            .add(
                "select links from imports.row where import = ? and result is null and plan = ?"
                    + " order by row limit ?",
                unit.id(),
                plan,
                RecordCheckSql.CHUNK)
            .add(") r, jsonb_array_elements(r.links -> '" + lookup.field().name() + "') k where ")
            .add(lookup.id("k", policy, bindings))
            .add(" is null")
            .list(tx, bindings, row -> row.getString(1));
    List<Prepared> made = new ArrayList<>();
    for (String key : keys) {
      Map<String, Object> values = new HashMap<>();
      lookup.keyFields().forEach(field -> values.put(field, key));
      if (lookup.target().find("owner") != null) {
        values.put("owner", unit.owner());
      }
      Prepared each = Prepared.create(lookup.target(), Ids.next(), values);
      if (each.faults().isEmpty()) {
        made.add(each);
      }
    }
    if (!made.isEmpty()) {
      var chunk = new Composed().add("select x.id, x.columns as v, x.after, " + SEQ + " as seq");
      chunk.add(
          " from jsonb_to_recordset(?::jsonb) x (id uuid, columns jsonb, after jsonb)",
          json(made, Map.of()));
      insert(lookup.target(), chunk)
          .add(" select count(*) from made")
          .list(tx, bindings, row -> row.getLong(1));
    }
  }

  private static String json(List<Prepared> all, Map<UUID, Long> versions) {
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

  private int create(Transaction tx) throws SQLException {
    var chunk =
        new Composed()
            .add("select r.row, r.record as id, " + SEQ + " as seq, r.made || jsonb_strip_nulls(");
    resolved(chunk);
    chunk.add(") as v, null::jsonb as after from imports.row r");
    chunk.add(
        " where r.import = ? and r.result is null and r.plan = 'create' order by r.row limit ?",
        unit.id(),
        RecordCheckSql.CHUNK);
    return insert(type, chunk)
        .add(
            """
             update imports.row r
            set result = case when m.id is null then 'failed' else 'created' end,
              faults = case when m.id is null then jsonb_build_array(jsonb_build_object('code', 'taken', 'value', r.key)) end
            from chunk c left join made m on m.id = c.id
            where r.import = ? and r.row = c.row
            """,
            unit.id())
        .run(tx, bindings);
  }

  /// JSON of the ids that a row's links lead to; who imports owns what nobody else is named for.
  private void resolved(Composed sql) {
    sql.add("jsonb_build_object(");
    String separator = "";
    boolean owned = type.find("owner") != null;
    for (Lookup lookup : lookups) {
      String name = lookup.field().name();
      sql.add(separator + "'" + lookup.field().column() + "', ");
      if (lookup.several()) {
        sql.add("(select jsonb_agg(").add(lookup.id("k", policy, bindings));
        sql.add(") from jsonb_array_elements(r.links -> '" + name + "') k)");
      } else {
        sql.add(name.equals("owner") ? "coalesce(" : "");
        sql.add(lookup.id("(r.links -> '" + name + "' -> 0)", policy, bindings));
        sql.add(name.equals("owner") ? ", '" + unit.owner() + "')" : "");
        owned &= !name.equals("owner");
      }
      separator = ", ";
    }
    sql.add(owned ? separator + "'owner', '" + unit.owner() + "')" : ")");
  }

  /// The statement up to where the ledger is told: `chunk` has id, seq, v (by column) and after;
  /// `made` the ids that were written.
  private Composed insert(Type of, Composed chunk) {
    List<Field> fields = stored(of);
    String names =
        fields.stream().map(f -> '"' + f.column() + '"').collect(Collectors.joining(", "));
    String values = fields.stream().map(RecordWriteSql::value).collect(Collectors.joining(", "));
    String keys = keys(fields, "\"%s\"");
    String keyValues = keys(fields, "p.\"%s\"");
    var sql =
        new Composed()
            .add("with chunk as materialized (")
            .add(chunk)
            .add("), made as (insert into ");
    sql.add(
        Lookup.table(of)
            + " (id, created_at, created_by, updated_at, updated_by, "
            + names
            + keys
            + ")");
    sql.add(
        " select c.id, ?, ?, ?, ?, " + values + keyValues,
        unit.at(),
        unit.actor(),
        unit.at(),
        unit.actor());
    sql.add(" from chunk c, jsonb_populate_record(null::" + Lookup.table(of) + ", c.v) p");
    sql.add(" on conflict do nothing returning id), logged as (insert into records.change");
    sql.add(" (seq, at, actor, cause, unit, type, record, version, op) overriding system value");
    sql.add(
        " select c.seq, ?, ?, 'import', ?, ?, c.id, 1, 'create' from chunk c join made m on m.id ="
            + " c.id",
        unit.at(),
        unit.actor(),
        unit.id(),
        of.name());
    sql.add("), valued as (insert into records.change_value (seq, after) select c.seq,");
    sql.add(
        " coalesce(c.after, jsonb_strip_nulls(c.v - '{"
            + keys(fields, "%s").replaceFirst(", ", "")
            + "}'::text[]))");
    return sql.add(" from chunk c join made m on m.id = c.id)");
  }

  /// The set of fields that a record is made with; the common ones are the program's.
  private static List<Field> stored(Type of) {
    List<String> common = List.of("createdAt", "createdBy", "updatedAt", "updatedBy");
    return of.fields().stream().filter(f -> f.stored() && !common.contains(f.name())).toList();
  }

  private static String value(Field field) {
    boolean list = field.kind() == Kind.MULTI_CHOICE || field.kind() == Kind.REFERENCES;
    String column = "p.\"" + field.column() + '"';
    return list ? "coalesce(" + column + ", '{}')" : column;
  }

  private static String keys(List<Field> fields, String pattern) {
    return fields.stream()
        .filter(f -> f.flags().ordered())
        .flatMap(f -> SortKeys.LANGUAGES.stream().map(l -> f.column() + "_key_" + l))
        .map(name -> ", " + pattern.formatted(name))
        .collect(Collectors.joining());
  }

  private int update(Transaction tx) throws SQLException {
    List<Given> rows = RecordCheckSql.given(tx, unit.id(), 0, "plan = 'update'");
    if (rows.isEmpty()) {
      return 0;
    }
    List<Change> changes = RecordCheckSql.changes(tx, type, mapping, linked(tx, rows));
    List<Prepared> writing = new ArrayList<>();
    Map<UUID, Long> versions = new HashMap<>();
    for (Change change : changes) {
      if (change.prepared().faults().isEmpty() && !change.prepared().changesNothing()) {
        writing.add(change.prepared());
        versions.put(change.prepared().id(), change.version() + 1);
      }
    }
    if (!writing.isEmpty()) {
      overwrite(tx, json(writing, versions));
    }
    settle(tx, rows, changes);
    return rows.size();
  }

  /// The rows with the ids that their links lead to.
  private List<Given> linked(Transaction tx, List<Given> rows) throws SQLException {
    if (lookups.isEmpty()) {
      return rows;
    }
    var sql = new Composed().add("select r.row, jsonb_strip_nulls(");
    resolvedWithoutOwner(sql);
    sql.add(
        ") from imports.row r where r.import = ? and r.row between ? and ? and r.links is not null",
        unit.id(),
        rows.getFirst().row(),
        rows.getLast().row());
    Map<Integer, @Nullable String> found = new HashMap<>();
    sql.list(tx, bindings, row -> found.put(row.getInt(1), row.getString(2)) == null);
    List<Given> linked = new ArrayList<>();
    for (Given each : rows) {
      String ids = found.get(each.row());
      Map<String, Object> values = new HashMap<>();
      if (ids != null) {
        var json = JSON.readTree(ids);
        for (Lookup lookup : lookups) {
          var id = json.get(lookup.field().column());
          if (id != null) {
            String text = id.isString() ? id.stringValue() : id.toString();
            values.put(lookup.field().name(), Prepared.value(lookup.field(), text));
          }
        }
      }
      linked.add(new Given(each.row(), each.record(), each.values(), values));
    }
    return linked;
  }

  private void resolvedWithoutOwner(Composed sql) {
    sql.add("jsonb_build_object(");
    String separator = "";
    for (Lookup lookup : lookups) {
      sql.add(separator + "'" + lookup.field().column() + "', ");
      String staged = "r.links -> '" + lookup.field().name() + "'";
      if (lookup.several()) {
        sql.add("(select jsonb_agg(").add(lookup.id("k", policy, bindings));
        sql.add(") from jsonb_array_elements(" + staged + ") k)");
      } else {
        sql.add(lookup.id("(" + staged + " -> 0)", policy, bindings));
      }
      separator = ", ";
    }
    sql.add(")");
  }

  private void overwrite(Transaction tx, String json) throws SQLException {
    List<Field> fields = stored(type);
    String names =
        fields.stream().map(f -> '"' + f.column() + '"').collect(Collectors.joining(", "));
    String values =
        fields.stream().map(f -> "p.\"" + f.column() + '"').collect(Collectors.joining(", "));
    String table = Lookup.table(type);
    new Composed()
        .add(
            "with c as materialized (select x.*, "
                + SEQ
                + " as seq from jsonb_to_recordset(?::jsonb)",
            json)
        .add(" x (id uuid, version bigint, columns jsonb, before jsonb, after jsonb)),")
        .add(
            " written as (update "
                + table
                + " t set version = c.version, updated_at = ?, updated_by = ?, ",
            unit.at(),
            unit.actor())
        .add(
            "("
                + names
                + keys(fields, "\"%s\"")
                + ") = (select "
                + values
                + keys(fields, "p.\"%s\""))
        .add(" from jsonb_populate_record(t, c.columns) p) from c where t.id = c.id),")
        .add(
            " logged as (insert into records.change (seq, at, actor, cause, unit, type, record,"
                + " version, op)")
        .add(
            " overriding system value select seq, ?, ?, 'import', ?, ?, id, version, 'update' from"
                + " c)",
            unit.at(),
            unit.actor(),
            unit.id(),
            type.name())
        .add(
            " insert into records.change_value (seq, before, after) select seq, before, after from"
                + " c")
        .run(tx, bindings);
  }

  private void settle(Transaction tx, List<Given> rows, List<Change> changes) throws SQLException {
    Map<Integer, Change> byRow = new HashMap<>();
    changes.forEach(change -> byRow.put(change.row(), change));
    var array = JSON.createArrayNode();
    for (Given each : rows) {
      Change change = byRow.get(each.row());
      ObjectNode node = array.addObject().put("row", each.row());
      if (change == null) {
        node.put("result", "failed").set("faults", JSON.readTree("[{\"code\":\"taken\"}]"));
      } else if (!change.prepared().faults().isEmpty()) {
        String notes = RecordCheckSql.notes(change.prepared().faults());
        node.put("result", "failed").set("faults", JSON.readTree(notes));
      } else {
        node.put("result", change.prepared().changesNothing() ? "unchanged" : "updated");
      }
    }
    tx.update(
        """
        update imports.row r set result = x.result, faults = coalesce(x.faults, r.faults)
        from jsonb_to_recordset(?::jsonb) x (row int, result text, faults jsonb)
        where r.import = ? and r.row = x.row
        """,
        array.toString(),
        unit.id());
  }
}
