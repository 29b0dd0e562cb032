package org.shuke.platform.db;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal;

/// What went wrong, seen from the caller: come back later, or a fault of the program.
final class Failures {
  private static final Duration SOON = Duration.ofSeconds(2);

  private Failures() {}

  /// The database's own exception within what was thrown, if there is one.
  static @Nullable SQLException within(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof SQLException failure) {
        return failure;
      }
    }
    return null;
  }

  /// Two pieces of work met; the same work succeeds when it is run again.
  static boolean met(SQLException failure) {
    var state = state(failure);
    return state.equals("40001") || state.equals("40P01");
  }

  /// The connection or the server went away.
  static boolean lost(SQLException failure) {
    return switch (state(failure)) {
      case "57P01", "57P02", "57P03", "53300" -> true;
      case String s -> s.startsWith("08");
    };
  }

  static RuntimeException of(SQLException failure) {
    if (failure instanceof SQLTransientConnectionException && failure.getCause() == null) {
      return Refusal.unavailable("busy", SOON);
    }
    if (failure instanceof SQLTransientConnectionException || lost(failure) || met(failure)) {
      return Refusal.unavailable(met(failure) ? "busy" : "database-away", SOON);
    }
    return switch (state(failure)) {
      case "57014" -> Refusal.unavailable("too-slow", SOON);
      case "55P03" -> Refusal.unavailable("busy", SOON);
      case "53100" -> new Refusal(507, "disk-full", Map.of());
      default -> new DatabaseFault(failure);
    };
  }

  private static String state(SQLException failure) {
    return String.valueOf(failure.getSQLState());
  }
}
