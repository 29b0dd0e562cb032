package org.shuke.imports.files;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Says what a file is and how to read it, from its content alone: names lie.
public final class Detect {
  private static final int SAMPLE = 1 << 18;
  private static final int ROWS = 200;

  private Detect() {}

  public static Shape of(Path file) throws IOException {
    byte[] head;
    try (InputStream in = Source.open(file)) {
      head = in.readNBytes(4096);
    }
    if (startsWith(head, 'P', 'K', 3, 4)) {
      ZipLimits.check(file);
      return rowsOf(file, ExcelRows.shapeOf(file));
    }
    refuseForeign(head);
    Encodings.Found found = Encodings.of(file);
    String text = sample(file, found.charset());
    List<String> warnings = found.damaged() ? List.of("characters-damaged") : List.of();
    if (text.stripLeading().regionMatches(true, 0, "BEGIN:VCARD", 0, 11)) {
      return Shape.cards(found.charset()).warned(warnings);
    }
    if (JsonRows.begins(text)) {
      return Shape.jsonLines(found.charset()).warned(warnings);
    }
    Shape shape = Delimiters.of(text, found.charset());
    return rowsOf(file, shape.warned(warnings));
  }

  /// Bytes as text, whichever characters they stand for.
  public static String text(byte[] bytes) throws IOException {
    String charset = Encodings.of(new ByteArrayInputStream(bytes)).charset();
    String text = new String(bytes, Charset.forName(charset));
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }

  /// The shape after a person changed a part of it. Another charset is another text, in which all
  /// is looked for anew; under another delimiter or sheet the rows are; else what he says holds.
  ///
  /// @param was the shape before
  public static Shape again(Path file, Shape was, Shape changed) throws IOException {
    if (changed.format() == Shape.Format.VCARD || changed.format() == Shape.Format.JSON_LINES) {
      return changed;
    }
    if (!changed.charset().equals(was.charset())) {
      return rowsOf(file, Delimiters.of(sample(file, changed.charset()), changed.charset()));
    }
    Shape placed = rowsOf(file, changed);
    boolean otherRows =
        !changed.delimiter().equals(was.delimiter()) || !changed.sheet().equals(was.sheet());
    return otherRows ? placed : changed.rows(changed.header(), changed.skip(), placed.width());
  }

  private static String sample(Path file, String charset) throws IOException {
    try (BufferedReader in = TextFlow.plain(file, java.nio.charset.Charset.forName(charset))) {
      char[] text = new char[SAMPLE];
      int length = 0;
      for (int n = 0; n >= 0 && length < SAMPLE; n = in.read(text, length, SAMPLE - length)) {
        length += n;
      }
      String read = new String(text, 0, length).replace("\0", "");
      return read.startsWith("\ufeff") ? read.substring(1) : read;
    }
  }

  private static Shape rowsOf(Path file, Shape shape) throws IOException {
    List<Row> rows = new ArrayList<>();
    int skip = shape.skip();
    try (RowReader reader = RowReader.open(file, shape.rows(false, skip, 0))) {
      for (Row row = reader.next(); row != null && rows.size() < ROWS; row = reader.next()) {
        rows.add(row);
      }
    }
    return Headers.placed(shape, rows);
  }

  private static void refuseForeign(byte[] head) {
    String start = new String(head, StandardCharsets.ISO_8859_1).strip();
    if (startsWith(head, 0xd0, 0xcf, 0x11, 0xe0)) {
      throw Unreadable.because("file-old-or-locked-excel");
    }
    @Nullable String kind =
        start.startsWith("%PDF")
            ? "PDF"
            : start.startsWith("\u0089PNG")
                    || start.startsWith("GIF8")
                    || start.startsWith("\u00ff\u00d8")
                ? "image"
                : html(start) ? "HTML" : null;
    if (kind != null) {
      throw Unreadable.because("file-not-a-table", java.util.Map.of("kind", kind));
    }
  }

  private static boolean html(String start) {
    String text = start.startsWith("\u00ef\u00bb\u00bf") ? start.substring(3) : start;
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.startsWith("<!doctype")
        || lower.startsWith("<html")
        || lower.startsWith("<?xml")
        || lower.startsWith("<table");
  }

  private static boolean startsWith(byte[] head, int... bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (i >= head.length || (head[i] & 0xff) != bytes[i]) {
        return false;
      }
    }
    return true;
  }
}
