package org.shuke.records.expression;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Field;
import org.shuke.records.Member;
import org.shuke.records.Type;
import org.shuke.records.expression.Result.Scalar;

/// A checked expression: every node knows what it yields, formula fields are replaced by what they
/// say, macros are [Rows] and [Aggregate], `!=` is `!(==)`.
///
/// [SqlCompiler] and [Evaluator] are two interpreters of this one tree.
public sealed interface Expr {
  Result result();

  /// The record itself (scope 0), or the one that a macro's variable stands for.
  record Self(int scope, Type type) implements Expr {
    @Override
    public Result result() {
      return new Result.One(type);
    }
  }

  /// The value that a macro's variable stands for, in a list of values.
  record Element(int scope, Scalar result, List<String> choices) implements Expr {}

  /// A field of a record: a plain value, or the record that a reference leads to.
  record Get(Expr of, Field field, Result result) implements Expr {}

  /// The id of a record, or the value of the reference that leads to it.
  record Id(Expr of) implements Expr {
    @Override
    public Result result() {
      return Scalar.ID;
    }
  }

  /// A value written in the text.
  ///
  /// @param index which of the text's lifted literals, or -1 where it belongs to the shape
  /// @param meaning as the use understands it
  record Literal(int index, Use use, Object meaning) implements Expr {
    @Override
    public Result result() {
      return use.result();
    }
  }

  record Truth(boolean value) implements Expr {
    @Override
    public Result result() {
      return Scalar.BOOLEAN;
    }
  }

  record Nothing() implements Expr {
    @Override
    public Result result() {
      return new Result.Absent();
    }
  }

  /// A condition: never absent, whatever its operands are.
  sealed interface Condition extends Expr {
    @Override
    default Result result() {
      return Scalar.BOOLEAN;
    }
  }

  record Not(Expr of) implements Condition {}

  record All(List<Expr> of) implements Condition {}

  record Any(List<Expr> of) implements Condition {}

  record IsAbsent(Expr of) implements Condition {}

  record Compare(Comparison how, Expr left, Expr right) implements Condition {}

  /// Is the value one of these?
  record OneOf(Expr value, List<Expr> items) implements Condition {}

  /// Is the value in a list column: a multiple choice, or the ids of references?
  record InList(Expr value, Expr of, Field list) implements Condition {}

  /// Is there such a row?
  record Exists(Rows rows) implements Condition {}

  /// A question about texts.
  record Match(Matching how, Expr text, Expr part) implements Condition {}

  record Choose(Expr condition, Expr then, Expr otherwise, Result result) implements Expr {}

  record Arithmetic(Operator how, Expr left, Expr right, Scalar result) implements Expr {}

  record Negate(Expr of) implements Expr {
    @Override
    public Result result() {
      return of.result();
    }
  }

  record Call(Function function, List<Expr> args, Scalar result) implements Expr {}

  /// The rows of a to-many relation, or the values of a list, that meet every condition.
  ///
  /// @param scope the number under which conditions and value speak of the row
  /// @param value what `map` makes of each row, or null for the row itself
  record Rows(Expr of, Member member, int scope, List<Expr> where, @Nullable Expr value)
      implements Expr {
    @Override
    public Result result() {
      return new Result.Many(value == null ? new Result.Absent() : value.result());
    }
  }

  record Aggregate(Summary how, Rows rows, Scalar result) implements Expr {}

  enum Comparison {
    EQUAL("=="),
    LESS("<"),
    AT_MOST("<="),
    MORE(">"),
    AT_LEAST(">=");

    final String symbol;

    Comparison(String symbol) {
      this.symbol = symbol;
    }
  }

  enum Operator {
    PLUS,
    MINUS,
    TIMES,
    BY,
    REMAINDER
  }

  enum Matching {
    CONTAINS,
    STARTS,
    ENDS,
    PATTERN
  }

  enum Summary {
    COUNT,
    SUM,
    AVERAGE,
    LEAST,
    MOST
  }

  /// Functions of plain values; those without arguments ask about the caller or the moment.
  enum Function {
    ME,
    MY_TEAM,
    NOW,
    TODAY,
    DAYS_AGO,
    WEEK,
    MONTH,
    QUARTER,
    YEAR,
    LOWER,
    LENGTH,
    /// The local day of a time, and the time at which a local day begins.
    DAY,
    MIDNIGHT,
    /// Parts of a date or, in the bound zone, of a time; counted as CEL counts them.
    FULL_YEAR,
    MONTH_OF_YEAR,
    DATE,
    DAY_OF_MONTH,
    DAY_OF_WEEK,
    DAY_OF_YEAR,
    HOURS,
    MINUTES,
    SECONDS,
    MILLISECONDS
  }
}
