package org.shuke.platform.db;

import io.micrometer.core.instrument.MeterRegistry;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal;
import org.shuke.platform.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The database as the program sees it.
public final class Database implements AutoCloseable {
  private static final Duration AWAY_AT_START = Duration.ofSeconds(60);
  private static final Logger LOG = LoggerFactory.getLogger(Database.class);

  private static final Pool.Kind READS = kind("reads", 10, 3, 30, 5, true);
  private static final Pool.Kind WRITES = kind("writes", 10, 3, 30, 10, false);
  private static final Pool.Kind BACKGROUND = kind("background", 8, 60, 0, 60, false);
  private static final Pool.Kind JOBS = kind("jobs", 3, 3, 10, 5, false);
  private static final Pool.Kind SCHEMA = kind("schema", 1, 60, 0, 2, false);

  private final Login application;
  private final Login owner;
  private final Pool reads;
  private final Pool writes;
  private final Pool background;
  private final Pool jobs;
  private final Pool schema;

  private static Pool.Kind kind(
      String name, int size, int patience, int statement, int lock, boolean readOnly) {
    return new Pool.Kind(
        name,
        size,
        Duration.ofSeconds(patience),
        Duration.ofSeconds(statement),
        Duration.ofSeconds(lock),
        readOnly);
  }

  private Database(Login application, Login owner) {
    this.application = application;
    this.owner = owner;
    this.reads = new Pool(application, READS);
    this.writes = new Pool(application, WRITES);
    this.background = new Pool(application, BACKGROUND);
    this.jobs = new Pool(application, JOBS);
    this.schema = new Pool(owner, SCHEMA);
  }

  /// Opens the pools on a database that keeps what it acknowledges, or refuses with one clear line.
  ///
  /// @param owner the role that owns the tables; may be the same as the application's
  /// @param acceptWeak names of settings that may be weak
  public static Database open(Login application, Login owner, Set<String> acceptWeak) {
    awaitReachable(application);
    Durability.verify(application, acceptWeak);
    return new Database(application, owner);
  }

  private static void awaitReachable(Login login) {
    long end = System.nanoTime() + AWAY_AT_START.toNanos();
    for (int attempt = 1; ; attempt++) {
      try (var connection =
          DriverManager.getConnection(login.url(), login.user(), login.password())) {
        connection.getMetaData();
        return;
      } catch (SQLException e) {
        if (!Failures.lost(e) || System.nanoTime() > end) {
          throw new Settings.Wrong(
              "SHUKE_DATABASE_URL: cannot sign in to the database as "
                  + login
                  + ": "
                  + String.valueOf(e.getMessage()).replaceAll("\\s+", " "));
        }
        if (attempt == 1) {
          LOG.warn("The database does not answer yet ({}); waiting for it", e.getMessage());
        }
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(Duration.ofSeconds(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Settings.Wrong("Interrupted while waiting for the database");
    }
  }

  /// Brings the schema of every wing up to date, in the order of the wings.
  public void migrate() {
    migrate(Migrations.WINGS);
  }

  /// Brings the schemas of some wings up to date, for tests that need no more.
  public void migrate(List<String> wings) {
    Migrations.run(owner, application, wings);
  }

  /// Reads: each statement is its own read-only transaction.
  public <T extends @Nullable Object> T read(Work<T> work) {
    return reads.read(work);
  }

  /// Does all of the work or nothing. It may be run again from its start.
  public <T extends @Nullable Object> T transaction(Work<T> work) {
    return writes.transaction(work);
  }

  /// Reads so that every statement sees the same moment.
  public <T extends @Nullable Object> T snapshot(Work<T> work) {
    return writes.snapshot(work);
  }

  /// For work that may take long: jobs, imports, exports.
  public Pool background() {
    return background;
  }

  /// For the scheduler's own short transactions, which nothing else may hold up.
  public Pool jobs() {
    return jobs;
  }

  /// For changes of the schema, as the owner of the tables, one at a time.
  public Pool schema() {
    return schema;
  }

  /// Whether the database answers.
  public boolean ready() {
    try {
      return Boolean.TRUE.equals(
          jobs.transaction(tx -> tx.first("select true", r -> r.getBoolean(1))));
    } catch (Refusal | DatabaseFault e) {
      return false;
    }
  }

  /// Publishes figures about the pools.
  public void measure(MeterRegistry registry) {
    pools().forEach(pool -> pool.measure(registry));
  }

  private List<Pool> pools() {
    return List.of(reads, writes, background, jobs, schema);
  }

  @Override
  public void close() {
    pools().forEach(Pool::close);
  }

  /// For those who make further connections themselves, like a listener to notifications.
  public Login login() {
    return application;
  }
}
