package org.shuke.records.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.shuke.records.expression.Token.What;

/// An expression's text taken apart without parsing it: its shape, which is the key under which a
/// compiled statement is kept, and its literals, which are bound when the statement runs.
///
/// @param shape the words with literals replaced by marks and blanks made equal
/// @param items the literals in the order of the text
public record Literals(String text, String shape, List<Item> items) {
  /// The functions whose first text belongs to the shape, since it decides the statement's text.
  private static final Set<String> SHAPING = Set.of("startOf", "inSegment");

  /// One literal.
  ///
  /// @param value a `BigDecimal` or a `String`
  /// @param offset where it stands in the text
  public record Item(Object value, int offset) {}

  /// Takes a text apart.
  ///
  /// @throws ExpressionFault when it contains what no expression may
  public static Literals lift(String text) {
    return of(text, Lexer.tokens(text));
  }

  static Literals of(String text, List<Token> tokens) {
    var shape = new StringBuilder(text.length());
    var items = new ArrayList<Item>();
    for (int i = 0; i < tokens.size(); i++) {
      var token = tokens.get(i);
      shape.append(i == 0 ? "" : " ");
      if (!lifted(tokens, i)) {
        shape.append(text, token.from(), token.to());
      } else {
        shape.append(token.what() == What.NUMBER ? '#' : '$');
        items.add(new Item(token.value(), token.from()));
      }
    }
    return new Literals(text, shape.toString(), List.copyOf(items));
  }

  static boolean lifted(List<Token> tokens, int index) {
    return tokens.get(index).isLiteral()
        && !(index > 1
            && tokens.get(index - 1).is("(")
            && tokens.get(index - 2).what() == What.WORD
            && SHAPING.contains((String) tokens.get(index - 2).value()));
  }
}
