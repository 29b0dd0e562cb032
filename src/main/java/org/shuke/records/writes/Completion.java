package org.shuke.records.writes;

import java.sql.SQLException;
import org.shuke.records.Draft;
import org.shuke.records.Unit;

/// What a room adds to a record out of the database, in the transaction that writes it, before the
/// rules look at it: a number of a range, the tax of a product. What is written set-wise does not
/// pass here.
@FunctionalInterface
public interface Completion {
  /// @param draft new, or with what changes; [Draft#stored] tells which
  void complete(Unit unit, Draft draft) throws SQLException;

  /// Rooms that complete the same type do so one after the other.
  default Completion then(Completion next) {
    return (unit, draft) -> {
      complete(unit, draft);
      next.complete(unit, draft);
    };
  }
}
