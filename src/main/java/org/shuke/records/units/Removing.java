package org.shuke.records.units;

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
import org.shuke.platform.db.Transaction;
import org.shuke.records.Type;
import org.shuke.records.Verb;
import org.shuke.records.units.UndoSql.Entry;

/// Removes a chunk of records of one type that a unit created, with the parts it made in them.
final class Removing {
  private final Undo undo;
  private final Connection connection;
  private final UndoSql sql;
  private final Type type;
  private final Agreement agreement;

  Removing(Undo undo, Transaction tx, UndoSql sql, Type type, Agreement agreement) {
    this.undo = undo;
    this.connection = tx.connection();
    this.sql = sql;
    this.type = type;
    this.agreement = agreement;
  }

  Outcome run(Collection<UUID> records) throws SQLException {
    var found = sql.lock(type, Verb.DELETE, records);
    var leaving = able(found);
    var parts = parts(leaving.keySet());
    leaving.keySet().removeAll(referred(leaving.keySet(), parts));
    write(undo.layout(connection, type), leaving, found, parts);
    return new Outcome(0, leaving.size(), found.size() - (long) leaving.size());
  }

  /// Removes nothing yet, but tells which of the records could go.
  void tell(Knot knot, Collection<UUID> records) throws SQLException {
    var able = able(sql.lock(type, Verb.DELETE, records)).keySet();
    knot.add(type, able, parts(able).values().stream().flatMap(List::stream).toList());
  }

  /// The records that nothing about themselves holds back.
  private Map<UUID, NetEffect> able(Map<UUID, UndoSql.Found> found) throws SQLException {
    var layout = undo.layout(connection, type);
    var able = new LinkedHashMap<UUID, NetEffect>();
    for (var effect : NetEffect.of(connection, undo.undoes(), layout, found.keySet())) {
      var here = found.get(effect.record());
      if (here != null
          && here.allowed()
          && effect.created()
          && free(effect, here.version())
          && agreement.removes(effect.record())) {
        able.put(effect.record(), effect);
      }
    }
    return able;
  }

  private boolean free(NetEffect effect, long versionNow) {
    return undo.overwrite() || !effect.moved(versionNow) || effect.changed().isEmpty();
  }

  private Map<Layout, List<NetEffect>> parts(Collection<UUID> records) throws SQLException {
    var parts = new LinkedHashMap<Layout, List<NetEffect>>();
    for (var inverse : undo.policy().catalog().parts(type)) {
      var layout = undo.layout(connection, undo.policy().catalog().type(inverse.target()));
      parts.put(
          layout,
          NetEffect.of(connection, undo.undoes(), layout, records).stream()
              .filter(effect -> effect.created() && effect.now() != null)
              .toList());
    }
    return parts;
  }

  /// Whoever is kept keeps what it refers to: asked again until nothing more is kept.
  private Set<UUID> referred(Set<UUID> records, Map<Layout, List<NetEffect>> parts)
      throws SQLException {
    var stay = new HashSet<UUID>();
    var leaving = new HashSet<>(records);
    while (!leaving.isEmpty()) {
      var gone = new ArrayList<>(leaving);
      parts.values().stream()
          .flatMap(List::stream)
          .filter(part -> leaving.contains(part.record()))
          .forEach(part -> gone.add(part.part()));
      var blocked = undo.referrers().of(connection, type, leaving, gone).keySet();
      if (blocked.isEmpty()) {
        break;
      }
      stay.addAll(blocked);
      leaving.removeAll(blocked);
    }
    return stay;
  }

  private void write(
      Layout layout,
      Map<UUID, NetEffect> leaving,
      Map<UUID, UndoSql.Found> found,
      Map<Layout, List<NetEffect>> parts)
      throws SQLException {
    var log = new ArrayList<Entry>();
    for (var each : parts.entrySet()) {
      var going = each.getValue().stream().filter(p -> leaving.containsKey(p.record())).toList();
      sql.delete(each.getKey(), going.stream().map(NetEffect::part).toList());
      for (var part : going) {
        log.add(
            new Entry(
                each.getKey().type(),
                part.record(),
                part.part(),
                next(found, part.record()),
                "delete",
                part.now(),
                null));
      }
    }
    for (var effect : leaving.values()) {
      log.add(
          new Entry(
              type,
              effect.record(),
              null,
              next(found, effect.record()),
              "remove",
              effect.now(),
              null));
    }
    sql.delete(layout, leaving.keySet());
    sql.forget(leaving.keySet());
    sql.log(log);
  }

  private static long next(Map<UUID, UndoSql.Found> found, UUID record) {
    return java.util.Objects.requireNonNull(found.get(record)).version() + 1;
  }
}
