package org.shuke.channels.outbox;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.db.Transaction;

/// How one kind of thing leaves. The plugs are mail and web hooks.
public interface Sender {
  /// Asked in the transaction of the claim: a reason why it must not leave (any more), or null.
  @Nullable String stops(Transaction tx, Claim claim) throws SQLException;

  /// Calls the other side, outside of any transaction.
  Outcome send(Claim claim);

  /// Shows that a try has begun, or that what it came to is tried again later; in the transaction
  /// that moves the claim.
  ///
  /// @param words of the other side, when it waits
  default void moved(Transaction tx, Claim claim, State state, @Nullable String words)
      throws SQLException {}

  /// Where a thing is between being put in and its end.
  enum State {
    QUEUED,
    CLAIMED
  }

  /// Writes down the end, in the transaction that ends the claim.
  ///
  /// @param outcome `Sent`, `Refused`, or `Unknown` when it was tried in vain for days
  void ended(Transaction tx, Claim claim, Outcome outcome) throws SQLException;
}
