package org.shuke.platform.db;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.shuke.platform.Settings;

/// Whether the database keeps what it acknowledges and lets nobody in without a password, as seen
/// in a session of the application's role: settings of the server, of the database and of the role
/// count.
final class Durability {

  /// A setting that is too weak.
  ///
  /// @param setting its name, by which it can be accepted
  /// @param remedy the command or step that mends it
  record Weakness(String setting, String value, String remedy) {
    String line() {
      return "the database has %s = %s; mend it with: %s".formatted(setting, value, remedy);
    }
  }

  private static final String QUESTION =
      """
      select current_setting('server_version_num')::int / 10000 as version,
             current_setting('fsync') as fsync,
             current_setting('synchronous_commit') as synchronous_commit,
             current_setting('full_page_writes') as full_page_writes,
             current_setting('data_checksums') as data_checksums,
             current_setting('server_encoding') as encoding,
             coalesce(d.datlocale, d.datcollate) as collation,
             r.rolsuper, r.rolcreaterole, r.rolreplication, r.rolbypassrls,
             (select string_agg(p.rolname, ', ') from pg_roles p
               where p.rolname in ('pg_read_server_files', 'pg_write_server_files',
                                   'pg_execute_server_program')
                 and pg_has_role(current_user, p.oid, 'usage')) as file_access,
             current_user as role
        from pg_roles r, pg_database d
       where r.rolname = current_user and d.datname = current_database()\
      """;

  private static final Set<String> BY_CODE_POINT =
      Set.of("C", "POSIX", "C.UTF-8", "C.UTF8", "PG_C_UTF8", "PG_UNICODE_FAST");

  private final List<Weakness> found = new ArrayList<>();

  private Durability() {}

  static void verify(Login login, Set<String> acceptWeak) {
    for (var weakness : weaknesses(login)) {
      if (!acceptWeak.contains(weakness.setting())) {
        throw new Settings.Wrong(
            weakness.line()
                + " (or accept the risk with SHUKE_DATABASE_ACCEPT_WEAK="
                + weakness.setting()
                + ")");
      }
    }
  }

  static List<Weakness> weaknesses(Login login) {
    var check = new Durability();
    try (var connection = connect(login, login.password())) {
      check.ask(connection);
    } catch (SQLException e) {
      throw new Settings.Wrong("The database's settings cannot be read: " + e.getMessage());
    }
    check.tryWithoutPassword(login);
    return check.found;
  }

  private static Connection connect(Login login, String password) throws SQLException {
    return DriverManager.getConnection(login.url(), login.user(), password);
  }

  private void ask(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(QUESTION)) {
      row.next();
      int version = row.getInt("version");
      if (version < 18) {
        weak("version", Integer.toString(version), "an upgrade to PostgreSQL 18 or newer");
      }
      mustBeOn(row, "fsync");
      var commit = row.getString("synchronous_commit");
      if (commit.equals("off")) {
        weak("synchronous_commit", commit, setting("synchronous_commit"));
      }
      mustBeOn(row, "full_page_writes");
      if (!row.getString("data_checksums").equals("on")) {
        weak("data_checksums", "off", "pg_checksums --enable, with the server stopped");
      }
      if (!row.getString("encoding").equals("UTF8")) {
        weak("encoding", row.getString("encoding"), newDatabase());
      }
      if (!BY_CODE_POINT.contains(row.getString("collation"))) {
        weak("collation", row.getString("collation"), newDatabase());
      }
      role(row);
    }
  }

  private void role(ResultSet row) throws SQLException {
    var role = row.getString("role");
    right(row, "superuser", "rolsuper", role);
    right(row, "createrole", "rolcreaterole", role);
    right(row, "replication", "rolreplication", role);
    right(row, "bypassrls", "rolbypassrls", role);
    var files = row.getString("file_access");
    if (files != null && !row.getBoolean("rolsuper")) {
      weak("file_access", files, "revoke %s from %s".formatted(files, role));
    }
  }

  private void right(ResultSet row, String name, String column, String role) throws SQLException {
    if (row.getBoolean(column)) {
      weak(name, "on (role " + role + ")", "alter role %s no%s".formatted(role, name));
    }
  }

  private void mustBeOn(ResultSet row, String name) throws SQLException {
    if (!row.getString(name).equals("on")) {
      weak(name, row.getString(name), setting(name));
    }
  }

  private static String setting(String name) {
    return "alter system set %s = on; select pg_reload_conf() (and no other value for the database or the role)"
        .formatted(name);
  }

  private static String newDatabase() {
    return "a database made with: create database shuke template template0 encoding 'UTF8'"
        + " locale_provider builtin builtin_locale 'C.UTF-8' locale 'C'";
  }

  /// A server that lets the role in with a wrong password asks nobody for one.
  private void tryWithoutPassword(Login login) {
    if (login.url().contains("sslcert=")) {
      return;
    }
    try (var connection = connect(login, login.password() + "-wrong")) {
      weak(
          "authentication",
          "trust" + (connection.isClosed() ? "" : " (a wrong password is let in)"),
          "scram-sha-256 instead of trust in pg_hba.conf; select pg_reload_conf()");
    } catch (SQLException refused) {
      return;
    }
  }

  private void weak(String setting, String value, String remedy) {
    found.add(new Weakness(setting, value, remedy));
  }
}
