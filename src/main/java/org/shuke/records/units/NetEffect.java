package org.shuke.records.units;

import static java.util.stream.Collectors.joining;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.ExactJson;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What a unit did in all to one record or part, beside what is there now.
///
/// @param part null for the record itself
/// @param created it was not there before the unit
/// @param version the record's after the unit's last change
/// @param before the values that the unit replaced, by column; the whole row of what it removed
/// @param now the whole row, or null when it is not there
/// @param changed the columns that are no longer what the unit made them
record NetEffect(
    UUID record,
    @Nullable UUID part,
    boolean created,
    long version,
    ObjectNode before,
    @Nullable ObjectNode now,
    List<String> changed) {
  private static final JsonMapper JSON = ExactJson.MAPPER;

  /// Earlier values win in `before`, later ones in `after`; values are compared as the columns hold
  /// them, never as texts.
  private static final String SQL =
      """
      with net as materialized (
        select c.record, c.part, (array_agg(c.op order by c.seq))[1] = 'create' as created,
          max(c.version) as version,
          records.merged(v.before order by c.seq desc) as before,
          records.merged(v.after order by c.seq) as after
        from records.change c left join records.change_value v using (seq)
        where c.unit = ? and c.record = any (?) and c.type = ?
        group by c.record, c.part)
      select n.record, n.part, n.created, n.version, n.before, to_jsonb(t) as now,
        case when %s then (
          select array_remove(array[%s]::text[], null)
          from jsonb_populate_record(null::%s, n.after) a)
        else '{}'::text[] end as changed
      from net n left join %s t on t.id = coalesce(n.part, n.record)
      order by n.record, n.part
      """;

  /// The effects of a unit on these records (or on the parts of this type inside them).
  static List<NetEffect> of(
      Connection connection, UUID unit, Layout layout, Collection<UUID> records)
      throws SQLException {
    var compared =
        layout.compared().stream().map(c -> comparison(layout, c)).collect(joining(",\n    "));
    // a part has no version of its own to tell whether anybody has been there
    var moved = layout.type().isPart() ? "true" : "t.version > n.version";
    var sql = SQL.formatted(moved, compared, layout.table(), layout.table());
    var effects = new ArrayList<NetEffect>();
    try (var statement = connection.prepareStatement(sql)) {
      statement.setObject(1, unit);
      statement.setArray(2, connection.createArrayOf("uuid", records.toArray()));
      statement.setString(3, layout.type().name());
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          effects.add(read(rows));
        }
      }
    }
    return effects;
  }

  /// A creation says nothing of absent values, so that all its columns are compared; the bin is no
  /// edit of what was created.
  private static String comparison(Layout layout, String column) {
    var name = Layout.quoted(column);
    var now = "t." + name;
    var then = "a." + name;
    if (layout.holdsList(column)) {
      now = "coalesce(" + now + ", '{}')";
      then = "coalesce(" + then + ", '{}')";
    }
    var said = "n.after ?? '" + column.replace("'", "''") + "'";
    var asked =
        layout.isState(column) || layout.isHidden(column)
            ? "not n.created and " + said
            : "(n.created or " + said + ")";
    return "case when "
        + asked
        + " and "
        + now
        + " is distinct from "
        + then
        + " then '"
        + column.replace("'", "''")
        + "' end";
  }

  private static NetEffect read(ResultSet rows) throws SQLException {
    var now = rows.getString(6);
    return new NetEffect(
        rows.getObject(1, UUID.class),
        rows.getObject(2, UUID.class),
        rows.getBoolean(3),
        rows.getLong(4),
        (ObjectNode) JSON.readTree(rows.getString(5)),
        now == null ? null : (ObjectNode) JSON.readTree(now),
        now == null ? List.of() : List.of((String[]) rows.getArray(7).getArray()));
  }

  /// Has anybody written to the record after the unit?
  boolean moved(long versionNow) {
    return versionNow > version;
  }
}
