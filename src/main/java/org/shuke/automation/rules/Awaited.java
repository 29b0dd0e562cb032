package org.shuke.automation.rules;

import static java.util.Objects.requireNonNullElse;

import java.time.LocalDate;
import java.time.Month;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.shuke.automation.rules.RuleSql.Stored;
import org.shuke.records.Catalog;
import org.shuke.records.Field;
import org.shuke.records.Inverse;
import org.shuke.records.Kind;
import org.shuke.records.Type;

/// The day that a rule of dates waits for: of its record, or of one of the record's parts, such as
/// the birthdays among the important dates. It is the record that is acted on, once a day and
/// record, however many of its parts have their day then.
///
/// @param part null for a date of the record itself
/// @param of whose field the date is: the record's type or its part's
record Awaited(Stored rule, @Nullable Inverse part, Type of, Field date) {
  private static final String COMES_BACK = "yearly";

  /// Null where the rule names no date, or none that there is.
  static @Nullable Awaited by(Catalog catalog, Stored rule) {
    var type = catalog.findPlural(rule.onType());
    var path = rule.dateField();
    if (type == null || path == null || rule.trigger() != Rule.Trigger.DATE) {
      return null;
    }
    var part = part(catalog, type, path);
    var of = part == null ? type : catalog.type(part.target());
    var date = of.find(path.substring(path.indexOf('.') + 1));
    return date == null ? null : new Awaited(rule, part, of, date);
  }

  /// The parts whose date a path names, `dates` in `dates.date`.
  static @Nullable Inverse part(Catalog catalog, Type type, String path) {
    int dot = path.indexOf('.');
    var inverse = dot < 0 ? null : catalog.inverse(type, path.substring(0, dot));
    return inverse != null && inverse.part() ? inverse : null;
  }

  /// The field by which parts are told from each other, a choice such as birthday or anniversary.
  static @Nullable Field sort(Type of, @Nullable Inverse part) {
    var field = part == null || part.toldBy().isEmpty() ? null : of.find(part.toldBy().getFirst());
    return field != null && field.kind() == Kind.CHOICE ? field : null;
  }

  /// What is done once: a day's work, or for a day that comes back a year's, also when the record's
  /// day or the rule's distance from it changes in between. Parts may have several days in a year:
  /// of them it is each of these days, whatever the distance from it.
  LocalDate occasion(LocalDate day) {
    var on = day.minusDays(rule.dateOffset());
    return part != null ? on : comesBack() ? on.withDayOfYear(1) : day;
  }

  private boolean comesBack() {
    return requireNonNullElse(rule.yearly(), date.flags().yearly());
  }

  /// Whose day it is, asked from the record.
  String onRecord(LocalDate day, LocalDate today) {
    var on = day.minusDays(rule.dateOffset());
    return part == null
        ? reached("", on, today)
        : part.name() + ".exists(d, " + sorted("d.", on, today) + ")";
  }

  /// Which of a record's parts have their day, asked from the part.
  String onPart(LocalDate on, LocalDate today) {
    return sorted("", on, today);
  }

  private String sorted(String via, LocalDate on, LocalDate today) {
    var sort = sort(of, part);
    var reached = reached(via, on, today);
    return rule.dateKind() == null || sort == null
        ? reached
        : "%s%s == \"%s\" && %s".formatted(via, sort.name(), rule.dateKind(), reached);
  }

  private String reached(String via, LocalDate on, LocalDate today) {
    long back = ChronoUnit.DAYS.between(on, today);
    var field = via + date.name();
    var until = "%s < daysAgo(%d)".formatted(field, back - 1);
    var exact = "%s >= daysAgo(%d)".formatted(field, back);
    var again = anniversary(field, on);
    boolean each = rule.yearly() == null && part != null && of.find(COMES_BACK) != null;
    var from =
        each
            ? "(%1$s%2$s && %3$s || !%1$s%2$s && %4$s)".formatted(via, COMES_BACK, again, exact)
            : comesBack() ? again : exact;
    return from + " && " + until;
  }

  /// The same day of any year: 29 February on the 28th where there is none.
  private static String anniversary(String field, LocalDate on) {
    boolean also29th =
        on.getMonth() == Month.FEBRUARY && on.getDayOfMonth() == 28 && !on.isLeapYear();
    return "%1$s.getMonth() == %2$d && %1$s.getDate() %3$s %4$d"
        .formatted(field, on.getMonthValue() - 1, also29th ? ">=" : "==", on.getDayOfMonth());
  }
}
