package org.shuke.customers;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Year;
import java.util.Currency;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What may stand in the fields whose values are written down elsewhere: ISO codes, years, counts.
/// An absent value is always fine.
public final class Codes {
  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
  private static final Set<String> CURRENCIES =
      Currency.getAvailableCurrencies().stream()
          .map(Currency::getCurrencyCode)
          .collect(Collectors.toUnmodifiableSet());
  private static final int OLDEST_PERSON = 130;
  private static final int OLDEST_COMPANY = 1_500;

  private Codes() {}

  /// ISO 3166-1 alpha-2, upper case.
  public static boolean isCountry(@Nullable String code) {
    return code == null || COUNTRIES.contains(code);
  }

  /// ISO 4217, upper case.
  public static boolean isCurrency(@Nullable String code) {
    return code == null || CURRENCIES.contains(code);
  }

  /// Zero or more.
  public static boolean notNegative(@Nullable BigDecimal number) {
    return number == null || number.signum() >= 0;
  }

  /// A whole number of at least one.
  static boolean isCount(@Nullable BigDecimal number) {
    return number == null || (number.signum() > 0 && isWhole(number));
  }

  static boolean isPastYear(@Nullable BigDecimal year, Clock clock) {
    return isYearWithin(year, OLDEST_COMPANY, clock);
  }

  static boolean isBirthYear(@Nullable BigDecimal year, Clock clock) {
    return isYearWithin(year, OLDEST_PERSON, clock);
  }

  private static boolean isYearWithin(@Nullable BigDecimal year, int years, Clock clock) {
    if (year == null) {
      return true;
    }
    int now = Year.now(clock).getValue();
    return isWhole(year)
        && year.compareTo(BigDecimal.valueOf(now)) <= 0
        && year.compareTo(BigDecimal.valueOf(now - years)) >= 0;
  }

  private static boolean isWhole(BigDecimal number) {
    return number.stripTrailingZeros().scale() <= 0;
  }
}
