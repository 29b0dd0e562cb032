package org.shuke.records.writes;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Field;
import org.shuke.records.Kind;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Values between memory, columns and the change log.
final class Columns {
  private static final JsonMapper JSON = JsonMapper.shared();

  private Columns() {}

  static @Nullable Object read(ResultSet row, int at, Kind kind) throws SQLException {
    return switch (kind.shape()) {
      case TEXT -> kind == Kind.FILE ? row.getObject(at, UUID.class) : row.getString(at);
      case RECORD -> row.getObject(at, UUID.class);
      case NUMBER -> row.getBigDecimal(at);
      case BOOLEAN -> row.getObject(at);
      case DATE -> row.getObject(at, LocalDate.class);
      case INSTANT -> row.getObject(at, OffsetDateTime.class);
      case DURATION -> row.getObject(at);
      case TEXTS, RECORDS -> array(row.getArray(at));
    };
  }

  private static @Nullable Object array(@Nullable Array array) throws SQLException {
    return array == null ? null : array.getArray();
  }

  /// Binds a value; the empty list stands for an absent list, so that lists are never null.
  static void bind(PreparedStatement statement, int at, Kind kind, @Nullable Object value)
      throws SQLException {
    var connection = statement.getConnection();
    switch (kind) {
      case MULTI_CHOICE ->
          statement.setArray(
              at,
              connection.createArrayOf("text", value == null ? new String[0] : (Object[]) value));
      case REFERENCES ->
          statement.setArray(
              at, connection.createArrayOf("uuid", value == null ? new UUID[0] : (Object[]) value));
      case NUMBER, MONEY -> statement.setBigDecimal(at, (BigDecimal) value);
      default -> {
        if (value == null) {
          statement.setNull(at, Types.OTHER);
        } else if (value instanceof String text) {
          statement.setString(at, text);
        } else {
          statement.setObject(at, value);
        }
      }
    }
  }

  /// Equal as stored values: numbers by amount, times by instant, lists by content; an empty list
  /// is an absent one.
  static boolean same(@Nullable Object a, @Nullable Object b) {
    if (a instanceof Object[] x && x.length == 0) {
      return same(null, b);
    }
    if (b instanceof Object[] y && y.length == 0) {
      return a == null;
    }
    return switch (a) {
      case null -> b == null;
      case BigDecimal x -> b instanceof BigDecimal y && x.compareTo(y) == 0;
      case OffsetDateTime x -> b instanceof OffsetDateTime y && x.isEqual(y);
      case Object[] x -> b instanceof Object[] y && Arrays.equals(x, y);
      default -> a.equals(b);
    };
  }

  /// The values as the change log keeps them: by column, in the notation of PostgreSQL's
  /// `to_jsonb`.
  static String json(Map<Field, @Nullable Object> values) {
    return object(values).toString();
  }

  /// As [#json], to be added to.
  static ObjectNode object(Map<Field, @Nullable Object> values) {
    var object = JSON.createObjectNode();
    values.forEach((field, value) -> put(object, field.column(), value));
    return object;
  }

  private static void put(ObjectNode object, String column, @Nullable Object value) {
    switch (value) {
      case null -> object.putNull(column);
      case BigDecimal number -> object.put(column, number);
      case Boolean bool -> object.put(column, bool);
      case Long number -> object.put(column, number);
      case OffsetDateTime time ->
          object.put(column, DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time));
      case Object[] list -> {
        var array = object.putArray(column);
        for (var each : list) {
          array.add(String.valueOf(each));
        }
      }
      default -> object.put(column, value.toString());
    }
  }
}
