package org.shuke.demo;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.shuke.access.ReadyRole;
import org.shuke.records.Principal;

/// Writes the teams and the people who work there, with the roles of their names where the house
/// has them. They cannot sign in until somebody gives them a password.
final class LoadStaff {
  private static final String COMMON =
      "id, created_at, created_by, updated_at, updated_by, name, name_key_en, name_key_zh, ";
  private static final UUID SHUKE = Principal.SYSTEM.id();

  private final Connection connection;
  private final Company company;

  LoadStaff(Connection connection, Company company) {
    this.connection = connection;
    this.company = company;
  }

  void all() throws SQLException {
    teams();
    users(roles());
  }

  private void teams() throws SQLException {
    var since = company.founded();
    try (var copy = new Copy(connection, "access.team", COMMON + "parent")) {
      for (var team : company.staff().teams()) {
        var name = team.name();
        copy.row(
            team.id(),
            since,
            SHUKE,
            since,
            SHUKE,
            name,
            Load.key("en", name),
            Load.key("zh", name),
            team.parent());
      }
      copy.finish();
    }
  }

  private Map<String, UUID> roles() throws SQLException {
    var named = new HashMap<String, UUID>();
    try (var statement = connection.prepareStatement("select name, id from access.role");
        var rows = statement.executeQuery()) {
      while (rows.next()) {
        named.put(rows.getString(1), rows.getObject(2, UUID.class));
      }
    }
    var roles = new HashMap<String, UUID>();
    for (var role : ReadyRole.values()) {
      var english = named.get(role.english());
      var id = english == null ? named.get(role.chinese()) : english;
      if (id != null) {
        roles.put(role.english(), id);
      }
    }
    return roles;
  }

  private void users(Map<String, UUID> roles) throws SQLException {
    var since = company.founded();
    try (var copy =
        new Copy(connection, "access.\"user\"", COMMON + "email, team, roles, locale, timezone")) {
      for (var each : company.staff().colleagues()) {
        var name = each.as().name();
        var role = roles.get(each.as().role());
        copy.row(
            each.id(),
            since,
            SHUKE,
            since,
            SHUKE,
            name,
            Load.key("en", name),
            Load.key("zh", name),
            each.email(),
            each.team(),
            role == null ? List.of() : List.of(role),
            each.as().locale(),
            company.zone().getId());
      }
      copy.finish();
    }
  }
}
