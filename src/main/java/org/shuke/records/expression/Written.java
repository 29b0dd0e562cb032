package org.shuke.records.expression;

import dev.cel.common.ast.CelExpr;
import java.util.List;
import java.util.Map;
import org.shuke.records.expression.Expr.Literal;

/// A call as it stands in the text.
///
/// @param place where the function's name stands
record Written(Checker checker, String name, List<CelExpr> args, Place place) {
  /// Refuses any other number of arguments.
  void takes(int least, int most) {
    if (args.size() < least || args.size() > most) {
      throw place.fault("arguments", Map.of("function", name, "count", most));
    }
  }

  ExpressionFault wrong(Expr argument) {
    return place.fault("argument", Map.of("function", name, "found", argument.result().word()));
  }

  /// Where an argument stands.
  Place at(int index) {
    return checker.source.place(args.get(index));
  }

  /// `f(x, y)` as if it were `x.f(y)`.
  Written withoutFirst() {
    return new Written(checker, name, args.subList(1, args.size()), place);
  }

  /// An argument that must be a whole number written out, perhaps negative.
  Expr steps(int index, Use use) {
    var arg = checker.check(args.get(index));
    if (arg instanceof Literal literal && literal.use() == Use.Plain.NUMBER) {
      return checker.as(literal, use, at(index));
    }
    if (arg instanceof Expr.Negate(Literal literal) && literal.use() == Use.Plain.NUMBER) {
      return new Expr.Negate(checker.as(literal, use, at(index)));
    }
    throw place.fault("literal", Map.of("function", name));
  }
}
