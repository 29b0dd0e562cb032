package org.shuke.imports.files;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A file read to its end, small ones only.
record ReadFile(Shape shape, List<String> header, List<Row> rows) {

  static final Path DATA = Path.of("../shared/data");

  static ReadFile of(Path file) throws IOException {
    return as(file, Detect.of(file));
  }

  static ReadFile as(Path file, Shape shape) throws IOException {
    List<Row> rows = new ArrayList<>();
    try (RowReader reader = RowReader.open(file, shape)) {
      for (Row row = reader.next(); row != null; row = reader.next()) {
        rows.add(row);
      }
      return new ReadFile(shape, reader.header(), rows);
    }
  }

  static ReadFile of(Path folder, String text, Charset charset) throws IOException {
    return of(folder, text.getBytes(charset));
  }

  static ReadFile of(Path folder, String text) throws IOException {
    return of(folder, text, java.nio.charset.StandardCharsets.UTF_8);
  }

  static ReadFile of(Path folder, byte[] bytes) throws IOException {
    Path file = Files.createTempFile(folder, "rows", ".csv");
    Files.write(file, bytes);
    return of(file);
  }

  List<List<String>> cells() {
    return rows.stream().map(Row::cells).toList();
  }

  List<String> faults() {
    return rows.stream()
        .filter(r -> r.fault() != null)
        .map(r -> r.line() + " " + r.fault())
        .toList();
  }
}
