package org.shuke.records.expression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Bindings;
import org.shuke.records.Field;
import org.shuke.records.Kind;
import org.shuke.records.expression.Expr.Rows;
import org.shuke.records.expression.Result.Scalar;

/// Says what a checked expression is for one record in memory, exactly as [SqlCompiler] would have
/// the database say it.
public final class Evaluator {
  private final Values values;
  private final Map<Integer, Object> rows = new HashMap<>();

  Evaluator(Values values) {
    this.values = values;
  }

  /// The value for a record, in the classes that [Result.Scalar] lists; null when absent.
  ///
  /// @param moment whose and when the question is: caller, time, zone
  public static @Nullable Object value(Checked checked, Subject subject, Bindings moment) {
    var evaluator = new Evaluator(new Values(moment));
    evaluator.rows.put(0, subject);
    return evaluator.value(checked.tree());
  }

  /// Is the expression true of a record?
  public static boolean holds(Checked checked, Subject subject, Bindings moment) {
    return Boolean.TRUE.equals(value(checked, subject, moment));
  }

  private boolean holds(Expr expr) {
    return switch (expr) {
      case Expr.Not(Expr of) -> !holds(of);
      case Expr.All(List<Expr> of) -> of.stream().allMatch(this::holds);
      case Expr.Any(List<Expr> of) -> of.stream().anyMatch(this::holds);
      case Expr.IsAbsent(Expr of) -> value(of) == null;
      case Expr.Compare(var how, Expr left, Expr right) ->
          values.compare(how, value(left), value(right));
      case Expr.OneOf(Expr value, List<Expr> items) -> oneOf(value(value), items);
      case Expr.InList(Expr value, Expr of, Field list) ->
          elements(record(of), list).stream().anyMatch(e -> e.equals(value(value)));
      case Expr.Exists(Rows many) -> !found(many).isEmpty();
      case Expr.Match(var how, Expr text, Expr part) ->
          values.match(how, (String) value(text), (String) value(part));
      default -> Boolean.TRUE.equals(value(expr));
    };
  }

  private boolean oneOf(@Nullable Object value, List<Expr> items) {
    return items.stream()
        .anyMatch(item -> values.compare(Expr.Comparison.EQUAL, value, value(item)));
  }

  private @Nullable Object value(Expr expr) {
    return switch (expr) {
      case Expr.Get(Expr of, Field field, Result result) -> stored(record(of), field);
      case Expr.Id(Expr of) -> id(of);
      case Expr.Element(int scope, Scalar result, List<String> choices) -> rows.get(scope);
      case Expr.Literal(int index, Use use, Object meaning) -> Values.plain(meaning);
      case Expr.Nothing nothing -> null;
      case Expr.Truth(boolean value) -> value;
      case Expr.Condition condition -> holds(condition);
      case Expr.Choose choose ->
          value(holds(choose.condition()) ? choose.then() : choose.otherwise());
      case Expr.Arithmetic(var how, Expr left, Expr right, Scalar result) ->
          values.arithmetic(how, value(left), value(right));
      case Expr.Negate(Expr of) -> Values.negative(value(of));
      case Expr.Call(var function, List<Expr> args, Scalar result) ->
          values.call(function, args.isEmpty() ? null : value(args.getFirst()), args.isEmpty());
      case Expr.Aggregate(var how, Rows many, Scalar result) -> values.summary(how, mapped(many));
      case Expr.Self self -> throw new IllegalStateException("a record is no value");
      case Rows many -> throw new IllegalStateException("rows are no value");
    };
  }

  private static @Nullable Object stored(@Nullable Subject subject, Field field) {
    return subject == null ? null : Values.plain(subject.value(field));
  }

  private @Nullable Object id(Expr of) {
    if (of instanceof Expr.Get(Expr holder, Field field, Result result)
        && field.kind() == Kind.REFERENCE) {
      return stored(record(holder), field);
    }
    var subject = record(of);
    return subject == null ? null : subject.id();
  }

  private @Nullable Subject record(Expr expr) {
    return switch (expr) {
      case Expr.Self(int scope, var type) -> (Subject) rows.get(scope);
      case Expr.Get(Expr of, Field field, Result result) -> {
        var holder = record(of);
        yield holder == null ? null : holder.one(field);
      }
      default -> throw new IllegalStateException("no record: " + expr);
    };
  }

  /// The rows that meet every condition.
  private List<Object> found(Rows many) {
    var owner = record(many.of());
    if (owner == null) {
      return List.of();
    }
    Collection<?> all =
        many.member() instanceof Field list && list.kind() == Kind.MULTI_CHOICE
            ? elements(owner, list)
            : owner.many(many.member());
    var found = new ArrayList<Object>();
    for (var row : all) {
      rows.put(many.scope(), row);
      if (many.where().stream().allMatch(this::holds)) {
        found.add(row);
      }
    }
    return found;
  }

  /// The values of the rows; absent ones are left out.
  private List<Object> mapped(Rows many) {
    var found = found(many);
    if (many.value() == null) {
      return found;
    }
    var mapped = new ArrayList<Object>();
    for (var row : found) {
      rows.put(many.scope(), row);
      var value = value(many.value());
      if (value != null) {
        mapped.add(value);
      }
    }
    return mapped;
  }

  private static Collection<?> elements(@Nullable Subject subject, Field list) {
    return switch (subject == null ? null : subject.value(list)) {
      case null -> List.of();
      case Object[] array -> Arrays.asList(array);
      case Collection<?> collection -> collection;
      default -> throw new IllegalStateException(list.name() + " holds no list");
    };
  }
}
