package org.shuke.records.expression;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Bindings;
import org.shuke.records.expression.Expr.Comparison;
import org.shuke.records.expression.Expr.Function;
import org.shuke.records.expression.Expr.Matching;
import org.shuke.records.expression.Expr.Operator;
import org.shuke.records.expression.Expr.Summary;

/// The single operators and functions in memory: the counterpart of [Leaves].
final class Values {
  private static final int PLACES = 10;

  private final Bindings moment;

  Values(Bindings moment) {
    this.moment = moment;
  }

  /// A value in the one class that its kind has here.
  static @Nullable Object plain(@Nullable Object value) {
    return switch (value) {
      case OffsetDateTime time -> time.toInstant();
      case null, default -> value;
    };
  }

  boolean compare(Comparison how, @Nullable Object left, @Nullable Object right) {
    if (left == null || right == null) {
      return false;
    }
    int order = order(left, right);
    return switch (how) {
      case EQUAL -> order == 0;
      case LESS -> order < 0;
      case AT_MOST -> order <= 0;
      case MORE -> order > 0;
      case AT_LEAST -> order >= 0;
    };
  }

  private static int order(Object left, Object right) {
    return switch (left) {
      case String text -> order(text, (String) right);
      case Long whole when right instanceof BigDecimal number ->
          BigDecimal.valueOf(whole).compareTo(number);
      case BigDecimal number when right instanceof Long whole ->
          number.compareTo(BigDecimal.valueOf(whole));
      case BigDecimal number -> number.compareTo((BigDecimal) right);
      case Boolean bool -> bool.compareTo((Boolean) right);
      case LocalDate date -> date.compareTo((LocalDate) right);
      case Instant time -> time.compareTo((Instant) right);
      case Long seconds -> seconds.compareTo((Long) right);
      case java.util.UUID id -> id.compareTo((java.util.UUID) right);
      default -> throw new IllegalArgumentException("no value: " + left.getClass());
    };
  }

  /// By code point, as PostgreSQL's `C` collation compares UTF-8.
  private static int order(String left, String right) {
    int length = Math.min(left.length(), right.length());
    for (int i = 0; i < length; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a != b) {
        boolean outside = Character.isSurrogate(a) != Character.isSurrogate(b);
        return outside ? (Character.isSurrogate(a) ? 1 : -1) : a - b;
      }
    }
    return left.length() - right.length();
  }

  boolean match(Matching how, @Nullable String text, @Nullable String part) {
    if (text == null || part == null) {
      return false;
    }
    return switch (how) {
      case CONTAINS -> text.contains(part);
      case STARTS -> text.startsWith(part);
      case ENDS -> text.endsWith(part);
      case PATTERN -> com.google.re2j.Pattern.compile(part).matcher(text).find();
    };
  }

  static @Nullable Object negative(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case BigDecimal number -> number.negate();
      case Integer steps -> -steps;
      case Long seconds -> -seconds;
      default -> throw new IllegalArgumentException("no number: " + value.getClass());
    };
  }

  @Nullable Object arithmetic(Operator how, @Nullable Object left, @Nullable Object right) {
    if (left == null || right == null) {
      return null;
    }
    boolean plus = how == Operator.PLUS;
    return switch (left) {
      case String text -> text + right;
      case LocalDate date -> 86_400 * ChronoUnit.DAYS.between((LocalDate) right, date);
      case Instant time when right instanceof Instant other ->
          Duration.between(other, time).getSeconds();
      case Instant time -> moved(time, plus ? (Long) right : -(Long) right);
      case Long seconds when right instanceof Instant time -> moved(time, seconds);
      case Long seconds when right instanceof Long other ->
          plus ? seconds + other : seconds - other;
      default -> number(how, decimal(left), decimal(right));
    };
  }

  /// A record's version is a whole number, all else is a decimal already.
  private static BigDecimal decimal(Object number) {
    return number instanceof Long whole ? BigDecimal.valueOf(whole) : (BigDecimal) number;
  }

  private static @Nullable Instant moved(Instant time, long seconds) {
    return Math.abs(seconds) <= Durations.MAX_SECONDS ? time.plusSeconds(seconds) : null;
  }

  private static @Nullable BigDecimal number(Operator how, BigDecimal l, BigDecimal r) {
    return switch (how) {
      case PLUS -> l.add(r);
      case MINUS -> l.subtract(r);
      case TIMES -> l.multiply(r);
      case BY -> r.signum() == 0 ? null : l.divide(r, PLACES, RoundingMode.HALF_UP);
      case REMAINDER -> r.signum() == 0 ? null : l.remainder(r);
    };
  }

  /// @param arg the first argument's value
  /// @param alone whether there is no argument at all
  @Nullable Object call(Function function, @Nullable Object arg, boolean alone) {
    return switch (function) {
      case ME -> moment.policy().principal().user();
      case MY_TEAM -> moment.policy().members().team();
      case NOW -> now();
      case TODAY -> today();
      case WEEK, MONTH, QUARTER, YEAR -> alone ? startOf(function, 0) : steps(function, arg);
      case DAYS_AGO -> steps(function, arg);
      default -> arg == null ? null : of(function, arg);
    };
  }

  private @Nullable LocalDate steps(Function function, @Nullable Object steps) {
    if (!(steps instanceof Integer count)) {
      return null;
    }
    return function == Function.DAYS_AGO ? today().minusDays(count) : startOf(function, count);
  }

  private LocalDate startOf(Function unit, int offset) {
    var today = today();
    return switch (unit) {
      case WEEK -> today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).plusWeeks(offset);
      case MONTH -> today.withDayOfMonth(1).plusMonths(offset);
      case QUARTER ->
          today
              .with(today.getMonth().firstMonthOfQuarter())
              .withDayOfMonth(1)
              .plusMonths(3L * offset);
      default -> today.withDayOfYear(1).plusYears(offset);
    };
  }

  private Instant now() {
    return moment.now().truncatedTo(ChronoUnit.MICROS);
  }

  private LocalDate today() {
    return local(now()).toLocalDate();
  }

  private LocalDateTime local(Instant time) {
    return LocalDateTime.ofInstant(time, moment.zone());
  }

  /// Where clocks show midnight twice, PostgreSQL takes the second.
  private Instant midnight(LocalDate date) {
    ZoneId zone = moment.zone();
    return date.atStartOfDay(zone).withLaterOffsetAtOverlap().toInstant();
  }

  private Object of(Function function, Object arg) {
    return switch (function) {
      case LOWER -> lower((String) arg);
      case LENGTH -> {
        var text = (String) arg;
        yield BigDecimal.valueOf(text.codePointCount(0, text.length()));
      }
      case DAY -> local((Instant) arg).toLocalDate();
      case MIDNIGHT -> midnight((LocalDate) arg);
      default ->
          BigDecimal.valueOf(
              switch (arg) {
                case Long seconds -> lengthIn(function, seconds);
                case LocalDate date -> part(function, date);
                default -> part(function, local((Instant) arg));
              });
    };
  }

  /// Character by character, as the database does it.
  private static String lower(String text) {
    var out = new StringBuilder(text.length());
    text.codePoints().map(Character::toLowerCase).forEach(out::appendCodePoint);
    return out.toString();
  }

  private static long lengthIn(Function unit, long seconds) {
    return switch (unit) {
      case HOURS -> seconds / 3600;
      case MINUTES -> seconds / 60;
      default -> seconds;
    };
  }

  private static long part(Function part, TemporalAccessor local) {
    return switch (part) {
      case FULL_YEAR -> local.get(ChronoField.YEAR);
      case MONTH_OF_YEAR -> local.get(ChronoField.MONTH_OF_YEAR) - 1;
      case DATE -> local.get(ChronoField.DAY_OF_MONTH);
      case DAY_OF_MONTH -> local.get(ChronoField.DAY_OF_MONTH) - 1;
      case DAY_OF_WEEK -> local.get(ChronoField.DAY_OF_WEEK) % 7;
      case DAY_OF_YEAR -> local.get(ChronoField.DAY_OF_YEAR) - 1;
      case HOURS -> local.get(ChronoField.HOUR_OF_DAY);
      case MINUTES -> local.get(ChronoField.MINUTE_OF_HOUR);
      case SECONDS -> local.get(ChronoField.SECOND_OF_MINUTE);
      case MILLISECONDS -> local.get(ChronoField.MILLI_OF_SECOND);
      default -> throw new IllegalArgumentException(part.name());
    };
  }

  /// What many values come to; only a sum and a count of none are something.
  @Nullable Object summary(Summary how, List<Object> values) {
    var sum =
        how == Summary.SUM || how == Summary.AVERAGE
            ? values.stream().map(Values::decimal).reduce(BigDecimal.ZERO, BigDecimal::add)
            : BigDecimal.ZERO;
    return switch (how) {
      case COUNT -> BigDecimal.valueOf(values.size());
      case SUM -> sum;
      case AVERAGE -> number(Operator.BY, sum, BigDecimal.valueOf(values.size()));
      case LEAST -> values.stream().min(Values::order).orElse(null);
      case MOST -> values.stream().max(Values::order).orElse(null);
    };
  }
}
