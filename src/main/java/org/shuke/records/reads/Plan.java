package org.shuke.records.reads;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Compiled;
import org.shuke.records.expression.Checked;

/// A compiled question: the statement of the page, the statement of its exact count, and how rows
/// become JSON.
///
/// @param keys the result columns that hold the cursor's values
/// @param filter knows what each literal of a filter of this shape is
record Plan(
    Compiled page,
    Compiled count,
    Shape.Nested shape,
    List<KeyColumn> keys,
    @Nullable Checked filter) {
  /// A cursor value: where it stands and how it is read back.
  record KeyColumn(int index, org.shuke.records.Kind kind, boolean bytes) {}
}
