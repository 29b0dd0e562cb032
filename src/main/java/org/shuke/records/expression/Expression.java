package org.shuke.records.expression;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.shuke.records.Policy;
import org.shuke.records.Type;
import org.shuke.records.expression.Result.Scalar;

/// The way in: a text becomes a [Checked] expression, or an [ExpressionFault] says what is wrong
/// and where.
public final class Expression {
  private static final Set<String> RESERVED =
      Set.of(
          "as",
          "break",
          "const",
          "continue",
          "else",
          "false",
          "for",
          "function",
          "if",
          "import",
          "in",
          "let",
          "loop",
          "package",
          "namespace",
          "null",
          "return",
          "true",
          "var",
          "void",
          "while");

  private Expression() {}

  /// A filter, a rule, a segment: something that is true or false of a record.
  public static Checked condition(String text, Type type, Policy policy) {
    var checked = check(text, type, policy);
    if (checked.result() != Scalar.BOOLEAN) {
      throw new Place(text, 0).fault("not-a-condition", Map.of("found", checked.result().word()));
    }
    return checked;
  }

  /// A formula field, a sort key, a measure's argument: one plain value; a reference is its id.
  public static Checked value(String text, Type type, Policy policy) {
    return check(text, type, policy);
  }

  /// Can a field not have this name, since CEL keeps it for itself?
  public static boolean reserved(String name) {
    return RESERVED.contains(name);
  }

  private static Checked check(String text, Type type, Policy policy) {
    var session = new Session(policy);
    var source = Source.of(text);
    var checker = new Checker(session, source, new Expr.Self(0, type));
    var tree = checker.scalar(checker.check(source.root), source.place(source.root));
    if (tree instanceof Expr.Nothing) {
      throw new Place(text, 0).fault("not-a-value", Map.of("found", tree.result().word()));
    }
    return new Checked(
        text,
        type,
        tree,
        Collections.unmodifiableSortedMap(session.uses),
        Collections.unmodifiableSet(session.names));
  }
}
