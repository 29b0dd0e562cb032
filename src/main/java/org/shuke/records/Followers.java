package org.shuke.records;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.db.Database;
import org.shuke.platform.db.Transaction;

/// Readers of the change log: each gets every committed change once, and the changes of a record in
/// their order.
///
/// A reader's cursor is a `pg_snapshot`: the transactions it has seen. Its next window is what a
/// new snapshot sees and the stored one does not, in the order of `seq`.
///
/// ```
///   stored ──window opened──▶ stored … until, seq ──page──▶ … ──last page──▶ until is stored
/// ```
///
/// 1. No gap: a transaction that was running when `stored` was taken is in a later window, however
///    late it commits. A number or a time as cursor would step over it.
/// 2. In order within a record: `seq` is drawn while the record's row lock is held, so of two
///    changes of a record the later one's transaction began to write after the earlier had ended;
///    they fall into one window in `seq` order, or into two windows in this order.
/// 3. No stall: a long transaction holds nobody up, it just comes late.
/// 4. Once: a reader's own writes and its cursor commit together.
public final class Followers {
  /// One change of a record, or of a part of it.
  public record Change(
      long seq,
      Instant at,
      UUID actor,
      String cause,
      @Nullable UUID unit,
      String type,
      UUID record,
      @Nullable UUID part,
      long version,
      String op) {}

  /// What a follower does with a page of changes; its writes commit with the cursor.
  @FunctionalInterface
  public interface Reader {
    void read(Transaction tx, List<Change> changes) throws SQLException;
  }

  /// Where a new follower begins.
  public enum Start {
    /// At the first change there ever was.
    BEGINNING,
    /// At the next change.
    NOW
  }

  /// The changes that `until` sees and `snapshot` does not.
  public static final String WINDOW =
      """
      xid >= pg_snapshot_xmin(cast(? as pg_snapshot))
      and pg_visible_in_snapshot(xid, cast(? as pg_snapshot))
      and not pg_visible_in_snapshot(xid, cast(? as pg_snapshot))\
      """;

  private static final String COLUMNS =
      "select seq, at, actor, cause, unit, type, record, part, version, op from records.change";

  /// Asked for in the order of `xid`, so that the index on it answers: else the planner expects one
  /// of so many to turn up soon, and reads the whole log when there is none. No `exists`, which
  /// would forget the order.
  static final String BEHIND =
      """
      select f.until is not null or coalesce((
        select true from records.change
        where xid >= pg_snapshot_xmin(f.snapshot)
          and pg_visible_in_snapshot(xid, pg_current_snapshot())
          and not pg_visible_in_snapshot(xid, f.snapshot)
        order by xid desc limit 1), false)
      from records.follower f where f.name = ?\
      """;

  private record Cursor(String snapshot, String until, long seq) {}

  private final Database database;

  public Followers(Database database) {
    this.database = database;
  }

  /// Makes the follower known; one that is known already keeps its place.
  public void register(String name, Start start) {
    database
        .background()
        .transaction(tx ->
            tx.update(
                """
                insert into records.follower (name, snapshot)
                values (?, case when ? then cast('3:3:' as pg_snapshot) else pg_current_snapshot() end)
                on conflict do nothing\
                """,
                name,
                start == Start.BEGINNING));
  }

  /// Is there anything that the follower has not read? Cheap, and writes nothing.
  public boolean behind(String name) {
    return Boolean.TRUE.equals(
        database.read(tx -> tx.first(BEHIND, row -> row.getBoolean(1), name)));
  }

  /// Reads what is new, page by page, until there is no more. Another node that is at it already is
  /// left alone.
  ///
  /// @return how many changes were read
  public int follow(String name, int page, Reader reader) {
    int all = 0;
    while (true) {
      int read = database.background().transaction(tx -> page(tx, name, page, reader));
      all += read;
      if (read < page) {
        return all;
      }
    }
  }

  private static int page(Transaction tx, String name, int limit, Reader reader)
      throws SQLException {
    var cursor =
        tx.first(
            """
            select snapshot, coalesce(until, pg_current_snapshot()), seq from records.follower
            where name = ? for update skip locked\
            """,
            row -> new Cursor(row.getString(1), row.getString(2), row.getLong(3)),
            name);
    if (cursor == null) {
      return 0;
    }
    var changes = cursor.seq() == 0 ? first(tx, cursor, limit) : next(tx, cursor, limit);
    if (!changes.isEmpty()) {
      reader.read(tx, changes);
    }
    move(tx, name, cursor, changes, limit);
    return changes.size();
  }

  /// The beginning of a window is found by the transactions in it.
  private static List<Change> first(Transaction tx, Cursor cursor, int limit) throws SQLException {
    return tx.query(
        COLUMNS + " where " + WINDOW + " order by seq limit ?",
        Followers::change,
        cursor.snapshot(),
        cursor.until(),
        cursor.snapshot(),
        limit);
  }

  /// From there the log is read in its order: to ask for the transactions again would sort the
  /// whole window for each page, and that of a large import never ends.
  private static List<Change> next(Transaction tx, Cursor cursor, int limit) throws SQLException {
    return tx.query(
        COLUMNS
            + """
             where seq > ? and pg_visible_in_snapshot(xid, cast(? as pg_snapshot))
              and not pg_visible_in_snapshot(xid, cast(? as pg_snapshot))
            order by seq limit ?\
            """,
        Followers::change,
        cursor.seq(),
        cursor.until(),
        cursor.snapshot(),
        limit);
  }

  private static void move(
      Transaction tx, String name, Cursor cursor, List<Change> changes, int limit)
      throws SQLException {
    if (changes.size() < limit) {
      tx.update(
          """
          update records.follower
          set snapshot = cast(? as pg_snapshot), until = null, seq = 0 where name = ?\
          """,
          cursor.until(),
          name);
    } else {
      tx.update(
          "update records.follower set until = cast(? as pg_snapshot), seq = ? where name = ?",
          cursor.until(),
          changes.getLast().seq(),
          name);
    }
  }

  private static Change change(ResultSet row) throws SQLException {
    return new Change(
        row.getLong(1),
        row.getObject(2, OffsetDateTime.class).toInstant(),
        row.getObject(3, UUID.class),
        row.getString(4),
        row.getObject(5, UUID.class),
        row.getString(6),
        row.getObject(7, UUID.class),
        row.getObject(8, UUID.class),
        row.getLong(9),
        row.getString(10));
  }
}
