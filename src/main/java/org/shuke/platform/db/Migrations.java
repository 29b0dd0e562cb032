package org.shuke.platform.db;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.zip.CRC32;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.shuke.platform.Resources;

/// Each wing's schema, brought up to date by the scripts in `db/<wing>` in the order of the wings,
/// so that foreign keys point to what is there already.
final class Migrations {
  static final List<String> WINGS =
      List.of(
          "platform",
          "records",
          "access",
          "customers",
          "catalog",
          "channels",
          "automation",
          "sales",
          "imports",
          "insight");

  private static final String HISTORY = "schema_history";

  private Migrations() {}

  static void run(Login owner, Login application, List<String> wings) {
    try {
      var fingerprint = fingerprint(wings);
      if (fingerprint.equals(appliedFingerprint(owner))) {
        return;
      }
      shareWith(owner, application);
      for (var wing : wings) {
        if (!Resources.in("db/" + wing).isEmpty()) {
          migrate(wing, owner);
          keepHistory(wing, owner, application);
        }
      }
      execute(owner, "comment on schema platform is '" + fingerprint + "'");
    } catch (SQLException | IOException e) {
      throw new IllegalStateException("Cannot prepare the schema: " + e.getMessage(), e);
    }
  }

  /// Tells whether there is anything to do, in a hundredth of the time that it takes to look at
  /// every wing's history.
  private static String fingerprint(List<String> wings) throws IOException {
    var sum = new CRC32();
    for (var wing : wings) {
      for (var script : Resources.in("db/" + wing)) {
        sum.update((wing + "/" + script.getFileName()).getBytes(UTF_8));
        sum.update(Files.readAllBytes(script));
      }
    }
    return "migrated to " + Long.toHexString(sum.getValue());
  }

  private static @Nullable String appliedFingerprint(Login owner) throws SQLException {
    try (var connection = connect(owner);
        var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "select obj_description(to_regnamespace('platform')::oid, 'pg_namespace')")) {
      return row.next() ? row.getString(1) : null;
    }
  }

  /// What the owner makes, the application may use.
  private static void shareWith(Login owner, Login application) throws SQLException {
    if (owner.user().equals(application.user())) {
      return;
    }
    var role = quoted(application.user());
    execute(
        owner,
        """
        alter default privileges grant usage on schemas to %1$s;
        alter default privileges grant select, insert, update, delete on tables to %1$s;
        alter default privileges grant usage, select, update on sequences to %1$s;
        """
            .formatted(role));
  }

  private static void migrate(String wing, Login owner) {
    var source = new PGSimpleDataSource();
    source.setUrl(owner.url());
    source.setUser(owner.user());
    source.setPassword(owner.password());
    source.setCurrentSchema("public,ext");
    source.setApplicationName("shuke migrations");
    Flyway.configure(Migrations.class.getClassLoader())
        .dataSource(source)
        .locations("classpath:db/" + wing)
        .schemas(wing)
        .defaultSchema(wing)
        .createSchemas(true)
        .table(HISTORY)
        .sqlMigrationPrefix("V")
        .validateMigrationNaming(true)
        // Rooms of a wing count in blocks of their own: a lower number may come later.
        .outOfOrder(true)
        .load()
        .migrate();
  }

  private static void keepHistory(String wing, Login owner, Login application) throws SQLException {
    if (!owner.user().equals(application.user())) {
      execute(
          owner,
          "revoke insert, update, delete on %s.%s from %s"
              .formatted(wing, HISTORY, quoted(application.user())));
    }
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private static void execute(Login owner, String sql) throws SQLException {
    try (var connection = connect(owner);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Connection connect(Login owner) throws SQLException {
    return DriverManager.getConnection(owner.url(), owner.user(), owner.password());
  }
}
