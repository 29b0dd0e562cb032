package org.shuke.records.writes;

import java.sql.SQLException;
import java.util.Map;
import org.postgresql.util.PSQLException;
import org.shuke.platform.Refusal;
import org.shuke.records.Field;
import org.shuke.records.Type;

/// What a constraint of the database says, in the caller's words.
final class Collisions {
  private static final String UNIQUE = "23505";

  private Collisions() {}

  /// 409 naming the field whose unique value is taken.
  ///
  /// @throws SQLException anything else, unchanged
  static Refusal refusal(Type type, SQLException e) throws SQLException {
    if (UNIQUE.equals(e.getSQLState())
        && e instanceof PSQLException sql
        && sql.getServerErrorMessage() != null) {
      var constraint = String.valueOf(sql.getServerErrorMessage().getConstraint());
      for (var field : type.fields()) {
        if (field.flags().unique() && named(type, field, constraint)) {
          return Refusal.conflict("taken", Map.of("type", type.name())).at(field.name());
        }
      }
    }
    throw e;
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
