package org.shuke.sales.prices;

import java.sql.SQLException;
import java.util.Collection;
import java.util.UUID;
import org.shuke.platform.db.Transaction;

/// Which accounts are like one: of the same class in the same region. Insight knows.
@FunctionalInterface
public interface Peers {
  Collection<UUID> of(Transaction tx, UUID account) throws SQLException;
}
