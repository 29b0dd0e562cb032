package org.shuke.imports.files;

import java.io.BufferedReader;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.file.Path;

/// The characters of a file without byte order mark and NULs, and with a mark of our own behind the
/// last line: a quote still open at the end swallows the mark, and so is found out.
final class TextFlow extends FilterReader {
  static final String END = "\uffffend\uffff";
  private static final String TAIL = "\n" + END;

  private boolean started;
  private int tail = -1;

  private TextFlow(Reader in) {
    super(in);
  }

  static TextFlow marked(Path file, Charset charset) throws IOException {
    return new TextFlow(plain(file, charset));
  }

  /// The rest of a text that was read up to here.
  static TextFlow following(Reader rest) {
    return new TextFlow(rest);
  }

  static BufferedReader plain(Path file, Charset charset) throws IOException {
    return new BufferedReader(new InputStreamReader(Source.open(file), charset), 1 << 16);
  }

  @Override
  public int read() throws IOException {
    char[] one = new char[1];
    return read(one, 0, 1) < 0 ? -1 : one[0];
  }

  @Override
  public int read(char[] into, int offset, int length) throws IOException {
    while (tail < 0) {
      int count = in.read(into, offset, length);
      if (count < 0) {
        tail = 0;
      } else {
        int kept = cleaned(into, offset, count);
        if (kept > 0) {
          return kept;
        }
      }
    }
    int count = Math.min(length, TAIL.length() - tail);
    TAIL.getChars(tail, tail + count, into, offset);
    tail += count;
    return count == 0 ? -1 : count;
  }

  private int cleaned(char[] text, int offset, int count) {
    int to = offset;
    for (int from = offset; from < offset + count; from++) {
      char c = text[from];
      boolean mark = !started && c == '\ufeff';
      started = true;
      if (c != 0 && !mark) {
        text[to++] = c;
      }
    }
    return to - offset;
  }
}
