package org.shuke.records.writes;

import java.sql.SQLException;
import org.shuke.records.Draft;
import org.shuke.records.Unit;

/// What a room gives a new record out of the database, in the transaction that writes it, before
/// the rules look at it: a number of a range.
@FunctionalInterface
public interface Beginning {
  void begin(Unit unit, Draft draft) throws SQLException;
}
