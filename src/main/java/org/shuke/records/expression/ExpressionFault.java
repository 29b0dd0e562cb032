package org.shuke.records.expression;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is wrong with an expression: a code with the arguments of its message, and where. It
/// carries no stack trace: it is an answer, not an accident.
public final class ExpressionFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// A place in the text.
  ///
  /// @param offset from 0, in UTF-16 units as a browser counts
  /// @param line from 1
  /// @param column from 1
  public record Position(int offset, int line, int column) {}

  private final String code;
  private final transient Map<String, Object> args;
  private final transient Position position;

  ExpressionFault(String code, Map<String, Object> args, Position position) {
    super(
        code + " at " + position.line() + ":" + position.column() + " " + args, null, false, false);
    this.code = code;
    this.args = args;
    this.position = position;
  }

  /// The message's key, `expression-…`.
  public String code() {
    return code;
  }

  /// The message's arguments; always with `line` and `column`.
  public Map<String, Object> args() {
    return args;
  }

  public Position position() {
    return position;
  }

  /// The nearest right name, when one is near.
  public @Nullable String nearest() {
    return (String) args.get("nearest");
  }
}
