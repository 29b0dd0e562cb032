package org.shuke.automation.notifications;

import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Policy;

/// Today's rights of a user; null when he may no longer sign in.
@FunctionalInterface
public interface Readers {
  @Nullable Policy policyOf(Transaction tx, UUID user) throws SQLException;
}
