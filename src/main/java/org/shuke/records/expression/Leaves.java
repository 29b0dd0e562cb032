package org.shuke.records.expression;

import java.util.List;
import org.jooq.Condition;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.shuke.records.Slot;
import org.shuke.records.Slot.What;
import org.shuke.records.expression.Expr.Comparison;
import org.shuke.records.expression.Expr.Function;
import org.shuke.records.expression.Expr.Matching;
import org.shuke.records.expression.Expr.Operator;
import org.shuke.records.expression.Expr.Summary;
import org.shuke.records.expression.Result.Scalar;

/// The SQL of single operators and functions: the counterpart of [Values]. Operands may be null,
/// and then the result is null, so that absent stays absent.
class Leaves {
  private static final String SECONDS_OF_A_DAY = "86400";

  /// True where the leaf is false or null.
  Condition negated(Condition leaf) {
    return DSL.condition("({0}) is not true", leaf);
  }

  Condition truth(Field<?> bool) {
    return DSL.condition("{0}", bool);
  }

  Condition absent(Field<?> value) {
    return DSL.condition("({0}) is null", value);
  }

  Field<?> asValue(Condition condition) {
    return field(SQLDataType.BOOLEAN, "(({0}) is true)", condition);
  }

  Field<?> choose(Condition condition, Field<?> then, Field<?> otherwise) {
    return field(
        then.getDataType(), "(case when {0} then {1} else {2} end)", condition, then, otherwise);
  }

  Condition compare(Comparison how, Field<?> left, Field<?> right) {
    var template =
        switch (how) {
          case EQUAL -> "({0} = {1})";
          case LESS -> "({0} < {1})";
          case AT_MOST -> "({0} <= {1})";
          case MORE -> "({0} > {1})";
          case AT_LEAST -> "({0} >= {1})";
        };
    return DSL.condition(template, left, right);
  }

  Condition oneOf(Field<?> value, List<Field<?>> items) {
    return items.isEmpty()
        ? DSL.falseCondition()
        : DSL.condition("({0} in ({1}))", value, DSL.list(items));
  }

  /// Containment rather than `= any(…)`, since it can use a GIN index.
  Condition inList(Field<?> value, Field<?> list, boolean ids) {
    return DSL.condition(
        ids ? "({1} @> array[{0}]::uuid[])" : "({1} @> array[{0}]::text[])", value, list);
  }

  Condition match(Matching how, Field<?> text, Field<?> part, boolean pattern) {
    var template =
        switch (how) {
          case CONTAINS -> pattern ? "({0} like {1})" : "(position({1} in {0}) > 0)";
          case STARTS -> pattern ? "({0} like {1})" : "starts_with({0}, {1})";
          case ENDS -> pattern ? "({0} like {1})" : "(right({0}, char_length({1})) = {1})";
          case PATTERN -> "({0} ~ {1})";
        };
    return DSL.condition(template, text, part);
  }

  Field<?> negative(Field<?> number) {
    return field(number.getDataType(), "(- {0})", number);
  }

  Field<?> arithmetic(Operator how, Field<?> l, Field<?> r, Result left, Result right) {
    if (left == Scalar.TEXT) {
      return field(SQLDataType.CLOB, "({0} || {1})", l, r);
    }
    if (left == Scalar.NUMBER) {
      return number(how, l, r);
    }
    if (left == Scalar.INSTANT && right == Scalar.INSTANT) {
      return field(
          SQLDataType.BIGINT, "cast(floor(extract(epoch from ({0} - {1}))) as bigint)", l, r);
    }
    if (left == Scalar.DATE) {
      return field(
          SQLDataType.BIGINT, "(cast({0} - {1} as bigint) * " + SECONDS_OF_A_DAY + ")", l, r);
    }
    if (left == Scalar.INSTANT) {
      return moved(how == Operator.PLUS ? "+" : "-", l, r);
    }
    return right == Scalar.INSTANT
        ? moved("+", r, l)
        : field(SQLDataType.BIGINT, how == Operator.PLUS ? "({0} + {1})" : "({0} - {1})", l, r);
  }

  /// A time some seconds later; absent when that is centuries away.
  private static Field<?> moved(String sign, Field<?> time, Field<?> seconds) {
    long most = Durations.MAX_SECONDS;
    return field(
        SQLDataType.TIMESTAMPWITHTIMEZONE,
        "(case when {1} between -"
            + most
            + " and "
            + most
            + " then {0} "
            + sign
            + " {1} * interval '1 second' end)",
        time,
        seconds);
  }

  private Field<?> number(Operator how, Field<?> l, Field<?> r) {
    return switch (how) {
      case PLUS -> field(SQLDataType.NUMERIC, "({0} + {1})", l, r);
      case MINUS -> field(SQLDataType.NUMERIC, "({0} - {1})", l, r);
      case TIMES -> field(SQLDataType.NUMERIC, "({0} * {1})", l, r);
      case BY -> quotient(l, r);
      case REMAINDER -> field(SQLDataType.NUMERIC, "({0} % nullif({1}, 0))", l, r);
    };
  }

  /// PostgreSQL chooses the scale of a quotient by its operands' scales: the zeros make it so large
  /// that rounding to 10 places afterwards is rounding once.
  Field<?> quotient(Field<?> l, Field<?> r) {
    return field(
        SQLDataType.NUMERIC,
        "trim_scale(round(({0} + 0." + "0".repeat(60) + ") / nullif({1}, 0), 10))",
        l,
        r);
  }

  /// @param of what the first argument yields
  Field<?> call(Function function, List<Field<?>> args, Result of) {
    return switch (function) {
      case ME -> Slot.of(What.ME).as(SQLDataType.UUID);
      case MY_TEAM -> Slot.of(What.TEAM).as(SQLDataType.UUID);
      case NOW -> now();
      case TODAY -> today();
      case DAYS_AGO -> field(SQLDataType.LOCALDATE, "({0} - {1})", today(), args.getFirst());
      case WEEK, MONTH, QUARTER, YEAR -> startOf(function, args);
      case LOWER -> field(SQLDataType.CLOB, "lower({0})", args.getFirst());
      case LENGTH ->
          field(SQLDataType.NUMERIC, "cast(char_length({0}) as numeric)", args.getFirst());
      case DAY -> day(args.getFirst());
      case MIDNIGHT ->
          field(
              SQLDataType.TIMESTAMPWITHTIMEZONE,
              "(cast({0} as timestamp) at time zone {1})",
              args.getFirst(),
              zone());
      default ->
          of == Scalar.DURATION
              ? lengthIn(function, args.getFirst())
              : part(function, of == Scalar.INSTANT ? local(args.getFirst()) : args.getFirst());
    };
  }

  private static Field<?> now() {
    return Slot.of(What.NOW).as(SQLDataType.TIMESTAMPWITHTIMEZONE(6));
  }

  private static Field<?> zone() {
    return Slot.of(What.ZONE).as(SQLDataType.CLOB);
  }

  private static Field<?> local(Field<?> time) {
    return field(SQLDataType.TIMESTAMP, "({0} at time zone {1})", time, zone());
  }

  private static Field<?> day(Field<?> time) {
    return field(SQLDataType.LOCALDATE, "cast({0} as date)", local(time));
  }

  private static Field<?> today() {
    return day(now());
  }

  Field<?> startOf(Function unit, List<Field<?>> args) {
    var name = unit.name().toLowerCase(java.util.Locale.ROOT);
    var step = unit == Function.QUARTER ? "3 months" : "1 " + name;
    var start = "date_trunc('" + name + "', cast({0} as timestamp))";
    return args.isEmpty()
        ? field(SQLDataType.LOCALDATE, "cast(" + start + " as date)", today())
        : field(
            SQLDataType.LOCALDATE,
            "cast(" + start + " + {1} * interval '" + step + "' as date)",
            today(),
            args.getFirst());
  }

  private static Field<?> lengthIn(Function unit, Field<?> seconds) {
    var size =
        switch (unit) {
          case HOURS -> "3600";
          case MINUTES -> "60";
          default -> "1";
        };
    return field(SQLDataType.NUMERIC, "cast({0} / " + size + " as numeric)", seconds);
  }

  /// Parts as CEL counts them: months and days of the year from 0, Sunday is 0.
  private static Field<?> part(Function part, Field<?> local) {
    var template =
        switch (part) {
          case FULL_YEAR -> "extract(year from {0})";
          case MONTH_OF_YEAR -> "(extract(month from {0}) - 1)";
          case DATE -> "extract(day from {0})";
          case DAY_OF_MONTH -> "(extract(day from {0}) - 1)";
          case DAY_OF_WEEK -> "extract(dow from {0})";
          case DAY_OF_YEAR -> "(extract(doy from {0}) - 1)";
          case HOURS -> "extract(hour from {0})";
          case MINUTES -> "extract(minute from {0})";
          case SECONDS -> "floor(extract(second from {0}))";
          case MILLISECONDS -> "floor(extract(milliseconds from {0}) % 1000)";
          default -> throw new IllegalArgumentException(part.name());
        };
    return field(SQLDataType.NUMERIC, template, local);
  }

  /// What many rows come to; only a sum and a count of none are something.
  Field<?> summary(Summary how, Field<?> value) {
    return switch (how) {
      case COUNT -> field(SQLDataType.NUMERIC, "cast(count({0}) as numeric)", value);
      case SUM -> field(SQLDataType.NUMERIC, "coalesce(sum({0}), 0)", value);
      case AVERAGE ->
          quotient(
              field(SQLDataType.NUMERIC, "sum({0})", value),
              field(SQLDataType.NUMERIC, "count({0})", value));
      case LEAST -> field(value.getDataType(), "min({0})", value);
      case MOST -> field(value.getDataType(), "max({0})", value);
    };
  }

  private static Field<?> field(DataType<?> type, String template, org.jooq.QueryPart... parts) {
    return DSL.field(template, type, parts);
  }
}
