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
import org.shuke.records.Policy;
import org.shuke.records.Right;
import org.shuke.records.SortKeys;
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
  private final List<PartWork> parts = new ArrayList<>();

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
  }

  Outcome run(Collection<UUID> records) throws SQLException {
    var found = sql.lock(layout.type(), Verb.UPDATE, records);
    for (var effect : NetEffect.of(connection, undo.undoes(), layout, records)) {
      effects.put(effect.record(), effect);
    }
    for (var record : records) {
      plan(record, found.get(record), effects.get(record));
    }
    for (var part : policy.catalog().parts(layout.type())) {
      planParts(undo.layout(connection, policy.catalog().type(part.target())), records);
    }
    write();
    return new Outcome(touched.size(), 0, kept.size());
  }

  private void plan(UUID record, UndoSql.@Nullable Found found, @Nullable NetEffect effect)
      throws SQLException {
    if (found == null) {
      if (effect != null
          && effect.now() == null
          && effect.before().has("id")
          && policy.may(Verb.CREATE, layout.type())
          && agreement.makes(record, effect.before())) {
        versions.put(record, effect.version() + 1);
        back.put(record, stamped(effect.before().deepCopy(), effect.version() + 1));
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

  private void planParts(Layout of, Collection<UUID> records) throws SQLException {
    var work = new PartWork(of);
    for (var effect : NetEffect.of(connection, undo.undoes(), of, records)) {
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
      } else if (!effect.created() && effect.now() == null) {
        work.back().put(id, whole(of, effect));
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
    for (var each : effect.before().properties()) {
      var column = each.getKey();
      if (!of.knows(column)
          || !of.columns().contains(column)
          || same(effect, each.getKey(), each.getValue())) {
        continue;
      }
      boolean edited = moved.contains(record) && effect.changed().contains(column);
      if ((edited && !undo.overwrite()) || !writable(of, column)) {
        kept.add(record);
      } else {
        patch.set(column, listed(of, column, each.getValue()));
        keys(of, column, patch);
      }
    }
    return patch;
  }

  private static boolean same(NetEffect effect, String column, JsonNode before) {
    return effect.now() != null && before.equals(effect.now().get(column));
  }

  private boolean writable(Layout of, String column) {
    var field = of.field(column);
    return field == null || !field.writable() || policy.right(of.type(), field) == Right.WRITE;
  }

  private static JsonNode listed(Layout of, String column, JsonNode value) {
    return value.isNull() && of.holdsList(column) ? JsonNodeFactory.instance.arrayNode() : value;
  }

  /// The language sort keys go with their text.
  private static void keys(Layout of, String column, ObjectNode patch) {
    var field = of.field(column);
    if (field != null && field.flags().ordered()) {
      var text = patch.get(column);
      for (var language : SortKeys.LANGUAGES) {
        patch.set(
            column + "_key_" + language,
            text.isNull()
                ? NullNode.instance
                : JsonNodeFactory.instance.stringNode(
                    "\\x"
                        + java.util.HexFormat.of()
                            .formatHex(SortKeys.of(language, text.stringValue()))));
      }
    }
  }

  private ObjectNode stamped(ObjectNode row, long version) {
    row.put("version", version);
    row.put("updated_at", undo.stamp());
    row.put("updated_by", policy.principal().id().toString());
    return row;
  }

  /// A part that is not there any more, as it was.
  private static ObjectNode whole(Layout of, NetEffect effect) {
    var row = effect.before().deepCopy();
    row.put("id", String.valueOf(effect.part()));
    if (!row.has(Layout.POSITION)) {
      row.put(Layout.POSITION, 0);
    }
    for (var column : of.fields().keySet()) {
      if (of.holdsList(column) && !row.hasNonNull(column)) {
        row.putArray(column);
      }
      if (row.has(column)) {
        keys(of, column, row);
      }
    }
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
