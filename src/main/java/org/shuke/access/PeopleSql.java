package org.shuke.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.db.Transaction;

/// Users with their passwords, invitations and rights.
final class PeopleSql {
  private PeopleSql() {}

  /// Who signs in.
  ///
  /// @param hash null for who was invited and has no password yet
  record Person(
      UUID id,
      String email,
      String name,
      boolean active,
      @Nullable String locale,
      @Nullable String hash) {}

  private static final String PERSON =
      """
      select u.id, u.email, u.name, u.active and u.binned_at is null as active, u.locale, p.hash
      from access."user" u left join access.password p on p."user" = u.id
      """;

  private static Person person(ResultSet row) throws SQLException {
    return new Person(
        row.getObject("id", UUID.class),
        row.getString("email"),
        row.getString("name"),
        row.getBoolean("active"),
        row.getString("locale"),
        row.getString("hash"));
  }

  static @Nullable Person byEmail(Transaction tx, String email) throws SQLException {
    return tx.first(PERSON + "where lower(u.email) = lower(?)", PeopleSql::person, email);
  }

  static @Nullable Person byId(Transaction tx, UUID id) throws SQLException {
    return tx.first(PERSON + "where u.id = ?", PeopleSql::person, id);
  }

  static @Nullable Person byInvitation(Transaction tx, byte[] token, Instant now)
      throws SQLException {
    return tx.first(
        PERSON
            + """
            join access.invitation i on i."user" = u.id
            where i.token_hash = ? and i.expires_at > ?
            """,
        PeopleSql::person,
        token,
        now);
  }

  /// Uses up an invitation: of several that come with it at once, one gets the person.
  static @Nullable Person takeInvitation(Transaction tx, byte[] token, Instant now)
      throws SQLException {
    var user =
        tx.first(
            """
            delete from access.invitation where token_hash = ? and expires_at > ?
            returning "user"
            """,
            row -> row.getObject(1, UUID.class),
            token,
            now);
    return user == null ? null : byId(tx, user);
  }

  static boolean anybodyWithPassword(Transaction tx) throws SQLException {
    return tx.first("select true from access.password limit 1", row -> true) != null;
  }

  static int setPassword(Transaction tx, UUID user, String hash, Instant now) throws SQLException {
    return tx.update(
        """
        insert into access.password ("user", hash, changed_at) values (?, ?, ?)
        on conflict ("user") do update set hash = excluded.hash, changed_at = excluded.changed_at
        """,
        user,
        hash,
        now);
  }

  static UUID addUser(
      Transaction tx, UUID by, String email, String name, UUID role, @Nullable String locale)
      throws SQLException {
    var id =
        tx.first(
            """
            insert into access."user" (email, name, roles, locale, created_by, updated_by)
            values (?, ?, array[?], ?, ?, ?) returning id
            """,
            row -> row.getObject(1, UUID.class),
            email,
            name,
            role,
            locale,
            by,
            by);
    if (id == null) {
      throw new IllegalStateException("insert without an id");
    }
    return id;
  }

  static int describe(
      Transaction tx,
      UUID user,
      String name,
      @Nullable String locale,
      @Nullable String timezone,
      Instant now)
      throws SQLException {
    return tx.update(
        """
        update access."user" set name = ?, locale = ?, timezone = ?, version = version + 1,
               updated_at = ?, updated_by = id
        where id = ?
        """,
        name,
        locale,
        timezone,
        now,
        user);
  }

  /// Notes the language of somebody who has not chosen one.
  static int speak(Transaction tx, UUID user, String locale) throws SQLException {
    return tx.update(
        """
        update access."user" set locale = ?, version = version + 1
        where id = ? and locale is null
        """,
        locale,
        user);
  }

  /// A new invitation takes the place of the old one.
  static int invite(Transaction tx, UUID user, byte[] token, Instant expires) throws SQLException {
    return tx.update(
        """
        insert into access.invitation ("user", token_hash, expires_at) values (?, ?, ?)
        on conflict ("user") do update
        set token_hash = excluded.token_hash, expires_at = excluded.expires_at
        """,
        user,
        token,
        expires);
  }

  static int forgetInvitations(Transaction tx, Instant expiredBefore) throws SQLException {
    return tx.update("delete from access.invitation where expires_at < ?", expiredBefore);
  }

  static @Nullable UUID anAdministrator(Transaction tx) throws SQLException {
    return tx.first(
        """
        select u.id from access."user" u join access.role r on r.id = any (u.roles)
        where r.administrator and u.active and u.binned_at is null and r.binned_at is null
        order by u.created_at limit 1
        """,
        row -> row.getObject(1, UUID.class));
  }

  static UUID administratorRole(Transaction tx) throws SQLException {
    var id =
        tx.first(
            """
            select id from access.role where administrator and binned_at is null
            order by created_at limit 1
            """,
            row -> row.getObject(1, UUID.class));
    if (id == null) {
      throw new IllegalStateException("There is no role for administrators");
    }
    return id;
  }

  static boolean anotherAdministrator(Transaction tx, UUID but) throws SQLException {
    return tx.first(
            """
            select true from access."user" u join access.role r on r.id = any (u.roles)
            where r.administrator and r.binned_at is null
              and u.active and u.binned_at is null and u.id <> ? limit 1
            """,
            row -> true,
            but)
        != null;
  }

  private static java.sql.Array array(Transaction tx, List<UUID> ids) throws SQLException {
    return tx.connection().createArrayOf("uuid", ids.toArray());
  }

  static boolean anyAdministrators(Transaction tx, List<UUID> roles) throws SQLException {
    return tx.first(
            "select true from access.role where id = any (?) and administrator limit 1",
            row -> true,
            array(tx, roles))
        != null;
  }

  static List<String> grants(Transaction tx, List<UUID> roles) throws SQLException {
    return tx.query(
        "select grants from access.role where id = any (?)",
        row -> row.getString(1),
        array(tx, roles));
  }

  /// Is a team another one or somewhere below it?
  static boolean isWithin(Transaction tx, UUID team, UUID above) throws SQLException {
    return tx.first(
            """
            with recursive up (id) as (
              select ?::uuid
              union
              select t.parent from access.team t join up on t.id = up.id where t.parent is not null)
            select true from up where id = ?
            """,
            row -> true,
            team,
            above)
        != null;
  }

  static boolean anyRole(Transaction tx) throws SQLException {
    return tx.first("select true from access.role limit 1", row -> true) != null;
  }

  static int addRole(Transaction tx, UUID by, String name, String grants, boolean administrator)
      throws SQLException {
    return tx.update(
        """
        insert into access.role (name, grants, administrator, created_by, updated_by)
        values (?, ?, ?, ?, ?)
        """,
        name,
        grants,
        administrator,
        by,
        by);
  }

  /// Gives a ready-made role that nobody has touched its name in a language.
  static void nameRole(Transaction tx, ReadyRole role, Locale language) throws SQLException {
    tx.update(
        "update access.role set name = ? where name in (?, ?) and version = 1",
        role.in(language),
        role.english(),
        role.chinese());
  }

  /// One first start at a time, on all nodes.
  static void lockFirstStart(Transaction tx) throws SQLException {
    tx.first("select pg_advisory_xact_lock(5127001)", row -> true);
  }

  static int setSetupCode(Transaction tx, byte[] hash) throws SQLException {
    return tx.update(
        """
        insert into access.setup (code_hash) values (?)
        on conflict (one) do update set code_hash = excluded.code_hash
        """,
        hash);
  }

  static byte @Nullable [] setupCode(Transaction tx) throws SQLException {
    return tx.first("select code_hash from access.setup", row -> row.getBytes(1));
  }

  static int endSetup(Transaction tx) throws SQLException {
    return tx.update("delete from access.setup");
  }

  static long revision(Transaction tx) throws SQLException {
    var number = tx.first("select number from access.revision", row -> row.getLong(1));
    return number == null ? 0 : number;
  }
}
