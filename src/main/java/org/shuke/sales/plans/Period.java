package org.shuke.sales.plans;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal;

/// A year `2026`, quarter `2026-Q4`, month `2026-11` or week of ISO 8601 `2026-W47`.
///
/// @param until its last day
public record Period(String name, LocalDate from, LocalDate until) {
  private static final Pattern FORM =
      Pattern.compile("(\\d{4})(?:-(?:Q([1-4])|W(\\d\\d)|(\\d\\d)))?");

  /// Null for what is no period.
  public static @Nullable Period read(@Nullable String text) {
    var form = FORM.matcher(text == null ? "" : text.strip());
    if (!form.matches()) {
      return null;
    }
    int year = Integer.parseInt(form.group(1));
    if (form.group(2) != null) {
      var from = LocalDate.of(year, Integer.parseInt(form.group(2)) * 3 - 2, 1);
      return new Period(form.group(), from, from.plusMonths(3).minusDays(1));
    }
    if (form.group(3) != null) {
      return week(form, year);
    }
    if (form.group(4) != null) {
      int month = Integer.parseInt(form.group(4));
      if (month < 1 || month > 12) {
        return null;
      }
      var from = LocalDate.of(year, month, 1);
      return new Period(form.group(), from, from.plusMonths(1).minusDays(1));
    }
    return new Period(form.group(), LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31));
  }

  private static @Nullable Period week(Matcher form, int year) {
    int week = Integer.parseInt(form.group(3));
    // the 4th of January lies in the first week (ISO 8601)
    var first = LocalDate.of(year, 1, 4).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    var from = first.plusWeeks(week - 1L);
    boolean exists = week >= 1 && from.plusDays(3).get(IsoFields.WEEK_BASED_YEAR) == year;
    return exists ? new Period(form.group(), from, from.plusDays(6)) : null;
  }

  /// As [#read], for a caller's parameter.
  ///
  /// @throws Refusal 400 for what is no period
  public static Period asked(@Nullable String text, LocalDate today) {
    if (text == null || text.isBlank()) {
      return quarterOf(today);
    }
    var period = read(text);
    if (period == null) {
      throw Refusal.malformed("period", Map.of("value", text)).at("period");
    }
    return period;
  }

  static Period quarterOf(LocalDate day) {
    int quarter = day.get(IsoFields.QUARTER_OF_YEAR);
    var from = LocalDate.of(day.getYear(), quarter * 3 - 2, 1);
    return new Period(day.getYear() + "-Q" + quarter, from, from.plusMonths(3).minusDays(1));
  }

  /// The week that a day lies in.
  public static Period weekOf(LocalDate day) {
    var from = day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    int week = day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
    int year = day.get(IsoFields.WEEK_BASED_YEAR);
    return new Period(
        String.format(java.util.Locale.ROOT, "%d-W%02d", year, week), from, from.plusDays(6));
  }

  /// The CEL condition that a date field lies within.
  public String within(String field) {
    return "%1$s >= date(\"%2$s\") && %1$s <= date(\"%3$s\")".formatted(field, from, until);
  }

  /// As [#within], for the time in a field, by the days of a place.
  String during(String field, ZoneId zone) {
    return "%1$s >= timestamp(\"%2$s\") && %1$s < timestamp(\"%3$s\")"
        .formatted(
            field,
            from.atStartOfDay(zone).toInstant(),
            until.plusDays(1).atStartOfDay(zone).toInstant());
  }
}
