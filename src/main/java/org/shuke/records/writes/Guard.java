package org.shuke.records.writes;

import java.sql.SQLException;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Draft;
import org.shuke.records.Policy;
import org.shuke.records.Verb;

/// What a room refuses to a caller although his role lets him write the record: rules that depend
/// on who asks, or on other records. Asked after the draft is complete, before anything is written.
@FunctionalInterface
public interface Guard {
  /// @param verb `DELETE` also stands for taking a record out of the bin
  /// @throws org.shuke.platform.Refusal when the room says no
  void check(Policy caller, Transaction tx, Verb verb, Draft draft) throws SQLException;
}
