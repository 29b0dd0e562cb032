package org.shuke.platform.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/// A piece of work on one connection: plain JDBC for fixed statements, jOOQ for composed ones.
public final class Transaction {

  /// Reads one row; called for each row in turn.
  @FunctionalInterface
  public interface RowReader<T extends @Nullable Object> {
    T read(ResultSet row) throws SQLException;
  }

  private static final Settings JOOQ =
      new Settings().withExecuteLogging(false).withRenderFormatted(false);

  private final Connection connection;
  private final List<Runnable> afterCommit = new ArrayList<>();
  private @Nullable DSLContext sql;

  Transaction(Connection connection) {
    this.connection = connection;
  }

  public Connection connection() {
    return connection;
  }

  /// jOOQ on this connection.
  public DSLContext sql() {
    var made = sql;
    if (made == null) {
      made = DSL.using(connection, SQLDialect.POSTGRES, JOOQ);
      sql = made;
    }
    return made;
  }

  /// All rows that the query gives, values bound to its question marks in order.
  public <T extends @Nullable Object> List<T> query(
      String query, RowReader<T> reader, @Nullable Object... values) throws SQLException {
    try (var statement = prepare(query, values);
        var rows = statement.executeQuery()) {
      var read = new ArrayList<T>();
      while (rows.next()) {
        read.add(reader.read(rows));
      }
      return read;
    }
  }

  /// The first row that the query gives, or null when there is none.
  public <T> @Nullable T first(String query, RowReader<T> reader, @Nullable Object... values)
      throws SQLException {
    try (var statement = prepare(query, values);
        var rows = statement.executeQuery()) {
      return rows.next() ? reader.read(rows) : null;
    }
  }

  /// Runs the statement; answers how many rows it changed.
  public int update(String statement, @Nullable Object... values) throws SQLException {
    try (var prepared = prepare(statement, values)) {
      return prepared.executeUpdate();
    }
  }

  /// A statement with values bound to its question marks; [Instant]s become `timestamptz`.
  public PreparedStatement prepare(String statement, @Nullable Object... values)
      throws SQLException {
    var prepared = connection.prepareStatement(statement);
    try {
      for (int i = 0; i < values.length; i++) {
        prepared.setObject(i + 1, bound(values[i]));
      }
      return prepared;
    } catch (SQLException e) {
      prepared.close();
      throw e;
    }
  }

  private static @Nullable Object bound(@Nullable Object value) {
    return value instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : value;
  }

  /// Does something once the work is committed and the connection given back; never after a
  /// rollback.
  public void afterCommit(Runnable action) {
    afterCommit.add(action);
  }

  void committed() {
    afterCommit.forEach(Runnable::run);
  }
}
