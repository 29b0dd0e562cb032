package org.shuke.records.units;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal;

/// The statements on units and on how far their undo has come.
final class UnitSql {
  /// A unit as it stands.
  ///
  /// @param user whose unit it is: the principal's user, or the one it acted for
  record Stored(
      UUID id,
      String kind,
      String label,
      UUID principal,
      UUID user,
      String name,
      Instant at,
      @Nullable UUID undoes,
      @Nullable UUID undoneBy) {}

  /// How many records of a type a unit touched, by what it did.
  record Count(
      String type, long created, long updated, long deleted, long restored, long removed) {}

  /// How far an undo has come.
  ///
  /// @param last the last record of the step that is done
  record Progress(
      UUID unit,
      UUID undoes,
      boolean overwrite,
      int step,
      @Nullable UUID last,
      Outcome outcome,
      long removedInPass,
      long keptInPass,
      @Nullable OffsetDateTime finishedAt) {
    Progress next() {
      return new Progress(
          unit, undoes, overwrite, step + 1, null, outcome, removedInPass, keptInPass, null);
    }

    /// What a removal keeps counts when the passes are over.
    Progress plus(UUID to, Outcome done, boolean removes) {
      var counted = removes ? new Outcome(done.restored(), done.removed(), 0) : done;
      return new Progress(
          unit,
          undoes,
          overwrite,
          step,
          to,
          outcome.plus(counted),
          removedInPass + (removes ? done.removed() : 0),
          keptInPass + (removes ? done.kept() : 0),
          null);
    }

    Progress again(int from) {
      return new Progress(unit, undoes, overwrite, from, null, outcome, 0, 0, null);
    }

    Progress finished(OffsetDateTime at) {
      return new Progress(
          unit,
          undoes,
          overwrite,
          step,
          null,
          outcome.plus(new Outcome(0, 0, keptInPass)),
          removedInPass,
          0,
          at);
    }

    boolean done() {
      return finishedAt != null;
    }
  }

  private static final String STORED =
      """
      select u.id, u.kind, u.label, u.principal, coalesce(p.on_behalf_of, p.id), p.name,
        u.created_at, u.undoes, u.undone_by
      from records.unit u join records.principal p on p.id = u.principal
      """;

  /// How many records an undo deals with at once.
  final int chunk;

  UnitSql(int chunk) {
    this.chunk = chunk;
  }

  void open(
      Connection connection,
      UUID id,
      String kind,
      String label,
      UUID principal,
      @Nullable UUID undoes,
      @Nullable UUID follows)
      throws SQLException {
    var sql =
        """
        insert into records.unit (id, kind, label, principal, undoes, follows) values (?, ?, ?, ?, ?, ?)
        on conflict (id) do nothing
        """;
    try (var statement = connection.prepareStatement(sql)) {
      statement.setObject(1, id);
      statement.setString(2, kind);
      statement.setString(3, label);
      statement.setObject(4, principal);
      statement.setObject(5, undoes);
      statement.setObject(6, follows);
      statement.executeUpdate();
    }
  }

  @Nullable Stored find(Connection connection, UUID id) throws SQLException {
    try (var statement = connection.prepareStatement(STORED + " where u.id = ?")) {
      statement.setObject(1, id);
      try (var rows = statement.executeQuery()) {
        return rows.next() ? stored(rows) : null;
      }
    }
  }

  /// The newest units, of one user or of all.
  List<Stored> list(Connection connection, @Nullable UUID user, @Nullable UUID before, int limit)
      throws SQLException {
    var sql =
        STORED
            + " where (?::uuid is null or coalesce(p.on_behalf_of, p.id) = ?::uuid)"
            + " and (?::uuid is null or u.id < ?::uuid) order by u.id desc limit ?";
    var units = new ArrayList<Stored>();
    try (var statement = connection.prepareStatement(sql)) {
      statement.setObject(1, user);
      statement.setObject(2, user);
      statement.setObject(3, before);
      statement.setObject(4, before);
      statement.setInt(5, limit);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          units.add(stored(rows));
        }
      }
    }
    return units;
  }

  private static Stored stored(ResultSet row) throws SQLException {
    return new Stored(
        row.getObject(1, UUID.class),
        row.getString(2),
        row.getString(3),
        row.getObject(4, UUID.class),
        row.getObject(5, UUID.class),
        row.getString(6),
        row.getObject(7, OffsetDateTime.class).toInstant(),
        row.getObject(8, UUID.class),
        row.getObject(9, UUID.class));
  }

  /// The units that followed on a unit and are not undone, those that followed on others first.
  List<UUID> followers(Connection connection, UUID unit) throws SQLException {
    var sql =
        """
        with recursive follower as (
          select id, 1 as depth from records.unit where follows = ? and undone_by is null
          union all
          select u.id, f.depth + 1 from records.unit u join follower f on u.follows = f.id
          where u.undone_by is null
        )
        select id from follower order by depth desc, id desc
        """;
    var followers = new ArrayList<UUID>();
    try (var statement = connection.prepareStatement(sql)) {
      statement.setObject(1, unit);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          followers.add(rows.getObject(1, UUID.class));
        }
      }
    }
    return followers;
  }

  /// Marks a unit as undone, once.
  ///
  /// @throws Refusal 409 when it is undone already
  void claim(Connection connection, UUID unit, UUID by) throws SQLException {
    var sql = "update records.unit set undone_by = ? where id = ? and undone_by is null";
    try (var statement = connection.prepareStatement(sql)) {
      statement.setObject(1, by);
      statement.setObject(2, unit);
      if (statement.executeUpdate() == 0) {
        throw Refusal.conflict("already-undone", java.util.Map.of());
      }
    }
  }

  /// What a unit did, by type, parts left aside.
  List<Count> counts(Connection connection, UUID unit) throws SQLException {
    var sql =
        """
        select type, count(*) filter (where first = 'create'),
          count(*) filter (where first = 'update'), count(*) filter (where first = 'delete'),
          count(*) filter (where first = 'restore'), count(*) filter (where first = 'remove')
        from (
          select distinct on (record) type, op as first
          from records.change where unit = ? and part is null
          order by record, op <> 'create', op <> 'remove', op = 'update', seq) c
        group by type order by type
        """;
    var counts = new ArrayList<Count>();
    try (var statement = connection.prepareStatement(sql)) {
      statement.setObject(1, unit);
      try (var row = statement.executeQuery()) {
        while (row.next()) {
          counts.add(
              new Count(
                  row.getString(1),
                  row.getLong(2),
                  row.getLong(3),
                  row.getLong(4),
                  row.getLong(5),
                  row.getLong(6)));
        }
      }
    }
    return counts;
  }

  /// How many records a unit touched, counted no further than a limit.
  long size(Connection connection, UUID unit, int limit) throws SQLException {
    var sql =
        "select count(*) from (select from records.change where unit = ? limit " + limit + ") c";
    try (var statement = connection.prepareStatement(sql)) {
      statement.setObject(1, unit);
      try (var row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  long records(Connection connection, UUID unit) throws SQLException {
    var sql = "select count(distinct record) from records.change where unit = ?";
    try (var statement = connection.prepareStatement(sql)) {
      statement.setObject(1, unit);
      try (var row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  List<String> types(Connection connection, UUID unit) throws SQLException {
    var types = new ArrayList<String>();
    var sql = "select distinct type from records.change where unit = ? order by type";
    try (var statement = connection.prepareStatement(sql)) {
      statement.setObject(1, unit);
      try (var row = statement.executeQuery()) {
        while (row.next()) {
          types.add(row.getString(1));
        }
      }
    }
    return types;
  }

  /// The next records that a unit created, or did something else to; the latest first when they are
  /// to be removed.
  List<UUID> records(
      Connection connection, UUID unit, List<String> types, boolean created, @Nullable UUID after)
      throws SQLException {
    var sql =
        """
        select record from records.change
        where unit = ? and type = any (?) and (?::uuid is null or record %s ?::uuid)
        group by record having bool_or(op = 'create' and part is null) = ?
        order by record %s limit %d
        """
            .formatted(created ? "<" : ">", created ? "desc" : "asc", chunk);
    var records = new ArrayList<UUID>();
    try (var statement = connection.prepareStatement(sql)) {
      statement.setObject(1, unit);
      statement.setArray(2, connection.createArrayOf("text", types.toArray()));
      statement.setObject(3, after);
      statement.setObject(4, after);
      statement.setBoolean(5, created);
      try (var row = statement.executeQuery()) {
        while (row.next()) {
          records.add(row.getObject(1, UUID.class));
        }
      }
    }
    return records;
  }

  void begin(Connection connection, UUID unit, UUID undoes, boolean overwrite) throws SQLException {
    var sql = "insert into records.undo (unit, undoes, overwrite) values (?, ?, ?)";
    try (var statement = connection.prepareStatement(sql)) {
      statement.setObject(1, unit);
      statement.setObject(2, undoes);
      statement.setBoolean(3, overwrite);
      statement.executeUpdate();
    }
  }

  /// How far an undo has come, locked so that two runners cannot do the same chunk.
  Progress progress(Connection connection, UUID unit) throws SQLException {
    var progress = progress(connection, unit, " for update");
    if (progress == null) {
      throw new IllegalStateException("the unit " + unit + " is no undo");
    }
    return progress;
  }

  @Nullable Progress progress(Connection connection, UUID unit, String lock) throws SQLException {
    var sql =
        """
        select undoes, overwrite, step, last, restored, removed, kept, removed_in_pass,
          kept_in_pass, finished_at
        from records.undo where unit = ?
        """;
    try (var statement = connection.prepareStatement(sql + lock)) {
      statement.setObject(1, unit);
      try (var row = statement.executeQuery()) {
        return row.next()
            ? new Progress(
                unit,
                row.getObject(1, UUID.class),
                row.getBoolean(2),
                row.getInt(3),
                row.getObject(4, UUID.class),
                new Outcome(row.getLong(5), row.getLong(6), row.getLong(7)),
                row.getLong(8),
                row.getLong(9),
                row.getObject(10, OffsetDateTime.class))
            : null;
      }
    }
  }

  Progress advance(Connection connection, Progress to) throws SQLException {
    var sql =
        """
        update records.undo set step = ?, last = ?, restored = ?, removed = ?, kept = ?,
          removed_in_pass = ?, kept_in_pass = ?, finished_at = ?
        where unit = ?
        """;
    try (var statement = connection.prepareStatement(sql)) {
      statement.setInt(1, to.step());
      statement.setObject(2, to.last());
      statement.setLong(3, to.outcome().restored());
      statement.setLong(4, to.outcome().removed());
      statement.setLong(5, to.outcome().kept());
      statement.setLong(6, to.removedInPass());
      statement.setLong(7, to.keptInPass());
      statement.setObject(8, to.finishedAt());
      statement.setObject(9, to.unit());
      statement.executeUpdate();
    }
    return to;
  }
}
