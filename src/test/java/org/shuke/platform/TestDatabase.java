package org.shuke.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.shuke.platform.db.Database;
import org.shuke.platform.db.Login;
import org.shuke.platform.postgres.PostgresServer;

/// A real, migrated, empty database for one test class:
///
/// ```java
/// @RegisterExtension static final TestDatabase world = TestDatabase.fresh();
/// ```
///
/// `fresh("platform", "records")` has these wings only. One embedded server serves all classes of a
/// test run; each class gets a copy of a template that is made anew when a migration changes.
public final class TestDatabase implements AfterAllCallback, AutoCloseable {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final String name;
  private final Database database;

  private TestDatabase(String name) {
    this.name = name;
    this.database = Database.open(application(), owner(), Set.of("storage"));
  }

  /// A fresh copy of the empty database with all wings, or with the named ones only.
  public static TestDatabase fresh(String... wings) {
    var name = "test_" + COUNT.incrementAndGet();
    try {
      Server.POSTGRES.createDatabase(name, Server.template(List.of(wings)));
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot make the test database " + name, e);
    }
    return new TestDatabase(name);
  }

  /// The server, for tests of what an administrator does.
  public static PostgresServer server() {
    return Server.POSTGRES;
  }

  public Database database() {
    return database;
  }

  public Login application() {
    return at(Server.POSTGRES.application());
  }

  public Login owner() {
    return at(Server.POSTGRES.owner());
  }

  private Login at(Login login) {
    return new Login(Server.POSTGRES.url(name), login.user(), login.password());
  }

  /// Settings for a whole program on this database: any free port, a data folder of its own.
  public Settings settings(Path data, Map<String, String> more) {
    var values = new HashMap<String, String>();
    values.put("SHUKE_PORT", "0");
    values.put("SHUKE_DATA", data.toString());
    values.put("SHUKE_DATABASE_URL", url(application()));
    values.put("SHUKE_DATABASE_OWNER_URL", url(owner()));
    values.putAll(more);
    return Settings.of(values);
  }

  private static String url(Login login) {
    return login.url() + "?user=" + login.user() + "&password=" + login.password();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    close();
  }

  @Override
  public void close() {
    database.close();
    Server.execute("drop database if exists " + name + " with (force)");
  }

  private static final class Server {
    private static final PostgresServer POSTGRES = start();
    private static final Map<String, String> TEMPLATES = new HashMap<>();

    private static PostgresServer start() {
      for (int turn = 1; ; turn++) {
        try {
          var folder = Path.of("target", "test-database-" + turn).toAbsolutePath();
          var server = PostgresServer.start(folder, Set.of("storage"));
          Runtime.getRuntime().addShutdownHook(new Thread(server::close));
          return server;
        } catch (Settings.Wrong usedByAnotherRun) {
          if (turn == 4) {
            throw usedByAnotherRun;
          }
        }
      }
    }

    private static synchronized String template(List<String> wings) {
      return TEMPLATES.computeIfAbsent(String.join("_", wings), names -> made(names, wings));
    }

    private static String made(String names, List<String> wings) {
      var known = databases();
      var name = "template_" + fingerprint() + "_" + names;
      if (TEMPLATES.isEmpty()) {
        known.removeIf(kept -> kept.startsWith("template_" + fingerprint()));
        known.forEach(old -> execute("drop database " + old + " with (force)"));
      }
      if (!databases().contains(name)) {
        make(name, wings);
      }
      return name;
    }

    private static Set<String> databases() {
      var found = new HashSet<String>();
      try (var connection = DriverManager.getConnection(url(), user(), password());
          var statement = connection.createStatement();
          var rows =
              statement.executeQuery(
                  "select datname from pg_database where datname ~ '^(test|template)_'")) {
        while (rows.next()) {
          found.add(rows.getString(1));
        }
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
      return found;
    }

    /// Under another name until it is complete.
    private static void make(String name, List<String> wings) {
      execute("drop database if exists test_unfinished");
      try {
        POSTGRES.createDatabase("test_unfinished", "template0");
      } catch (SQLException e) {
        throw new IllegalStateException("Cannot make the template of the test databases", e);
      }
      try (var database = new TestDatabase("test_unfinished").database) {
        if (wings.isEmpty()) {
          database.migrate();
        } else {
          database.migrate(wings);
        }
      }
      execute("alter database test_unfinished rename to " + name);
    }

    private static String fingerprint() {
      var sum = new CRC32();
      try (var files = Files.walk(Path.of("target", "classes", "db"))) {
        for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
          sum.update(file.toString().getBytes(StandardCharsets.UTF_8));
          sum.update(Files.readAllBytes(file));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return Long.toHexString(sum.getValue());
    }

    private static String url() {
      return POSTGRES.administrator("postgres").url();
    }

    private static String user() {
      return POSTGRES.administrator("postgres").user();
    }

    private static String password() {
      return POSTGRES.administrator("postgres").password();
    }

    private static void execute(String sql) {
      try (var connection = DriverManager.getConnection(url(), user(), password());
          var statement = connection.createStatement()) {
        statement.execute(sql);
      } catch (SQLException e) {
        throw new IllegalStateException(sql, e);
      }
    }
  }
}
