package org.shuke.imports.values;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a reading of cells may rely on beside the cells.
///
/// - `zone`: whose local times stand in the file
/// - `locale`: whose habits decide where the column gives no evidence; its country is also the
///   region of phone numbers without a country code
/// - `currency`: what a bare `¥` or `$` stands for when it fits
/// - `dateOrder`: decided by a person, else null
/// - `choices`: of a choice column
public record Options(
    ZoneId zone,
    Locale locale,
    String currency,
    @Nullable DateOrder dateOrder,
    List<Choice> choices) {

  public enum DateOrder {
    DMY,
    MDY,
    YMD
  }

  public static Options of(ZoneId zone, Locale locale, String currency) {
    return new Options(zone, locale, currency, null, List.of());
  }

  public Options with(@Nullable DateOrder order) {
    return new Options(zone, locale, currency, order, choices);
  }

  public Options with(List<Choice> more) {
    return new Options(zone, locale, currency, dateOrder, more);
  }

  String region() {
    if (!locale.getCountry().isEmpty()) {
      return locale.getCountry();
    }
    return switch (locale.getLanguage()) {
      case "zh" -> "CN";
      case "en" -> "US";
      default -> locale.getLanguage().toUpperCase(Locale.ROOT);
    };
  }
}
