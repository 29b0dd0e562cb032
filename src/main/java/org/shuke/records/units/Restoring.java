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
import org.jspecify.annotations.Nullable;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Kind;
import org.shuke.records.Policy;
import org.shuke.records.Right;
import org.shuke.records.Type;
import org.shuke.records.Verb;
import org.shuke.records.units.UndoSql.Entry;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/// Gives a chunk of records of one type, with their parts, the values back that a unit replaced.
/// Records that the unit created only lose the parts that it made in them.
final class Restoring {
  private final Undo undo;
  private final Transaction tx;
  private final Connection connection;
  private final Policy policy;
  private final UndoSql sql;
  private final Layout layout;
  private final Agreement agreement;
  private final Map<UUID, Long> versions = new LinkedHashMap<>();
  private final Set<UUID> moved = new HashSet<>();
  private final Set<UUID> kept = new HashSet<>();
  private final Set<UUID> touched = new HashSet<>();
  private final Map<UUID, ObjectNode> back = new LinkedHashMap<>();
  private final Map<UUID, ObjectNode> updates = new LinkedHashMap<>();
  private final Map<UUID, NetEffect> effects = new LinkedHashMap<>();
  private final Map<Layout, List<NetEffect>> inside = new LinkedHashMap<>();
  private final List<PartWork> parts = new ArrayList<>();
  private final Waiting waiting;

  /// What is to be tied to what came back after it; null while giving back.
  private @Nullable Set<UUID> tied;

  /// What happens to the parts of one type.
  private record PartWork(
      Layout layout,
      Map<UUID, ObjectNode> back,
      Map<UUID, ObjectNode> updates,
      Map<UUID, NetEffect> effects,
      List<UUID> gone) {
    PartWork(Layout layout) {
      this(
          layout,
          new LinkedHashMap<>(),
          new LinkedHashMap<>(),
          new LinkedHashMap<>(),
          new ArrayList<>());
    }
  }

  Restoring(Undo undo, Transaction tx, UndoSql sql, Type type, Agreement agreement)
      throws SQLException {
    this.undo = undo;
    this.tx = tx;
    this.connection = tx.connection();
    this.policy = undo.policy();
    this.sql = sql;
    this.layout = undo.layout(connection, type);
    this.agreement = agreement;
    this.waiting = new Waiting(undo, connection);
  }

  Outcome run(Collection<UUID> records) throws SQLException {
    var found = sql.lock(layout.type(), Verb.UPDATE, records);
    look(records);
    for (var record : records) {
      plan(record, found.get(record), effects.get(record));
    }
    for (var each : inside.entrySet()) {
      planParts(each.getKey(), each.getValue());
    }
    write();
    waiting.write(layout.type());
    touched.addAll(waiting.records());
    return new Outcome(touched.size(), 0, kept.size());
  }

  /// Gives records that are back the references and the parts that had to wait for others.
  Outcome tie(Collection<UUID> records) throws SQLException {
    tied = waiting.items(layout.type(), records);
    return new Outcome(0, 0, run(records).kept());
  }

  private void look(Collection<UUID> records) throws SQLException {
    for (var effect : NetEffect.of(connection, undo.undoes(), layout, records)) {
      effects.put(effect.record(), effect);
    }
    waiting.look(layout, effects.values(), records);
    for (var part : policy.catalog().parts(layout.type())) {
      var of = undo.layout(connection, policy.catalog().type(part.target()));
      var all = NetEffect.of(connection, undo.undoes(), of, records);
      inside.put(of, tied == null ? all : all.stream().filter(e -> tied(e.part())).toList());
      waiting.look(of, all, records);
    }
  }

  private boolean tied(@Nullable UUID item) {
    return tied != null && tied.contains(item);
  }

  /// A record, or a part inside it, misses something of a later chunk; when there is none any more,
  /// it is not what it was.
  private void misses(UUID record, UUID item) {
    if (tied == null) {
      waiting.add(record, item);
    } else {
      kept.add(record);
    }
  }

  private void plan(UUID record, UndoSql.@Nullable Found found, @Nullable NetEffect effect)
      throws SQLException {
    if (found == null) {
      if (tied != null) {
        return;
      }
      if (effect != null
          && effect.now() == null
          && effect.before().has("id")
          && policy.may(Verb.CREATE, layout.type())
          && agreement.makes(record, effect.before())) {
        versions.put(record, effect.version() + 1);
        back.put(record, stamped(without(record, effect.before()), effect.version() + 1));
        touched.add(record);
      } else {
        kept.add(record);
      }
      return;
    }
    if (!found.allowed()) {
      kept.add(record);
      return;
    }
    versions.put(record, found.version() + 1);
    if (effect == null || effect.moved(found.version())) {
      moved.add(record);
    }
    if (effect != null && !effect.created()) {
      var patch = patch(layout, record, effect);
      if (!patch.isEmpty() && agreement.restores(record, patch)) {
        updates.put(record, patch);
        touched.add(record);
      } else if (!patch.isEmpty()) {
        kept.add(record);
      }
    }
  }

  /// A row that comes back before something that it refers to.
  private ObjectNode without(UUID record, ObjectNode before) {
    var row = before.deepCopy();
    for (var column : before.propertyNames()) {
      if (waiting.isFor(layout, column, before)) {
        row.putNull(column);
        misses(record, record);
      }
    }
    return row;
  }

  private void planParts(Layout of, Collection<NetEffect> effects) {
    var work = new PartWork(of);
    for (var effect : effects) {
      var record = effect.record();
      var id = effect.part();
      if (id == null || !versions.containsKey(record)) {
        continue;
      }
      work.effects().put(id, effect);
      boolean edited = !effect.changed().isEmpty() && moved.contains(record) && !undo.overwrite();
      if (effect.created() && effect.now() != null) {
        if (edited) {
          kept.add(record);
        } else {
          work.gone().add(id);
          touched.add(record);
        }
      } else if (effect.now() == null && waiting.isForAny(of, effect.before())) {
        misses(record, id);
      } else if (!effect.created() && effect.now() == null) {
        work.back().put(id, PastRow.of(of, effect));
        touched.add(record);
      } else if (!effect.created()) {
        var patch = patch(of, record, effect);
        if (!patch.isEmpty()) {
          work.updates().put(id, patch);
          touched.add(record);
        }
      }
    }
    parts.add(work);
  }

  /// The columns to set back; what was changed since or may not be written stays.
  private ObjectNode patch(Layout of, UUID record, NetEffect effect) {
    var patch = JsonNodeFactory.instance.objectNode();
    var item = effect.part() == null ? record : effect.part();
    if (tied != null && !tied(item)) {
      return patch;
    }
    for (var each : effect.before().properties()) {
      var column = each.getKey();
      if (!of.knows(column)
          || !of.columns().contains(column)
          || same(effect, each.getKey(), each.getValue())) {
        continue;
      }
      if (waiting.isFor(of, column, effect.before())) {
        misses(record, item);
        continue;
      }
      if (tied != null && !(refers(of, column) && empty(effect, column))) {
        continue;
      }
      boolean edited = moved.contains(record) && effect.changed().contains(column);
      if ((edited && !undo.overwrite()) || !writable(of, column)) {
        kept.add(record);
      } else {
        PastRow.set(of, patch, column, each.getValue());
      }
    }
    return patch;
  }

  private static boolean refers(Layout of, String column) {
    var field = of.field(column);
    return field != null && field.kind() == Kind.REFERENCE;
  }

  /// Has nobody set the column since?
  private static boolean empty(NetEffect effect, String column) {
    return effect.now() != null && !effect.now().hasNonNull(column);
  }

  private static boolean same(NetEffect effect, String column, JsonNode before) {
    return effect.now() != null && before.equals(effect.now().get(column));
  }

  private boolean writable(Layout of, String column) {
    var field = of.field(column);
    return field == null || !field.writable() || policy.right(of.type(), field) == Right.WRITE;
  }

  private ObjectNode stamped(ObjectNode row, long version) {
    row.put("version", version);
    row.put("updated_at", undo.stamp());
    row.put("updated_by", policy.principal().id().toString());
    return row;
  }

  private void write() throws SQLException {
    var log = new ArrayList<Entry>();
    sql.insert(layout, back);
    back.forEach(
        (id, row) -> log.add(new Entry(layout.type(), id, null, version(id), "create", null, row)));
    for (var id : touched) {
      if (!back.containsKey(id)) {
        var patch = updates.getOrDefault(id, JsonNodeFactory.instance.objectNode());
        log.add(update(layout, effects.get(id), id, null, patch));
        updates.put(id, stamped(patch.deepCopy(), version(id)));
      }
    }
    sql.update(layout, updates);
    for (var work : parts) {
      write(work, log);
    }
    sql.log(log);
    undo.reindex(tx, layout.type(), touched);
  }

  private long version(UUID record) {
    return java.util.Objects.requireNonNull(versions.get(record));
  }

  private void write(PartWork work, List<Entry> log) throws SQLException {
    var type = work.layout().type();
    sql.delete(work.layout(), work.gone());
    for (var id : work.gone()) {
      var effect = java.util.Objects.requireNonNull(work.effects().get(id));
      log.add(
          new Entry(
              type, effect.record(), id, version(effect.record()), "delete", effect.now(), null));
    }
    sql.update(work.layout(), work.updates());
    work.updates()
        .forEach((id, patch) -> {
          var effect = java.util.Objects.requireNonNull(work.effects().get(id));
          log.add(update(work.layout(), effect, effect.record(), id, patch));
        });
    sql.insert(work.layout(), work.back());
    work.back()
        .forEach((id, row) -> {
          var record = java.util.Objects.requireNonNull(work.effects().get(id)).record();
          log.add(new Entry(type, record, id, version(record), "create", null, row));
        });
  }

  /// A change row with the values that the undo itself replaces; sort keys are no news.
  private Entry update(
      Layout of, @Nullable NetEffect effect, UUID record, @Nullable UUID part, ObjectNode patch) {
    var after = JsonNodeFactory.instance.objectNode();
    var before = JsonNodeFactory.instance.objectNode();
    var now = effect == null ? null : effect.now();
    for (var each : patch.properties()) {
      if (of.knows(each.getKey())) {
        after.set(each.getKey(), each.getValue());
        var old = now == null ? null : now.get(each.getKey());
        before.set(each.getKey(), old == null ? NullNode.instance : old);
      }
    }
    var op =
        !patch.has("binned_at") ? "update" : patch.get("binned_at").isNull() ? "restore" : "delete";
    return new Entry(of.type(), record, part, version(record), op, before, after);
  }
}
