package org.shuke.records.live;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Catalog;
import org.shuke.records.Followers;
import org.shuke.records.Type.Ownership;

/// The records that changed between two snapshots, by type; parts count as their owner.
///
/// @param until where the next window begins
/// @param stale types with more changes than are worth telling one by one
record ChangeWindow(String until, Map<String, Set<UUID>> changed, Set<String> stale) {
  /// More changed records of a type in one tick are one hint.
  static final int MOST = 200;

  /// The window after a snapshot; without one, an empty window that ends now.
  static ChangeWindow after(Transaction tx, @Nullable String snapshot, Catalog catalog)
      throws SQLException {
    var until = tx.first("select pg_current_snapshot()", row -> row.getString(1));
    if (until == null) {
      throw new IllegalStateException("no snapshot");
    }
    var window = new ChangeWindow(until, new LinkedHashMap<>(), new LinkedHashSet<>());
    if (snapshot != null && !snapshot.equals(until)) {
      window.read(tx, snapshot, catalog);
    }
    return window;
  }

  private void read(Transaction tx, String snapshot, Catalog catalog) throws SQLException {
    tx.query(
        """
        select type, record, n from (
          select type, record, row_number() over (partition by type order by max(seq)) as n
          from records.change where %s group by type, record) c
        where n <= %d\
        """
            .formatted(Followers.WINDOW, MOST + 1),
        row -> add(catalog, row.getString(1), row.getObject(2, UUID.class), row.getInt(3)),
        snapshot,
        until,
        snapshot);
  }

  private boolean add(Catalog catalog, String name, UUID record, int n) {
    var type = catalog.find(name);
    if (type == null) {
      return false;
    }
    var owner =
        type.ownership() instanceof Ownership.Part(String parent, String via) ? parent : name;
    if (n > MOST) {
      changed.remove(owner);
      return stale.add(owner);
    }
    return !stale.contains(owner)
        && changed.computeIfAbsent(owner, t -> new LinkedHashSet<>()).add(record);
  }
}
