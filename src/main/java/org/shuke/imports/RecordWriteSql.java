package org.shuke.imports;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.shuke.imports.Parts.PartChange;
import org.shuke.imports.Plan.Stretch;
import org.shuke.imports.RecordCheckSql.Change;
import org.shuke.imports.RecordCheckSql.Given;
import org.shuke.platform.Refusal.Fault;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Bindings;
import org.shuke.records.Field;
import org.shuke.records.Type;
import org.shuke.records.writes.Prepared;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Writes checked rows of one type, a chunk in one statement: the records, their change rows with
/// the values, and their results in the ledger. Rows whose records others of the file refer to go
/// first: see [SelfLinksSql].
final class RecordWriteSql {
  /// The level of rows whose records are there, and whose parts wait until all records are: a file
  /// may bring two people who brought each other.
  static final int LAST = Integer.MAX_VALUE;

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Type type;
  private final Mapping mapping;
  private final Links links;
  private final Parts parts;
  private final Bindings bindings;
  private final ImportUnit unit;
  private final Rooms rooms;

  RecordWriteSql(
      Type type,
      Mapping mapping,
      Links links,
      Parts parts,
      Bindings bindings,
      ImportUnit unit,
      Rooms rooms) {
    this.type = type;
    this.mapping = mapping;
    this.links = links;
    this.parts = parts;
    this.bindings = bindings;
    this.unit = unit;
    this.rooms = rooms;
  }

  void write(Transaction tx, Stretch stretch) throws SQLException {
    links.make(tx, unit, stretch);
    if (stretch.pass().plan().equals("create")) {
      create(tx, stretch);
    } else {
      update(tx, stretch);
    }
  }

  /// Makes the records of the rows. What they were to make is forgotten with their result: it
  /// stands in the records now.
  private void create(Transaction tx, Stretch stretch) throws SQLException {
    var chunk =
        new Composed()
            .add(
                "select r.row, r.record as id, "
                    + RecordInsertSql.SEQ
                    + " as seq, r.made || jsonb_strip_nulls(")
            .add(links.ids(unit.owner()))
            .add(") as v, null::jsonb as after, (r.given ->> 'createdAt')::timestamptz as at, ")
            .add(links.author("(r.links -> '" + Author.BY + "' -> 0)"))
            .add(" as by, r.parts is not null and " + links.ahead() + " as ahead")
            .add(" from imports.row r")
            .add(
                " where r.import = ? and r.result is null and r.plan = 'create' and r.level = ?"
                    + " and r.row > ? and r.row <= ? order by r.row for update of r",
                unit.id(),
                stretch.pass().level(),
                stretch.after(),
                stretch.to());
    String ahead = "c.ahead and m.id is not null";
    List<Given> rows =
        new RecordInsertSql(type, unit)
            .of(chunk)
            .add(" update imports.row r set made = null, result = case when m.id is null")
            .add(" then 'failed' when not c.ahead then 'created' end,")
            .add(" plan = case when " + ahead + " then 'update' else r.plan end,")
            .add(" level = case when " + ahead + " then ? else r.level end,", LAST)
            .add(" given = case when " + ahead + " then '{}' else r.given end,")
            .add(" links = case when " + ahead + " then " + links.ofParts() + " else r.links end,")
            .add(" faults = case when m.id is null then jsonb_build_array(")
            .add("jsonb_build_object('code', 'taken', 'value', r.key)) end")
            .add(" from chunk c left join made m on m.id = c.id")
            .add(
                " where r.import = ? and r.row = c.row returning r.row, r.record, '{}',", unit.id())
            .add(" case when r.result = 'created' then r.parts end")
            .list(tx, bindings, RecordCheckSql::given);
    List<Given> speaking = rows.stream().filter(row -> row.parts() != null).toList();
    if (!speaking.isEmpty()) {
      var found = parts.of(tx, links.resolved(tx, unit.id(), speaking), true).values();
      write(tx, found.stream().flatMap(each -> each.parts().stream()).toList(), Map.of());
    }
  }

  /// What the check let through and is broken nevertheless refers to what has gone since.
  private void write(Transaction tx, List<PartChange> changes, Map<UUID, Long> versions)
      throws SQLException {
    var whole = changes.stream().filter(each -> each.prepared().faults().isEmpty()).toList();
    new PartWriteSql(unit, bindings).write(tx, whole, versions);
  }

  private void update(Transaction tx, Stretch stretch) throws SQLException {
    List<Given> rows = RecordCheckSql.given(tx, unit.id(), stretch.after(), stretch.to());
    if (rows.isEmpty()) {
      return;
    }
    List<Change> changes =
        RecordCheckSql.changes(tx, type, mapping, parts, links.resolved(tx, unit.id(), rows));
    List<Prepared> writing = new ArrayList<>();
    List<PartChange> inside = new ArrayList<>();
    Map<UUID, Long> versions = new HashMap<>();
    Map<Integer, List<Fault>> refused = new HashMap<>();
    for (Change change : changes) {
      List<Fault> faults = change.faults();
      if (faults.isEmpty() && !change.changesNothing()) {
        boolean alone = rooms.isAlone(change);
        faults = alone ? rooms.make(tx, unit, change) : rooms.refused(tx, change);
        if (faults.isEmpty() && !alone) {
          writing.add(change.prepared());
          inside.addAll(change.parts());
          versions.put(change.prepared().id(), change.stored().version() + 1);
        }
      }
      refused.put(change.row(), faults);
    }
    if (!writing.isEmpty()) {
      overwrite(tx, RecordInsertSql.json(writing, versions));
      write(tx, inside, versions);
    }
    settle(tx, rows, changes, refused);
  }

  private void overwrite(Transaction tx, String json) throws SQLException {
    List<Field> fields = RecordInsertSql.stored(type);
    String names =
        fields.stream().map(f -> '"' + f.column() + '"').collect(Collectors.joining(", "));
    String values =
        fields.stream().map(f -> "p.\"" + f.column() + '"').collect(Collectors.joining(", "));
    String table = Lookup.table(type);
    new Composed()
        .add(
            "with c as materialized (select x.*, "
                + RecordInsertSql.SEQ
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
                + RecordInsertSql.keys(fields, "\"%s\"")
                + ") = (select "
                + values
                + RecordInsertSql.keys(fields, "p.\"%s\""))
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

  private void settle(
      Transaction tx, List<Given> rows, List<Change> changes, Map<Integer, List<Fault>> refused)
      throws SQLException {
    Map<Integer, Change> byRow = new HashMap<>();
    changes.forEach(change -> byRow.put(change.row(), change));
    var array = JSON.createArrayNode();
    for (Given each : rows) {
      Change change = byRow.get(each.row());
      ObjectNode node = array.addObject().put("row", each.row());
      if (change == null) {
        node.put("result", "failed").set("faults", JSON.readTree("[{\"code\":\"taken\"}]"));
      } else if (!refused.getOrDefault(each.row(), List.of()).isEmpty()) {
        String notes = RecordCheckSql.notes(mapping, refused.getOrDefault(each.row(), List.of()));
        node.put("result", "failed").set("faults", JSON.readTree(notes));
      } else {
        node.put("result", change.changesNothing() ? "unchanged" : "updated");
      }
    }
    tx.update(
        """
        update imports.row r
        set result = case when r.level = ? and x.result <> 'failed' then 'created' else x.result end,
          faults = coalesce(x.faults, r.faults)
        from jsonb_to_recordset(?::jsonb) x (row int, result text, faults jsonb)
        where r.import = ? and r.row = x.row
        """,
        LAST,
        array.toString(),
        unit.id());
  }
}
