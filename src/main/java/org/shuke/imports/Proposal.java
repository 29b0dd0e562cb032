package org.shuke.imports;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.shuke.imports.values.Look;

/// Proposes which column means which field, from their names, from what the cells look like and
/// from what people decided for columns of the same name before.
final class Proposal {
  private static final double ENOUGH = 0.5;
  private static final double DECIDED = 3;

  /// How people are addressed, which tells one sort of title from the other.
  private static final Pattern ADDRESSED =
      Pattern.compile(
          "(?i)(mrs?|ms|miss|mx|dr|prof|sir|herr|frau|m|mme|mlle|sr|sra)\\.?|先生|女士|小姐|太太|博士|教授|老师");

  private record Guess(String column, String target, double score) {}

  private Proposal() {}

  /// Field by column; columns without one are left out.
  ///
  /// @param earlier field by column name, of earlier imports of the same type
  static Map<String, String> of(
      List<Column> columns, List<Target> targets, Map<String, String> earlier) {
    List<Guess> guesses = new ArrayList<>();
    for (Column column : columns) {
      for (Target target : targets) {
        double score =
            target.name().equals(earlier.get(column.name())) ? DECIDED : score(column, target);
        if (score >= ENOUGH) {
          guesses.add(new Guess(column.name(), target.name(), score));
        }
      }
    }
    guesses.sort(Comparator.comparingDouble(Guess::score).reversed());
    Map<String, String> chosen = new LinkedHashMap<>();
    Set<String> taken = new HashSet<>();
    for (Guess guess : guesses) {
      if (!chosen.containsKey(guess.column()) && taken.add(guess.target())) {
        chosen.put(guess.column(), guess.target());
      }
    }
    Map<String, String> ordered = new LinkedHashMap<>();
    columns.stream()
        .filter(c -> chosen.containsKey(c.name()))
        .forEach(c -> ordered.put(c.name(), chosen.getOrDefault(c.name(), "")));
    return ordered;
  }

  private static double score(Column column, Target target) {
    double name = Synonyms.likeness(column.name(), target);
    double looks = looks(column, target);
    if (looks < 0) {
      return name * 0.4;
    }
    return name > 0 ? name + looks * 0.1 : alone(column, target) * looks;
  }

  /// How telling the look of cells is without a name: an e-mail address can hardly be anything
  /// else.
  private static double alone(Column column, Target target) {
    return switch (target.form()) {
      case EMAIL -> 0.8;
      case COUNTRY, URL -> 0.7;
      case PHONE -> column.samples().stream().allMatch(Proposal::phone) ? 0.6 : 0;
      default -> 0;
    };
  }

  /// A bare number could be any key.
  private static boolean phone(String cell) {
    return cell.isBlank() || Look.of(cell) == Look.PHONE;
  }

  /// From 1, every cell looks like what the field holds, over 0, nothing is known, to -1, none
  /// does.
  private static double looks(Column column, Target target) {
    if (target.name().equals("salutation") || target.name().equals("jobTitle")) {
      var cells =
          column.samples().stream().map(String::strip).filter(cell -> !cell.isEmpty()).toList();
      boolean addressed =
          !cells.isEmpty() && cells.stream().allMatch(cell -> ADDRESSED.matcher(cell).matches());
      return addressed == target.name().equals("salutation") ? 1 : 0;
    }
    int seen = 0;
    int fitting = 0;
    for (String cell : column.samples()) {
      if (!cell.isBlank()) {
        seen++;
        fitting += fits(cell, target) ? 1 : 0;
      }
    }
    boolean untyped =
        switch (target.form()) {
          case TEXT, LONG_TEXT, REFERENCE, MULTI_CHOICE -> true;
          default -> false;
        };
    if (seen == 0 || untyped) {
      return 0;
    }
    double share = (double) fitting / seen;
    // one wrong cell says nothing against a name
    return share >= 0.8 ? share : share < 0.2 && seen > 1 ? -1 : 0;
  }

  private static boolean fits(String cell, Target target) {
    Look look = Look.of(cell);
    return switch (target.form()) {
      case NUMBER, MONEY -> look == Look.NUMBER || look == Look.PHONE && cell.length() < 12;
      case DATE, INSTANT -> look == Look.DATE || serial(cell, look) || yearless(cell);
      case DURATION -> look == Look.NUMBER || look == Look.TEXT;
      case EMAIL -> look == Look.EMAIL;
      case PHONE -> look == Look.PHONE || cell.strip().matches("\\d{7,15}(?:\\.0)?");
      case URL -> look == Look.URL;
      case BOOLEAN -> look == Look.BOOLEAN || cell.strip().equals("1") || cell.strip().equals("0");
      case COUNTRY -> org.shuke.imports.values.Countries.known(cell);
      case CURRENCY -> org.shuke.imports.values.Currencies.known(cell);
      case CHOICE -> chosen(cell, target);
      case MULTI_CHOICE, TEXT, LONG_TEXT, REFERENCE -> true;
    };
  }

  private static boolean chosen(String cell, Target target) {
    String word = cell.strip();
    return target.choices().stream()
        .anyMatch(c ->
            c.value().equalsIgnoreCase(word)
                || c.labels().stream().anyMatch(word::equalsIgnoreCase));
  }

  private static boolean yearless(String cell) {
    return cell.strip().matches("--\\d{2}-?\\d{2}");
  }

  private static boolean serial(String cell, Look look) {
    return look == Look.NUMBER
        && cell.strip().matches("[2-6]\\d{4}(?:\\.\\d+)?|\\d{8}|\\d{10}|\\d{13}");
  }
}
