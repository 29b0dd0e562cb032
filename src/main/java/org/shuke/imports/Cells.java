package org.shuke.imports;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuke.imports.values.ColumnForm;
import org.shuke.imports.values.Evidence;
import org.shuke.imports.values.Form;
import org.shuke.imports.values.Options;
import org.shuke.imports.values.Reading;

/// The mapped columns of a file, ready to read its rows into canonical values.
final class Cells {
  /// @param at where the cell stands in a row, -1 for a field that only has a default
  private record Mapped(
      int at, String column, Target target, ColumnForm form, Map<String, String> translations) {}

  /// One row understood.
  ///
  /// @param values by target, in the order of [#targets()]; null where there is none
  static final class Understood {
    final @Nullable String[] values;
    final Notes faults = new Notes();
    final Notes warnings = new Notes();

    Understood(int size) {
      this.values = new @Nullable String[size];
    }
  }

  private final List<Mapped> mapped = new ArrayList<>();

  private Cells() {}

  /// @param evidence by column, what [Survey] found
  static Cells of(
      List<String> header,
      List<Target> targets,
      Mapping mapping,
      Options options,
      Map<String, Evidence> evidence) {
    var cells = new Cells();
    for (var each : chosen(targets, mapping).entrySet()) {
      String column = each.getKey();
      Target target = each.getValue();
      Options own = options.with(mapping.order(column)).with(target.choices());
      ColumnForm form =
          ColumnForm.of(target.form(), own, evidence.getOrDefault(column, new Evidence()));
      cells.mapped.add(
          new Mapped(header.indexOf(column), column, target, form, mapping.translations(column)));
    }
    cells.mapped.sort(Comparator.comparingInt(Mapped::at));
    return cells;
  }

  /// Target by column, for the columns that are mapped.
  static Map<String, Target> chosen(List<Target> targets, Mapping mapping) {
    Map<String, Target> chosen = new LinkedHashMap<>();
    mapping
        .columns()
        .forEach((column, field) ->
            targets.stream()
                .filter(t -> t.name().equals(field))
                .findFirst()
                .ifPresent(t -> chosen.put(column, t)));
    return chosen;
  }

  List<Target> targets() {
    return mapped.stream().map(Mapped::target).toList();
  }

  int indexOf(String target) {
    for (int i = 0; i < mapped.size(); i++) {
      if (mapped.get(i).target().name().equals(target)) {
        return i;
      }
    }
    return -1;
  }

  String column(int index) {
    return mapped.get(index).column();
  }

  /// The cell of a mapped column as it stands in the file.
  String raw(int index, List<String> row) {
    int at = mapped.get(index).at();
    return at < 0 || at >= row.size() ? "" : row.get(at);
  }

  Understood read(List<String> row) {
    var understood = new Understood(mapped.size());
    String country = country(row);
    for (int i = 0; i < mapped.size(); i++) {
      Mapped each = mapped.get(i);
      String raw = raw(i, row);
      String cell = translated(each, raw);
      Reading reading = country == null ? each.form().read(cell) : each.form().read(cell, country);
      understood.values[i] = reading.value();
      if (reading.error() != null) {
        // the word of an order's status is worth a note, never the order
        var notes =
            each.target().name().equals("status") && each.target().form() == Form.CHOICE
                ? understood.warnings
                : understood.faults;
        notes.add(each.column(), reading.error(), raw);
      }
      if (reading.warning() != null) {
        understood.warnings.add(each.column(), reading.warning(), raw);
      }
    }
    return understood;
  }

  /// The country that the row names.
  private @Nullable String country(List<String> row) {
    int at = indexOf("country");
    if (at < 0 || mapped.get(at).target().form() != Form.COUNTRY) {
      return null;
    }
    Mapped country = mapped.get(at);
    return country.form().read(translated(country, raw(at, row))).value();
  }

  private static String translated(Mapped each, String raw) {
    return each.translations().isEmpty() ? raw : each.translations().getOrDefault(raw.strip(), raw);
  }
}
