package org.shuke.records.expression;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.DataType;
import org.jooq.impl.SQLDataType;
import org.shuke.records.expression.Result.Scalar;

/// What a literal is used as: decides what it may be, what it means and how it is bound.
public sealed interface Use {
  /// The uses that need to know no more than the literal.
  enum Plain implements Use {
    TEXT(Scalar.TEXT, SQLDataType.CLOB),
    NUMBER(Scalar.NUMBER, SQLDataType.NUMERIC),
    /// The id of a record.
    ID(Scalar.ID, SQLDataType.UUID),
    DATE(Scalar.DATE, SQLDataType.LOCALDATE),
    INSTANT(Scalar.INSTANT, SQLDataType.TIMESTAMPWITHTIMEZONE(6)),
    DURATION(Scalar.DURATION, SQLDataType.BIGINT),
    /// A whole number of days; of weeks, months, quarters, years.
    DAYS(Scalar.NUMBER, SQLDataType.INTEGER),
    SPANS(Scalar.NUMBER, SQLDataType.INTEGER),
    /// What a text contains, begins or ends with: bound as a pattern of `like`.
    CONTAINED(Scalar.TEXT, SQLDataType.CLOB),
    START(Scalar.TEXT, SQLDataType.CLOB),
    END(Scalar.TEXT, SQLDataType.CLOB),
    /// A regular expression: bound as PostgreSQL writes it.
    PATTERN(Scalar.TEXT, SQLDataType.CLOB);

    private final Scalar result;
    private final DataType<?> dataType;

    Plain(Scalar result, DataType<?> dataType) {
      this.result = result;
      this.dataType = dataType;
    }

    @Override
    public Scalar result() {
      return result;
    }

    @Override
    public DataType<?> dataType() {
      return dataType;
    }
  }

  /// One of the values of a choice field.
  record Choice(List<String> values) implements Use {
    @Override
    public Scalar result() {
      return Scalar.TEXT;
    }

    @Override
    public DataType<?> dataType() {
      return SQLDataType.CLOB;
    }
  }

  Scalar result();

  DataType<?> dataType();

  /// How far the day functions go.
  int MAX_DAYS = 100_000;

  int MAX_SPANS = 1_000;

  /// The meaning of a literal in this use, or a fault that says why it has none.
  default Object meaning(Object literal, Place place) {
    return switch (this) {
      case Plain.ID -> id((String) literal, place);
      case Plain.DATE -> date((String) literal, place);
      case Plain.INSTANT -> instant((String) literal, place);
      case Plain.DURATION -> Durations.parse((String) literal, place);
      case Plain.DAYS -> steps((BigDecimal) literal, MAX_DAYS, place);
      case Plain.SPANS -> steps((BigDecimal) literal, MAX_SPANS, place);
      case Plain.PATTERN -> Regex.of((String) literal, place).text();
      case Plain plain -> literal;
      case Choice(List<String> values) -> {
        if (!values.contains((String) literal)) {
          throw place.unknown("unknown-choice", (String) literal, values);
        }
        yield literal;
      }
    };
  }

  /// A meaning in the form that the statement binds.
  default Object bound(Object meaning) {
    return switch (this) {
      case Plain.CONTAINED -> "%" + escaped(meaning) + "%";
      case Plain.START -> escaped(meaning) + "%";
      case Plain.END -> "%" + escaped(meaning);
      case Plain.PATTERN -> Regex.of((String) meaning, new Place("", 0)).postgres();
      default -> meaning;
    };
  }

  private static String escaped(Object text) {
    return ((String) text).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
  }

  private static UUID id(String text, Place place) {
    try {
      if (text.length() == 36) {
        return UUID.fromString(text);
      }
    } catch (IllegalArgumentException e) {
      // said below
    }
    throw place.fault("id", Map.of("value", text));
  }

  private static LocalDate date(String text, Place place) {
    try {
      var date = LocalDate.parse(text);
      if (inRange(date.getYear())) {
        return date;
      }
    } catch (DateTimeException e) {
      // said below
    }
    throw place.fault("date", Map.of("value", text));
  }

  private static OffsetDateTime instant(String text, Place place) {
    try {
      var time = OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC);
      if (inRange(time.getYear())) {
        return time.truncatedTo(java.time.temporal.ChronoUnit.MICROS);
      }
    } catch (DateTimeException e) {
      // said below
    }
    throw place.fault("timestamp", Map.of("value", text));
  }

  private static boolean inRange(int year) {
    return year >= 1 && year <= 9999;
  }

  private static Integer steps(BigDecimal number, int most, Place place) {
    if (number.stripTrailingZeros().scale() > 0
        || number.abs().compareTo(BigDecimal.valueOf(most)) > 0) {
      throw place.fault("steps", Map.of("limit", most));
    }
    return number.intValueExact();
  }
}
