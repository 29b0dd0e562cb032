package org.shuke.imports.values;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shuke.records.writes.PhoneNumbers;

/// What a reading of cells may rely on beside the cells.
///
/// - `zone`: whose local times stand in the file
/// - `locale`: whose habits decide where the column gives no evidence
/// - `currency`: what a bare `¥` or `$` stands for when it fits
/// - `country`: the company's as it stands now, if it is known
/// - `dateOrder`: decided by a person, else null
/// - `choices`: of a choice column
public record Options(
    ZoneId zone,
    Locale locale,
    String currency,
    Supplier<@Nullable String> country,
    @Nullable DateOrder dateOrder,
    List<Choice> choices) {

  public enum DateOrder {
    DMY,
    MDY,
    YMD
  }

  public static Options of(ZoneId zone, Locale locale, String currency) {
    return of(zone, locale, currency, () -> PhoneNumbers.home(locale, currency));
  }

  public static Options of(
      ZoneId zone, Locale locale, String currency, Supplier<@Nullable String> country) {
    return new Options(zone, locale, currency, country, null, List.of());
  }

  public Options with(@Nullable DateOrder order) {
    return new Options(zone, locale, currency, country, order, choices);
  }

  public Options with(List<Choice> more) {
    return new Options(zone, locale, currency, country, dateOrder, more);
  }

  /// Where phone numbers without country code are from.
  String region() {
    String company = country.get();
    return company == null ? PhoneNumbers.of(locale) : company;
  }
}
