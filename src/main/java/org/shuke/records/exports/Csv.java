package org.shuke.records.exports;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// RFC 4180 in UTF-8, with the mark by which spreadsheets recognise it.
///
/// A text that a spreadsheet would take for a formula gets an apostrophe in front and quotes around
/// it; the import takes the apostrophe away again.
final class Csv implements Sheet {
  private static final String FORMULA = "=+-@\t\r";

  private final Writer out;
  private final List<Column> columns;

  Csv(OutputStream out, List<Column> columns) throws IOException {
    this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
    this.columns = columns;
    this.out.write('\uFEFF');
    line(columns.stream().map(c -> cell(c.label(), false)).toList());
  }

  private void line(List<String> cells) throws IOException {
    out.write(String.join(",", cells));
    out.write("\r\n");
  }

  @Override
  public void row(JsonNode record) throws IOException {
    line(
        columns.stream()
            .map(column -> cell(Cells.text(column.of(record)), column.plain()))
            .toList());
  }

  /// One cell, guarded and quoted as needed.
  static String cell(String text, boolean plain) {
    boolean formula = !plain && formula(text);
    boolean quoted =
        formula
            || text.indexOf(',') >= 0
            || text.indexOf('"') >= 0
            || text.indexOf('\n') >= 0
            || text.indexOf('\r') >= 0
            || !text.equals(text.strip());
    var guarded = formula ? "'" + text : text;
    return quoted ? '"' + guarded.replace("\"", "\"\"") + '"' : guarded;
  }

  /// Also where apostrophes stand before it already: an import takes one away again.
  private static boolean formula(String text) {
    int at = 0;
    while (at < text.length() && text.charAt(at) == '\'') {
      at++;
    }
    return at < text.length() && FORMULA.indexOf(text.charAt(at)) >= 0;
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void end() throws IOException {
    out.flush();
  }
}
