package org.shuke.records.expression;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.shuke.records.Nearest;
import org.shuke.records.expression.ExpressionFault.Position;

/// Somewhere in an expression's text, for saying what is wrong there.
record Place(String text, int offset) {
  ExpressionFault fault(String code, Map<String, ?> args) {
    var position = position();
    var all = new TreeMap<String, Object>(args);
    all.put("line", position.line());
    all.put("column", position.column());
    return new ExpressionFault("expression-" + code, Map.copyOf(all), position);
  }

  ExpressionFault fault(String code) {
    return fault(code, Map.of());
  }

  /// A fault about a name that is not among the right ones: says the nearest of them, if one is
  /// near.
  ExpressionFault unknown(String code, String name, Collection<String> right) {
    return Nearest.to(name, right)
        .map(nearest -> fault(code + "-nearest", Map.of("name", name, "nearest", nearest)))
        .orElseGet(() -> fault(code, Map.of("name", name)));
  }

  private Position position() {
    int at = Math.min(offset, text.length());
    int line = 1;
    int start = 0;
    for (int i = text.indexOf('\n'); i >= 0 && i < at; i = text.indexOf('\n', i + 1)) {
      line++;
      start = i + 1;
    }
    return new Position(at, line, at - start + 1);
  }
}
