package org.shuke.imports;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
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
  private final List<Mapped> countries = new ArrayList<>();
  private final LocalDate ahead;
  private final Instant aheadAt;
  private boolean rings;

  private Cells(LocalDate ahead, ZoneId zone) {
    this.ahead = ahead;
    this.aheadAt = ahead.atStartOfDay(zone).toInstant();
  }

  /// @param evidence by column, what [Survey] found
  /// @param today the company's day
  static Cells of(
      List<String> header,
      List<Target> targets,
      Mapping mapping,
      Options options,
      Map<String, Evidence> evidence,
      LocalDate today) {
    // a day of grace for files of those who are ahead of the company's clock
    var cells = new Cells(today.plusDays(2), options.zone());
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
    cells.rings = cells.mapped.stream().anyMatch(m -> m.target().form() == Form.PHONE);
    cells.mapped.stream()
        .filter(m -> m.target().form() == Form.COUNTRY)
        .sorted(Comparator.comparing(m -> m.target().inside() != null))
        .forEach(cells.countries::add);
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
    return cell(mapped.get(index), row);
  }

  private static String cell(Mapped mapped, List<String> row) {
    int at = mapped.at();
    return at < 0 || at >= row.size() ? "" : row.get(at);
  }

  /// @param home where the row's account is at home, asked for where the row itself does not say
  Understood read(List<String> row, Supplier<@Nullable String> home) {
    var understood = new Understood(mapped.size());
    String country = rings ? country(row) : null;
    if (rings && country == null) {
      country = home.get();
    }
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
      if (each.target().past() && reading.value() != null && isAhead(each, reading.value())) {
        understood.warnings.add(each.column(), "date-ahead", raw);
      }
    }
    return understood;
  }

  private boolean isAhead(Mapped each, String value) {
    return each.target().form() == Form.DATE
        ? !LocalDate.parse(value).isBefore(ahead)
        : !Instant.parse(value).isBefore(aheadAt);
  }

  /// The country that the row names, its own before that of an address.
  private @Nullable String country(List<String> row) {
    for (Mapped each : countries) {
      String country = each.form().read(translated(each, cell(each, row))).value();
      if (country != null) {
        return country;
      }
    }
    return null;
  }

  /// Is there a phone number among them?
  boolean ring() {
    return rings;
  }

  /// What is read of a cell, mended or said otherwise.
  String said(int index, List<String> row) {
    return translated(mapped.get(index), raw(index, row));
  }

  private static String translated(Mapped each, String raw) {
    return each.translations().isEmpty() ? raw : each.translations().getOrDefault(raw.strip(), raw);
  }
}
