package org.shuke.sales.leads;

import java.math.BigDecimal;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/// The points of one lead while its rules are asked, with the rule that gave each.
final class Score {
  private final ArrayNode reasons = JsonMapper.shared().createArrayNode();
  private BigDecimal total = BigDecimal.ZERO;

  void add(String rule, BigDecimal points) {
    total = total.add(points);
    reasons.addObject().put("rule", rule).put("points", points);
  }

  BigDecimal total() {
    return total;
  }

  /// `[{rule, points}, …]`
  String reasons() {
    return reasons.toString();
  }
}
