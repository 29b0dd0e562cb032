package org.shuke.imports.files;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/// JSON Lines, as Shuke exports them: an object a line, its members the cells. Objects within are
/// taken apart by dots (`account.name`); lists are written with semicolons.
final class JsonRows implements RowReader {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();
  private static final int SEEN_FOR_NAMES = 1_000;
  private static final int LONGEST_LINE = 16 << 20;

  private final BufferedReader text;
  private final List<String> header;
  private long line;

  JsonRows(Path file, Shape shape) throws IOException {
    this.header = names(file, shape);
    this.text = TextFlow.plain(file, shape.decoding());
  }

  /// A first line that is an object.
  static boolean begins(String text) {
    String first = text.lines().filter(l -> !l.isBlank()).findFirst().orElse("").strip();
    return first.startsWith("{\"") && (first.endsWith("}") || text.length() == first.length());
  }

  /// The members of the first lines, in the order in which they turn up.
  private static List<String> names(Path file, Shape shape) throws IOException {
    var names = new LinkedHashMap<String, String>();
    try (var in = TextFlow.plain(file, shape.decoding())) {
      String each = line(in);
      for (int i = 0; i < SEEN_FOR_NAMES && each != null; i++) {
        Map<String, String> cells = cells(each);
        if (cells != null) {
          names.putAll(cells);
        }
        each = line(in);
      }
    }
    return List.copyOf(names.keySet());
  }

  private static @Nullable String line(BufferedReader in) throws IOException {
    String line = in.readLine();
    if (line != null && line.length() > LONGEST_LINE) {
      return "";
    }
    return line == null ? null : line.replace("\ufeff", "").replace("\0", "");
  }

  @Override
  public List<String> header() {
    return header;
  }

  @Override
  public @Nullable Row next() throws IOException {
    for (String each = line(text); each != null; each = line(text)) {
      line++;
      if (!each.isBlank()) {
        return row(each);
      }
    }
    return null;
  }

  private Row row(String each) {
    Map<String, String> cells = cells(each);
    if (cells == null) {
      return Columns.fitted(new Row(line, List.of(), "json-broken"), header.size());
    }
    List<String> row = new ArrayList<>();
    header.forEach(name -> row.add(cells.getOrDefault(name, "")));
    boolean known = header.containsAll(cells.keySet());
    return new Row(line, row, known ? null : "cells-extra");
  }

  private static @Nullable Map<String, String> cells(String line) {
    try {
      var cells = new LinkedHashMap<String, String>();
      JsonNode read = JSON.readTree(line);
      if (!read.isObject()) {
        return null;
      }
      take("", read, cells);
      return cells;
    } catch (JacksonException e) {
      return null;
    }
  }

  private static void take(String prefix, JsonNode object, Map<String, String> cells) {
    for (var member : object.properties()) {
      JsonNode value = member.getValue();
      if (value.isObject()) {
        take(prefix + member.getKey() + ".", value, cells);
      } else {
        cells.put(prefix + member.getKey(), text(value));
      }
    }
  }

  private static String text(JsonNode value) {
    if (value.isNull()) {
      return "";
    }
    if (value.isArray()) {
      return value.valueStream().map(JsonRows::text).collect(Collectors.joining("; "));
    }
    return value.isNumber() ? value.decimalValue().toPlainString() : value.asString();
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
