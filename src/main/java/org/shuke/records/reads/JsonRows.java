package org.shuke.records.reads;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.shuke.records.Kind;
import tools.jackson.core.JsonGenerator;

/// Writes rows as JSON straight from the result set.
final class JsonRows {
  private JsonRows() {}

  static void write(JsonGenerator json, ResultSet row, Shape.Nested shape) throws SQLException {
    json.writeStartObject();
    for (var member : shape.members().entrySet()) {
      json.writeName(member.getKey());
      switch (member.getValue()) {
        case Shape.Leaf leaf -> leaf(json, row, leaf);
        case Shape.Raw raw -> json.writeRawValue(row.getString(raw.index()));
        case Shape.Nested nested -> {
          if (row.getObject(nested.presence()) == null) {
            json.writeNull();
          } else {
            write(json, row, nested);
          }
        }
      }
    }
    json.writeEndObject();
  }

  private static void leaf(JsonGenerator json, ResultSet row, Shape.Leaf leaf) throws SQLException {
    int at = leaf.index();
    if (leaf.masked()) {
      text(json, row.getString(at));
      return;
    }
    value(json, row, leaf.kind(), at);
  }

  /// Writes one value in the API's notation: plain numbers, ISO dates, UTC instants.
  static void value(JsonGenerator json, ResultSet row, Kind kind, int at) throws SQLException {
    if (kind == Kind.JSON) {
      raw(json, row.getString(at));
      return;
    }
    switch (kind.shape()) {
      case TEXT, RECORD -> text(json, row.getString(at));
      case NUMBER -> {
        var number = row.getBigDecimal(at);
        if (number == null) {
          json.writeNull();
        } else {
          json.writeNumber(number);
        }
      }
      case BOOLEAN -> {
        boolean value = row.getBoolean(at);
        if (row.wasNull()) {
          json.writeNull();
        } else {
          json.writeBoolean(value);
        }
      }
      case DATE -> text(json, row.getString(at));
      case INSTANT -> {
        var time = row.getObject(at, OffsetDateTime.class);
        text(json, time == null ? null : time.toInstant().toString());
      }
      case DURATION -> {
        long seconds = row.getLong(at);
        text(json, row.wasNull() ? null : Duration.ofSeconds(seconds).toString());
      }
      case TEXTS, RECORDS -> list(json, row, at);
    }
  }

  private static void raw(JsonGenerator json, @org.jspecify.annotations.Nullable String value) {
    if (value == null) {
      json.writeNull();
    } else {
      json.writeRawValue(value);
    }
  }

  private static void list(JsonGenerator json, ResultSet row, int at) throws SQLException {
    var array = row.getArray(at);
    if (array == null) {
      json.writeStartArray();
      json.writeEndArray();
      return;
    }
    json.writeStartArray();
    for (var each : (Object[]) array.getArray()) {
      json.writeString(each instanceof UUID id ? id.toString() : (String) each);
    }
    json.writeEndArray();
  }

  private static void text(JsonGenerator json, @org.jspecify.annotations.Nullable String value) {
    if (value == null) {
      json.writeNull();
    } else {
      json.writeString(value);
    }
  }
}
