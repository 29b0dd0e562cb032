package org.shuke.imports.files;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Delimited text. A quote that goes wrong costs its own line only: the reader takes that line as a
/// faulty row, opens the file again behind it and goes on.
final class CsvRows implements RowReader {
  private static final int LONGEST_CELL = 4 << 20;
  private static final int LONGEST_ROW = 16 << 20;
  private static final int MOST_CELLS = 16_384;
  private static final int MOST_MENDED = 200;

  private final Path file;
  private final Shape shape;
  private final List<String> header;
  private CloseableIterator<Row> records;
  private Assembly assembly;
  private long before;
  private int mended;

  CsvRows(Path file, Shape shape) throws IOException {
    this.file = file;
    this.shape = shape;
    this.assembly = new Assembly(0);
    this.records = parse(TextFlow.marked(file, shape.decoding()), assembly);
    for (int i = 0; i < shape.skip(); i++) {
      filled();
    }
    Row first = shape.header() ? filled() : null;
    this.header = Columns.of(first, shape);
  }

  @Override
  public List<String> header() {
    return header;
  }

  @Override
  public @Nullable Row next() throws IOException {
    Row row = filled();
    return row == null ? null : Columns.fitted(row, header.size());
  }

  private @Nullable Row filled() throws IOException {
    Row row = record();
    while (row != null && row.blank()) {
      row = record();
    }
    return row;
  }

  /// The next record of the file as it stands there.
  private @Nullable Row record() throws IOException {
    try {
      if (!records.hasNext()) {
        return null;
      }
      Row row = records.next();
      String last = row.cells().isEmpty() ? "" : row.cells().getLast();
      if (!last.endsWith(TextFlow.END)) {
        return row;
      }
      if (row.cells().size() == 1 && last.equals(TextFlow.END)) {
        return null;
      }
      return brokenLine(row.line());
    } catch (CsvParseException e) {
      return brokenLine(assembly.line);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private Row brokenLine(long line) throws IOException {
    if (++mended > MOST_MENDED) {
      throw Unreadable.because("quotes-broken", Map.of("line", line));
    }
    records.close();
    BufferedReader text = TextFlow.plain(file, shape.decoding());
    skipTo(line, text);
    String raw = line(text);
    before = line;
    assembly = new Assembly(before);
    records = parse(TextFlow.following(text), assembly);
    List<String> cells = new ArrayList<>();
    for (String cell : raw.split(Pattern.quote(shape.delimiter()), MOST_CELLS)) {
      cells.add(cell.strip());
    }
    return new Row(line, cells, "quote-open");
  }

  /// Moves to the first character of a line; lines end as the parser ends them: CR, LF or CR LF.
  private static void skipTo(long line, BufferedReader text) throws IOException {
    for (long at = 1; at < line; at++) {
      int c = text.read();
      while (c != '\n' && c != '\r' && c >= 0) {
        c = text.read();
      }
      afterBreak(c, text);
    }
  }

  private static String line(BufferedReader text) throws IOException {
    var raw = new StringBuilder();
    int c = text.read();
    while (c != '\n' && c != '\r' && c >= 0) {
      if (c != 0 && c != 0xfeff && raw.length() < LONGEST_CELL) {
        raw.append((char) c);
      }
      c = text.read();
    }
    afterBreak(c, text);
    return raw.toString();
  }

  private static void afterBreak(int c, BufferedReader text) throws IOException {
    if (c == '\r') {
      text.mark(1);
      if (text.read() != '\n') {
        text.reset();
      }
    }
  }

  private CloseableIterator<Row> parse(Reader text, Assembly rows) {
    return CsvReader.builder()
        .fieldSeparator(shape.delimiter().charAt(0))
        .quoteCharacter(shape.quote().charAt(0))
        .allowExtraFields(true)
        .allowMissingFields(true)
        .allowExtraCharsAfterClosingQuote(false)
        .trimWhitespacesAroundQuotes(shape.padded())
        .maxBufferSize(LONGEST_CELL)
        .build(rows, text)
        .iterator();
  }

  @Override
  public void close() throws IOException {
    records.close();
  }

  /// Puts the parser's cells together as rows, within bounds.
  private static final class Assembly extends AbstractBaseCsvCallbackHandler<Row> {
    private final long before;
    private List<String> cells = new ArrayList<>();
    private long line;
    private int length;

    Assembly(long before) {
      this.before = before;
      this.line = before + 1;
    }

    @Override
    protected void handleBegin(long startingLine) {
      line = before + startingLine;
      cells = new ArrayList<>(cells.size());
      length = 0;
    }

    @Override
    protected void handleField(int index, char[] text, int offset, int count, boolean quoted) {
      length += count;
      if (cells.size() < MOST_CELLS && length < LONGEST_ROW) {
        boolean guarded = guarded(text, offset, count);
        cells.add(new String(text, offset + (guarded ? 1 : 0), count - (guarded ? 1 : 0)));
      }
    }

    /// An export puts an apostrophe before what a spreadsheet would take for a formula; here it
    /// goes again.
    private static boolean guarded(char[] text, int offset, int count) {
      int at = offset;
      while (at < offset + count && text[at] == '\'') {
        at++;
      }
      return at > offset && at < offset + count && "=+-@\t\r".indexOf(text[at]) >= 0;
    }

    @Override
    protected Row buildRecord() {
      boolean big = getFieldCount() > MOST_CELLS || length >= LONGEST_ROW;
      return new Row(line, cells, big ? "row-too-big" : null);
    }
  }
}
