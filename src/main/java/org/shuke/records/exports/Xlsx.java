package org.shuke.records.exports;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import tools.jackson.databind.JsonNode;

/// A workbook that is written while it is sent. Texts are typed as texts, so that nothing in them
/// is evaluated; what does not fit one sheet goes on in the next.
final class Xlsx implements Sheet {
  private static final int ROWS = 1_048_576;

  /// Digits that a spreadsheet's numbers keep; longer ones are written as text.
  private static final int DIGITS = 15;

  /// Spreadsheets know no day before it.
  private static final int FIRST_YEAR = 1901;

  /// The longest text that a cell may hold.
  private static final int LONGEST = 32_767;

  private final Workbook book;
  private final List<Column> columns;
  private final ZoneId zone;
  private Worksheet sheet;
  private int sheets;
  private int row;

  Xlsx(OutputStream out, List<Column> columns, ZoneId zone) {
    this.book = new Workbook(out, "Shuke", "1.0");
    this.columns = columns;
    this.zone = zone;
    this.sheet = begin();
  }

  private Worksheet begin() {
    var begun = book.newWorksheet("Shuke " + ++sheets);
    row = 0;
    for (int i = 0; i < columns.size(); i++) {
      begun.inlineString(row, i, columns.get(i).label());
    }
    row++;
    return begun;
  }

  @Override
  public void row(JsonNode record) throws IOException {
    if (row == ROWS) {
      sheet.finish();
      sheet = begin();
    }
    for (int i = 0; i < columns.size(); i++) {
      var value = columns.get(i).of(record);
      if (value != null) {
        cell(i, columns.get(i), value);
      }
    }
    row++;
  }

  private void cell(int column, Column of, JsonNode value) {
    switch (of.kind().shape()) {
      case NUMBER -> number(column, value.decimalValue());
      case BOOLEAN -> sheet.value(row, column, value.booleanValue());
      case DATE -> date(column, LocalDate.parse(value.stringValue()));
      case INSTANT ->
          time(column, LocalDateTime.ofInstant(Instant.parse(value.stringValue()), zone));
      default -> text(column, Cells.text(value));
    }
  }

  private void date(int column, LocalDate date) {
    if (date.getYear() < FIRST_YEAR) {
      text(column, date.toString());
      return;
    }
    sheet.value(row, column, date);
    sheet.style(row, column).format("yyyy-mm-dd").set();
  }

  private void time(int column, LocalDateTime time) {
    if (time.getYear() < FIRST_YEAR) {
      text(column, time.toString());
      return;
    }
    sheet.value(row, column, time);
    sheet.style(row, column).format("yyyy-mm-dd hh:mm:ss").set();
  }

  private void number(int column, BigDecimal number) {
    if (number.precision() <= DIGITS) {
      sheet.value(row, column, number);
    } else {
      text(column, number.toPlainString());
    }
  }

  private void text(int column, String text) {
    var fitting = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    sheet.inlineString(row, column, fitting);
  }

  @Override
  public void flush() throws IOException {
    sheet.flush();
  }

  @Override
  public void end() throws IOException {
    sheet.finish();
    book.finish();
  }
}
