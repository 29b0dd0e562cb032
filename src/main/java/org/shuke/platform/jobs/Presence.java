package org.shuke.platform.jobs;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.db.Login;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Shows the others that this node lives: a lock of the database that vanishes with the connection,
/// and so with the process, however it ended. Whoever starts next need not wait for a lease.
final class Presence implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Presence.class);
  private static final int JOBS = 1_785_688_435;

  /// Whether the node of job `j` is there.
  static final String HELD =
      """
      select from pg_locks l
       where l.locktype = 'advisory' and l.classid = %d::oid and l.objid = hashtext(j.node)::oid
         and l.objsubid = 2 and l.granted
         and l.database = (select oid from pg_database where datname = current_database())\
      """
          .formatted(JOBS);

  private final Login login;
  private final String node;
  private @Nullable Connection connection;

  Presence(Login login, String node) {
    this.login = login;
    this.node = node;
  }

  /// Takes the lock, again after the connection was lost; to be called at each tick.
  void show() {
    try {
      if (connection == null || !connection.isValid(1)) {
        close();
        connection = DriverManager.getConnection(login.url(), login.user(), login.password());
        try (var lock = connection.prepareStatement("select pg_advisory_lock(?, hashtext(?))")) {
          lock.setInt(1, JOBS);
          lock.setString(2, node);
          lock.execute();
        }
      }
    } catch (SQLException e) {
      LOG.debug("The jobs' connection is lost: {}", e.getMessage());
    }
  }

  @Override
  public void close() {
    try (var lost = connection) {
      connection = null;
    } catch (SQLException e) {
      LOG.debug("The jobs' connection was lost: {}", e.getMessage());
    }
  }
}
