package org.shuke.imports;

import java.sql.ResultSet;
import java.sql.SQLException;

/// What becomes of the rows of an import. Always `rows = created + updated + unchanged + skipped +
/// failed`.
///
/// @param settled how many of them have been dealt with; the rest is what the check foretells
public record Counters(
    long rows,
    long created,
    long updated,
    long unchanged,
    long skipped,
    long failed,
    long settled) {
  static final Counters NONE = new Counters(0, 0, 0, 0, 0, 0, 0);

  static Counters read(ResultSet row) throws SQLException {
    return new Counters(
        row.getLong(1),
        row.getLong(2),
        row.getLong(3),
        row.getLong(4),
        row.getLong(5),
        row.getLong(6),
        row.getLong(7));
  }
}
