package org.shuke.records.reads;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
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
  record KeyColumn(int index, org.shuke.records.Kind kind, boolean bytes) {
    @Nullable Object value(ResultSet rows) throws SQLException {
      if (bytes) {
        return rows.getBytes(index);
      }
      return switch (kind.shape()) {
        case INSTANT -> rows.getObject(index, OffsetDateTime.class);
        case DATE -> rows.getObject(index, LocalDate.class);
        case NUMBER -> rows.getBigDecimal(index);
        default -> rows.getObject(index);
      };
    }
  }
}
