package org.shuke.imports;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/// Rows on their way into a table by COPY: made side by side, sent in the order of the file.
final class CopyText implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final PGCopyOutputStream out;

  private CopyText(Connection connection, String table) throws SQLException {
    String copy = "copy " + table + " from stdin";
    out = new PGCopyOutputStream(connection.unwrap(PGConnection.class), copy, BUFFER);
  }

  /// Copies every row of the file.
  static void all(Connection connection, String table, RowFlow flow, Batches.Work work, Watch watch)
      throws IOException, SQLException {
    try (var copy = new CopyText(connection, table);
        var batches = new Batches(flow, work)) {
      for (var lines = batches.next(); lines != null; lines = batches.next()) {
        copy.out.write(lines.bytes());
        watch.progress(lines.last(), 0);
      }
      copy.out.endCopy();
    }
  }

  /// Cancels a COPY that has not come to its end: nothing of it was written then.
  @Override
  public void close() throws SQLException {
    if (out.isActive()) {
      out.cancelCopy();
    }
  }
}
