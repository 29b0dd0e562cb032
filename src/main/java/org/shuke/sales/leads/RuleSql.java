package org.shuke.sales.leads;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.db.Transaction;

/// The statements of the rules that score and assign leads.
final class RuleSql {
  /// What a rule asks of a lead.
  ///
  /// @param kind its type
  /// @param text null for always
  /// @param lastError why it could not be asked the last time
  record Condition(String kind, UUID rule, @Nullable String text, @Nullable String lastError) {}

  record Scored(String name, Condition condition, BigDecimal points) {}

  record Assigning(
      UUID id,
      String name,
      Condition condition,
      String method,
      UUID[] users,
      @Nullable UUID team,
      @Nullable UUID pool,
      @Nullable BigDecimal hours,
      @Nullable UUID last) {}

  private RuleSql() {}

  static List<Scored> scoring(Transaction tx) throws SQLException {
    return tx.query(
        """
        select id, name, condition, last_error, points from sales.score_rule
        where active and binned_at is null order by name
        """,
        row ->
            new Scored(
                row.getString(2),
                new Condition(
                    ScoreRule.NAME,
                    row.getObject(1, UUID.class),
                    row.getString(3),
                    row.getString(4)),
                row.getBigDecimal(5)));
  }

  /// Says at a rule why it could not be asked, or that it can: this counts no version.
  static void lastError(Transaction tx, String kind, UUID rule, @Nullable String error)
      throws SQLException {
    tx.update(
        kind.equals(ScoreRule.NAME)
            ? "update sales.score_rule set last_error = ? where id = ?"
            : "update sales.assignment_rule set last_error = ? where id = ?",
        error,
        rule);
  }

  /// A score is reckoned, not written: it counts no version and leaves no line in the log.
  static void score(Transaction tx, Map<UUID, Score> scores) throws SQLException {
    var of = scores.values();
    tx.update(
        """
        update sales.lead l set score = s.score, score_reasons = s.reasons
        from unnest(?::uuid[], ?::numeric[], ?::text[]) as s (id, score, reasons)
        where l.id = s.id
          and (l.score is distinct from s.score or l.score_reasons is distinct from s.reasons)
        """,
        tx.connection().createArrayOf("uuid", scores.keySet().toArray()),
        tx.connection().createArrayOf("numeric", of.stream().map(Score::total).toArray()),
        tx.connection().createArrayOf("text", of.stream().map(Score::reasons).toArray()));
  }

  static List<UUID> open(Transaction tx, @Nullable UUID after, int limit) throws SQLException {
    return tx.query(
        """
        select id from sales.lead where converted_at is null and binned_at is null
          and (?::uuid is null or id > ?::uuid) order by id limit ?
        """,
        row -> row.getObject(1, UUID.class),
        after,
        after,
        limit);
  }

  static List<UUID> nobodys(Transaction tx) throws SQLException {
    return tx.query(
        """
        select id from sales.lead where owner is null and pool is null and status = 'new'
          and binned_at is null order by id limit 1000
        """,
        row -> row.getObject(1, UUID.class));
  }

  /// The rules in their order, locked: of leads that come at once, each sees whose turn it is.
  static List<Assigning> assigning(Transaction tx) throws SQLException {
    return tx.query(
        """
        select id, name, condition, method, users, team, pool, respond_within_hours, last_user,
          last_error from sales.assignment_rule where active and binned_at is null
        order by position, id for no key update
        """,
        row ->
            new Assigning(
                row.getObject(1, UUID.class),
                row.getString(2),
                new Condition(
                    AssignmentRule.NAME,
                    row.getObject(1, UUID.class),
                    row.getString(3),
                    row.getString(10)),
                row.getString(4),
                (UUID[]) row.getArray(5).getArray(),
                row.getObject(6, UUID.class),
                row.getObject(7, UUID.class),
                row.getBigDecimal(8),
                row.getObject(9, UUID.class)));
  }

  /// The active people of a rule in a fixed order.
  static List<UUID> people(Transaction tx, UUID[] users, @Nullable UUID team) throws SQLException {
    return tx.query(
        """
        select id from access."user"
        where active and binned_at is null and (id = any (?) or team = ?::uuid) order by id
        """,
        row -> row.getObject(1, UUID.class),
        tx.connection().createArrayOf("uuid", users),
        team);
  }

  static void turn(Transaction tx, UUID rule, UUID user) throws SQLException {
    tx.update("update sales.assignment_rule set last_user = ? where id = ?", user, rule);
  }

  /// Of some people the one with the fewest open leads.
  static @Nullable UUID idlest(Transaction tx, List<UUID> people) throws SQLException {
    return tx.first(
        """
        select u.id from unnest(?::uuid[]) as u (id)
        left join sales.lead l on l.owner = u.id and l.binned_at is null
          and l.status in ('new', 'working', 'qualified')
        group by u.id order by count(l.id), u.id limit 1
        """,
        row -> row.getObject(1, UUID.class),
        tx.connection().createArrayOf("uuid", people.toArray()));
  }

  /// Who looks after the place of a lead; a city counts before its region, a region before its
  /// country. One place may be named more fully than the other, 浙江 and 浙江省, but York is not
  /// Yorkshire.
  static @Nullable UUID manager(Transaction tx, UUID lead) throws SQLException {
    return tx.first(
        """
        select t.manager from sales.territory t
        join sales.lead l on l.id = ?
        join access."user" u on u.id = t.manager and u.active and u.binned_at is null
        cross join lateral (
          select coalesce(bool_or(%s), false) as city, coalesce(bool_or(%s), false) as region
          from (select lower(btrim(line, E' \\t\\r　')) as named,
              lower(btrim(l.city, ' 　')) as city, lower(btrim(l.region, ' 　')) as region
            from string_to_table(t.regions, E'\\n') as line) place
          where named <> '') at
        where t.binned_at is null and (t.country is null or t.country = l.country)
          and (coalesce(btrim(t.regions), '') = '' or at.city or at.region)
        order by not at.city, not at.region, t.country is null, t.id limit 1
        """
            .formatted(alike("city"), alike("region")),
        row -> row.getObject(1, UUID.class),
        lead);
  }

  private static String alike(String place) {
    return """
    %1$s <> '' and (starts_with(%1$s, named) and substr(%1$s, length(named) + 1) !~ '^[a-zà-ÿ]'
      or starts_with(named, %1$s) and substr(named, length(%1$s) + 1) !~ '^[a-zà-ÿ]')\
    """
        .formatted(place);
  }

  /// How many new leads neither a person nor a pool has.
  static int unplaced(Transaction tx) throws SQLException {
    Integer count =
        tx.first(
            """
            select count(*) from sales.lead where owner is null and pool is null
              and status = 'new' and binned_at is null
            """,
            row -> row.getInt(1));
    return count == null ? 0 : count;
  }

  static List<UUID> administrators(Transaction tx) throws SQLException {
    return tx.query(
        """
        select u.id from access."user" u where u.active and u.binned_at is null
          and exists (select from access.role r
            where r.id = any (u.roles) and r.administrator and r.binned_at is null)
        order by u.id
        """,
        row -> row.getObject(1, UUID.class));
  }

  static @Nullable OffsetDateTime createdAt(Transaction tx, UUID lead) throws SQLException {
    return tx.first(
        "select created_at from sales.lead where id = ?",
        row -> row.getObject(1, OffsetDateTime.class),
        lead);
  }
}
