package org.shuke.records.expression;

import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelExpr;
import dev.cel.parser.CelParser;
import dev.cel.parser.CelParserFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.shuke.records.expression.Token.What;

/// A parsed text: CEL's syntax tree, and the words it was made from.
///
/// The parser is CEL's own without any macro, so that `orders.filter(o, …)` stays a call. The
/// values of literals are ours, from the words: CEL's integers and doubles are never used.
final class Source {
  private static final int MAX_NODES = 8_000;
  private static final CelParser PARSER =
      CelParserFactory.standardCelParserBuilder()
          .setOptions(
              CelOptions.newBuilder()
                  .enableReservedIds(true)
                  .maxExpressionCodePointSize(Lexer.MAX_LENGTH)
                  .maxParseExpressionNodeCount(MAX_NODES)
                  .build())
          .build();

  final String text;
  final CelExpr root;
  private final List<Token> tokens;
  private final Map<Integer, Integer> tokenAt = new HashMap<>();
  private final Map<Integer, Integer> literals = new HashMap<>();
  private final Map<Long, Integer> positions;

  /// @param lifts whether literals are bound apart from the text; those of formula fields are not
  private Source(String text, boolean lifts) {
    this.text = text;
    this.tokens = Lexer.tokens(text);
    for (int i = 0; i < tokens.size(); i++) {
      tokenAt.put(tokens.get(i).from(), i);
      if (lifts && Literals.lifted(tokens, i)) {
        literals.put(i, literals.size());
      }
    }
    var parsed = PARSER.parse(readable());
    if (parsed.hasError()) {
      throw syntax(parsed);
    }
    try {
      root = parsed.getAst().getExpr();
      positions = parsed.getAst().getSource().getPositionsMap();
    } catch (CelValidationException e) {
      throw new IllegalStateException(e);
    }
  }

  static Source of(String text) {
    return new Source(text, true);
  }

  static Source ofFormula(String text) {
    return new Source(text, false);
  }

  /// The text with every integer that CEL could not hold replaced by a number of the same length.
  private String readable() {
    var out = new StringBuilder(text);
    for (var token : tokens) {
      int length = token.to() - token.from();
      if (token.what() == What.NUMBER && length > 15 && text.charAt(token.from()) != '.') {
        out.replace(token.from(), token.to(), "1." + "0".repeat(length - 2));
      }
    }
    return out.toString();
  }

  private ExpressionFault syntax(CelValidationResult parsed) {
    var issue = parsed.getErrors().getFirst();
    if (issue.getMessage().contains("recursion")) {
      return new Place(text, 0).fault("too-deep", Map.of("limit", Session.MAX_DEPTH));
    }
    if (issue.getMessage().contains("node count") || issue.getMessage().contains("nodes")) {
      return new Place(text, 0).fault("too-large");
    }
    int start = 0;
    for (int line = 1; line < issue.getSourceLocation().getLine(); line++) {
      start = text.indexOf('\n', start) + 1;
    }
    int column = Math.max(issue.getSourceLocation().getColumn(), 0);
    int points = Math.min(column, text.codePointCount(start, text.length()));
    int offset = text.offsetByCodePoints(start, points);
    var at = tokenAt.get(offset);
    if (at == null) {
      return new Place(text, offset).fault("syntax-end");
    }
    var near = text.substring(offset, tokens.get(at).to());
    return new Place(text, offset).fault("syntax", Map.of("near", near));
  }

  /// Where an expression has its own position: an operator, a name, the dot or the bracket of a
  /// call.
  Place place(CelExpr expr) {
    var points = positions.getOrDefault(expr.id(), 0);
    return new Place(text, text.offsetByCodePoints(0, points));
  }

  /// Where the name after the dot stands.
  Place nameAfter(CelExpr select) {
    var at = tokenAt.get(place(select).offset());
    return at == null || at + 1 >= tokens.size()
        ? place(select)
        : new Place(text, tokens.get(at + 1).from());
  }

  /// Where the name before the bracket stands.
  Place nameBefore(CelExpr call) {
    var at = tokenAt.get(place(call).offset());
    return at == null || at == 0 ? place(call) : new Place(text, tokens.get(at - 1).from());
  }

  /// A number or text of the syntax tree with the value that the text gives it.
  ///
  /// @param number which of the lifted literals, or -1
  /// @param negative whether CEL took the minus before a number into it
  record Constant(Token token, int number, boolean negative) {}

  Constant literal(CelExpr expr) {
    var at = tokenAt.get(place(expr).offset());
    if (at == null || !tokens.get(at).isLiteral()) {
      throw place(expr).fault("syntax", Map.of("near", ""));
    }
    boolean negative =
        switch (expr.constant().getKind()) {
          case INT64_VALUE -> expr.constant().int64Value() < 0;
          case DOUBLE_VALUE -> expr.constant().doubleValue() < 0;
          default -> false;
        };
    return new Constant(tokens.get(at), literals.getOrDefault(at, -1), negative);
  }
}
