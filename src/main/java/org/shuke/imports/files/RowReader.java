package org.shuke.imports.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a file row by row, whatever its format, in constant memory.
public sealed interface RowReader extends Closeable permits CsvRows, ExcelRows, CardRows, JsonRows {

  /// The names of the columns: unique, none blank; letters (`A`, `B` …) where the file names none.
  List<String> header();

  /// The next row that holds anything, or null at the end.
  @Nullable Row next() throws IOException;

  static RowReader open(Path file, Shape shape) throws IOException {
    return switch (shape.format()) {
      case DELIMITED -> new CsvRows(file, shape);
      case EXCEL -> new ExcelRows(file, shape);
      case VCARD -> new CardRows(file, shape);
      case JSON_LINES -> new JsonRows(file, shape);
    };
  }
}
