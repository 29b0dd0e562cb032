package org.shuke.records.reads;

import java.util.LinkedHashMap;
import java.util.Map;
import org.shuke.records.Kind;

/// What one row looks like as JSON: leaves read columns, objects nest.
sealed interface Shape {
  /// A value in the result's column `index` (from 1).
  record Leaf(Kind kind, int index, boolean masked) implements Shape {}

  /// JSON text that the database made, in column `index`.
  record Raw(int index) implements Shape {}

  /// A related record; null when the id in column `presence` is null, 0 means always there.
  record Nested(Map<String, Shape> members, int presence) implements Shape {
    static Nested root() {
      return new Nested(new LinkedHashMap<>(), 0);
    }
  }
}
