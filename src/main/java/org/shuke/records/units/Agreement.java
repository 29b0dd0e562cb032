package org.shuke.records.units;

import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Policy;
import org.shuke.records.Verb;
import org.shuke.records.writes.Guards;
import org.shuke.records.writes.Prepared;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Asks the rooms that guard their types whether an undo may do to a record what it is about to do.
///
/// @param stored the values of the chunk's records as they stand
record Agreement(
    Guards guards,
    Policy policy,
    Transaction tx,
    Layout layout,
    Map<UUID, Map<String, @Nullable Object>> stored) {

  /// Reads the records only for a room that wants to be asked.
  static Agreement on(
      Guards guards, Policy policy, Transaction tx, Layout layout, Collection<UUID> records)
      throws SQLException {
    var stored = new HashMap<UUID, Map<String, @Nullable Object>>();
    if (guards.watch(layout.type())) {
      Prepared.load(tx.connection(), layout.type(), List.copyOf(records))
          .forEach((id, record) -> stored.put(id, record.values()));
    }
    return new Agreement(guards, policy, tx, layout, stored);
  }

  /// @param change the new values by column, as the change log keeps them
  boolean restores(UUID record, ObjectNode change) throws SQLException {
    if (!guards.watch(layout.type())) {
      return true;
    }
    var stored = stored(record);
    boolean bin = change.has("binned_at");
    return (!bin || agree(Verb.DELETE, record, stored, Map.of()))
        && agree(Verb.UPDATE, record, stored, given(change));
  }

  /// As [#restores], for a record that is not there any more.
  boolean makes(UUID record, ObjectNode whole) throws SQLException {
    return !guards.watch(layout.type()) || agree(Verb.CREATE, record, Map.of(), given(whole));
  }

  boolean removes(UUID record) throws SQLException {
    return !guards.watch(layout.type()) || agree(Verb.DELETE, record, stored(record), Map.of());
  }

  private boolean agree(
      Verb verb,
      UUID record,
      Map<String, @Nullable Object> stored,
      Map<String, @Nullable Object> given)
      throws SQLException {
    return guards.refusal(policy, tx, verb, layout.type(), record, stored, given) == null;
  }

  private Map<String, @Nullable Object> stored(UUID record) {
    return stored.getOrDefault(record, Map.of());
  }

  private Map<String, @Nullable Object> given(ObjectNode row) {
    var given = new HashMap<String, @Nullable Object>();
    for (var each : row.properties()) {
      var field = layout.field(each.getKey());
      if (field != null) {
        given.put(
            field.name(),
            each.getValue().isNull() ? null : Prepared.value(field, text(each.getValue())));
      }
    }
    return given;
  }

  private static String text(JsonNode value) {
    return value.isString() ? value.stringValue() : value.toString();
  }
}
