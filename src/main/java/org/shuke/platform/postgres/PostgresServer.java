package org.shuke.platform.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.shuke.platform.Settings;
import org.shuke.platform.db.Login;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The embedded PostgreSQL server of a data folder, started, watched and stopped by us.
///
/// ```
///   start ──▶ ready ──died──▶ restarting ──▶ ready …     close: stopped, complete on the disk
/// ```
public final class PostgresServer implements AutoCloseable {
  private static final String DATABASE = "shuke";
  private static final String OWNER = "shuke_owner";
  private static final String APPLICATION = "shuke";

  /// How long the remains of a killed server may keep its shared memory.
  private static final Duration REMAINS = Duration.ofSeconds(20);

  private static final Set<String> FORGETFUL = Set.of("tmpfs", "ramfs");
  private static final Logger LOG = LoggerFactory.getLogger(PostgresServer.class);

  private final FolderLock lock;
  private final Cluster cluster;
  private final Passwords passwords;
  private final Path startLog;
  private final Object starting = new Object();
  private int port;
  private volatile Process process;
  private volatile boolean ready;
  private volatile boolean closing;

  private PostgresServer(FolderLock lock, Cluster cluster, Passwords passwords, Path startLog) {
    this.lock = lock;
    this.cluster = cluster;
    this.passwords = passwords;
    this.startLog = startLog;
    this.port = freePort();
    this.process = launch();
    this.ready = true;
  }

  /// Starts the server of the data folder, which is made when it is not there. Returns when it
  /// accepts connections and has the database and its roles.
  ///
  /// @param acceptWeak may hold `storage` for a folder in memory
  public static PostgresServer start(Path data, Set<String> acceptWeak) {
    makeFolder(data);
    if (!acceptWeak.contains("storage")) {
      mustOutliveThePower(data);
    }
    var lock = FolderLock.take(data.resolve("postgres.lock"));
    try {
      var cluster = new Cluster(data, Binaries.in(data.resolve("binaries")));
      var passwordFile = data.resolve("postgres.passwords");
      cluster.prepare(passwordFile);
      var server =
          new PostgresServer(
              lock, cluster, Passwords.read(passwordFile), data.resolve("postgres-start.log"));
      server.makeRolesAndDatabase();
      Thread.ofVirtual().name("postgres-supervisor").start(server::supervise);
      return server;
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static void makeFolder(Path data) {
    try {
      if (!Files.isDirectory(data)) {
        Files.createDirectories(data);
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make the data folder " + data, e);
    }
  }

  private static void mustOutliveThePower(Path data) {
    try {
      var storage = Files.getFileStore(data).type();
      if (FORGETFUL.contains(storage)) {
        throw new Settings.Wrong(
            "SHUKE_DATA: %s lies in memory (%s) and is lost when the machine stops; choose a folder"
                    .formatted(data, storage)
                + " on a disk, or accept it with SHUKE_DATABASE_ACCEPT_WEAK=storage");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot see on which disk " + data + " lies", e);
    }
  }

  /// Ports below the system's own range: a client that dials a dead port of that range can meet
  /// itself.
  private static int freePort() {
    for (int attempt = 0; attempt < 200; attempt++) {
      int candidate = ThreadLocalRandom.current().nextInt(20_000, 30_000);
      try (var socket = new ServerSocket()) {
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), candidate));
        return candidate;
      } catch (IOException taken) {
        LOG.debug("Port {} is taken", candidate);
      }
    }
    throw new IllegalStateException("No free port for the database between 20000 and 29999");
  }

  private Process launch() {
    var patience = System.nanoTime() + REMAINS.toNanos();
    while (true) {
      var launched = tryLaunch();
      if (launched.isAlive()) {
        return launched;
      }
      var said = startLog();
      if (said.contains("is still in use") && System.nanoTime() < patience) {
        pause(Duration.ofMillis(200));
      } else {
        throw new IllegalStateException("The database server does not start: " + said);
      }
    }
  }

  /// A process that is ready, or dead.
  private Process tryLaunch() {
    try {
      Files.deleteIfExists(Postmaster.file(cluster.folder()));
      var launched = cluster.start(Tuning.settings(port), startLog);
      for (int turn = 1; launched.isAlive(); turn++) {
        var postmaster = Postmaster.of(cluster.folder());
        if (postmaster != null && postmaster.pid() == launched.pid() && postmaster.ready()) {
          return launched;
        }
        pause(Duration.ofMillis(10));
        if (turn % 1000 == 0) {
          LOG.info("Waiting for the database to recover");
        }
      }
      return launched;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start the database server", e);
    }
  }

  private String startLog() {
    try {
      return Files.readString(startLog).strip();
    } catch (IOException e) {
      return "see " + cluster.folder().resolve("log");
    }
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while the database server starts", e);
    }
  }

  private void makeRolesAndDatabase() {
    try (var connection = connect(administrator("postgres"))) {
      if (!exists(connection, "select 1 from pg_database where datname = '" + DATABASE + "'")) {
        makeRole(connection, OWNER, passwords.owner());
        makeRole(connection, APPLICATION, passwords.application());
        createDatabase(connection, DATABASE, "template0");
      }
    } catch (SQLException e) {
      close();
      throw new IllegalStateException("Cannot set up the database: " + e.getMessage(), e);
    }
  }

  private static boolean exists(Connection connection, String query) throws SQLException {
    try (var statement = connection.createStatement();
        var found = statement.executeQuery(query)) {
      return found.next();
    }
  }

  private static void makeRole(Connection connection, String role, String password)
      throws SQLException {
    if (!exists(connection, "select 1 from pg_roles where rolname = '" + role + "'")) {
      execute(connection, "create role " + role + " login password '" + password + "'");
    }
  }

  private static void createDatabase(Connection connection, String name, String template)
      throws SQLException {
    execute(connection, "create database " + name + " owner " + OWNER + " template " + template);
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Connection connect(Login login) throws SQLException {
    return DriverManager.getConnection(login.url(), login.user(), login.password());
  }

  private void supervise() {
    while (!closing) {
      try {
        int status = process.waitFor();
        synchronized (starting) {
          if (!closing) {
            restart(status);
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        LOG.error("The database server does not start again; the next try is in 5 s", e);
        pause(Duration.ofSeconds(5));
      }
    }
  }

  private void restart(int status) {
    ready = false;
    LOG.error("The database server ended (status {}); starting it again", status);
    process = launch();
    ready = true;
    LOG.info("The database server is back");
  }

  /// Whether the server accepts connections, as far as we know.
  public boolean ready() {
    return ready && process.isAlive();
  }

  /// The process of the server, which is also in the cluster's `postmaster.pid`.
  public long pid() {
    return process.pid();
  }

  /// The role that owns the tables, for migrations.
  public Login owner() {
    return new Login(url(DATABASE), OWNER, passwords.owner());
  }

  /// The role for everything else: owns nothing and is no superuser.
  public Login application() {
    return new Login(url(DATABASE), APPLICATION, passwords.application());
  }

  /// The superuser, for making databases; never for the program's work.
  public Login administrator(String database) {
    return new Login(url(database), Cluster.ADMINISTRATOR, passwords.administrator());
  }

  /// The address of a database of this server.
  public String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  /// Makes another database for the same roles, as a copy of the template.
  public void createDatabase(String name, String template) throws SQLException {
    try (var connection = connect(administrator("postgres"))) {
      createDatabase(connection, name, template);
    }
  }

  /// Stops the server at once for its clients and complete on the disk.
  @Override
  public void close() {
    closing = true;
    synchronized (starting) {
      ready = false;
      if (process.isAlive()) {
        cluster.stop();
      }
    }
    lock.close();
  }
}
