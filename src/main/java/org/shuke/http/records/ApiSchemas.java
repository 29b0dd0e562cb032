package org.shuke.http.records;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Field;
import org.shuke.records.Kind;
import org.shuke.records.Labels;
import org.shuke.records.Policy;
import org.shuke.records.Right;
import org.shuke.records.Type;

/// JSON Schemas of records as one caller may read and write them.
record ApiSchemas(Policy policy, Labels labels) {

  /// `order-line` is `OrderLine`.
  static String name(Type type) {
    var camel = org.shuke.records.Names.camel(type.name());
    return Character.toUpperCase(camel.charAt(0)) + camel.substring(1);
  }

  static Map<String, Object> ref(String name) {
    return Map.of("$ref", "#/components/schemas/" + name);
  }

  /// A record as it is answered.
  Map<String, Object> record(Type type) {
    var properties = new LinkedHashMap<String, Object>();
    properties.put("id", Map.of("type", "string", "format", "uuid"));
    if (!type.isPart() && !policy.catalog().isExtension(type)) {
      properties.put("version", Map.of("type", "integer"));
    }
    for (var field : type.fields()) {
      if (exists(type, field)) {
        properties.put(field.name(), value(type, field));
      }
    }
    for (var part : policy.catalog().parts(type)) {
      if (policy.member(type, part.name()) != null) {
        var items = ref(name(policy.catalog().type(part.target())));
        properties.put(part.name(), Map.of("type", "array", "items", items));
      }
    }
    return object(labels.type(type), properties, List.of("id"), true);
  }

  private boolean exists(Type type, Field field) {
    return policy.right(type, field) == Right.MASK
        || policy.member(type, field.name()) != null
        || policy.catalog().isExtension(type);
  }

  /// What a caller may send.
  ///
  /// @param whole for a new record: the required fields must be there
  Map<String, Object> input(Type type, boolean whole) {
    var properties = new LinkedHashMap<String, Object>();
    var required = new ArrayList<String>();
    var via = type.ownership() instanceof Type.Ownership.Part(var parent, var field) ? field : null;
    if (via != null) {
      properties.put("id", Map.of("type", "string", "format", "uuid"));
    }
    for (var field : type.fields()) {
      if (policy.right(type, field) == Right.WRITE && !field.name().equals(via)) {
        properties.put(field.name(), value(type, field));
        if (whole && field.flags().required() && field.custom() == null && !derived(type)) {
          required.add(field.name());
        }
      }
    }
    for (var part : policy.catalog().parts(type)) {
      if (policy.member(type, part.name()) != null) {
        var items = input(policy.catalog().type(part.target()), false);
        properties.put(part.name(), Map.of("type", "array", "items", items));
      }
    }
    return object(labels.type(type), properties, required, false);
  }

  /// The room may fill what is missing: only it knows what a caller must send.
  private static boolean derived(Type type) {
    return !type.spec().derivations().isEmpty();
  }

  private static Map<String, Object> object(
      String title, Map<String, Object> properties, List<String> required, boolean more) {
    var schema = new LinkedHashMap<String, Object>();
    schema.put("type", "object");
    schema.put("title", title);
    schema.put("properties", properties);
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    if (!more) {
      schema.put("additionalProperties", false);
    }
    return schema;
  }

  private Map<String, Object> value(Type type, Field field) {
    var schema = new LinkedHashMap<String, Object>();
    schema.put("title", label(type, field));
    if (policy.right(type, field) == Right.MASK) {
      schema.put("type", List.of("string", "null"));
      schema.put("readOnly", true);
      return schema;
    }
    if (field.kind() == Kind.EXTENSION) {
      return record(policy.catalog().type(field.targetName()));
    }
    fill(schema, field);
    if (!field.writable()) {
      schema.put("readOnly", true);
    }
    return schema;
  }

  private String label(Type type, Field field) {
    return labels.field(type, field);
  }

  private static void fill(Map<String, Object> schema, Field field) {
    switch (field.kind()) {
      case TEXT, LONG_TEXT, PHONE -> nullable(schema, "string", null);
      case EMAIL -> nullable(schema, "string", "email");
      case URL -> nullable(schema, "string", "uri");
      case REFERENCE, FILE -> nullable(schema, "string", "uuid");
      case DATE -> nullable(schema, "string", "date");
      case INSTANT -> nullable(schema, "string", "date-time");
      case DURATION -> nullable(schema, "string", "duration");
      case NUMBER, MONEY -> nullable(schema, "number", null);
      case BOOLEAN -> nullable(schema, "boolean", null);
      case CHOICE -> {
        var values = new ArrayList<@Nullable Object>(field.choices());
        values.add(null);
        nullable(schema, "string", null);
        schema.put("enum", values);
      }
      case MULTI_CHOICE -> list(schema, Map.of("type", "string", "enum", field.choices()));
      case REFERENCES -> list(schema, Map.of("type", "string", "format", "uuid"));
      case EXTENSION -> schema.put("type", "object");
    }
  }

  private static void nullable(Map<String, Object> schema, String type, @Nullable String format) {
    schema.put("type", List.of(type, "null"));
    if (format != null) {
      schema.put("format", format);
    }
  }

  private static void list(Map<String, Object> schema, Map<String, Object> items) {
    schema.put("type", "array");
    schema.put("items", items);
  }
}
