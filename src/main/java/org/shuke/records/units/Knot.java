package org.shuke.records.units;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.shuke.records.Type;

/// Records that a unit created and that nothing holds back but each other, wherever their chunks
/// end: two people of one file who brought each other. Only ids are kept in memory.
final class Knot {
  private final Referrers referrers;
  private final Connection connection;
  private final Map<Type, Set<UUID>> records = new LinkedHashMap<>();
  private final Map<UUID, UUID> parts = new HashMap<>();

  Knot(Referrers referrers, Connection connection) {
    this.referrers = referrers;
    this.connection = connection;
  }

  /// Adds records that may go as far as they alone are concerned.
  ///
  /// @param made the parts that the unit made in them
  void add(Type type, Collection<UUID> able, Collection<NetEffect> made) {
    records.computeIfAbsent(type, t -> new LinkedHashSet<>()).addAll(able);
    made.forEach(part -> parts.put(part.part(), part.record()));
  }

  /// Whoever stays keeps what it refers to: asked again until only those are left that can go
  /// together.
  Map<Type, List<UUID>> tightened() throws SQLException {
    boolean looser = true;
    while (looser) {
      looser = false;
      var gone = gone();
      for (var each : records.entrySet()) {
        var held = referrers.of(connection, each.getKey(), each.getValue(), gone).keySet();
        looser |= each.getValue().removeAll(held);
      }
    }
    var together = new LinkedHashMap<Type, List<UUID>>();
    records.forEach((type, ids) -> together.put(type, List.copyOf(ids)));
    return together;
  }

  private List<UUID> gone() {
    var gone = new HashSet<UUID>();
    records.values().forEach(gone::addAll);
    var all = new ArrayList<>(gone);
    parts.forEach((part, record) -> {
      if (gone.contains(record)) {
        all.add(part);
      }
    });
    return all;
  }
}
