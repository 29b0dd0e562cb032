package org.shuke.imports;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.imports.Parts.PartChange;
import org.shuke.platform.Refusal.Fault;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Bindings;
import org.shuke.records.Field;
import org.shuke.records.Policy;
import org.shuke.records.Type;
import org.shuke.records.writes.Prepared;
import org.shuke.records.writes.Prepared.Stored;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
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
  private final Parts parts;
  private final SelfLinksSql selves;
  private final Bindings bindings;
  private final Rooms rooms;

  RecordCheckSql(
      Policy policy,
      Type type,
      Mapping mapping,
      List<Target> mapped,
      Links links,
      Parts parts,
      Bindings bindings,
      Rooms rooms) {
    this.policy = policy;
    this.type = type;
    this.mapping = mapping;
    this.mapped = mapped;
    this.links = links;
    this.parts = parts;
    this.selves = new SelfLinksSql(policy, type, mapping, links.lookups(), bindings);
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
      Field field = type.find(target.name());
      if (field == null) {
        continue;
      }
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
    String field = lookup.name();
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
      List<Given> rows = given(tx, id, after, Integer.MAX_VALUE);
      if (rows.isEmpty()) {
        return;
      }
      after = rows.getLast().row();
      var found = JSON.createArrayNode();
      for (Change change : changes(tx, type, mapping, parts, links.resolved(tx, id, rows))) {
        boolean same = change.changesNothing();
        List<Fault> faults = change.faults();
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
  /// @param parts what is staged of the parts of its record
  /// @param resolved ids by field, for the links that could be found
  /// @param inParts the same for links inside parts, by the names under which they are staged
  /// @param open a link leads to something that is still to be made
  record Given(
      int row,
      UUID record,
      Map<String, String> values,
      @Nullable String parts,
      Map<String, Object> resolved,
      @Nullable JsonNode inParts,
      boolean open) {
    Given(int row, UUID record, Map<String, String> values, @Nullable String parts) {
      this(row, record, values, parts, Map.of(), null, false);
    }

    Given linked(Map<String, Object> ids, JsonNode idsInParts, boolean leftOpen) {
      return new Given(row, record, values, parts, ids, idsInParts, leftOpen);
    }
  }

  /// What a row makes of the record it meets.
  ///
  /// @param values the new values by field
  record Change(
      int row,
      Stored stored,
      Map<String, Object> values,
      Prepared prepared,
      List<PartChange> parts,
      boolean open) {
    boolean changesNothing() {
      return prepared.changesNothing() && parts.isEmpty();
    }

    List<Fault> faults() {
      List<Fault> faults = new ArrayList<>(prepared.faults());
      parts.forEach(part -> faults.addAll(part.faults()));
      return faults;
    }
  }

  /// The open rows that meet a record, from one number, exclusive, to another.
  static List<Given> given(Transaction tx, UUID id, int after, int to) throws SQLException {
    return tx.query(
        """
        select row, record, given, parts from imports.row
        where import = ? and row > ? and row <= ? and result is null and plan = 'update'
        order by row limit ?
        """,
        RecordCheckSql::given,
        id,
        after,
        to,
        CHUNK);
  }

  /// @param row answers the number, the record, and what is staged of its values and its parts
  static Given given(ResultSet row) throws SQLException {
    return new Given(
        row.getInt(1),
        row.getObject(2, UUID.class),
        JSON.readValue(row.getString(3), new TypeReference<Map<String, String>>() {}),
        row.getString(4));
  }

  /// The changes that rows make of the records they meet, which are locked by this.
  static List<Change> changes(
      Transaction tx, Type type, Mapping mapping, Parts parts, List<Given> rows)
      throws SQLException {
    var stored = Prepared.load(tx.connection(), type, rows.stream().map(Given::record).toList());
    var inside = parts.of(tx, rows, false);
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
      var changed = inside.getOrDefault(each.row(), Parts.Changed.NOTHING);
      Prepared prepared = Prepared.update(type, now, values);
      boolean open = each.open() || changed.open();
      changes.add(new Change(each.row(), now, values, prepared, changed.parts(), open));
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
