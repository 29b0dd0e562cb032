package org.shuke.http;

import java.sql.SQLException;
import org.shuke.platform.db.Transaction;

/// Runs an effect unless it has run already, and keeps its answer in the same transaction.
interface Once {
  Answer run(Transaction tx, Call.Effect effect) throws SQLException;
}
