package org.shuke.imports;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.shuke.platform.Refusal.Fault;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Bindings;
import org.shuke.records.Compiled;
import org.shuke.records.Field;
import org.shuke.records.Policy;
import org.shuke.records.Row;
import org.shuke.records.Type;
import org.shuke.records.Verb;
import org.shuke.records.writes.Prepared;
import org.shuke.records.writes.Prepared.Stored;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// What becomes of staged rows: which record each one meets, and everything about them that only
/// the database knows. Nothing is written but the ledger.
final class RecordCheckSql {
  static final int CHUNK = 500;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Policy policy;
  private final Type type;
  private final Mapping mapping;
  private final List<Target> mapped;
  private final Links links;
  private final SelfLinksSql selves;
  private final Bindings bindings;
  private final Rooms rooms;

  RecordCheckSql(
      Policy policy,
      Type type,
      Mapping mapping,
      List<Target> mapped,
      Links links,
      Bindings bindings,
      Rooms rooms) {
    this.policy = policy;
    this.type = type;
    this.mapping = mapping;
    this.mapped = mapped;
    this.links = links;
    this.selves = new SelfLinksSql(policy, type, links.lookups(), bindings);
    this.bindings = bindings;
    this.rooms = rooms;
  }

  void check(Transaction tx, UUID id) throws SQLException {
    ImportSql.measure(tx);
    if (mapping.match() != null) {
      twice(tx, id);
      Field by = type.field(mapping.match());
      if (by.flags().unique()) {
        match(tx, id, by);
      } else {
        named(tx, id, by);
      }
    }
    unique(tx, id);
    tx.update(
        """
        update imports.row set faults = coalesce(faults, '[]') || made_faults
        where import = ? and plan = 'create' and made_faults is not null
        """,
        id);
    selves.resolve(tx, id);
    for (Lookup lookup : Lookup.of(policy, type, mapped)) {
      missing(tx, id, lookup);
    }
    selves.order(tx, id);
    tx.update("update imports.row set plan = 'fail' where import = ? and faults is not null", id);
    examine(tx, id);
  }

  private static void twice(Transaction tx, UUID id) throws SQLException {
    tx.update(
        """
        update imports.row r
        set faults = coalesce(r.faults, '[]') || jsonb_build_object('code', 'key-twice', 'value', r.key)
        from (select row, row_number() over (partition by key order by row) as nth
          from imports.row where import = ? and key is not null) n
        where r.import = ? and r.row = n.row and n.nth > 1
        """,
        id,
        id);
  }

  private void match(Transaction tx, UUID id, Field by) throws SQLException {
    var may = policy.rows(Verb.UPDATE, new Row(type, "t"));
    var sees = policy.readable(new Row(type, "t"));
    String cast = by.kind().javaType() == String.class ? "r.key" : "r.key::" + sqlType(by);
    new Composed()
        .add("update imports.row r set record = t.id, plan = case when ")
        .add(Compiled.of(sees), bindings)
        .add(mapping.skips() ? " then 'skip'" : " then 'update'")
        .add(" else 'fail' end, faults = case when not ")
        .add(Compiled.of(sees), bindings)
        .add(
            " then coalesce(faults, '[]') || jsonb_build_object('code', 'taken', 'value', r.key)"
                + " when not ")
        .add(Compiled.of(may), bindings)
        .add(" and ?", !mapping.skips())
        .add(
            " then coalesce(faults, '[]') || jsonb_build_object('code', 'may-not-update', 'value',"
                + " r.key)")
        .add(" else faults end from " + Lookup.table(type) + " t")
        .add(
            " where r.import = ? and r.key is not null and t.\"" + by.column() + "\" = " + cast, id)
        .run(tx, bindings);
  }

  /// By a name, which several records may bear: then nobody can tell which is meant.
  private void named(Transaction tx, UUID id, Field by) throws SQLException {
    new Composed()
        .add("update imports.row r set record = m.id, plan = case when m.n > 1 or not ")
        .add(
            "(m.may or ?) then 'fail' else ? end,",
            mapping.skips(),
            mapping.skips() ? "skip" : "update")
        .add(" faults = case when m.n > 1 then coalesce(faults, '[]')")
        .add(" || jsonb_build_object('code', 'key-ambiguous', 'value', r.key)")
        .add(" when not (m.may or ?) then coalesce(faults, '[]')", mapping.skips())
        .add(" || jsonb_build_object('code', 'may-not-update', 'value', r.key) else faults end")
        .add(" from (select s.row, min(t.id::text)::uuid as id, count(*) as n, bool_or(")
        .add(Compiled.of(policy.rows(Verb.UPDATE, new Row(type, "t"))), bindings)
        .add(") as may from imports.row s join " + Lookup.table(type) + " t")
        .add(" on t.\"" + by.column() + "\" = s.key where s.import = ? and ", id)
        .add(Compiled.of(policy.readable(new Row(type, "t"))), bindings)
        .add(" group by s.row) m where r.import = ? and r.row = m.row", id)
        .run(tx, bindings);
  }

  private static String sqlType(Field field) {
    return field.kind().dataType().getTypeName();
  }

  /// Unique values beside the key: taken by another record, or twice in the file.
  private void unique(Transaction tx, UUID id) throws SQLException {
    for (Target target : mapped) {
      Field field = type.field(target.name());
      boolean text = field.kind().javaType() == String.class;
      if (!field.flags().unique() || !text || target.name().equals(mapping.match())) {
        continue;
      }
      String value = "r.given ->> '" + field.name() + "'";
      tx.update(
          "update imports.row r set faults = coalesce(r.faults, '[]')"
              + " || jsonb_build_object('code', n.code, 'value', "
              + value
              + ") from (select r.row, case when t.id is not null then 'taken' else 'key-twice' end"
              + " as code from (select r.*, row_number() over (partition by "
              + value
              + " order by r.row) as nth"
              + " from imports.row r where r.import = ? and "
              + value
              + " is not null) r"
              + " left join "
              + Lookup.table(type)
              + " t on t.\""
              + field.column()
              + "\" = "
              + value
              + " and t.id is distinct from case when r.plan = 'update' then r.record end"
              + " where t.id is not null or r.nth > 1) n where r.import = ? and r.row = n.row",
          id,
          id);
    }
  }

  /// Keys that name no record, unless they are to be made.
  private void missing(Transaction tx, UUID id, Lookup lookup) throws SQLException {
    String field = lookup.field().name();
    if (mapping.creates(field) && Plans.mayMake(policy, lookup.target())) {
      return;
    }
    new Composed()
        .add("update imports.row r set faults = coalesce(r.faults, '[]') || n.notes from (")
        .add(
            "select r.row, jsonb_agg(jsonb_build_object('code', 'reference-missing', 'value', k ->>"
                + " 'k')) as notes")
        .add(" from imports.row r, jsonb_array_elements(r.links -> '" + field + "') k")
        .add(
            " where r.import = ? and r.plan is distinct from 'skip' and k ->> 'id' is null and ",
            id)
        .add(field.equals(Author.BY) ? links.author("k") : lookup.id("k", policy, bindings))
        .add(" is null group by r.row) n where r.import = ? and r.row = n.row", id)
        .run(tx, bindings);
  }

  /// Rows that would change a record: whether they do, and whether its room agrees.
  private void examine(Transaction tx, UUID id) throws SQLException {
    int after = 0;
    while (true) {
      List<Given> rows = given(tx, id, after, "plan = 'update'");
      if (rows.isEmpty()) {
        return;
      }
      after = rows.getLast().row();
      var found = JSON.createArrayNode();
      for (Change change : changes(tx, type, mapping, links.resolved(tx, id, rows))) {
        boolean same = change.prepared().changesNothing();
        List<Fault> faults = change.prepared().faults();
        if (faults.isEmpty() && !same) {
          faults = rooms.against(tx, change);
        }
        if (!faults.isEmpty()) {
          found
              .addObject()
              .put("row", change.row())
              .put("plan", "fail")
              .set("faults", JSON.readTree(notes(faults)));
        } else if (same && !change.open()) {
          found.addObject().put("row", change.row()).put("plan", "unchanged");
        }
      }
      tx.update(
          """
          update imports.row r set plan = x.plan, faults = coalesce(x.faults, r.faults)
          from jsonb_to_recordset(?::jsonb) x (row int, plan text, faults jsonb)
          where r.import = ? and r.row = x.row
          """,
          found.toString(),
          id);
    }
  }

  /// A row that meets a stored record.
  ///
  /// @param resolved ids by field, for the links that could be found
  /// @param open a link leads to something that is still to be made
  record Given(
      int row,
      UUID record,
      Map<String, String> values,
      Map<String, Object> resolved,
      boolean open) {}

  /// What a row makes of the record it meets.
  ///
  /// @param values the new values by field
  record Change(
      int row, Stored stored, Map<String, Object> values, Prepared prepared, boolean open) {}

  static List<Given> given(Transaction tx, UUID id, int after, String which) throws SQLException {
    return tx.query(
        "select row, record, given from imports.row"
            + " where import = ? and row > ? and result is null and "
            + which
            + " order by row limit ?",
        row ->
            new Given(
                row.getInt(1),
                row.getObject(2, UUID.class),
                JSON.readValue(row.getString(3), new TypeReference<Map<String, String>>() {}),
                Map.of(),
                false),
        id,
        after,
        CHUNK);
  }

  /// The changes that rows make of the records they meet, which are locked by this.
  static List<Change> changes(Transaction tx, Type type, Mapping mapping, List<Given> rows)
      throws SQLException {
    var stored = Prepared.load(tx.connection(), type, rows.stream().map(Given::record).toList());
    List<Change> changes = new ArrayList<>();
    for (Given each : rows) {
      var now = stored.get(each.record());
      if (now == null) {
        continue;
      }
      Map<String, Object> values = new LinkedHashMap<>();
      each.values()
          .forEach((field, text) -> values.put(field, Prepared.value(type.field(field), text)));
      values.putAll(each.resolved());
      values.keySet().removeAll(Author.FIELDS);
      values.keySet().removeAll(Set.of(mapping.match() == null ? "" : mapping.match()));
      changes.add(
          new Change(each.row(), now, values, Prepared.update(type, now, values), each.open()));
    }
    return changes;
  }

  static String notes(List<Fault> faults) {
    var notes = new Notes();
    faults.forEach(notes::add);
    String json = notes.json();
    return json == null ? "[]" : json;
  }
}
