package org.shuke.records.expression;

import org.shuke.records.Field;
import org.shuke.records.Kind;
import org.shuke.records.Type;

/// What an expression yields.
public sealed interface Result {
  /// One plain value. In memory: `String`, `BigDecimal`, `Boolean`, `LocalDate`, `Instant`, `Long`
  /// (whole seconds) and `UUID`.
  enum Scalar implements Result {
    TEXT,
    NUMBER,
    BOOLEAN,
    DATE,
    INSTANT,
    DURATION,
    ID;

    boolean ordered() {
      return this != BOOLEAN && this != ID;
    }
  }

  /// A record, reached by a reference.
  record One(Type type) implements Result {}

  /// The records of a to-many relation, or the values of a list.
  record Many(Result element) implements Result {}

  /// `null`.
  record Absent() implements Result {}

  /// What a stored field that holds one value yields; a reference counts as its id.
  static Scalar of(Field field) {
    if (field.kind() == Kind.FILE) {
      return Scalar.ID;
    }
    return switch (field.kind().shape()) {
      case TEXT, TEXTS -> Scalar.TEXT;
      case NUMBER -> Scalar.NUMBER;
      case BOOLEAN -> Scalar.BOOLEAN;
      case DATE -> Scalar.DATE;
      case INSTANT -> Scalar.INSTANT;
      case DURATION -> Scalar.DURATION;
      case RECORD, RECORDS -> Scalar.ID;
    };
  }

  /// The word for messages: `number`, `account`, `list`.
  default String word() {
    return switch (this) {
      case Scalar scalar -> scalar.name().toLowerCase(java.util.Locale.ROOT);
      case One(Type type) -> type.name();
      case Many many -> "list";
      case Absent absent -> "null";
    };
  }
}
