package org.shuke.records.reads;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.SelectField;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.shuke.platform.Refusal;
import org.shuke.records.Field;
import org.shuke.records.From;
import org.shuke.records.Inverse;
import org.shuke.records.Kind;
import org.shuke.records.Policy;
import org.shuke.records.Right;
import org.shuke.records.Row;
import org.shuke.records.Type;

/// The columns of a read and the JSON that they become, built path by path.
final class Selection {
  private final Policy policy;
  private final From from;
  private final Columns columns;
  private final List<SelectField<?>> selected = new ArrayList<>();
  private final Shape.Nested shape = Shape.Nested.root();
  private final Map<String, List<String>> parts = new LinkedHashMap<>();
  private final Path.Resolver names;

  Selection(Policy policy, From from, Columns columns) {
    this.policy = policy;
    this.from = from;
    this.columns = columns;
    this.names = new Path.Resolver(policy, "select");
    add("id");
    if (!type().isPart()) {
      add("version");
    }
  }

  private Type type() {
    return from.root().type();
  }

  /// The paths that were asked for, or the record's own readable fields.
  void paths(List<String> paths, boolean withParts) {
    (paths.isEmpty() ? own(type()) : paths).forEach(this::add);
    if (withParts && paths.isEmpty()) {
      policy.catalog().parts(type()).forEach(part -> parts.put(part.name(), List.of()));
    }
    parts.forEach(this::part);
  }

  private List<String> own(Type of) {
    return of.fields().stream()
        .filter(f -> policy.right(of, f) == Right.MASK || policy.member(of, f.name()) != null)
        .map(Field::name)
        .toList();
  }

  private void add(String text) {
    int dot = text.indexOf('.');
    var first = dot < 0 ? text : text.substring(0, dot);
    if (policy.member(type(), first) instanceof Inverse inverse) {
      partPath(inverse, text, dot);
      return;
    }
    var path = names.shown(type(), text);
    if (path.last().kind() == Kind.EXTENSION) {
      own(policy.catalog().type(path.last().targetName())).forEach(name -> add(text + "." + name));
      return;
    }
    put(path);
  }

  private void partPath(Inverse inverse, String text, int dot) {
    if (!inverse.part()) {
      throw Refusal.malformed("list-in-select", Map.of("name", inverse.name(), "path", text))
          .at("select");
    }
    var inner = parts.computeIfAbsent(inverse.name(), n -> new ArrayList<>());
    if (dot >= 0) {
      inner.add(text.substring(dot + 1));
    }
  }

  private void put(Path path) {
    var into = shape;
    var row = from.root();
    for (var step : path.steps().subList(0, path.steps().size() - 1)) {
      row = from.to(row, step);
      into = nested(into, step.name(), row);
    }
    var field = path.last();
    var value = columns.shown(from, path);
    var known = into.members().get(field.name());
    if (known instanceof Shape.Nested) {
      return;
    }
    into.members().put(field.name(), new Shape.Leaf(field.kind(), select(value), path.masked()));
  }

  private Shape.Nested nested(Shape.Nested into, String name, Row row) {
    if (into.members().get(name) instanceof Shape.Nested known) {
      return known;
    }
    int presence = select(row.id());
    var made = new Shape.Nested(new LinkedHashMap<>(), presence);
    if (into.members().containsKey(name)) {
      made.members().put("id", new Shape.Leaf(Kind.REFERENCE, presence, false));
    }
    into.members().put(name, made);
    return made;
  }

  /// A list of parts as one JSON value, in their order.
  private void part(String name, List<String> paths) {
    var inverse = policy.catalog().inverse(type(), name);
    if (inverse == null) {
      throw new IllegalStateException("no part " + name);
    }
    var inner = from.many(from.root(), inverse);
    var target = inner.root().type();
    var object = new ArrayList<org.jooq.JSONEntry<?>>();
    object.add(DSL.key("id").value(inner.root().id()));
    var resolver = new Path.Resolver(policy, "select");
    var shown = paths.isEmpty() ? own(target) : paths;
    for (var each : shown) {
      boolean needless = each.equals(inverse.via()) || each.equals("id") || each.contains(".");
      if (!needless && shown.stream().noneMatch(longer -> longer.startsWith(each + "."))) {
        var path = resolver.shown(target, each);
        object.add(DSL.key(each).value(columns.json(inner, path)));
      }
    }
    object.addAll(related(inner, resolver, shown));
    var list =
        DSL.field(
            DSL.select(
                    DSL.coalesce(
                        DSL.jsonArrayAgg(DSL.jsonObject(object))
                            .orderBy(
                                DSL.field(DSL.name(inner.root().alias(), "position")),
                                inner.root().id()),
                        DSL.inline("[]").cast(SQLDataType.JSON)))
                .from(inner.tables())
                .where(inner.correlation()));
    shape.members().put(name, new Shape.Raw(select(list)));
  }

  /// What is asked of the records that a part refers to, one object each; one step deep.
  private List<org.jooq.JSONEntry<?>> related(
      From inner, Path.Resolver resolver, List<String> paths) {
    var members = new LinkedHashMap<String, List<org.jooq.JSONEntry<?>>>();
    var rows = new LinkedHashMap<String, Row>();
    for (var text : paths) {
      int dot = text.indexOf('.');
      if (dot > 0) {
        var path = resolver.shown(inner.root().type(), text);
        var name = text.substring(0, dot);
        rows.computeIfAbsent(name, n -> inner.to(inner.root(), path.steps().getFirst()));
        members
            .computeIfAbsent(name, n -> new ArrayList<>())
            .add(DSL.key(text.substring(dot + 1)).value(columns.json(inner, path)));
      }
    }
    var objects = new ArrayList<org.jooq.JSONEntry<?>>();
    rows.forEach((name, row) -> {
      var object = new ArrayList<org.jooq.JSONEntry<?>>();
      object.add(DSL.key("id").value(row.id()));
      object.addAll(members.getOrDefault(name, List.of()));
      objects.add(DSL.key(name).value(DSL.when(row.id().isNotNull(), DSL.jsonObject(object))));
    });
    return objects;
  }

  private int select(SelectField<?> field) {
    selected.add(((org.jooq.Field<?>) field).as("c" + selected.size()));
    return selected.size();
  }

  /// Adds a column that is read beside the JSON, for the cursor.
  int hidden(org.jooq.Field<?> field) {
    return select(field);
  }

  List<SelectField<?>> selected() {
    return selected;
  }

  Shape.Nested shape() {
    return shape;
  }
}
