package org.shuke.imports;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Rows in PostgreSQL's text form of COPY, made away from the connection that they go to.
final class Lines {
  private final StringBuilder text = new StringBuilder(1 << 16);
  private final long last;
  private boolean first = true;

  /// @param last the number of the last row
  Lines(long last) {
    this.last = last;
  }

  long last() {
    return last;
  }

  Lines add(@Nullable String value) {
    separate();
    if (value == null) {
      text.append("\\N");
    } else {
      escape(value);
    }
    return this;
  }

  Lines add(long number) {
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

  void end() {
    text.append('\n');
    first = true;
  }

  byte[] bytes() {
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
