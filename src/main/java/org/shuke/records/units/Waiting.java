package org.shuke.records.units;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Kind;
import org.shuke.records.Type;
import tools.jackson.databind.node.ObjectNode;

/// What an undo gives back before what it refers to, because that lies in a later chunk: a record
/// whose reference stays empty, a part that stays away. When all else is back, they are tied to it.
final class Waiting {
  private final Undo undo;
  private final Connection connection;

  /// Targets that the undo gives back and that are not there yet.
  private final Set<UUID> missing = new HashSet<>();

  private final List<UUID> records = new ArrayList<>();
  private final List<UUID> items = new ArrayList<>();

  Waiting(Undo undo, Connection connection) {
    this.undo = undo;
    this.connection = connection;
  }

  /// Looks for what these effects refer to.
  ///
  /// @param chunk records that come back together, whatever the order
  void look(Layout layout, Collection<NetEffect> effects, Collection<UUID> chunk)
      throws SQLException {
    var asked = new HashMap<Type, Set<UUID>>();
    for (var effect : effects) {
      for (var each : effect.before().properties()) {
        var target = target(layout, each.getKey());
        if (target != null && each.getValue().isString()) {
          asked
              .computeIfAbsent(target, t -> new HashSet<>())
              .add(UUID.fromString(each.getValue().stringValue()));
        }
      }
    }
    for (var each : asked.entrySet()) {
      each.getValue().removeAll(chunk);
      missing.addAll(missing(undo.layout(connection, each.getKey()), each.getValue()));
    }
  }

  private @Nullable Type target(Layout layout, String column) {
    var field = layout.field(column);
    return field != null && field.kind() == Kind.REFERENCE
        ? undo.restored(field.targetName())
        : null;
  }

  private List<UUID> missing(Layout target, Collection<UUID> ids) throws SQLException {
    var sql =
        """
        select r.id from unnest(?::uuid[]) r(id)
        where not exists (select from %s t where t.id = r.id)
          and exists (
            select from records.change c
            where c.unit = ? and c.record = r.id and c.part is null and c.op = 'remove')
        """
            .formatted(target.table());
    try (var statement = connection.prepareStatement(sql)) {
      statement.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
      statement.setObject(2, undo.undoes());
      return ids(statement);
    }
  }

  /// Is this a reference to what is not there yet?
  boolean isFor(Layout layout, String column, ObjectNode row) {
    var value = row.get(column);
    return value != null
        && value.isString()
        && target(layout, column) != null
        && missing.contains(UUID.fromString(value.stringValue()));
  }

  /// Does any column of the row refer to what is not there yet?
  boolean isForAny(Layout layout, ObjectNode row) {
    return row.propertyNames().stream().anyMatch(column -> isFor(layout, column, row));
  }

  /// Notes that a record, or a part inside it, is to be tied later.
  void add(UUID record, UUID item) {
    records.add(record);
    items.add(item);
  }

  /// The records that have to wait.
  List<UUID> records() {
    return records;
  }

  void write(Type type) throws SQLException {
    if (records.isEmpty()) {
      return;
    }
    var sql =
        """
        insert into records.undo_waiting (unit, type, record, item)
        select ?, ?, * from unnest(?::uuid[], ?::uuid[]) on conflict do nothing
        """;
    try (var statement = connection.prepareStatement(sql)) {
      statement.setObject(1, undo.unit());
      statement.setString(2, type.name());
      statement.setArray(3, connection.createArrayOf("uuid", records.toArray()));
      statement.setArray(4, connection.createArrayOf("uuid", items.toArray()));
      statement.executeUpdate();
    }
  }

  /// What is to be tied in these records: themselves, or parts of them.
  Set<UUID> items(Type type, Collection<UUID> records) throws SQLException {
    var sql =
        """
        select item from records.undo_waiting where unit = ? and type = ? and record = any (?)
        """;
    try (var statement = connection.prepareStatement(sql)) {
      statement.setObject(1, undo.unit());
      statement.setString(2, type.name());
      statement.setArray(3, connection.createArrayOf("uuid", records.toArray()));
      return new HashSet<>(ids(statement));
    }
  }

  /// The next records with something to tie.
  List<UUID> next(Type type, @Nullable UUID after, int limit) throws SQLException {
    var sql =
        """
        select distinct record from records.undo_waiting
        where unit = ? and type = ? and (?::uuid is null or record > ?::uuid)
        order by record limit ?
        """;
    try (var statement = connection.prepareStatement(sql)) {
      statement.setObject(1, undo.unit());
      statement.setString(2, type.name());
      statement.setObject(3, after);
      statement.setObject(4, after);
      statement.setInt(5, limit);
      return ids(statement);
    }
  }

  /// Nothing waits any more.
  void forget() throws SQLException {
    try (var statement =
        connection.prepareStatement("delete from records.undo_waiting where unit = ?")) {
      statement.setObject(1, undo.unit());
      statement.executeUpdate();
    }
  }

  private static List<UUID> ids(java.sql.PreparedStatement statement) throws SQLException {
    var ids = new ArrayList<UUID>();
    try (var rows = statement.executeQuery()) {
      while (rows.next()) {
        ids.add(rows.getObject(1, UUID.class));
      }
    }
    return ids;
  }
}
