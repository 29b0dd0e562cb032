package org.shuke.sales.papers;

import java.sql.SQLException;
import java.util.UUID;
import org.shuke.channels.outbox.Message;
import org.shuke.records.Unit;

/// Sends a paper by mail in the name of the unit's caller.
@FunctionalInterface
public interface Post {
  /// @param name of the attached PDF, without its ending
  /// @return the id of the mail
  UUID send(Unit unit, Message message, String name, byte[] pdf) throws SQLException;
}
