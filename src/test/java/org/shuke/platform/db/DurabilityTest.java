package org.shuke.platform.db;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.shuke.platform.Settings;
import org.shuke.platform.TestDatabase;
import org.shuke.platform.postgres.PostgresServer;
import org.shuke.platform.postgres.WeakServer;

/// Each weak setting of a server is refused by its name. Settings of one database or role are tried
/// on the shared server, those of a whole server on one that is started weak.
@Tag("slow")
class DurabilityTest {
  private static final PostgresServer SERVER = TestDatabase.server();
  private static final Login WEAK =
      new Login(SERVER.url("test_weak"), "test_weak", "a-password-for-tests");

  @BeforeAll
  static void makeDatabase() throws SQLException {
    dropDatabase();
    administer("create role test_weak login password 'a-password-for-tests'");
    administer("create database test_weak owner test_weak template template0");
  }

  @AfterAll
  static void dropDatabase() throws SQLException {
    administer("drop database if exists test_weak with (force)");
    administer("drop role if exists test_weak");
  }

  private static void administer(String sql) throws SQLException {
    var login = SERVER.administrator("postgres");
    try (var connection = DriverManager.getConnection(login.url(), login.user(), login.password());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<String> weaknesses() {
    return Durability.weaknesses(WEAK).stream().map(Durability.Weakness::setting).toList();
  }

  @Test
  void theEmbeddedServerHasNoWeakness() {
    assertEquals(List.of(), Durability.weaknesses(SERVER.application()));
    assertEquals(List.of(), Durability.weaknesses(SERVER.owner()));
  }

  @ParameterizedTest
  @CsvSource({
    "synchronous_commit, alter role test_weak set synchronous_commit = off, alter role test_weak"
        + " reset all",
    "superuser, alter role test_weak superuser, alter role test_weak nosuperuser",
    "createrole, alter role test_weak createrole, alter role test_weak nocreaterole",
    "replication, alter role test_weak replication, alter role test_weak noreplication",
    "bypassrls, alter role test_weak bypassrls, alter role test_weak nobypassrls",
    "file_access, grant pg_read_server_files to test_weak, revoke pg_read_server_files from"
        + " test_weak"
  })
  void aWeakRoleIsRefusedByName(String setting, String weaken, String mend) throws SQLException {
    administer(weaken);
    try {
      assertEquals(List.of(setting), weaknesses());
      var wrong =
          assertThrows(Settings.Wrong.class, () -> Durability.verify(WEAK, Set.of("other")));
      var line = String.valueOf(wrong.getMessage());
      assertTrue(line.contains(setting + " = ") && line.contains("mend it with"), line);
      assertDoesNotThrow(() -> Durability.verify(WEAK, Set.of(setting)));
    } finally {
      administer(mend);
    }
  }

  @Test
  void anotherOrderOfTextIsRefused() throws SQLException {
    administer(
        "create database test_sorted template template0 locale_provider icu icu_locale 'en'");
    try {
      var login = new Login(SERVER.url("test_sorted"), WEAK.user(), WEAK.password());
      var wrong = assertThrows(Settings.Wrong.class, () -> Durability.verify(login, Set.of()));
      assertTrue(String.valueOf(wrong.getMessage()).contains("collation = en"), wrong.getMessage());
    } finally {
      administer("drop database test_sorted with (force)");
    }
  }

  @Test
  void aServerThatForgetsOrTrustsIsRefused() throws Exception {
    try (var weak = WeakServer.start()) {
      var found = Durability.weaknesses(weak.login()).stream().map(Durability.Weakness::setting);
      assertEquals(
          List.of(
              "fsync",
              "synchronous_commit",
              "full_page_writes",
              "data_checksums",
              "encoding",
              "superuser",
              "createrole",
              "replication",
              "bypassrls",
              "authentication"),
          found.toList());
    }
  }
}
