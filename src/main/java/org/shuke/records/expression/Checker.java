package org.shuke.records.expression;

import dev.cel.common.ast.CelExpr;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuke.records.expression.Expr.Arithmetic;
import org.shuke.records.expression.Expr.Call;
import org.shuke.records.expression.Expr.Comparison;
import org.shuke.records.expression.Expr.Function;
import org.shuke.records.expression.Expr.Literal;
import org.shuke.records.expression.Expr.Operator;
import org.shuke.records.expression.Result.Scalar;

/// Gives every part of a syntax tree its meaning, or says what is wrong with it.
final class Checker {
  final Session session;
  final Source source;
  final Scope scope;
  private final Calls calls = new Calls(this);
  private final Macros macros = new Macros(this);

  /// @param self the record whose names need no prefix
  Checker(Session session, Source source, Expr self) {
    this.session = session;
    this.source = source;
    this.scope = new Scope(session, self);
  }

  Expr check(CelExpr expr) {
    session.enter(source.place(expr));
    try {
      return switch (expr.exprKind().getKind()) {
        case CONSTANT -> constant(expr);
        case IDENT -> scope.name(expr.ident().name(), source.place(expr));
        case SELECT ->
            scope.member(
                check(expr.select().operand()), expr.select().field(), source.nameAfter(expr));
        case CALL -> call(expr);
        case LIST -> throw unsupported(expr, "[…]");
        case MAP, STRUCT -> throw unsupported(expr, "{…}");
        case COMPREHENSION, NOT_SET -> throw unsupported(expr, "");
      };
    } finally {
      session.leave();
    }
  }

  private ExpressionFault unsupported(CelExpr expr, String what) {
    return source.place(expr).fault("unsupported", Map.of("what", what));
  }

  private Expr constant(CelExpr expr) {
    return switch (expr.constant().getKind()) {
      case BOOLEAN_VALUE -> new Expr.Truth(expr.constant().booleanValue());
      case NULL_VALUE -> new Expr.Nothing();
      default -> {
        var written = source.literal(expr);
        var value = written.token().value();
        var use = value instanceof BigDecimal ? Use.Plain.NUMBER : Use.Plain.TEXT;
        var literal = used(new Literal(written.number(), use, value));
        yield written.negative() ? new Expr.Negate(literal) : literal;
      }
    };
  }

  private Literal used(Literal literal) {
    if (literal.index() >= 0) {
      session.uses.put(literal.index(), literal.use());
    }
    return literal;
  }

  /// The literal in another use than it has by itself.
  Literal as(Literal literal, Use use, Place place) {
    return used(new Literal(literal.index(), use, use.meaning(literal.meaning(), place)));
  }

  private Expr call(CelExpr expr) {
    var args = expr.call().args();
    var place = source.place(expr);
    return switch (expr.call().function()) {
      case "_&&_" -> new Expr.All(conditions(expr, "_&&_"));
      case "_||_" -> {
        var terms = conditions(expr, "_||_");
        session.alternatives(terms.size(), place);
        yield new Expr.Any(terms);
      }
      case "!_" -> new Expr.Not(condition(args.get(0)));
      case "_?_:_" -> choose(args, place);
      case "_==_" -> equal(args, "==", place);
      case "_!=_" -> new Expr.Not(equal(args, "!=", place));
      case "_<_" -> compare(Comparison.LESS, args, place);
      case "_<=_" -> compare(Comparison.AT_MOST, args, place);
      case "_>_" -> compare(Comparison.MORE, args, place);
      case "_>=_" -> compare(Comparison.AT_LEAST, args, place);
      case "@in" -> in(args, place);
      case "_+_" -> arithmetic(Operator.PLUS, "+", args, place);
      case "_-_" -> arithmetic(Operator.MINUS, "-", args, place);
      case "_*_" -> arithmetic(Operator.TIMES, "*", args, place);
      case "_/_" -> arithmetic(Operator.BY, "/", args, place);
      case "_%_" -> arithmetic(Operator.REMAINDER, "%", args, place);
      case "-_" -> negate(args.get(0), place);
      case "_[_]" -> throw unsupported(expr, "[…]");
      default -> calls.check(expr);
    };
  }

  private List<Expr> conditions(CelExpr expr, String operator) {
    var out = new ArrayList<Expr>();
    collect(expr, operator, out);
    return List.copyOf(out);
  }

  private void collect(CelExpr expr, String operator, List<Expr> out) {
    if (expr.exprKind().getKind() == CelExpr.ExprKind.Kind.CALL
        && expr.call().function().equals(operator)) {
      expr.call().args().forEach(arg -> collect(arg, operator, out));
    } else {
      out.add(condition(expr));
    }
  }

  Expr condition(CelExpr expr) {
    var checked = check(expr);
    if (checked.result() != Scalar.BOOLEAN) {
      throw source.place(expr).fault("not-a-condition", Map.of("found", checked.result().word()));
    }
    return checked;
  }

  /// A plain value; a record stands for its id.
  Expr scalar(Expr expr, Place place) {
    return switch (expr.result()) {
      case Result.One one -> new Expr.Id(expr);
      case Result.Many many -> throw place.fault("list-value");
      case Scalar scalar -> expr;
      case Result.Absent absent -> expr;
    };
  }

  private record Pair(Expr left, Expr right) {}

  /// Both sides as values of one kind.
  private Pair unify(CelExpr left, CelExpr right, String symbol, Place place) {
    var l = scalar(check(left), source.place(left));
    var r = scalar(check(right), source.place(right));
    return unify(adapt(l, r, source.place(left)), adapt(r, l, source.place(right)), symbol, place);
  }

  private static Pair unify(Expr l, Expr r, String symbol, Place place) {
    if (l.result() == Scalar.DATE && r.result() == Scalar.INSTANT) {
      return new Pair(midnight(l), r);
    }
    if (l.result() == Scalar.INSTANT && r.result() == Scalar.DATE) {
      return new Pair(l, midnight(r));
    }
    if (l.result() != r.result() && !(l instanceof Expr.Nothing) && !(r instanceof Expr.Nothing)) {
      throw types(symbol, l, r, place);
    }
    return new Pair(l, r);
  }

  private static ExpressionFault types(String symbol, Expr l, Expr r, Place place) {
    return place.fault(
        "types", Map.of("operator", symbol, "left", l.result().word(), "right", r.result().word()));
  }

  /// A text beside an id or a choice is one.
  Expr adapt(Expr expr, Expr other, Place place) {
    if (expr instanceof Literal literal && literal.use() == Use.Plain.TEXT) {
      if (other.result() == Scalar.ID) {
        return as(literal, Use.Plain.ID, place);
      }
      var choices = choices(other);
      return choices.isEmpty() ? literal : as(literal, new Use.Choice(choices), place);
    }
    return expr;
  }

  private static List<String> choices(Expr expr) {
    return switch (expr) {
      case Expr.Get get -> get.field().choices();
      case Expr.Element element -> element.choices();
      default -> List.of();
    };
  }

  static Expr midnight(Expr date) {
    return new Call(Function.MIDNIGHT, List.of(date), Scalar.INSTANT);
  }

  private Expr choose(List<CelExpr> args, Place place) {
    var condition = condition(args.get(0));
    var both = unify(args.get(1), args.get(2), "?:", place);
    var result = both.left() instanceof Expr.Nothing ? both.right().result() : both.left().result();
    if (!(result instanceof Scalar)) {
      throw place.fault("not-a-value", Map.of("found", result.word()));
    }
    return new Expr.Choose(condition, both.left(), both.right(), result);
  }

  private Expr equal(List<CelExpr> args, String symbol, Place place) {
    var absent = absentTest(args);
    if (absent != null) {
      return absent;
    }
    var both = unify(args.get(0), args.get(1), symbol, place);
    return new Expr.Compare(Comparison.EQUAL, both.left(), both.right());
  }

  private @Nullable Expr absentTest(List<CelExpr> args) {
    for (int i = 0; i < 2; i++) {
      var kind = args.get(i).exprKind().getKind();
      if (kind == CelExpr.ExprKind.Kind.CONSTANT && constant(args.get(i)) instanceof Expr.Nothing) {
        return isAbsent(check(args.get(1 - i)));
      }
    }
    return null;
  }

  Expr isAbsent(Expr expr) {
    return switch (expr.result()) {
      case Result.One one -> new Expr.IsAbsent(new Expr.Id(expr));
      case Result.Many many -> new Expr.Not(macros.some((Expr.Rows) expr));
      case Result.Absent absent -> new Expr.Truth(true);
      case Scalar scalar -> new Expr.IsAbsent(expr);
    };
  }

  private Expr compare(Comparison how, List<CelExpr> args, Place place) {
    var l = scalar(check(args.get(0)), source.place(args.get(0)));
    var r = scalar(check(args.get(1)), source.place(args.get(1)));
    return compare(how, l, r, place);
  }

  Expr compare(Comparison how, Expr left, Expr right, Place place) {
    var both = unify(left, right, how.symbol, place);
    if (!(both.left().result() instanceof Scalar scalar && scalar.ordered())
        || both.right() instanceof Expr.Nothing) {
      throw types(how.symbol, left, right, place);
    }
    return new Expr.Compare(how, both.left(), both.right());
  }

  private Expr in(List<CelExpr> args, Place place) {
    var value = scalar(check(args.get(0)), source.place(args.get(0)));
    if (args.get(1).exprKind().getKind() == CelExpr.ExprKind.Kind.LIST) {
      return oneOf(value, args.get(1).list().elements(), place);
    }
    var list = check(args.get(1));
    if (!(list instanceof Expr.Rows rows)) {
      throw place.fault(
          "types",
          Map.of("operator", "in", "left", value.result().word(), "right", list.result().word()));
    }
    return macros.in(value, source.place(args.get(0)), rows, place);
  }

  private Expr oneOf(Expr value, List<CelExpr> elements, Place place) {
    session.alternatives(elements.size(), place);
    var items = new ArrayList<Expr>();
    for (var element : elements) {
      var at = source.place(element);
      var item = scalar(check(element), at);
      var both = unify(adapt(value, item, place), adapt(item, value, at), "in", at);
      if (both.left() instanceof Expr.Nothing || both.right() instanceof Expr.Nothing) {
        throw types("in", value, item, at);
      }
      value = both.left();
      items.add(both.right());
    }
    return new Expr.OneOf(value, List.copyOf(items));
  }

  private Expr negate(CelExpr arg, Place place) {
    var of = check(arg);
    if (of.result() != Scalar.NUMBER && of.result() != Scalar.DURATION) {
      throw place.fault("argument", Map.of("function", "-", "found", of.result().word()));
    }
    return new Expr.Negate(of);
  }

  private record Signature(Operator how, Scalar left, Scalar right) {}

  /// What operators yield on other things than two numbers.
  private static final Map<Signature, Scalar> RESULTS =
      Map.of(
          new Signature(Operator.PLUS, Scalar.TEXT, Scalar.TEXT), Scalar.TEXT,
          new Signature(Operator.PLUS, Scalar.DURATION, Scalar.DURATION), Scalar.DURATION,
          new Signature(Operator.PLUS, Scalar.INSTANT, Scalar.DURATION), Scalar.INSTANT,
          new Signature(Operator.PLUS, Scalar.DURATION, Scalar.INSTANT), Scalar.INSTANT,
          new Signature(Operator.MINUS, Scalar.DURATION, Scalar.DURATION), Scalar.DURATION,
          new Signature(Operator.MINUS, Scalar.INSTANT, Scalar.DURATION), Scalar.INSTANT,
          new Signature(Operator.MINUS, Scalar.INSTANT, Scalar.INSTANT), Scalar.DURATION,
          new Signature(Operator.MINUS, Scalar.DATE, Scalar.DATE), Scalar.DURATION);

  private Expr arithmetic(Operator how, String symbol, List<CelExpr> args, Place place) {
    var left = check(args.get(0));
    var right = check(args.get(1));
    if (left.result() == Scalar.DATE && right.result() != Scalar.DATE) {
      left = midnight(left);
    } else if (right.result() == Scalar.DATE && left.result() != Scalar.DATE) {
      right = midnight(right);
    }
    if (left.result() instanceof Scalar l && right.result() instanceof Scalar r) {
      boolean numbers = l == Scalar.NUMBER && r == Scalar.NUMBER;
      var result = numbers ? Scalar.NUMBER : RESULTS.get(new Signature(how, l, r));
      if (result != null) {
        return new Arithmetic(how, left, right, result);
      }
    }
    throw types(symbol, left, right, place);
  }
}
