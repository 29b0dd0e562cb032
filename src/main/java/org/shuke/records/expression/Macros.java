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
import org.shuke.records.expression.Expr.Rows;
import org.shuke.records.expression.Expr.Summary;
import org.shuke.records.expression.Result.Scalar;

/// What can be asked of many: the records of a to-many relation, or the values of a list.
final class Macros {
  static final List<String> NAMES =
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

  Macros(Checker checker) {
    this.checker = checker;
  }

  Expr check(Rows rows, Written call) {
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
      default -> throw call.place().unknown("unknown-function", call.name(), NAMES);
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
      throw call.at(0).fault("variable", Map.of("function", call.name()));
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
  Expr bought(Expr account, Written call) {
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
      var since = new Call(Function.DAYS_AGO, List.of(call.steps(1, Use.Plain.DAYS)), Scalar.DATE);
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
