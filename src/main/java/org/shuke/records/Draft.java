package org.shuke.records;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A record about to be written, as the room that owns its type may complete it: the values it
/// would have, in the classes of [Kind#javaType()], before the rules look at them.
public interface Draft {
  UUID id();

  /// What is stored, whatever the caller sent; null for a new record.
  @Nullable Object stored(String field);

  /// Did the caller send this field, or this list of parts, in this write?
  boolean given(String name);

  /// What the caller sent, else what is stored; null for an absent value.
  @Nullable Object get(String field);

  void set(String field, @Nullable Object value);

  /// The parts as they would be, in their order: those that the caller sent, else those that are
  /// stored.
  List<Draft> parts(String relation);
}
