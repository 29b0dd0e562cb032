package org.shuke.catalog.prices;

import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.db.Transaction;

/// What an account counts as where it has no price class of its own: insight knows by its value.
@FunctionalInterface
public interface CustomerClasses {
  @Nullable String of(Transaction tx, UUID account) throws SQLException;
}
