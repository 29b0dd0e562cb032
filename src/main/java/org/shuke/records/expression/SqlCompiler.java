package org.shuke.records.expression;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.shuke.records.From;
import org.shuke.records.Inverse;
import org.shuke.records.Kind;
import org.shuke.records.Row;
import org.shuke.records.Slot;
import org.shuke.records.expression.Expr.Rows;
import org.shuke.records.expression.Result.Scalar;

/// Writes a checked expression as SQL over a [From]: paths become its shared joins, macros
/// correlated subqueries, each with the caller's row predicate.
///
/// A condition is compiled with its polarity. Where it stands positively, a leaf may be null
/// instead of false, so it is written bare and an index can serve it; only where it is negated it
/// becomes `(leaf) is not true`.
public final class SqlCompiler {
  private record Place(From from, Row row) {}

  private final Leaves leaves;
  private final Map<Integer, Place> rows = new HashMap<>();
  private final Map<Integer, Field<?>> elements = new HashMap<>();

  SqlCompiler(Leaves leaves, From from) {
    this.leaves = leaves;
    rows.put(0, new Place(from, from.root()));
  }

  /// True exactly for the rows for which the expression is true; for others false or null.
  public static Condition condition(Checked checked, From from) {
    return new SqlCompiler(new Leaves(), from).holds(checked.tree());
  }

  /// The expression's value for each row; null where it is absent.
  public static Field<?> value(Checked checked, From from) {
    return new SqlCompiler(new Leaves(), from).value(checked.tree());
  }

  /// True exactly where the expression is true.
  Condition holds(Expr expr) {
    return switch (expr) {
      case Expr.Not(Expr of) -> fails(of);
      case Expr.All(List<Expr> of) -> DSL.and(of.stream().map(this::holds).toList());
      case Expr.Any(List<Expr> of) -> DSL.or(of.stream().map(this::holds).toList());
      case Expr.Truth(boolean value) -> value ? DSL.trueCondition() : DSL.falseCondition();
      default -> leaf(expr);
    };
  }

  /// True exactly where the expression is false or absent.
  Condition fails(Expr expr) {
    return switch (expr) {
      case Expr.Not(Expr of) -> holds(of);
      case Expr.All(List<Expr> of) -> DSL.or(of.stream().map(this::fails).toList());
      case Expr.Any(List<Expr> of) -> DSL.and(of.stream().map(this::fails).toList());
      case Expr.Truth(boolean value) -> value ? DSL.falseCondition() : DSL.trueCondition();
      case Expr.IsAbsent absent -> leaf(expr).not();
      case Expr.Exists exists -> leaf(expr).not();
      default -> leaves.negated(leaf(expr));
    };
  }

  private Condition leaf(Expr expr) {
    return switch (expr) {
      case Expr.IsAbsent(Expr of) -> leaves.absent(value(of));
      case Expr.Compare(var how, Expr left, Expr right) ->
          leaves.compare(how, value(left), value(right));
      case Expr.OneOf(Expr value, List<Expr> items) ->
          leaves.oneOf(value(value), items.stream().<Field<?>>map(this::value).toList());
      case Expr.InList(Expr value, Expr of, var list) ->
          leaves.inList(value(value), at(of).row().column(list), list.kind() == Kind.REFERENCES);
      case Expr.Exists(Rows many) -> {
        var found = found(many);
        yield DSL.exists(DSL.selectOne().from(found.tables()).where(found.where()));
      }
      case Expr.Match(var how, Expr text, Expr part) ->
          leaves.match(how, value(text), value(part), part instanceof Expr.Literal);
      default -> leaves.truth(value(expr));
    };
  }

  Field<?> value(Expr expr) {
    return switch (expr) {
      case Expr.Get(Expr of, var field, Result result) -> at(of).row().column(field);
      case Expr.Id(Expr of) -> id(of);
      case Expr.Element(int scope, Scalar result, List<String> choices) -> element(scope);
      case Expr.Literal literal -> literal(literal);
      case Expr.Nothing nothing -> DSL.inline((Object) null);
      case Expr.Truth(boolean value) -> DSL.inline(value);
      case Expr.Condition condition -> leaves.asValue(holds(condition));
      case Expr.Choose choose ->
          leaves.choose(holds(choose.condition()), value(choose.then()), value(choose.otherwise()));
      case Expr.Arithmetic(var how, Expr left, Expr right, Scalar result) ->
          leaves.arithmetic(how, value(left), value(right), left.result(), right.result());
      case Expr.Negate(Expr of) -> leaves.negative(value(of));
      case Expr.Call(var function, List<Expr> args, Scalar result) ->
          leaves.call(
              function,
              args.stream().<Field<?>>map(this::value).toList(),
              args.isEmpty() ? result : args.getFirst().result());
      case Expr.Aggregate(var how, Rows many, Scalar result) -> summary(how, many);
      case Expr.Self self -> throw new IllegalStateException("a record is no value");
      case Rows many -> throw new IllegalStateException("rows are no value");
    };
  }

  /// The value is named by a table of its own: an aggregate over nothing but outer columns would
  /// otherwise belong to the outer select.
  private Field<?> summary(Expr.Summary how, Rows many) {
    var found = found(many);
    var name = "s" + many.scope();
    var value = DSL.field(DSL.name(name, "value"), found.value().getDataType());
    var summary = leaves.summary(how, value);
    var rows =
        DSL.select(found.value().as(DSL.name("value"))).from(found.tables()).where(found.where());
    return DSL.field(
        "({0})", summary.getDataType(), DSL.select(summary).from(rows.asTable(DSL.name(name))));
  }

  private Field<?> id(Expr of) {
    return of instanceof Expr.Get(Expr holder, var field, Result result)
            && field.kind() == Kind.REFERENCE
        ? at(holder).row().column(field)
        : at(of).row().id();
  }

  private Field<?> element(int scope) {
    var element = elements.get(scope);
    if (element == null) {
      throw new IllegalStateException("a variable outside its macro");
    }
    return element;
  }

  private static Field<?> literal(Expr.Literal literal) {
    var use = literal.use();
    return literal.index() >= 0
        ? new Slot(Slot.What.LITERAL, literal.index()).as(use.dataType())
        : DSL.val(use.bound(literal.meaning()), use.dataType());
  }

  /// Where a record's columns are.
  private Place at(Expr record) {
    return switch (record) {
      case Expr.Self(int scope, var type) -> {
        var place = rows.get(scope);
        if (place == null) {
          throw new IllegalStateException("a variable outside its macro");
        }
        yield place;
      }
      case Expr.Get(Expr of, var field, Result result) -> {
        var place = at(of);
        yield new Place(place.from(), place.from().to(place.row(), field));
      }
      default -> throw new IllegalStateException("no record: " + record);
    };
  }

  /// What a subquery over many rows is made of.
  private record Found(Table<?> tables, Condition where, Field<?> value) {}

  private Found found(Rows many) {
    var owner = at(many.of());
    return switch (many.member()) {
      case org.shuke.records.Field list when list.kind() == Kind.MULTI_CHOICE -> {
        var name = "e" + many.scope();
        elements.put(many.scope(), DSL.field(DSL.name(name, "value"), String.class));
        var values = DSL.table("unnest({0})", owner.row().column(list));
        yield new Found(
            values.as(DSL.name(name), DSL.name("value")), conditions(many), mapped(many));
      }
      case org.shuke.records.Field references ->
          related(many, owner.from().many(owner.row(), references));
      case Inverse inverse -> related(many, owner.from().many(owner.row(), inverse));
    };
  }

  /// The tables are asked for last, when every path has made its joins.
  private Found related(Rows many, From inner) {
    rows.put(many.scope(), new Place(inner, inner.root()));
    var where = inner.correlation().and(conditions(many));
    var value = mapped(many);
    return new Found(inner.tables(), where, value);
  }

  private Condition conditions(Rows many) {
    return DSL.and(many.where().stream().map(this::holds).toList());
  }

  private Field<?> mapped(Rows many) {
    return many.value() == null ? DSL.inline(1) : value(many.value());
  }
}
