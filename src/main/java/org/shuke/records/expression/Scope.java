package org.shuke.records.expression;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Field;
import org.shuke.records.Inverse;
import org.shuke.records.Kind;
import org.shuke.records.Type;
import org.shuke.records.expression.Result.Scalar;

/// The names that an expression may use: its macros' variables, and what the caller's policy lets
/// him read of a record. This is the only place where names are resolved.
final class Scope {
  private static final Field VERSION =
      new Field("version", "version", Kind.NUMBER, null, List.of(), null, Field.Flags.NONE, null);

  private final Session session;
  private final Expr self;
  private final Map<String, Expr> variables = new HashMap<>();

  Scope(Session session, Expr self) {
    this.session = session;
    this.self = self;
  }

  Expr self() {
    return self;
  }

  /// Makes a name stand for the row of a macro; answers what it stood for.
  @Nullable Expr declare(String name, @Nullable Expr meaning) {
    return meaning == null ? variables.remove(name) : variables.put(name, meaning);
  }

  /// A name without prefix.
  Expr name(String name, Place place) {
    var variable = variables.get(name);
    return variable != null ? variable : member(self, name, place);
  }

  /// A name after a dot.
  Expr member(Expr of, String name, Place place) {
    return switch (of.result()) {
      case Result.One(Type type) -> member(of, type, name, place);
      case Result.Many many -> throw place.fault("list-member", Map.of("name", name));
      case Scalar scalar ->
          throw place.fault("no-member", Map.of("name", name, "found", scalar.word()));
      case Result.Absent absent ->
          throw place.fault("no-member", Map.of("name", name, "found", "null"));
    };
  }

  private Expr member(Expr of, Type type, String name, Place place) {
    var found = find(of, type, name, place);
    if (found != null) {
      session.names.add(type.name() + "." + name);
      return found;
    }
    var known = new ArrayList<String>();
    for (var candidate : session.policy.names(type)) {
      if (works(of, type, candidate, place)) {
        known.add(candidate);
      }
    }
    if (of == self) {
      known.addAll(variables.keySet());
    }
    throw place.unknown("unknown-name", name, known);
  }

  private boolean works(Expr of, Type type, String name, Place place) {
    try {
      return find(of, type, name, place) != null;
    } catch (ExpressionFault fault) {
      return false;
    }
  }

  private @Nullable Expr find(Expr of, Type type, String name, Place place) {
    return switch (session.policy.member(type, name)) {
      case null -> identity(of, type, name);
      case Inverse inverse -> new Expr.Rows(of, inverse, session.nextScope(), List.of(), null);
      case Field field when field.formula() != null ->
          formula(of, type, field, field.formula(), place);
      case Field field -> get(of, field);
    };
  }

  private Expr get(Expr of, Field field) {
    return switch (field.kind()) {
      case REFERENCES, MULTI_CHOICE ->
          new Expr.Rows(of, field, session.nextScope(), List.of(), null);
      case REFERENCE, EXTENSION -> new Expr.Get(of, field, new Result.One(target(field)));
      default -> new Expr.Get(of, field, Result.of(field));
    };
  }

  private Type target(Field field) {
    return session.policy.catalog().type(field.targetName());
  }

  /// What every record has without declaring it.
  private @Nullable Expr identity(Expr of, Type type, String name) {
    if (name.equals("id")) {
      return new Expr.Id(of);
    }
    boolean versioned = !type.isPart() && !session.policy.catalog().isExtension(type);
    return versioned && name.equals("version") ? new Expr.Get(of, VERSION, Scalar.NUMBER) : null;
  }

  /// A formula field is what its text says; where the text names what the caller may not read, the
  /// field does not exist for him either.
  private @Nullable Expr formula(Expr of, Type type, Field field, String text, Place place) {
    var name = type.name() + "." + field.name();
    session.enterFormula(name, place);
    try {
      var source = Source.ofFormula(text);
      var checker = new Checker(session, source, of);
      return checker.scalar(checker.check(source.root), source.place(source.root));
    } catch (ExpressionFault fault) {
      if (fault.code().startsWith("expression-unknown-name")) {
        return null;
      }
      if (fault.code().equals("expression-formula-cycle")) {
        throw fault;
      }
      throw place.fault("formula", Map.of("name", field.name(), "code", fault.code()));
    } finally {
      session.leaveFormula();
    }
  }

  /// The row of a macro, as its variable sees it.
  Expr row(Expr.Rows rows) {
    return switch (rows.member()) {
      case Inverse inverse ->
          new Expr.Self(rows.scope(), session.policy.catalog().type(inverse.target()));
      case Field field when field.kind() == Kind.MULTI_CHOICE ->
          new Expr.Element(rows.scope(), Scalar.TEXT, field.choices());
      case Field field -> new Expr.Self(rows.scope(), target(field));
    };
  }
}
