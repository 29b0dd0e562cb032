package org.shuke.platform.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.shuke.platform.Refusal;
import org.shuke.platform.Settings;
import org.shuke.platform.db.Database;
import org.shuke.platform.db.Login;

@Tag("slow")
class PostgresServerTest {
  private static final Set<String> ANY_STORAGE = Set.of("storage");

  private static final Path DATA = Path.of("target/postgres-server").toAbsolutePath();

  @BeforeAll
  static void makeDatabase() throws IOException {
    Folders.delete(DATA);
    PostgresServer.start(DATA, ANY_STORAGE).close();
  }

  private PostgresServer start() {
    return PostgresServer.start(DATA, ANY_STORAGE);
  }

  @Test
  void whatWasWrittenIsThereAfterStopAndStart() throws SQLException {
    try (var server = start()) {
      execute(server.owner(), "create table kept_by_stop as select 'hello' as text");
      assertEquals("off", ask(server.owner(), "select current_setting('is_superuser')"));
      assertEquals("C.UTF-8", ask(server.owner(), "select datlocale from pg_database limit 1"));
    }
    long begun = System.nanoTime();
    try (var server = start()) {
      var took = Duration.ofNanos(System.nanoTime() - begun);
      assertEquals("hello", ask(server.owner(), "select text from kept_by_stop"));
      assertTrue(took.compareTo(Duration.ofSeconds(2)) < 0, "start on an existing folder: " + took);
    }
  }

  @Test
  void aServerThatDiesIsStartedAgain() throws Exception {
    try (var server = start()) {
      execute(server.owner(), "create table kept_by_kill as select 'hello' as text");
      long first = server.pid();
      kill(ProcessHandle.of(first).orElseThrow());
      await(() -> server.pid() != first && server.ready());
      assertEquals("hello", ask(server.owner(), "select text from kept_by_kill"));
    }
  }

  @Test
  void theProgramIsRefusedWithARetryTimeUntilTheServerIsBack() throws Exception {
    try (var server = start();
        var database = Database.open(server.application(), server.owner(), ANY_STORAGE)) {
      assertEquals(1, one(database));
      long begun = System.nanoTime();
      ProcessHandle.of(server.pid()).orElseThrow().children().forEach(PostgresServerTest::kill);
      kill(ProcessHandle.of(server.pid()).orElseThrow());
      await(() -> {
        try {
          return one(database) == 1 && database.ready();
        } catch (Refusal e) {
          assertEquals(503, e.status());
          assertTrue(e.retryAfter() != null);
          return false;
        }
      });
      var took = Duration.ofNanos(System.nanoTime() - begun);
      assertTrue(took.compareTo(Duration.ofSeconds(15)) < 0, "back after " + took);
    }
  }

  private static int one(Database database) {
    return database.transaction(tx -> tx.query("select 1", row -> row.getInt(1)).getFirst());
  }

  @Test
  void aSecondShukeOnTheSameFolderRefuses() throws Exception {
    try (var server = start()) {
      assertTrue(server.ready());
      var here = assertThrows(Settings.Wrong.class, this::start);
      assertTrue(String.valueOf(here.getMessage()).contains("another Shuke"));
      var other = new OtherShuke(DATA);
      assertTrue(other.firstLine().contains("already serves " + DATA));
      other.kill();
      assertEquals("1", ask(server.application(), "select 1"));
    }
  }

  @Test
  void theServerOfAKilledShukeIsStoppedAndStartedAnew() throws Exception {
    var killed = new OtherShuke(DATA);
    var orphan = Long.parseLong(killed.firstLine());
    killed.kill();
    assertTrue(serves(orphan));
    try (var server = start()) {
      assertFalse(serves(orphan));
      assertEquals("1", ask(server.application(), "select 1"));
    }
  }

  @Test
  void aProcessNumberGivenToAnotherProcessDoesNotPreventTheStart() throws Exception {
    Files.writeString(
        DATA.resolve("postgres/postmaster.pid"),
        ProcessHandle.current().pid()
            + "\n"
            + DATA.resolve("postgres")
            + "\n0\n5432\n\n\n\nready\n");
    try (var server = start()) {
      assertEquals("1", ask(server.application(), "select 1"));
    }
  }

  @Test
  void aPasswordThatAKilledShukeLeftBehindIsRemoved() throws IOException {
    var left = Files.writeString(DATA.resolve("initdb.password"), "left behind");
    try (var server = start()) {
      assertTrue(server.ready());
      assertFalse(Files.exists(left));
    }
  }

  @Test
  void aFolderThatOthersMayEnterIsRefused() throws IOException {
    var folder = DATA.resolve("postgres");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    var wrong = assertThrows(Settings.Wrong.class, this::start);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    assertTrue(String.valueOf(wrong.getMessage()).contains("chmod 700"), wrong.getMessage());
  }

  @Test
  void aFolderInMemoryIsRefused() throws IOException {
    var memory = Path.of("/dev/shm");
    assumeTrue(Files.isDirectory(memory) && Files.getFileStore(memory).type().equals("tmpfs"));
    var folder = Files.createTempDirectory(memory, "shuke");
    var wrong = assertThrows(Settings.Wrong.class, () -> PostgresServer.start(folder, Set.of()));
    Files.delete(folder);
    assertTrue(String.valueOf(wrong.getMessage()).contains("in memory"), wrong.getMessage());
  }

  private static boolean serves(long pid) {
    return new Postmaster(pid, true).process(DATA.resolve("postgres")).isPresent();
  }

  private static void kill(ProcessHandle process) {
    process.destroyForcibly();
  }

  private static void await(BooleanSupplier condition) throws Exception {
    var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "it took more than 20 s");
      Thread.sleep(20);
    }
  }

  private static String ask(Login login, String query) throws SQLException {
    try (var connection = DriverManager.getConnection(login.url(), login.user(), login.password());
        var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      return rows.next() ? rows.getString(1) : "";
    }
  }

  private static void execute(Login login, String sql) throws SQLException {
    try (var connection = DriverManager.getConnection(login.url(), login.user(), login.password());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /// Another program on a data folder, which can be killed.
  private static final class OtherShuke {
    private final Process process;

    OtherShuke(Path data) throws IOException {
      process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  OtherShuke.class.getName(),
                  data.toString())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    }

    String firstLine() throws IOException {
      return String.valueOf(process.inputReader().readLine());
    }

    void kill() throws InterruptedException {
      process.destroyForcibly().waitFor();
    }

    /// Prints the server's process number, or why it did not start, and stays.
    public static void main(String[] args) throws InterruptedException {
      try {
        System.out.println(PostgresServer.start(Path.of(args[0]), ANY_STORAGE).pid());
      } catch (Settings.Wrong e) {
        System.out.println(e.getMessage());
      }
      Thread.sleep(Duration.ofMinutes(2));
    }
  }
}
