package org.shuke.access;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.postgresql.PGConnection;
import org.shuke.platform.db.Login;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Notices that anybody's rights have changed, on this node or another: woken by the database, and
/// asking twice a second in case it was not. When the last answer is older than a second, nothing
/// that is remembered counts any more.
final class Watch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
  private static final int ASK_EVERY_MILLIS = 400;
  private static final long TRUSTED_NANOS = Duration.ofSeconds(1).toNanos();

  private final Login login;
  private final Thread thread;
  private volatile long generation;
  private volatile long answered = System.nanoTime() - TRUSTED_NANOS;
  private volatile boolean closed;

  Watch(Login login) {
    this.login = login;
    this.thread = Thread.ofPlatform().daemon().name("watch rights").unstarted(this::run);
  }

  Watch start() {
    thread.start();
    return this;
  }

  /// What was learnt under an older generation is out of date.
  long generation() {
    return generation;
  }

  /// Is the generation known to be the latest?
  boolean trusted() {
    return System.nanoTime() - answered < TRUSTED_NANOS;
  }

  /// Makes everything that was learnt so far out of date.
  void forget() {
    synchronized (this) {
      generation++;
    }
  }

  private void run() {
    while (!closed) {
      try (var connection = connect()) {
        listen(connection);
      } catch (SQLException e) {
        if (!closed) {
          LOG.debug("the watch over rights lost the database", e);
          pause();
        }
      }
    }
  }

  private Connection connect() throws SQLException {
    var properties = new Properties();
    if (!login.user().isEmpty()) {
      properties.setProperty("user", login.user());
      properties.setProperty("password", login.password());
    }
    properties.setProperty("ApplicationName", "shuke watch");
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("socketTimeout", "5");
    return DriverManager.getConnection(login.url(), properties);
  }

  private void listen(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var question = connection.prepareStatement("select number from access.revision")) {
      statement.execute("listen access");
      long known = -1;
      while (!closed) {
        long asked = System.nanoTime();
        try (var rows = question.executeQuery()) {
          rows.next();
          long now = rows.getLong(1);
          if (now != known) {
            forget();
            known = now;
          }
        }
        answered = asked;
        connection.unwrap(PGConnection.class).getNotifications(ASK_EVERY_MILLIS);
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(ASK_EVERY_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
