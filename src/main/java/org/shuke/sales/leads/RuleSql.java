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
  static List<UUID> people(Transaction tx, Assigning rule) throws SQLException {
    return tx.query(
        """
        select id from access."user"
        where active and binned_at is null and (id = any (?) or team = ?::uuid) order by id
        """,
        row -> row.getObject(1, UUID.class),
        tx.connection().createArrayOf("uuid", rule.users()),
        rule.team());
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

  /// Who looks after the place of a lead; a region counts before its country.
  static @Nullable UUID manager(Transaction tx, UUID lead) throws SQLException {
    return tx.first(
        """
        select t.manager from sales.territory t
        join sales.lead l on l.id = ?
        join access."user" u on u.id = t.manager and u.active and u.binned_at is null
        where t.binned_at is null and (t.country is null or t.country = l.country)
          and (t.regions is null
            or lower(btrim(l.region)) = any (string_to_array(lower(t.regions), E'\\n')))
        order by t.regions is null, t.country is null, t.id limit 1
        """,
        row -> row.getObject(1, UUID.class),
        lead);
  }

  static @Nullable OffsetDateTime createdAt(Transaction tx, UUID lead) throws SQLException {
    return tx.first(
        "select created_at from sales.lead where id = ?",
        row -> row.getObject(1, OffsetDateTime.class),
        lead);
  }
}
