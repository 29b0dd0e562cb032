package org.shuke.records.exports;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Field;
import org.shuke.records.Kind;
import org.shuke.records.Labels;
import org.shuke.records.Policy;
import org.shuke.records.Right;
import org.shuke.records.Type;

/// The columns of a table: the paths that were asked for, else every readable field.
record Columns(Policy policy, Labels labels) {

  List<Column> of(Type type, List<String> select) {
    if (!select.isEmpty()) {
      return select.stream().map(path -> column(type, path)).toList();
    }
    var columns = new ArrayList<Column>();
    columns.add(column(type, "id"));
    for (var field : type.fields()) {
      if (field.kind() == Kind.EXTENSION && policy.member(type, field.name()) != null) {
        var inner = policy.catalog().type(field.targetName());
        inner.fields().stream()
            .filter(f -> shown(inner, f))
            .forEach(f -> columns.add(column(type, field.name() + "." + f.name())));
      } else if (shown(type, field)) {
        columns.add(column(type, field.name()));
      }
    }
    return columns;
  }

  private boolean shown(Type type, Field field) {
    return policy.right(type, field) == Right.MASK || policy.member(type, field.name()) != null;
  }

  /// Names that do not exist are refused by the read itself, before the first byte is sent.
  private Column column(Type root, String path) {
    var label = new StringBuilder();
    Type type = root;
    Type holder = root;
    Field field = null;
    for (var name : path.split("\\.", -1)) {
      holder = type;
      field = type == null ? null : type.find(name);
      label.append(label.isEmpty() ? "" : " / ").append(label(type, field, name));
      type = next(field);
    }
    var kind = field == null ? Kind.TEXT : field.kind();
    boolean masked = field != null && holder != null && policy.right(holder, field) == Right.MASK;
    return new Column(
        List.of(path.split("\\.", -1)),
        label.toString(),
        masked ? Kind.TEXT : kind,
        field == null ? null : field.target(),
        !masked && plain(kind));
  }

  private String label(@Nullable Type type, @Nullable Field field, String name) {
    return type == null || field == null
        ? labels.text("record." + name, Map.of())
        : labels.field(type, field);
  }

  private @Nullable Type next(@Nullable Field field) {
    return field == null || field.target() == null ? null : policy.catalog().find(field.target());
  }

  private static boolean plain(Kind kind) {
    return switch (kind.shape()) {
      case NUMBER, BOOLEAN, DATE, INSTANT, DURATION, RECORD -> true;
      case TEXT, TEXTS, RECORDS -> false;
    };
  }
}
