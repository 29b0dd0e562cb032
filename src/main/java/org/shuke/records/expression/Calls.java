package org.shuke.records.expression;

import dev.cel.common.ast.CelExpr;
import java.util.List;
import java.util.Map;
import org.shuke.records.expression.Expr.Call;
import org.shuke.records.expression.Expr.Function;
import org.shuke.records.expression.Expr.Literal;
import org.shuke.records.expression.Expr.Matching;
import org.shuke.records.expression.Expr.Rows;
import org.shuke.records.expression.Result.Scalar;

/// The functions of the language; those over many rows are in [Macros].
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
  private final Checker checker;
  private final Macros macros;

  Calls(Checker checker) {
    this.checker = checker;
    this.macros = new Macros(checker);
  }

  Expr check(CelExpr expr) {
    var name = expr.call().function();
    var args = expr.call().args();
    var place = checker.source.nameBefore(expr);
    var call = new Written(checker, name, args, place);
    if (expr.call().target().isEmpty()) {
      return global(call);
    }
    var target = checker.check(expr.call().target().get());
    return target instanceof Rows rows ? macros.check(rows, call) : ofValue(target, call);
  }

  private Expr global(Written call) {
    return switch (call.name()) {
      case "me" -> plain(call, Function.ME, Scalar.ID);
      case "myTeam" -> plain(call, Function.MY_TEAM, Scalar.ID);
      case "now" -> plain(call, Function.NOW, Scalar.INSTANT);
      case "today" -> plain(call, Function.TODAY, Scalar.DATE);
      case "daysAgo" -> {
        call.takes(1, 1);
        yield new Call(Function.DAYS_AGO, List.of(call.steps(0, Use.Plain.DAYS)), Scalar.DATE);
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
      case "bought" -> macros.bought(checker.scope.self(), call);
      case "lower", "size", "matches" -> {
        call.takes(1, 2);
        var rest = call.withoutFirst();
        var target = checker.check(call.args().getFirst());
        yield target instanceof Rows rows ? macros.check(rows, rest) : ofValue(target, rest);
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
      return checker.as(literal, use, call.at(0));
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
      throw call.at(0).fault("unit");
    }
    var args = call.args().size() == 1 ? List.<Expr>of() : List.of(call.steps(1, Use.Plain.SPANS));
    return new Call(function, args, Scalar.DATE);
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
      case "bought" -> macros.bought(target, call);
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
        if (Macros.NAMES.contains(call.name())) {
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
        how, target, part instanceof Literal literal ? checker.as(literal, use, call.at(0)) : part);
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
}
