package org.shuke.http.records;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// JSON Schema of a closed Java record, for the input of verbs.
final class Schemas {
  private Schemas() {}

  static Map<String, Object> of(Class<?> record) {
    var properties = new LinkedHashMap<String, Object>();
    var required = new ArrayList<String>();
    for (var component : record.getRecordComponents()) {
      properties.put(component.getName(), of(component));
      if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
        required.add(component.getName());
      }
    }
    var schema = new LinkedHashMap<String, Object>();
    schema.put("type", "object");
    schema.put("properties", properties);
    schema.put("required", required);
    schema.put("additionalProperties", false);
    return schema;
  }

  private static Map<String, Object> of(RecordComponent component) {
    if (component.getType() == List.class) {
      var element = ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
      return Map.of("type", "array", "items", element instanceof Class<?> c ? scalar(c) : Map.of());
    }
    return scalar(component.getType());
  }

  private static Map<String, Object> scalar(Class<?> type) {
    if (type.isRecord()) {
      return of(type);
    }
    return switch (type.getSimpleName()) {
      case "String" -> Map.of("type", "string");
      case "UUID" -> Map.of("type", "string", "format", "uuid");
      case "LocalDate" -> Map.of("type", "string", "format", "date");
      case "Instant", "OffsetDateTime" -> Map.of("type", "string", "format", "date-time");
      case "Boolean", "boolean" -> Map.of("type", "boolean");
      case "Integer", "int", "Long", "long" -> Map.of("type", "integer");
      case "BigDecimal" -> Map.of("type", "number");
      default -> Map.of();
    };
  }
}
