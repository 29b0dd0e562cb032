package org.shuke.records;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a verb asks for, as fields that a form can show.
public final class VerbInput {
  private VerbInput() {}

  /// The fields of a verb's input, or null when one of them is no single value, so that only a page
  /// of its own can ask it. A reference points to what the type's field of that name points to,
  /// else to the type of that name.
  public static @Nullable List<Field> fields(Type type, Class<?> input, Catalog catalog) {
    var fields = new ArrayList<Field>();
    for (var component : input.getRecordComponents()) {
      var holds = component.getType();
      if (holds.isRecord() || holds == List.class && !Declaration.elementOf(component).isEnum()) {
        return null;
      }
      var field = Declaration.field(component);
      if (field.kind() == Kind.REFERENCE) {
        var target = target(type, field.name(), catalog);
        if (target == null) {
          return null;
        }
        field = field.to(target.name());
      }
      boolean must = !component.getAnnotatedType().isAnnotationPresent(Nullable.class);
      fields.add(must ? field.with(field.flags().asRequired()) : field);
    }
    return fields;
  }

  private static @Nullable Type target(Type type, String name, Catalog catalog) {
    var known = type.find(name);
    return known != null && known.target() != null
        ? catalog.find(known.target())
        : catalog.find(Names.snake(name).replace('_', '-'));
  }
}
