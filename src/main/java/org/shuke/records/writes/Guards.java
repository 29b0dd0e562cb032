package org.shuke.records.writes;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Draft;
import org.shuke.records.Policy;
import org.shuke.records.Type;
import org.shuke.records.Unit;
import org.shuke.records.Verb;

/// What rooms refuse by more than the policy, for every way in which records are written.
public final class Guards {
  private final Map<String, Guard> byType = new HashMap<>();
  private final Map<String, Predicate<Draft>> alone = new HashMap<>();

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

  void putAlone(String type, Predicate<Draft> which) {
    alone.put(type, which);
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

  /// Is this a change that its room looks at once it is written? Then nobody makes it set-wise.
  public boolean alone(
      Type type, UUID id, Map<String, @Nullable Object> stored, Map<String, Object> given) {
    var which = alone.get(type.name());
    if (which == null) {
      return false;
    }
    var draft = new RecordDraft(type, id, stored, false);
    given.forEach((name, value) -> draft.give(type.field(name), value));
    return which.test(draft);
  }

  /// What the room has against a change that a set-wise write is about to make; null when it
  /// agrees.
  ///
  /// @param stored the values as they stand; empty for a record that is to be made
  /// @param given the new values by field, in the classes of [org.shuke.records.Kind#javaType()]
  public @Nullable Refusal refusal(
      Policy caller,
      Transaction tx,
      Verb verb,
      Type type,
      UUID id,
      Map<String, @Nullable Object> stored,
      Map<String, ? extends @Nullable Object> given)
      throws SQLException {
    var guard = byType.get(type.name());
    if (guard == null) {
      return null;
    }
    var draft = new RecordDraft(type, id, stored, verb == Verb.CREATE);
    given.forEach((name, value) -> draft.give(type.field(name), value));
    try {
      guard.check(caller, tx, verb, draft);
      return null;
    } catch (Refusal refusal) {
      return refusal;
    }
  }
}
