package org.shuke.imports.values;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.shuke.imports.values.Options.DateOrder;

/// Days and moments in the forms people and programs write them, under the order of day, month and
/// year that the column as a whole shows. Local times belong to the zone of the options.
final class Dates {
  private static final Pattern THREE =
      Pattern.compile("(\\d{1,4})\\s?[-/. ]\\s?(\\d{1,2})\\s?[-/. ]\\s?(\\d{1,4})\\.?");
  private static final Pattern CHINESE =
      Pattern.compile("(\\d{2,4})\\s*年\\s*(\\d{1,2})\\s*月(?:\\s*(\\d{1,2})\\s*[日号]?)?");
  private static final Pattern DAY_NAMED =
      Pattern.compile(
          "(\\d{1,2})(?:st|nd|rd|th|\\.|er)?[- /]*(?:de )?(\\p{L}{3,})\\.?,?[- /]*(?:de"
              + " )?(\\d{2,4})");
  private static final Pattern NAMED_DAY =
      Pattern.compile("(\\p{L}{3,})\\.?[- ]*(\\d{1,2})(?:st|nd|rd|th)?,?[- ]+(\\d{4})");
  private static final Pattern YEAR_NAMED =
      Pattern.compile("(\\d{4})[- ](\\p{L}{3,})\\.?[- ](\\d{1,2})");
  private static final Pattern YEARLESS = Pattern.compile("--(\\d{2})-?(\\d{2})");

  /// Stands for a year that is not known: a leap year, before anybody's birth.
  private static final String NO_YEAR = "1604";

  private static final Pattern WEEKDAY =
      Pattern.compile(
          "(?i)^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\\.?,?\\s+|\\s*[(（]?(?:星期|周)[一二三四五六日天][)）]?\\s*");
  private static final Pattern NUMBER = Pattern.compile("\\d+(?:\\.\\d+)?");
  private static final BigDecimal LAST_SERIAL = BigDecimal.valueOf(2_958_466);

  private final ZoneId zone;
  private final DateOrder order;
  private final boolean open;

  private Dates(ZoneId zone, DateOrder order, boolean open) {
    this.zone = zone;
    this.order = order;
    this.open = open;
  }

  static Dates of(Options options, Evidence evidence) {
    DateOrder asked = options.dateOrder();
    if (asked != null) {
      return new Dates(options.zone(), asked, false);
    }
    DateOrder usual = usual(options);
    DateOrder order = usual;
    long most = votes(evidence, usual);
    for (DateOrder each : DateOrder.values()) {
      if (votes(evidence, each) > most) {
        most = votes(evidence, each);
        order = each;
      }
    }
    return new Dates(options.zone(), order, evidence.dateOrderOpen());
  }

  private static long votes(Evidence evidence, DateOrder order) {
    return switch (order) {
      case DMY -> evidence.dayFirst;
      case MDY -> evidence.monthFirst;
      case YMD -> evidence.yearFirst;
    };
  }

  private static DateOrder usual(Options options) {
    return switch (options.region()) {
      case "US", "PH" -> DateOrder.MDY;
      case "CN", "JP", "KR", "TW", "HU" -> DateOrder.YMD;
      default -> DateOrder.DMY;
    };
  }

  /// Counts the orders under which three numbers are a date. Years of four digits at the front
  /// leave no doubt and are not counted.
  static void weigh(String text, Evidence evidence) {
    if (text.length() < 5
        || !Character.isDigit(text.charAt(0))
        || text.length() > 8 && text.charAt(4) == '-') {
      return;
    }
    int end = text.indexOf(' ', 6);
    Matcher m = THREE.matcher(end > 0 && text.indexOf(':') > end ? text.substring(0, end) : text);
    if (!m.matches() || m.group(1).length() > 2 || m.group(3).length() == 3) {
      return;
    }
    int a = Integer.parseInt(m.group(1));
    int b = Integer.parseInt(m.group(2));
    int c = Integer.parseInt(m.group(3));
    evidence.threeParts++;
    evidence.dayFirst += a >= 1 && a <= 31 && b >= 1 && b <= 12 ? 1 : 0;
    evidence.monthFirst += a >= 1 && a <= 12 && b >= 1 && b <= 31 ? 1 : 0;
    boolean shortYears = m.group(1).length() == 2 && m.group(3).length() <= 2;
    evidence.yearFirst += shortYears && b >= 1 && b <= 12 && c >= 1 && c <= 31 ? 1 : 0;
  }

  ColumnForm dates() {
    return cell -> read(cell, false);
  }

  ColumnForm instants() {
    return cell -> read(cell, true);
  }

  private Reading read(String cell, boolean instant) {
    String text = Digits.halfWidth(cell).strip();
    try {
      Moment moment = moment(text);
      if (moment == null || moment.date().getYear() < 1 || moment.date().getYear() > 9999) {
        return Reading.wrong("date-unknown");
      }
      String value = instant ? moment.instant(zone).toString() : moment.day(zone).toString();
      return new Reading(value, null, moment.warning());
    } catch (OrderOpen e) {
      return Reading.wrong("date-order-open");
    } catch (DateTimeException | ArithmeticException e) {
      return Reading.wrong("date-impossible");
    }
  }

  /// Day and month could be either way round, and no cell of the column tells: nobody guesses.
  private static final class OrderOpen extends RuntimeException {
    private static final long serialVersionUID = 1;

    OrderOpen() {
      super("day and month are open", null, false, false);
    }
  }

  private record Moment(
      LocalDate date,
      @Nullable LocalTime time,
      @Nullable ZoneOffset offset,
      @Nullable String warning) {
    Instant instant(ZoneId zone) {
      if (time == null) {
        return date.atStartOfDay(zone).toInstant();
      }
      LocalDateTime local = date.atTime(time);
      return offset == null ? local.atZone(zone).toInstant() : local.toInstant(offset);
    }

    LocalDate day(ZoneId zone) {
      return time == null || offset == null ? date : LocalDate.ofInstant(instant(zone), zone);
    }
  }

  private @Nullable Moment moment(String text) {
    Moment iso = iso(text);
    if (iso != null) {
      return iso;
    }
    if (NUMBER.matcher(text).matches()) {
      return number(text);
    }
    TimeOfDay at = TimeOfDay.of(WEEKDAY.matcher(text).replaceAll(" ").strip());
    Moment day = day(at.rest().replaceAll("[,，]$", "").strip());
    return day == null ? null : new Moment(day.date(), at.time(), at.offset(), day.warning());
  }

  /// `2010-12-01` and `2010-12-01 08:26`, the forms of most files, without the cost of patterns.
  private static @Nullable Moment iso(String text) {
    int length = text.length();
    boolean shaped =
        (length == 10 || length == 16 || length == 19)
            && text.charAt(4) == '-'
            && text.charAt(7) == '-';
    if (!shaped
        || length > 10
            && (text.charAt(10) != ' ' && text.charAt(10) != 'T'
                || text.charAt(13) != ':'
                || length == 19 && text.charAt(16) != ':')) {
      return null;
    }
    LocalDate date = LocalDate.parse(text.substring(0, 10));
    return new Moment(date, length == 10 ? null : LocalTime.parse(text.substring(11)), null, null);
  }

  private @Nullable Moment day(String text) {
    Matcher m = THREE.matcher(text);
    if (m.matches()) {
      return three(m.group(1), m.group(2), m.group(3));
    }
    m = CHINESE.matcher(ChineseFigures.plain(text));
    if (m.matches()) {
      boolean whole = m.group(3) != null;
      return date(m.group(1), m.group(2), whole ? m.group(3) : "1", whole ? null : "day-missing");
    }
    m = YEARLESS.matcher(text);
    if (m.matches()) {
      return date(NO_YEAR, m.group(1), m.group(2), "year-missing");
    }
    m = DAY_NAMED.matcher(text);
    if (m.matches() && Months.number(m.group(2)) > 0) {
      return date(m.group(3), String.valueOf(Months.number(m.group(2))), m.group(1), null);
    }
    m = NAMED_DAY.matcher(text);
    if (m.matches() && Months.number(m.group(1)) > 0) {
      return date(m.group(3), String.valueOf(Months.number(m.group(1))), m.group(2), null);
    }
    m = YEAR_NAMED.matcher(text);
    if (m.matches() && Months.number(m.group(2)) > 0) {
      return date(m.group(1), String.valueOf(Months.number(m.group(2))), m.group(3), null);
    }
    return text.matches("\\d{8}") ? number(text) : null;
  }

  private @Nullable Moment three(String a, String b, String c) {
    if (a.length() >= 3) {
      return a.length() == 4 && c.length() <= 2 ? date(a, b, c, null) : null;
    }
    if (c.length() == 3) {
      return null;
    }
    boolean fullYear = c.length() == 4;
    if (open && !(fullYear && Integer.parseInt(a) == Integer.parseInt(b))) {
      throw new OrderOpen();
    }
    return switch (order) {
      case MDY -> date(c, a, b, null);
      case YMD -> fullYear ? date(c, b, a, null) : date(a, b, c, null);
      case DMY -> date(c, b, a, null);
    };
  }

  private static Moment date(String year, String month, String day, @Nullable String warning) {
    int number = Integer.parseInt(year);
    // two digits: a sliding window would make the same file read differently next year
    int full = year.length() > 2 ? number : number < 70 ? 2000 + number : 1900 + number;
    return new Moment(
        LocalDate.of(full, Integer.parseInt(month), Integer.parseInt(day)), null, null, warning);
  }

  /// A bare number: `20240305`, `20240305143000`, seconds or milliseconds since 1970, or days as
  /// Excel counts.
  private static @Nullable Moment number(String text) {
    if (text.length() == 8 || text.length() == 12 || text.length() == 14) {
      LocalDate date = LocalDate.of(part(text, 0, 4), part(text, 4, 6), part(text, 6, 8));
      int seconds = text.length() == 14 ? part(text, 12, 14) : 0;
      @Nullable LocalTime time =
          text.length() == 8 ? null : LocalTime.of(part(text, 8, 10), part(text, 10, 12), seconds);
      return new Moment(date, time, null, null);
    }
    if (text.matches("\\d{10}|\\d{13}")) {
      long millis = text.length() == 10 ? Long.parseLong(text) * 1000 : Long.parseLong(text);
      LocalDateTime utc = LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
      return new Moment(utc.toLocalDate(), utc.toLocalTime(), ZoneOffset.UTC, null);
    }
    BigDecimal serial = new BigDecimal(text);
    boolean days = serial.compareTo(BigDecimal.ONE) >= 0 && serial.compareTo(LAST_SERIAL) < 0;
    if (!days || text.length() == 4 && text.indexOf('.') < 0) {
      return null;
    }
    LocalDateTime at = ExcelDays.at(serial, false);
    boolean whole = serial.stripTrailingZeros().scale() <= 0;
    return new Moment(at.toLocalDate(), whole ? null : at.toLocalTime(), null, null);
  }

  private static int part(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }
}
