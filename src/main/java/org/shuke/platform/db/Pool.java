package org.shuke.platform.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Connections for one class of work.
public final class Pool implements AutoCloseable {
  private static final int TRIES = 4;
  private static final Logger LOG = LoggerFactory.getLogger(Pool.class);

  /// What a pool is for.
  ///
  /// @param size how many connections at most
  /// @param patience how long a caller waits for a connection
  /// @param statement how long one statement may take; zero is for ever
  /// @param lock how long one statement may wait for a lock; zero is for ever
  /// @param readOnly each statement is its own transaction and cannot write
  record Kind(
      String name,
      int size,
      Duration patience,
      Duration statement,
      Duration lock,
      boolean readOnly) {}

  private final HikariDataSource source;
  private final ScopedValue<Boolean> inside = ScopedValue.newInstance();

  Pool(Login login, Kind kind) {
    var config = new HikariConfig();
    config.setPoolName(kind.name());
    config.setJdbcUrl(login.url());
    if (!login.user().isEmpty()) {
      config.setUsername(login.user());
      config.setPassword(login.password());
    }
    config.setMaximumPoolSize(kind.size());
    config.setMinimumIdle(0);
    config.setIdleTimeout(Duration.ofMinutes(2).toMillis());
    config.setConnectionTimeout(kind.patience().toMillis());
    config.setValidationTimeout(Math.min(2_000, kind.patience().toMillis()));
    config.setInitializationFailTimeout(-1);
    config.setAutoCommit(kind.readOnly());
    config.setConnectionInitSql(initial(kind));
    // a new connection has no transaction open, so that its first one may choose its isolation
    config.setIsolateInternalQueries(true);
    config.addDataSourceProperty("ApplicationName", "shuke " + kind.name());
    config.addDataSourceProperty("connectTimeout", "5");
    config.addDataSourceProperty("socketTimeout", socketTimeout(kind));
    config.addDataSourceProperty("tcpKeepAlive", "true");
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    this.source = new HikariDataSource(config);
  }

  private static String initial(Kind kind) {
    var settings = new ArrayList<String>();
    settings.add("set search_path = public, ext");
    settings.add("set timezone = 'UTC'");
    settings.add("set statement_timeout = " + kind.statement().toMillis());
    settings.add("set lock_timeout = " + kind.lock().toMillis());
    settings.add("set idle_in_transaction_session_timeout = '5min'");
    if (kind.readOnly()) {
      settings.add("set default_transaction_read_only = on");
    }
    return String.join("; ", settings);
  }

  /// A server that hangs is noticed a little after its own limit should have struck.
  private static String socketTimeout(Kind kind) {
    long limit = kind.statement().toSeconds();
    return Long.toString(limit == 0 ? 0 : limit + 15);
  }

  /// Runs the work in a transaction, again if it met another one, at most four times in all.
  public <T extends @Nullable Object> T transaction(Work<T> work) {
    return outermost(() -> retried(work, Connection.TRANSACTION_READ_COMMITTED, false));
  }

  /// Runs the work in a read-only transaction in which every statement sees the same moment.
  public <T extends @Nullable Object> T snapshot(Work<T> work) {
    return outermost(() -> retried(work, Connection.TRANSACTION_REPEATABLE_READ, true));
  }

  /// Runs reading work, each statement by itself; once more if the connection was lost.
  <T extends @Nullable Object> T read(Work<T> work) {
    return outermost(() -> {
      try {
        return readOnce(work);
      } catch (SQLException | RuntimeException e) {
        var failure = Failures.within(e);
        if (failure != null && Failures.lost(failure)) {
          return readOnce(work);
        }
        throw e;
      }
    });
  }

  private <T extends @Nullable Object> T readOnce(Work<T> work) throws SQLException {
    try (var connection = source.getConnection()) {
      return work.run(new Transaction(connection));
    }
  }

  private interface Attempt<T extends @Nullable Object> {
    T run() throws SQLException;
  }

  /// A second connection taken while holding the first would let many callers wait for each other.
  private <T extends @Nullable Object> T outermost(Attempt<T> attempt) {
    if (inside.isBound()) {
      throw new IllegalStateException(
          "A transaction within a transaction of the pool "
              + source.getPoolName()
              + "; hand over the outer one as an argument");
    }
    try {
      return ScopedValue.where(inside, true).call(attempt::run);
    } catch (Refusal e) {
      throw e;
    } catch (SQLException | RuntimeException e) {
      var failure = Failures.within(e);
      if (failure != null) {
        throw Failures.of(failure);
      }
      if (e instanceof RuntimeException unexpected) {
        throw unexpected;
      }
      throw new IllegalStateException(e);
    }
  }

  private <T extends @Nullable Object> T retried(Work<T> work, int isolation, boolean readOnly)
      throws SQLException {
    for (int attempt = 1; ; attempt++) {
      try {
        return once(work, isolation, readOnly);
      } catch (SQLException | RuntimeException e) {
        var failure = Failures.within(e);
        if (failure == null || !Failures.met(failure) || attempt == TRIES) {
          throw e;
        }
        LOG.debug("Work met another (try {}): {}", attempt, failure.getMessage());
        pause(attempt);
      }
    }
  }

  private static void pause(int attempt) {
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(5L << attempt, 20L << attempt));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Refusal.unavailable("busy", Duration.ofSeconds(2));
    }
  }

  private <T extends @Nullable Object> T once(Work<T> work, int isolation, boolean readOnly)
      throws SQLException {
    Transaction tx;
    T result;
    try (var connection = source.getConnection()) {
      if (isolation != Connection.TRANSACTION_READ_COMMITTED) {
        connection.setTransactionIsolation(isolation);
      }
      if (readOnly) {
        connection.setReadOnly(true);
      }
      tx = new Transaction(connection);
      try {
        result = work.run(tx);
        connection.commit();
      } catch (SQLException | RuntimeException | Error e) {
        rollback(connection, e);
        throw e;
      }
    }
    tx.committed();
    return result;
  }

  private static void rollback(Connection connection, Throwable because) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      because.addSuppressed(e);
    }
  }

  /// The connections themselves, for libraries that ask for a data source.
  public DataSource source() {
    return source;
  }

  void measure(MeterRegistry registry) {
    source.setMetricRegistry(registry);
  }

  @Override
  public void close() {
    source.close();
  }
}
