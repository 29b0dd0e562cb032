package org.shuke.records.writes;

import java.sql.SQLException;
import java.util.Map;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.shuke.platform.Refusal;
import org.shuke.records.Field;
import org.shuke.records.Type;

/// What a constraint of the database says, in the caller's words.
final class Collisions {
  private static final String UNIQUE = "23505";
  private static final String NOT_NULL = "23502";

  private Collisions() {}

  /// 409 naming the field whose unique value is taken, 422 naming the one that is missing.
  ///
  /// @throws SQLException anything else, unchanged
  static Refusal refusal(Type type, SQLException e) throws SQLException {
    var said = e instanceof PSQLException sql ? sql.getServerErrorMessage() : null;
    if (said == null) {
      throw e;
    }
    if (UNIQUE.equals(e.getSQLState())) {
      return taken(type, said, e);
    }
    if (NOT_NULL.equals(e.getSQLState())) {
      for (var field : type.fields()) {
        if (field.column().equals(said.getColumn())) {
          return Refusal.invalid(field.name(), "required", Map.of("name", field.name()));
        }
      }
    }
    throw e;
  }

  private static Refusal taken(Type type, ServerErrorMessage said, SQLException e)
      throws SQLException {
    var constraint = String.valueOf(said.getConstraint());
    for (var field : type.fields()) {
      if (field.flags().unique() && named(type, field, constraint)) {
        return Refusal.conflict("taken", Map.of("type", type.name())).at(field.name());
      }
    }
    if (!type.table().equals(said.getTable())) {
      throw e;
    }
    return together(type, constraint);
  }

  /// Several fields that are unique together: the first of them stands for all.
  private static Refusal together(Type type, String constraint) {
    var refusal = Refusal.conflict("taken-together", Map.of("type", type.name()));
    return type.fields().stream()
        .filter(field -> constraint.contains("_" + field.column()))
        .findFirst()
        .map(field -> refusal.at(field.name()))
        .orElse(refusal);
  }

  private static boolean named(Type type, Field field, String constraint) {
    var column = type.table() + "_" + field.column();
    return constraint.equals(column + "_key") || constraint.equals(column);
  }

  /// A failed statement inside a place that may not throw a checked exception.
  static RuntimeException lost(SQLException e) {
    return new IllegalStateException(e);
  }
}
