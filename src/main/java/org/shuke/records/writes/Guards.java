package org.shuke.records.writes;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Policy;
import org.shuke.records.Type;
import org.shuke.records.Unit;
import org.shuke.records.Verb;

/// What rooms refuse by more than the policy, for every way in which records are written.
public final class Guards {
  private final Map<String, Guard> byType = new HashMap<>();

  /// Rooms that guard the same type are asked one after the other.
  void put(String type, Guard guard) {
    byType.merge(
        type,
        guard,
        (first, then) ->
            (caller, tx, verb, draft) -> {
              first.check(caller, tx, verb, draft);
              then.check(caller, tx, verb, draft);
            });
  }

  /// Does a room want to be asked about this type?
  public boolean watch(Type type) {
    return byType.containsKey(type.name());
  }

  void check(Unit unit, Verb verb, RecordDraft draft) throws SQLException {
    var guard = byType.get(draft.type().name());
    if (guard != null) {
      guard.check(unit.policy(), unit.tx(), verb, draft);
    }
  }

  /// Does the room agree to a change that a set-wise write is about to make?
  ///
  /// @param stored the values as they stand; empty for a record that is to be made
  /// @param given the new values by field, in the classes of [org.shuke.records.Kind#javaType()]
  public boolean agree(
      Policy caller,
      Transaction tx,
      Verb verb,
      Type type,
      UUID id,
      Map<String, @Nullable Object> stored,
      Map<String, @Nullable Object> given)
      throws SQLException {
    var guard = byType.get(type.name());
    if (guard == null) {
      return true;
    }
    var draft = new RecordDraft(type, id, stored, verb == Verb.CREATE);
    given.forEach((name, value) -> draft.give(type.field(name), value));
    try {
      guard.check(caller, tx, verb, draft);
      return true;
    } catch (Refusal refusal) {
      return false;
    }
  }
}
