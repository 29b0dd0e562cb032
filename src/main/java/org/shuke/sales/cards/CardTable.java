package org.shuke.sales.cards;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shuke.customers.PersonName;
import org.shuke.imports.files.Detect;
import org.shuke.imports.files.RowReader;
import org.shuke.platform.Refusal;

/// A spreadsheet as the texts of cards: one card a row, each cell labelled by the name of its
/// column.
final class CardTable {
  private static final Set<String> GIVEN = Set.of("first name", "given name", "firstname", "名");
  private static final Set<String> FAMILY = Set.of("last name", "family name", "surname", "姓");

  private CardTable() {}

  /// @throws Refusal 413 when there are more rows than that, 422 when it is no table
  static List<String> texts(byte[] table, int most) throws IOException {
    var file = Files.createTempFile("cards", null);
    try {
      Files.write(file, table);
      var texts = new ArrayList<String>();
      try (var rows = RowReader.open(file, Detect.of(file))) {
        for (var row = rows.next(); row != null; row = rows.next()) {
          var text = text(rows.header(), row.cells());
          if (!text.isBlank()) {
            texts.add(text);
          }
          if (texts.size() > most) {
            throw Refusal.tooLarge(most + " cards");
          }
        }
      }
      return texts;
    } finally {
      Files.delete(file);
    }
  }

  private static String text(List<String> header, List<String> cells) {
    var lines = new ArrayList<String>();
    String given = null;
    String family = null;
    for (int i = 0; i < cells.size(); i++) {
      var name = header.get(i).strip();
      var cell = cells.get(i).replaceAll("\\s+", " ").strip();
      var column = name.toLowerCase(Locale.ROOT);
      if (GIVEN.contains(column)) {
        given = known(cell);
      } else if (FAMILY.contains(column)) {
        family = known(cell);
      } else if (!cell.isEmpty()) {
        lines.add(name + ": " + cell);
      }
    }
    var person = new PersonName(given, family).display();
    if (person != null) {
      lines.addFirst("Name: " + person);
    }
    return String.join("\n", lines);
  }

  private static @Nullable String known(String cell) {
    return cell.isEmpty() ? null : cell;
  }
}
