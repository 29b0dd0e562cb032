package org.shuke.sales.ownership;

import org.shuke.records.Type;

/// What is over stays with whoever had it: a hand-over gives work away, not what was earned. The
/// heir of an account reaches what is over through it.
final class Past {
  private static final String OPEN = "in (select id from sales.stage where kind = 'open')";

  private Past() {}

  /// The condition that a row `t` of a type is work still to be done.
  static String isNot(Type type) {
    return switch (type.name()) {
      case "opportunity" -> "t.stage " + OPEN;
      case "opportunity-member" ->
          "t.opportunity in (select id from sales.opportunity where stage " + OPEN + ")";
      case "order" -> "t.status not in ('completed', 'cancelled', 'returned')";
      case "activity" -> "not t.done";
      default -> "true";
    };
  }
}
