package org.shuke.records.expression;

import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.shuke.records.expression.Expr.Comparison;
import org.shuke.records.expression.Expr.Function;
import org.shuke.records.expression.Expr.Matching;
import org.shuke.records.expression.Expr.Operator;
import org.shuke.records.expression.Expr.Summary;

/// Mistakes that a compiler of expressions could make; the property test must catch every one.
enum Mutant {
  NEGATION_LETS_NULL_THROUGH(
      new Leaves() {
        @Override
        Condition negated(Condition leaf) {
          return leaf.not();
        }
      }),
  LESS_INCLUDES_EQUAL(
      new Leaves() {
        @Override
        Condition compare(Comparison how, Field<?> left, Field<?> right) {
          return super.compare(how == Comparison.LESS ? Comparison.AT_MOST : how, left, right);
        }
      }),
  QUOTIENTS_KEEP_POSTGRESQLS_SCALE(
      new Leaves() {
        @Override
        Field<?> quotient(Field<?> l, Field<?> r) {
          return DSL.field("round({0} / nullif({1}, 0), 10)", SQLDataType.NUMERIC, l, r);
        }
      }),
  QUOTIENTS_ARE_CUT_OFF(
      new Leaves() {
        @Override
        Field<?> quotient(Field<?> l, Field<?> r) {
          return DSL.field(
              "trunc(({0} + 0.000000000000000000000000000000) / nullif({1}, 0), 10)",
              SQLDataType.NUMERIC, l, r);
        }
      }),
  A_QUOTIENT_BY_ZERO_IS_ZERO(
      new Leaves() {
        @Override
        Field<?> quotient(Field<?> l, Field<?> r) {
          return DSL.field("coalesce({0}, 0)", SQLDataType.NUMERIC, super.quotient(l, r));
        }
      }),
  A_CONDITION_AS_A_VALUE_MAY_BE_NULL(
      new Leaves() {
        @Override
        Field<?> asValue(Condition condition) {
          return DSL.field("({0})", SQLDataType.BOOLEAN, condition);
        }
      }),
  A_SUM_OF_NOTHING_IS_ABSENT(
      new Leaves() {
        @Override
        Field<?> summary(Summary how, Field<?> value) {
          return how == Summary.SUM
              ? DSL.field("sum({0})", SQLDataType.NUMERIC, value)
              : super.summary(how, value);
        }
      }),
  A_COUNT_COUNTS_ABSENT_VALUES(
      new Leaves() {
        @Override
        Field<?> summary(Summary how, Field<?> value) {
          return how == Summary.COUNT
              ? DSL.field("cast(count(*) as numeric)", SQLDataType.NUMERIC)
              : super.summary(how, value);
        }
      }),
  BEGINNINGS_ARE_SOUGHT_EVERYWHERE(
      new Leaves() {
        @Override
        Condition match(Matching how, Field<?> text, Field<?> part, boolean pattern) {
          return how == Matching.STARTS && pattern
              ? DSL.condition("{0} like '%' || {1}", text, part)
              : super.match(how, text, part, pattern);
        }
      }),
  THE_LAST_OF_A_LIST_IS_FORGOTTEN(
      new Leaves() {
        @Override
        Condition oneOf(Field<?> value, List<Field<?>> items) {
          return super.oneOf(value, items.subList(0, items.size() - 1));
        }
      }),
  DAYS_BEGIN_IN_GREENWICH(
      new Leaves() {
        @Override
        Field<?> call(Function function, List<Field<?>> args, Result of) {
          return function == Function.MIDNIGHT
              ? DSL.field(
                  "(cast({0} as timestamp) at time zone 'UTC')",
                  SQLDataType.TIMESTAMPWITHTIMEZONE, args.getFirst())
              : super.call(function, args, of);
        }
      }),
  LOWER_DOES_NOTHING(
      new Leaves() {
        @Override
        Field<?> call(Function function, List<Field<?>> args, Result of) {
          return function == Function.LOWER ? args.getFirst() : super.call(function, args, of);
        }
      }),
  EMPTY_TEXT_IS_ABSENT(
      new Leaves() {
        @Override
        Condition absent(Field<?> value) {
          return DSL.condition("nullif(cast({0} as text), '') is null", value);
        }
      }),
  MINUS_IS_PLUS_FOR_TIMES(
      new Leaves() {
        @Override
        Field<?> arithmetic(Operator how, Field<?> l, Field<?> r, Result left, Result right) {
          boolean moved = left == Result.Scalar.INSTANT && right == Result.Scalar.DURATION;
          return super.arithmetic(moved ? Operator.PLUS : how, l, r, left, right);
        }
      });

  final Leaves leaves;

  Mutant(Leaves leaves) {
    this.leaves = leaves;
  }
}
