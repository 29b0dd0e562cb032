package org.shuke.demo;

import java.sql.Connection;
import java.sql.SQLException;
import org.shuke.records.Principal;

/// Writes the teams and the people who work there. They cannot sign in until somebody gives them a
/// password or invites them.
final class LoadStaff {
  private final Connection connection;
  private final Company company;

  LoadStaff(Connection connection, Company company) {
    this.connection = connection;
    this.company = company;
  }

  void all() throws SQLException {
    var shuke = Principal.SYSTEM.id();
    var since = company.founded();
    var common =
        "id, created_at, created_by, updated_at, updated_by, name, name_key_en, name_key_zh, ";
    try (var copy = new Copy(connection, "access.team", common + "parent")) {
      for (var team : company.staff().teams()) {
        copy.row(
            team.id(),
            since,
            shuke,
            since,
            shuke,
            team.name(),
            Load.key("en", team.name()),
            Load.key("zh", team.name()),
            team.parent());
      }
      copy.finish();
    }
    try (var copy =
        new Copy(connection, "access.\"user\"", common + "email, team, locale, timezone")) {
      for (var each : company.staff().colleagues()) {
        var name = each.as().name();
        copy.row(
            each.id(),
            since,
            shuke,
            since,
            shuke,
            name,
            Load.key("en", name),
            Load.key("zh", name),
            each.email(),
            each.team(),
            each.as().locale(),
            company.zone().getId());
      }
      copy.finish();
    }
  }
}
