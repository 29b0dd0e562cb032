package org.shuke.imports;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.shuke.platform.Refusal.Fault;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Bindings;
import org.shuke.records.Field;
import org.shuke.records.Policy;
import org.shuke.records.Type;
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
    new RecordMatchSql(policy, type, mapping, Lookup.of(policy, type, mapped), bindings)
        .match(tx, id);
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

  /// Unique values beside the key: taken by another record, or twice in the file.
  private void unique(Transaction tx, UUID id) throws SQLException {
    for (Target target : mapped) {
      Field field = type.field(target.name());
      boolean text = field.kind().javaType() == String.class;
      if (!field.flags().unique() || !text || mapping.keys().equals(List.of(target.name()))) {
        continue;
      }
      String value = "r.given ->> '" + field.name() + "'";
      tx.update(
          "update imports.row r set faults = coalesce(r.faults, '[]')"
              + " || jsonb_build_object('code', n.code, 'column', ?::text, 'value', "
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
          mapping.column(field.name()),
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
            "select r.row, jsonb_agg(jsonb_build_object('code', 'reference-missing', 'column',"
                + " ?::text, 'value', k ->> 'k')) as notes",
            mapping.column(field))
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
              .set("faults", JSON.readTree(notes(mapping, faults)));
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
      mapping.keys().forEach(values.keySet()::remove);
      changes.add(
          new Change(each.row(), now, values, Prepared.update(type, now, values), each.open()));
    }
    return changes;
  }

  /// What is wrong with a record, by the columns that the person knows.
  static String notes(Mapping mapping, List<Fault> faults) {
    var notes = new Notes();
    for (Fault fault : faults) {
      String column = fault.field() == null ? null : mapping.column(fault.field());
      notes.add(column == null ? fault : new Fault(column, fault.code(), fault.args()));
    }
    String json = notes.json();
    return json == null ? "[]" : json;
  }
}
