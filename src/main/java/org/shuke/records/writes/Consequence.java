package org.shuke.records.writes;

import java.sql.SQLException;
import org.shuke.records.Draft;
import org.shuke.records.Unit;

/// What a room does, or refuses, once a record of its type stands written in the transaction: rules
/// that look at other records, and rows that go with it. A refusal undoes the write.
@FunctionalInterface
public interface Consequence {
  /// @param written as it now is; [Draft#stored] tells what it was before
  void follow(Unit unit, Draft written) throws SQLException;
}
