package org.shuke.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Policy.Members;

/// What the rights of users follow from: their roles, and the people around them.
final class RightsSql {
  private RightsSql() {}

  /// A user with all that his rights follow from.
  ///
  /// @param roles as [HeldRole#list] reads them
  record RightsRow(
      UUID id,
      String email,
      String name,
      @Nullable String locale,
      @Nullable String timezone,
      String roles,
      Members members) {}

  /// The users who hold the same roles.
  record Holders(String roles, UUID[] users) {}

  /// The roles of the user `u`.
  private static final String ROLES =
      """
      (select coalesce(jsonb_agg(jsonb_build_object('name', r.name,
                'administrator', r.administrator, 'grants', r.grants::jsonb) order by r.name), '[]')
       from access.role r where r.id = any (u.roles) and r.binned_at is null)
      """;

  /// The people around the user `u`, as columns that are named by what a policy binds.
  static final String MEMBERS =
      """
      array(select m.id from access."user" m where m.team = u.team
            union select u.id) as team_owners,
      array(with recursive below (id) as (
              select u.team
              union
              select t.id from access.team t join below b on t.parent = b.id)
            select m.id from access."user" m join below b on m.team = b.id
            union select u.id) as tree_owners,
      array(with recursive above (id, parent) as (
              select t.id, t.parent from access.team t where t.id = u.team
              union
              select t.id, t.parent from access.team t join above a on t.id = a.parent)
            select id from above) as my_teams
      """;

  /// Who may sign in, with his rights as they are now; null for everybody else.
  static @Nullable RightsRow of(Transaction tx, UUID user) throws SQLException {
    return tx.first(
        """
        select u.id, u.email, u.name, u.locale, u.timezone, u.team, %s as roles, %s
        from access."user" u where u.id = ? and u.active and u.binned_at is null
        """
            .formatted(ROLES, MEMBERS),
        row ->
            new RightsRow(
                row.getObject("id", UUID.class),
                row.getString("email"),
                row.getString("name"),
                row.getString("locale"),
                row.getString("timezone"),
                row.getString("roles"),
                new Members(
                    row.getObject("team", UUID.class),
                    ids(row, "team_owners"),
                    ids(row, "tree_owners"),
                    ids(row, "my_teams"))),
        user);
  }

  private static UUID[] ids(ResultSet row, String column) throws SQLException {
    return (UUID[]) row.getArray(column).getArray();
  }

  /// Everybody who may sign in, by the roles that he holds.
  static List<Holders> everybody(Transaction tx) throws SQLException {
    return tx.query(
        """
        select %s as roles, array_agg(u.id) as users
        from access."user" u where u.active and u.binned_at is null
        group by u.roles
        """
            .formatted(ROLES),
        row -> new Holders(row.getString("roles"), ids(row, "users")));
  }
}
