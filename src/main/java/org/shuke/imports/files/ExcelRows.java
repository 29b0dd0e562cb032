package org.shuke.imports.files;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Sheet;
import org.dhatim.fastexcel.reader.SheetVisibility;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal;

/// A sheet of an Excel workbook: the values it shows. Formulas count by their last result, dates
/// are recognised by their format and written as ISO dates.
final class ExcelRows implements RowReader {
  private final ReadableWorkbook workbook;
  private final Stream<org.dhatim.fastexcel.reader.Row> stream;
  private final Iterator<org.dhatim.fastexcel.reader.Row> rows;
  private final ExcelDates dates;
  private final List<String> header;

  ExcelRows(Path file, Shape shape) throws IOException {
    this.workbook = workbook(file);
    try {
      Sheet sheet =
          workbook
              .findSheet(shape.sheet())
              .orElseThrow(
                  () -> Unreadable.because("sheet-missing", Map.of("sheet", shape.sheet())));
      this.dates = new ExcelDates(workbook.isDate1904());
      this.stream = sheet.openStream();
      this.rows = stream.iterator();
      for (int i = 0; i < shape.skip(); i++) {
        filled();
      }
      Row first = shape.header() ? filled() : null;
      this.header = Columns.of(first, shape);
    } catch (IOException | RuntimeException e) {
      workbook.close();
      throw e;
    }
  }

  /// The sheets of a workbook; the first visible one that has rows is proposed.
  static Shape shapeOf(Path file) throws IOException {
    try (ReadableWorkbook workbook = workbook(file)) {
      List<Sheet> sheets =
          workbook.getSheets().filter(s -> s.getVisibility() == SheetVisibility.VISIBLE).toList();
      for (Sheet sheet : sheets) {
        try (var rows = sheet.openStream()) {
          if (rows.anyMatch(r -> r.getFirstNonEmptyCell().isPresent())) {
            return Shape.excel(names(sheets), sheet.getName());
          }
        }
      }
      if (sheets.isEmpty()) {
        throw Unreadable.because("file-damaged", Map.of("reason", "no sheet"));
      }
      return Shape.excel(names(sheets), sheets.getFirst().getName());
    } catch (Refusal e) {
      throw e;
    } catch (RuntimeException e) {
      throw Unreadable.damaged(e);
    } catch (IOException e) {
      if (e.getCause() instanceof XMLStreamException) {
        throw Unreadable.damaged(e);
      }
      throw e;
    }
  }

  private static List<String> names(List<Sheet> sheets) {
    return sheets.stream().map(Sheet::getName).toList();
  }

  private static ReadableWorkbook workbook(Path file) throws IOException {
    try {
      return new ReadableWorkbook(file.toFile(), new ReadingOptions(true, true));
    } catch (RuntimeException | java.util.zip.ZipException e) {
      throw Unreadable.damaged(e);
    }
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

  private @Nullable Row filled() {
    try {
      while (rows.hasNext()) {
        Row row = read(rows.next());
        if (!row.blank()) {
          return row;
        }
      }
      return null;
    } catch (RuntimeException e) {
      throw Unreadable.damaged(e);
    }
  }

  private Row read(org.dhatim.fastexcel.reader.Row raw) {
    List<String> cells = new ArrayList<>(raw.getCellCount());
    for (Cell cell : raw) {
      cells.add(cell == null ? "" : text(cell));
    }
    return new Row(raw.getRowNum(), Columns.trimmed(cells), null);
  }

  private String text(Cell cell) {
    String raw = cell.getRawValue();
    if (raw == null || cell.getType() == CellType.EMPTY) {
      return "";
    }
    return switch (cell.getValue()) {
      case null -> raw;
      case BigDecimal number -> number(cell, number);
      case Boolean truth -> String.valueOf(truth);
      default -> number(cell, raw);
    };
  }

  /// Results of formulas arrive as text, numbers among them.
  private String number(Cell cell, String raw) {
    boolean dated = cell.getType() == CellType.FORMULA && dates.isDate(format(cell));
    if (!dated || !raw.matches("-?\\d+(?:\\.\\d+)?")) {
      return raw.replace("\0", "");
    }
    return number(cell, new BigDecimal(raw));
  }

  private String number(Cell cell, BigDecimal number) {
    String format = format(cell);
    if (dates.isDate(format) && ExcelDates.inRange(number)) {
      return dates.text(number, format);
    }
    // a workbook keeps binary numbers in 17 digits: 2.5499999999999998 is the 2.55 that was typed
    var shown = new BigDecimal(Double.toString(number.doubleValue()));
    return shown.signum() == 0 ? "0" : shown.stripTrailingZeros().toPlainString();
  }

  private static String format(Cell cell) {
    Integer id = cell.getDataFormatId();
    String text = cell.getDataFormatString();
    return text != null ? text : id == null ? "" : ExcelDates.implied(id);
  }

  @Override
  public void close() throws IOException {
    stream.close();
    workbook.close();
  }
}
