package org.shuke.automation.rules;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Field;
import org.shuke.records.Kind;
import org.shuke.records.Member;
import org.shuke.records.expression.Subject;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A record as it was, for conditions that name nothing but its own fields.
record PastRecord(UUID id, ObjectNode columns) implements Subject {
  @Override
  public @Nullable Object value(Field field) {
    var value = columns.get(field.column());
    return value == null || value.isNull() ? null : read(field.kind(), value);
  }

  private static Object read(Kind kind, JsonNode value) {
    return switch (kind.shape()) {
      case NUMBER -> new BigDecimal(value.asString());
      case BOOLEAN -> value.booleanValue();
      case DATE -> LocalDate.parse(value.stringValue());
      case INSTANT -> OffsetDateTime.parse(value.stringValue()).toInstant();
      case DURATION -> value.longValue();
      case TEXTS -> value.valueStream().map(JsonNode::stringValue).toList();
      case RECORDS -> value.valueStream().map(each -> UUID.fromString(each.stringValue())).toList();
      case RECORD -> UUID.fromString(value.stringValue());
      default -> value.stringValue();
    };
  }

  @Override
  public @Nullable Subject one(Field reference) {
    return null;
  }

  @Override
  public List<? extends Subject> many(Member relation) {
    return List.of();
  }
}
