package org.shuke.records.reads;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.shuke.platform.Refusal;
import org.shuke.records.Catalog;
import org.shuke.records.Field;
import org.shuke.records.From;
import org.shuke.records.Inverse;
import org.shuke.records.Kind;
import org.shuke.records.Member;
import org.shuke.records.Nearest;
import org.shuke.records.Policy;
import org.shuke.records.Right;
import org.shuke.records.Row;
import org.shuke.records.Type;

/// A dotted path from a record to one of its own or related fields: `owner.team.name`.
///
/// @param steps to-one fields, then the field itself
/// @param masked may be shown masked only
record Path(String text, List<Field> steps, boolean masked) {

  Field last() {
    return steps.getLast();
  }

  /// The row that holds the last field, joined as far as needed.
  Row row(From from) {
    var row = from.root();
    for (var step : steps.subList(0, steps.size() - 1)) {
      row = from.to(row, step);
    }
    return row;
  }

  /// Resolves names as one caller sees them.
  ///
  /// @param part the request's part to name in a refusal: `select`, `sort`, `groupBy` …
  record Resolver(Policy policy, String part) {

    /// A path for showing: masked fields may be shown.
    Path shown(Type type, String text) {
      return resolve(type, text, true);
    }

    /// A path for everything else.
    Path read(Type type, String text) {
      return resolve(type, text, false);
    }

    private Path resolve(Type root, String text, boolean mayMask) {
      var catalog = policy.catalog();
      var steps = new ArrayList<Field>();
      var type = root;
      var names = List.of(text.split("\\.", -1));
      for (int i = 0; i < names.size(); i++) {
        boolean last = i == names.size() - 1;
        var field = field(type, names.get(i), text, mayMask && last);
        steps.add(field);
        if (!last) {
          type = target(catalog, field, text);
        }
      }
      return new Path(text, List.copyOf(steps), policy.right(type, steps.getLast()) == Right.MASK);
    }

    private Field field(Type type, String name, String text, boolean mayMask) {
      if (name.equals("id") || name.equals("version")) {
        return identity(type, name, text);
      }
      Member member = policy.member(type, name);
      if (member instanceof Field field) {
        return field;
      }
      if (member instanceof Inverse inverse) {
        throw Refusal.malformed("list-in-path", Map.of("path", text, "name", inverse.name()))
            .at(part);
      }
      var field = type.find(name);
      if (mayMask && field != null && policy.right(type, field) == Right.MASK) {
        return field;
      }
      throw unknown(type, name, text);
    }

    private Field identity(Type type, String name, String text) {
      if (name.equals("id")) {
        return ID;
      }
      if (type.isPart() || policy.catalog().isExtension(type)) {
        throw unknown(type, name, text);
      }
      return VERSION;
    }

    private static Type target(Catalog catalog, Field field, String text) {
      if (field.kind() == Kind.REFERENCE || field.kind() == Kind.EXTENSION) {
        return catalog.type(field.targetName());
      }
      throw Refusal.malformed("no-path-here", Map.of("path", text, "name", field.name()));
    }

    Refusal unknown(Type type, String name, String text) {
      var column = text.indexOf(name) + 1;
      return Nearest.to(name, policy.names(type))
          .map(nearest ->
              Refusal.malformed(
                  List.of(
                      new Refusal.Fault(
                          part,
                          "unknown-name-nearest",
                          Map.of(
                              "name",
                              name,
                              "column",
                              column,
                              "type",
                              type.name(),
                              "nearest",
                              nearest)))))
          .orElseGet(() ->
              Refusal.malformed(
                  List.of(
                      new Refusal.Fault(
                          part,
                          "unknown-name",
                          Map.of("name", name, "column", column, "type", type.name())))));
    }
  }

  static final Field ID =
      new Field(
          "id", "id", Kind.REFERENCE, null, List.of(), null, Field.Flags.NONE.asSystem(), null);
  static final Field VERSION =
      new Field(
          "version",
          "version",
          Kind.NUMBER,
          null,
          List.of(),
          null,
          Field.Flags.NONE.asSystem(),
          null);
}
