package org.shuke.platform.db;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// What is done within one transaction. It may be run again from its start, so its only effects are
/// those on the transaction.
@FunctionalInterface
public interface Work<T extends @Nullable Object> {
  T run(Transaction tx) throws SQLException;
}
