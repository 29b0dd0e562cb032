package org.shuke.records.units;

import java.sql.SQLException;
import java.util.Collection;
import java.util.UUID;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Type;

/// Brings the search rows of records up to date, in the transaction that changed them.
@FunctionalInterface
public interface SearchRefresh {
  void refresh(Transaction tx, Type type, Collection<UUID> records) throws SQLException;
}
