package org.shuke.records.expression;

import dev.cel.common.ast.CelExpr;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.shuke.records.Field;
import org.shuke.records.expression.Expr.Aggregate;
import org.shuke.records.expression.Expr.Call;
import org.shuke.records.expression.Expr.Comparison;
import org.shuke.records.expression.Expr.Exists;
import org.shuke.records.expression.Expr.Function;
import org.shuke.records.expression.Expr.Literal;
import org.shuke.records.expression.Expr.Matching;
import org.shuke.records.expression.Expr.Rows;
import org.shuke.records.expression.Expr.Summary;
import org.shuke.records.expression.Result.Scalar;

/// The functions of the language: those of plain values, and the macros over many rows.
final class Calls {
  private static final List<String> GLOBAL =
      List.of(
          "me",
          "myTeam",
          "now",
          "today",
          "daysAgo",
          "startOf",
          "lower",
          "size",
          "matches",
          "date",
          "timestamp",
          "duration",
          "has",
          "inSegment",
          "bought");
  private static final List<String> OF_VALUES =
      List.of(
          "lower",
          "size",
          "contains",
          "startsWith",
          "endsWith",
          "matches",
          "bought",
          "getFullYear",
          "getMonth",
          "getDate",
          "getDayOfMonth",
          "getDayOfWeek",
          "getDayOfYear",
          "getHours",
          "getMinutes",
          "getSeconds",
          "getMilliseconds");
  private static final List<String> OF_ROWS =
      List.of(
          "filter",
          "exists",
          "all",
          "exists_one",
          "existsOne",
          "map",
          "size",
          "sum",
          "min",
          "max",
          "avg");

  private final Checker checker;

  Calls(Checker checker) {
    this.checker = checker;
  }

  Expr check(CelExpr expr) {
    var name = expr.call().function();
    var args = expr.call().args();
    var place = checker.source.nameBefore(expr);
    var call = new Written(name, args, place);
    if (expr.call().target().isEmpty()) {
      return global(call);
    }
    var target = checker.check(expr.call().target().get());
    return target instanceof Rows rows ? ofRows(rows, call) : ofValue(target, call);
  }

  /// A call as it stands in the text.
  private record Written(String name, List<CelExpr> args, Place place) {
    /// Refuses any other number of arguments.
    void takes(int least, int most) {
      if (args.size() < least || args.size() > most) {
        throw place.fault("arguments", Map.of("function", name, "count", most));
      }
    }

    ExpressionFault wrong(Expr argument) {
      return place.fault("argument", Map.of("function", name, "found", argument.result().word()));
    }
  }

  private Expr global(Written call) {
    return switch (call.name()) {
      case "me" -> plain(call, Function.ME, Scalar.ID);
      case "myTeam" -> plain(call, Function.MY_TEAM, Scalar.ID);
      case "now" -> plain(call, Function.NOW, Scalar.INSTANT);
      case "today" -> plain(call, Function.TODAY, Scalar.DATE);
      case "daysAgo" -> {
        call.takes(1, 1);
        yield new Call(Function.DAYS_AGO, List.of(steps(call, 0, Use.Plain.DAYS)), Scalar.DATE);
      }
      case "startOf" -> startOf(call);
      case "date" -> date(call);
      case "timestamp" -> literal(call, Use.Plain.INSTANT);
      case "duration" -> literal(call, Use.Plain.DURATION);
      case "has" -> {
        call.takes(1, 1);
        yield new Expr.Not(checker.isAbsent(checker.check(call.args().getFirst())));
      }
      case "inSegment" -> throw call.place().fault("no-segments");
      case "bought" -> bought(checker.scope.self(), call);
      case "lower", "size", "matches" -> {
        call.takes(1, 2);
        var rest =
            new Written(call.name(), call.args().subList(1, call.args().size()), call.place());
        var target = checker.check(call.args().getFirst());
        yield target instanceof Rows rows ? ofRows(rows, rest) : ofValue(target, rest);
      }
      default -> throw call.place().unknown("unknown-function", call.name(), GLOBAL);
    };
  }

  private static Expr plain(Written call, Function function, Scalar result) {
    call.takes(0, 0);
    return new Call(function, List.of(), result);
  }

  private Expr literal(Written call, Use use) {
    call.takes(1, 1);
    var arg = checker.check(call.args().getFirst());
    if (arg instanceof Literal literal && literal.use() == Use.Plain.TEXT) {
      return checker.as(literal, use, at(call, 0));
    }
    throw call.place().fault("literal", Map.of("function", call.name()));
  }

  private Expr date(Written call) {
    call.takes(1, 1);
    var arg = checker.check(call.args().getFirst());
    if (arg.result() == Scalar.INSTANT) {
      return new Call(Function.DAY, List.of(arg), Scalar.DATE);
    }
    return arg.result() == Scalar.DATE ? arg : literal(call, Use.Plain.DATE);
  }

  private Expr startOf(Written call) {
    call.takes(1, 2);
    var unit = checker.check(call.args().getFirst());
    var function =
        unit instanceof Literal literal && literal.index() < 0
            ? switch (literal.meaning().toString()) {
              case "week" -> Function.WEEK;
              case "month" -> Function.MONTH;
              case "quarter" -> Function.QUARTER;
              case "year" -> Function.YEAR;
              default -> null;
            }
            : null;
    if (function == null) {
      throw at(call, 0).fault("unit");
    }
    var args = call.args().size() == 1 ? List.<Expr>of() : List.of(steps(call, 1, Use.Plain.SPANS));
    return new Call(function, args, Scalar.DATE);
  }

  /// A whole number written in the text, perhaps negative.
  private Expr steps(Written call, int index, Use use) {
    var arg = checker.check(call.args().get(index));
    if (arg instanceof Literal literal && literal.use() == Use.Plain.NUMBER) {
      return checker.as(literal, use, at(call, index));
    }
    if (arg instanceof Expr.Negate(Literal literal) && literal.use() == Use.Plain.NUMBER) {
      return new Expr.Negate(checker.as(literal, use, at(call, index)));
    }
    throw call.place().fault("literal", Map.of("function", call.name()));
  }

  private Place at(Written call, int index) {
    return checker.source.place(call.args().get(index));
  }

  private Expr ofValue(Expr target, Written call) {
    return switch (call.name()) {
      case "lower" -> text(target, call, Function.LOWER, Scalar.TEXT);
      case "size" -> text(target, call, Function.LENGTH, Scalar.NUMBER);
      case "contains" -> match(target, call, Matching.CONTAINS, Use.Plain.CONTAINED);
      case "startsWith" -> match(target, call, Matching.STARTS, Use.Plain.START);
      case "endsWith" -> match(target, call, Matching.ENDS, Use.Plain.END);
      case "matches" -> {
        var match = match(target, call, Matching.PATTERN, Use.Plain.PATTERN);
        if (!(match.part() instanceof Literal)) {
          throw call.place().fault("literal", Map.of("function", call.name()));
        }
        yield match;
      }
      case "bought" -> bought(target, call);
      case "getFullYear" -> part(target, call, Function.FULL_YEAR);
      case "getMonth" -> part(target, call, Function.MONTH_OF_YEAR);
      case "getDate" -> part(target, call, Function.DATE);
      case "getDayOfMonth" -> part(target, call, Function.DAY_OF_MONTH);
      case "getDayOfWeek" -> part(target, call, Function.DAY_OF_WEEK);
      case "getDayOfYear" -> part(target, call, Function.DAY_OF_YEAR);
      case "getHours" -> part(target, call, Function.HOURS);
      case "getMinutes" -> part(target, call, Function.MINUTES);
      case "getSeconds" -> part(target, call, Function.SECONDS);
      case "getMilliseconds" -> part(target, call, Function.MILLISECONDS);
      default -> {
        if (OF_ROWS.contains(call.name())) {
          throw call.wrong(target);
        }
        throw call.place().unknown("unknown-function", call.name(), OF_VALUES);
      }
    };
  }

  private static Expr text(Expr target, Written call, Function function, Scalar result) {
    call.takes(0, 0);
    if (target.result() != Scalar.TEXT) {
      throw call.wrong(target);
    }
    return new Call(function, List.of(target), result);
  }

  private Expr.Match match(Expr target, Written call, Matching how, Use use) {
    call.takes(1, 1);
    var part = checker.check(call.args().getFirst());
    if (target.result() != Scalar.TEXT || part.result() != Scalar.TEXT) {
      throw call.wrong(target.result() == Scalar.TEXT ? part : target);
    }
    return new Expr.Match(
        how,
        target,
        part instanceof Literal literal ? checker.as(literal, use, at(call, 0)) : part);
  }

  private static Expr part(Expr target, Written call, Function function) {
    call.takes(0, 0);
    boolean known =
        switch (function) {
          case HOURS, MINUTES, SECONDS ->
              target.result() == Scalar.INSTANT || target.result() == Scalar.DURATION;
          case MILLISECONDS -> target.result() == Scalar.INSTANT;
          default -> target.result() == Scalar.INSTANT || target.result() == Scalar.DATE;
        };
    if (!known) {
      throw call.wrong(target);
    }
    return new Call(function, List.of(target), Scalar.NUMBER);
  }

  private Expr ofRows(Rows rows, Written call) {
    return switch (call.name()) {
      case "filter" -> filtered(rows, call);
      case "exists" -> new Exists(filtered(rows, call));
      case "all" -> new Expr.Not(new Exists(with(rows, new Expr.Not(inRow(rows, call, true)))));
      case "exists_one", "existsOne" -> one(filtered(rows, call));
      case "map" -> mapped(rows, call);
      case "size" -> {
        call.takes(0, 0);
        yield new Aggregate(Summary.COUNT, rows, Scalar.NUMBER);
      }
      case "sum" -> summary(rows, call, Summary.SUM);
      case "avg" -> summary(rows, call, Summary.AVERAGE);
      case "min" -> summary(rows, call, Summary.LEAST);
      case "max" -> summary(rows, call, Summary.MOST);
      default -> throw call.place().unknown("unknown-function", call.name(), OF_ROWS);
    };
  }

  private Rows filtered(Rows rows, Written call) {
    return with(rows, inRow(rows, call, true));
  }

  private static Rows with(Rows rows, Expr condition) {
    var where = new ArrayList<>(rows.where());
    where.add(condition);
    return new Rows(rows.of(), rows.member(), rows.scope(), List.copyOf(where), rows.value());
  }

  private static Expr one(Rows rows) {
    return new Expr.Compare(
        Comparison.EQUAL,
        new Aggregate(Summary.COUNT, rows, Scalar.NUMBER),
        new Literal(-1, Use.Plain.NUMBER, java.math.BigDecimal.ONE));
  }

  private Expr mapped(Rows rows, Written call) {
    var value = inRow(rows, call, false);
    return new Rows(rows.of(), rows.member(), rows.scope(), rows.where(), value);
  }

  /// What a macro says of each row, under the name it gives the row.
  private Expr inRow(Rows rows, Written call, boolean condition) {
    call.takes(2, 2);
    var variable = call.args().get(0);
    if (rows.value() != null) {
      throw call.place().fault("after-map", Map.of("function", call.name()));
    }
    if (variable.exprKind().getKind() != CelExpr.ExprKind.Kind.IDENT) {
      throw at(call, 0).fault("variable", Map.of("function", call.name()));
    }
    var name = variable.ident().name();
    var hidden = checker.scope.declare(name, checker.scope.row(rows));
    try {
      var body = call.args().get(1);
      return condition
          ? checker.condition(body)
          : checker.scalar(checker.check(body), checker.source.place(body));
    } finally {
      checker.scope.declare(name, hidden);
    }
  }

  private static Expr summary(Rows rows, Written call, Summary how) {
    call.takes(0, 0);
    if (rows.value() == null || !(rows.value().result() instanceof Scalar value)) {
      throw call.place().fault("before-map", Map.of("function", call.name()));
    }
    boolean ordered = how == Summary.LEAST || how == Summary.MOST;
    if (ordered ? !value.ordered() : value != Scalar.NUMBER) {
      throw call.wrong(rows.value());
    }
    return new Aggregate(how, rows, value);
  }

  /// Is there any row, or any value where `map` made values of them?
  Exists some(Rows rows) {
    return rows.value() == null
        ? new Exists(rows)
        : new Exists(with(rows, new Expr.Not(new Expr.IsAbsent(rows.value()))));
  }

  /// Is the value among the rows: a list's values, the ids of records, or what `map` made of them?
  Expr in(Expr value, Place valueAt, Rows rows, Place place) {
    boolean bare = rows.where().isEmpty() && rows.value() == null;
    var row = rows.value() != null ? rows.value() : checker.scope.row(rows);
    var item = checker.scalar(row, place);
    var adapted = checker.adapt(value, item, valueAt);
    if (adapted.result() != item.result()) {
      throw place.fault(
          "types",
          Map.of("operator", "in", "left", value.result().word(), "right", item.result().word()));
    }
    if (bare && rows.member() instanceof Field field) {
      return new Expr.InList(adapted, rows.of(), field);
    }
    var plain = new Rows(rows.of(), rows.member(), rows.scope(), rows.where(), null);
    return new Exists(with(plain, same(item, adapted)));
  }

  /// Has the account an order with a line of the product of that number, perhaps within some days?
  /// Says so in the caller's own environment, so that it never sees more orders than he does.
  private Expr bought(Expr account, Written call) {
    call.takes(1, 2);
    var wanted = checker.check(call.args().getFirst());
    if (wanted.result() != Scalar.TEXT) {
      throw call.wrong(wanted);
    }
    if (!(account.result() instanceof Result.One)
        || !(relation(account, "orders", call) instanceof Rows orders)
        || !(relation(checker.scope.row(orders), "lines", call) instanceof Rows lines)) {
      throw call.place().fault("unknown-function", Map.of("name", call.name()));
    }
    var order = checker.scope.row(orders);
    var product = relation(checker.scope.row(lines), "product", call);
    var line = with(lines, same(relation(product, "sku", call), wanted));
    var found = with(orders, new Exists(line));
    if (call.args().size() == 2) {
      var since = new Call(Function.DAYS_AGO, List.of(steps(call, 1, Use.Plain.DAYS)), Scalar.DATE);
      var placed = relation(order, "placedAt", call);
      found = with(found, checker.compare(Comparison.AT_LEAST, placed, since, call.place()));
    }
    return new Exists(found);
  }

  private static Expr same(Expr left, Expr right) {
    return new Expr.Compare(Comparison.EQUAL, left, right);
  }

  /// A name that the function needs; where it is not there for the caller, neither is the function.
  private Expr relation(Expr of, String name, Written call) {
    try {
      return checker.scope.member(of, name, call.place());
    } catch (ExpressionFault fault) {
      throw call.place().fault("unknown-function", Map.of("name", call.name()));
    }
  }
}
