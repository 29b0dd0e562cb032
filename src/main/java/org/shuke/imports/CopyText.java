package org.shuke.imports;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/// Rows on their way into a table by COPY, in PostgreSQL's text form.
final class CopyText implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final PGCopyOutputStream out;
  private final StringBuilder text = new StringBuilder(2 * BUFFER);
  private boolean first = true;

  CopyText(Connection connection, String table) throws SQLException {
    String copy = "copy " + table + " from stdin";
    out = new PGCopyOutputStream(connection.unwrap(PGConnection.class), copy, BUFFER);
  }

  CopyText add(@Nullable String value) {
    separate();
    if (value == null) {
      text.append("\\N");
    } else {
      escape(value);
    }
    return this;
  }

  CopyText add(long number) {
    separate();
    text.append(number);
    return this;
  }

  private void separate() {
    if (!first) {
      text.append('\t');
    }
    first = false;
  }

  private void escape(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '\\' -> text.append("\\\\");
        case '\t' -> text.append("\\t");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        default -> text.append(c);
      }
    }
  }

  void end() throws IOException {
    text.append('\n');
    first = true;
    if (text.length() > BUFFER) {
      flush();
    }
  }

  private void flush() throws IOException {
    out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    text.setLength(0);
  }

  /// Ends the COPY. Without it, closing cancels everything that was written.
  void finish() throws SQLException, IOException {
    flush();
    out.endCopy();
  }

  @Override
  public void close() throws SQLException {
    if (out.isActive()) {
      out.cancelCopy();
    }
  }
}
