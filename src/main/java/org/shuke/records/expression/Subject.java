package org.shuke.records.expression;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Field;
import org.shuke.records.Member;

/// A record as an expression sees it in memory.
public interface Subject {
  UUID id();

  /// The value of a stored field, as its kind's Java type (times may be `Instant`s, lists may be
  /// `Collection`s or arrays); null when absent.
  @Nullable Object value(Field field);

  /// The record that a reference or extension leads to; null when there is none to be seen.
  @Nullable Subject one(Field reference);

  /// The records of a to-many relation, or those whose ids a references field holds.
  List<? extends Subject> many(Member relation);
}
