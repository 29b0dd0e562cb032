package org.shuke.demo;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/// Rows on their way into one table by COPY, sent as they come.
final class Copy implements AutoCloseable {
  private static final int FULL = 1 << 16;

  private final CopyIn in;
  private final StringBuilder text = new StringBuilder(FULL + 4_096);
  private boolean done;

  /// @param table with its schema, quoted where it must be
  /// @param columns in the order of the values of each row
  Copy(Connection connection, String table, String columns) throws SQLException {
    in =
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn("copy " + table + " (" + columns + ") from stdin");
  }

  void row(@Nullable Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      if (i > 0) {
        text.append('\t');
      }
      value(values[i]);
    }
    text.append('\n');
    if (text.length() >= FULL) {
      flush();
    }
  }

  private void value(@Nullable Object value) {
    switch (value) {
      case null -> text.append("\\N");
      case String string -> escape(string);
      case BigDecimal number -> text.append(number.toPlainString());
      case byte[] bytes -> text.append("\\\\x").append(HexFormat.of().formatHex(bytes));
      case List<?> list -> array(list);
      default -> text.append(value);
    }
  }

  private void escape(String string) {
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      switch (c) {
        case '\\' -> text.append("\\\\");
        case '\t' -> text.append("\\t");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        default -> text.append(c);
      }
    }
  }

  /// An array of ids or of choices: neither needs quotes.
  private void array(List<?> list) {
    text.append('{');
    for (int i = 0; i < list.size(); i++) {
      text.append(i == 0 ? "" : ",").append(list.get(i));
    }
    text.append('}');
  }

  private void flush() throws SQLException {
    var bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    in.writeToCopy(bytes, 0, bytes.length);
    text.setLength(0);
  }

  /// Ends the COPY; without it, [#close()] gives the rows up.
  long finish() throws SQLException {
    flush();
    done = true;
    return in.endCopy();
  }

  @Override
  public void close() throws SQLException {
    if (!done && in.isActive()) {
      in.cancelCopy();
    }
  }
}
