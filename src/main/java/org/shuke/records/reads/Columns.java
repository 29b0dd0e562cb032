package org.shuke.records.reads;

import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.shuke.records.From;
import org.shuke.records.Kind;
import org.shuke.records.Policy;
import org.shuke.records.expression.Expression;
import org.shuke.records.expression.SqlCompiler;

/// Fields as SQL: plain columns, compiled formulas, masks, and JSON values inside lists of parts.
record Columns(Policy policy) {

  /// The value that a path leads to.
  Field<?> value(From from, Path path) {
    return path.last().isFormula()
        ? SqlCompiler.value(Expression.value(path.text(), from.root().type(), policy), from)
        : path.row(from).column(path.last());
  }

  /// The value as the caller may see it. A masked formula is nothing but masked: it has no name by
  /// which it could be computed.
  Field<?> shown(From from, Path path) {
    if (path.masked() && path.last().isFormula()) {
      return DSL.inline("***", SQLDataType.CLOB);
    }
    var value = value(from, path);
    return path.masked() ? mask(value, path.last().kind()) : value;
  }

  /// Enough to recognise a value that one knows already, too little to learn it: the first
  /// character and the domain of a mail, the last two digits of a phone number, the first character
  /// of a text, nothing of the rest.
  private static Field<String> mask(Field<?> value, Kind kind) {
    var text = value.cast(SQLDataType.CLOB);
    var hidden =
        switch (kind) {
          case EMAIL ->
              DSL.concat(
                  DSL.left(text, DSL.inline(1)),
                  DSL.inline("***@"),
                  DSL.splitPart(text, DSL.inline("@"), DSL.inline(2)));
          case PHONE -> DSL.concat(DSL.inline("***"), DSL.right(text, DSL.inline(2)));
          case TEXT, LONG_TEXT, URL -> DSL.concat(DSL.left(text, DSL.inline(1)), DSL.inline("***"));
          default -> DSL.inline("***", SQLDataType.CLOB);
        };
    return DSL.when(value.isNull(), DSL.castNull(SQLDataType.CLOB)).otherwise(hidden);
  }

  /// The value inside a JSON list of parts, in the same notation as everywhere.
  Field<?> json(From from, Path path) {
    var value = shown(from, path);
    if (path.masked()) {
      return value;
    }
    return switch (path.last().kind()) {
      case INSTANT ->
          DSL.field(
              "to_char({0} at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')",
              String.class, value);
      case DURATION -> DSL.field("({0} * interval '1 second')::text", String.class, value);
      default -> value;
    };
  }
}
