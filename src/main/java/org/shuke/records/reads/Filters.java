package org.shuke.records.reads;

import java.util.List;
import org.shuke.platform.Refusal;
import org.shuke.platform.Refusal.Fault;
import org.shuke.records.Policy;
import org.shuke.records.Type;
import org.shuke.records.expression.Checked;
import org.shuke.records.expression.Expression;
import org.shuke.records.expression.ExpressionFault;
import org.shuke.records.expression.Literals;

/// A request's filter: what is wrong with it is the caller's 400, with the place.
final class Filters {
  private Filters() {}

  static Checked check(String text, Type type, Policy policy) {
    try {
      return Expression.condition(text, type, policy);
    } catch (ExpressionFault fault) {
      throw refusal(fault);
    }
  }

  static String shape(String text) {
    try {
      return Literals.lift(text).shape();
    } catch (ExpressionFault fault) {
      throw refusal(fault);
    }
  }

  static List<Object> bind(Checked checked, String text) {
    try {
      return checked.bind(Literals.lift(text));
    } catch (ExpressionFault fault) {
      throw refusal(fault);
    }
  }

  private static Refusal refusal(ExpressionFault fault) {
    return Refusal.malformed(List.of(new Fault("filter", fault.code(), fault.args())));
  }
}
