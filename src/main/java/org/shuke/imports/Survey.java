package org.shuke.imports;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.shuke.imports.files.Row;
import org.shuke.imports.values.Evidence;

/// A first walk through the whole file: what its columns of numbers and days say about how they are
/// written.
///
/// @param evidence by column
/// @param rows how many there are; 0 where there was no need to read all of them
record Survey(Map<String, Evidence> evidence, long rows) {
  static Survey of(RowFlow flow, Map<String, Target> chosen) throws IOException {
    Map<String, Evidence> found = new HashMap<>();
    chosen.forEach((column, target) -> {
      if (Evidence.speaks(target.form())) {
        found.put(column, new Evidence());
      }
    });
    List<String> header = flow.header();
    long count = 0;
    for (List<Row> rows = flow.next(); !rows.isEmpty() && !found.isEmpty(); rows = flow.next()) {
      count += rows.size();
      for (var each : found.entrySet()) {
        int at = header.indexOf(each.getKey());
        Target target = chosen.get(each.getKey());
        if (at >= 0 && target != null) {
          rows.forEach(row -> each.getValue().add(row.cells().get(at), target.form()));
        }
      }
    }
    return new Survey(found, count);
  }
}
