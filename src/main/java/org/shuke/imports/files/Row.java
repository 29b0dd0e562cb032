package org.shuke.imports.files;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One row of a file: the line it starts on (the first line is 1), its cells, one for each column,
/// and what is wrong with it as a row, if anything (`cells-extra`, `quote-open`, `row-too-big`,
/// `card-broken`).
public record Row(long line, List<String> cells, @Nullable String fault) {

  boolean blank() {
    return fault == null && cells.stream().allMatch(String::isBlank);
  }
}
