package org.shuke.platform.db;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/// A statement that the database refused for a reason that is neither the caller's nor passing: a
/// fault of the program, unless the caller knows the state and the constraint.
public final class DatabaseFault extends RuntimeException {
  private final String state;
  private final @Nullable String constraint;

  DatabaseFault(SQLException cause) {
    super(cause.getMessage(), cause);
    this.state = String.valueOf(cause.getSQLState());
    this.constraint = constraintOf(cause);
  }

  private static @Nullable String constraintOf(SQLException cause) {
    if (cause instanceof PSQLException postgres) {
      var message = postgres.getServerErrorMessage();
      return message == null ? null : message.getConstraint();
    }
    return null;
  }

  /// The SQLSTATE, like `23505` for a unique value that is taken.
  public String state() {
    return state;
  }

  /// The name of the violated constraint, if one was violated.
  public @Nullable String constraint() {
    return constraint;
  }
}
