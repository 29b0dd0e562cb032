package org.shuke.records.units;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Policy;
import org.shuke.records.Type;
import org.shuke.records.reads.Titles;
import org.shuke.records.units.Units.Conflict;
import org.shuke.records.units.Units.Listed;
import org.shuke.records.units.Units.Referred;

/// Looks at what an undo would meet, without doing it.
final class Looking {
  /// Records looked at for conflicts, of those that were changed since; more are only counted.
  private static final int CLOSELY = 5_000;

  private final Policy policy;
  private final Connection connection;
  private final UUID unit;
  private final List<UUID> followers;
  private final Referrers referrers;
  private final List<Conflict> conflicts = new ArrayList<>();
  private final List<Referred> referred = new ArrayList<>();
  private final Set<UUID> staying = new HashSet<>();
  private long gone;

  /// @param followers what followed on the unit, and is undone before it
  Looking(Policy policy, Connection connection, UUID unit, List<UUID> followers) {
    this.policy = policy;
    this.connection = connection;
    this.unit = unit;
    this.followers = followers;
    this.referrers = new Referrers(policy.catalog());
  }

  /// Created records that are not there any more.
  long gone() {
    return gone;
  }

  /// Created records that would stay.
  long staying() {
    return staying.size();
  }

  Listed<Conflict> conflicts(int most) throws SQLException {
    var titles =
        titles(conflicts.stream().limit(most).map(c -> Map.entry(c.type(), c.id())).toList());
    return new Listed<>(
        conflicts.size(),
        conflicts.stream()
            .limit(most)
            .map(c -> new Conflict(c.type(), c.id(), titles.get(c.id()), c.fields()))
            .toList());
  }

  Listed<Referred> referred(int most) throws SQLException {
    var titles =
        titles(referred.stream().limit(most).map(r -> Map.entry(r.type(), r.id())).toList());
    return new Listed<>(
        referred.size(),
        referred.stream()
            .limit(most)
            .map(r -> new Referred(r.type(), r.id(), titles.get(r.id()), r.by()))
            .toList());
  }

  void look(List<Type> types) throws SQLException {
    var created = new LinkedHashMap<Type, List<UUID>>();
    var leaving = new ArrayList<UUID>();
    for (var type : types) {
      var layout = Layout.of(connection, type);
      changed(layout);
      var here = created(layout);
      created.put(type, here);
      leaving.addAll(here);
    }
    leaving.removeAll(staying);
    leaving.addAll(createdParts());
    leaving.addAll(following());
    for (var type : types) {
      leaving.addAll(restored(Layout.of(connection, type)));
    }
    for (var each : created.entrySet()) {
      var asked = each.getValue().stream().filter(id -> !staying.contains(id)).toList();
      referrers
          .of(connection, each.getKey(), asked, leaving)
          .forEach((id, by) -> {
            staying.add(id);
            referred.add(new Referred(each.getKey().name(), id, null, by));
          });
    }
  }

  /// Conflicts: of records whose version moved on, the fields that are something else.
  private void changed(Layout layout) throws SQLException {
    var sql =
        """
        select c.record from records.change c join %s t on t.id = c.record
        where c.unit = any(?) and c.type = ? and c.part is null
        group by c.record, t.version having t.version > max(c.version)
        limit %d
        """
            .formatted(layout.table(), CLOSELY);
    var moved = ids(sql, array(all()), layout.type().name());
    var fields = new LinkedHashMap<UUID, Set<String>>();
    for (var effect : NetEffect.of(connection, unit, layout, moved)) {
      note(fields, effect, layout, "");
      if (effect.created() && !effect.changed().isEmpty()) {
        staying.add(effect.record());
      }
    }
    for (var part : policy.catalog().parts(layout.type())) {
      var inner = Layout.of(connection, policy.catalog().type(part.target()));
      for (var effect : NetEffect.of(connection, unit, inner, moved)) {
        note(fields, effect, inner, part.name() + ".");
      }
    }
    fields.forEach((id, names) ->
        conflicts.add(new Conflict(layout.type().name(), id, null, List.copyOf(names))));
  }

  private void note(Map<UUID, Set<String>> fields, NetEffect effect, Layout layout, String prefix) {
    for (var column : effect.changed()) {
      var field = layout.field(column);
      boolean shown =
          field == null
              ? layout.isState(column)
              : policy.member(layout.type(), field.name()) != null;
      if (shown) {
        fields
            .computeIfAbsent(effect.record(), id -> new java.util.LinkedHashSet<>())
            .add(prefix + (field == null ? org.shuke.records.Names.camel(column) : field.name()));
      }
    }
  }

  /// The records of a type that the unit created and that are still there.
  private List<UUID> created(Layout layout) throws SQLException {
    var sql =
        """
        select c.record from records.change c left join %s t on t.id = c.record
        where c.unit = ? and c.type = ? and c.part is null and c.op = 'create'
          and %s
        """;
    gone += ids(sql.formatted(layout.table(), "t.id is null"), layout.type().name()).size();
    return ids(sql.formatted(layout.table(), "t.id is not null"), layout.type().name());
  }

  /// The records that become what they were: they refer to nothing any more that the unit made.
  private List<UUID> restored(Layout layout) throws SQLException {
    var sql =
        """
        select c.record from records.change c join %s t on t.id = c.record
        where c.unit = ? and c.type = ? and c.part is null
        group by c.record, t.version
        having bool_and(c.op = 'update') and t.version = max(c.version)
        limit %d
        """;
    return ids(sql.formatted(layout.table(), CLOSELY), layout.type().name());
  }

  private List<UUID> createdParts() throws SQLException {
    return ids(
        "select part from records.change where unit = ? and part is not null and op = 'create'",
        null);
  }

  /// The records that units of rules created.
  private List<UUID> following() throws SQLException {
    var sql =
        "select record from records.change where unit = any(?) and part is null and op = 'create'";
    return followers.isEmpty() ? List.of() : ids(sql, array(followers), null);
  }

  /// The unit and what followed on it.
  private List<UUID> all() {
    var all = new ArrayList<UUID>(followers);
    all.add(unit);
    return all;
  }

  private Array array(List<UUID> units) throws SQLException {
    return connection.createArrayOf("uuid", units.toArray());
  }

  private List<UUID> ids(String sql, @Nullable String type) throws SQLException {
    return ids(sql, unit, type);
  }

  /// @param units one or an array, as the statement asks for it
  private List<UUID> ids(String sql, Object units, @Nullable String type) throws SQLException {
    var ids = new ArrayList<UUID>();
    try (var statement = connection.prepareStatement(sql)) {
      statement.setObject(1, units);
      if (type != null) {
        statement.setString(2, type);
      }
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          ids.add(rows.getObject(1, UUID.class));
        }
      }
    }
    return ids;
  }

  private Map<UUID, String> titles(Collection<Map.Entry<String, UUID>> records)
      throws SQLException {
    return new Titles(policy).of(connection, records);
  }
}
