package org.shuke.automation.rules;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.ExactJson;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Type;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What rules read and keep outside of the engine: themselves, their log, the past of a record.
final class RuleSql {
  private static final JsonMapper JSON = ExactJson.MAPPER;
  private static final String RULE =
      """
      select id, name, owner, on_type, trigger, watched, date_field, date_offset, every, at_hour,
             condition, actions, yearly, date_kind
      from automation.rule\
      """;

  private RuleSql() {}

  /// A rule as it stands.
  record Stored(
      UUID id,
      String name,
      UUID owner,
      String onType,
      Rule.Trigger trigger,
      List<String> watched,
      @Nullable String dateField,
      int dateOffset,
      Rule.@Nullable Every every,
      int atHour,
      @Nullable String condition,
      String actions,
      @Nullable Boolean yearly,
      @Nullable String dateKind) {}

  static List<Stored> active(Transaction tx) throws SQLException {
    return tx.query(
        RULE + " where active and binned_at is null and owner is not null order by position, id",
        RuleSql::stored);
  }

  static @Nullable Stored find(Transaction tx, UUID id) throws SQLException {
    return tx.first(
        RULE + " where id = ? and binned_at is null and owner is not null", RuleSql::stored, id);
  }

  private static Stored stored(ResultSet row) throws SQLException {
    var every = row.getString(9);
    return new Stored(
        row.getObject(1, UUID.class),
        row.getString(2),
        row.getObject(3, UUID.class),
        row.getString(4),
        Rule.Trigger.valueOf(row.getString(5).toUpperCase(Locale.ROOT)),
        names(row.getString(6)),
        row.getString(7),
        row.getInt(8),
        every == null ? null : Rule.Every.valueOf(every.toUpperCase(Locale.ROOT)),
        row.getInt(10),
        row.getString(11),
        row.getString(12),
        row.getObject(13, Boolean.class),
        row.getString(14));
  }

  static List<String> names(@Nullable String text) {
    return text == null
        ? List.of()
        : List.of(text.split("[,，\\s]+")).stream().filter(name -> !name.isEmpty()).toList();
  }

  /// Lets changes name the rule as their actor.
  static void actor(Transaction tx, Stored rule) throws SQLException {
    tx.update(
        """
        insert into records.principal (id, kind, name, on_behalf_of) values (?, 'rule', ?, ?)
        on conflict (id) do update set name = excluded.name, on_behalf_of = excluded.on_behalf_of
          where (principal.name, principal.on_behalf_of)
            is distinct from (excluded.name, excluded.on_behalf_of)\
        """,
        rule.id(),
        rule.name(),
        rule.owner());
  }

  /// The changes of records since a time, oldest first, as rules see them.
  ///
  /// @param op `create` or `update`
  static List<Events.Event> events(Transaction tx, String type, String op, Instant since, int limit)
      throws SQLException {
    return tx.query(
        """
        select c.seq, c.at, c.actor, c.cause, c.unit, c.record, c.version, c.op, v.after
        from records.change c left join records.change_value v using (seq)
        where c.type = ? and c.at >= ? and c.part is null and c.op = ?
          and c.cause <> 'undo'
        order by c.seq limit ?\
        """,
        row -> event(row, type),
        type,
        since,
        op,
        limit);
  }

  /// When the change log begins to know of records of a type.
  static @Nullable Instant firstChange(Transaction tx, String type) throws SQLException {
    return tx.first(
        "select at from records.change where type = ? order by seq limit 1",
        row -> row.getObject(1, OffsetDateTime.class).toInstant(),
        type);
  }

  private static Events.Event event(ResultSet row, String type) throws SQLException {
    return new Events.Event(
        row.getLong(1),
        row.getObject(2, OffsetDateTime.class).toInstant(),
        row.getObject(3, UUID.class),
        row.getObject(5, UUID.class),
        type,
        row.getObject(6, UUID.class),
        row.getString(8).equals("create"),
        columns(row.getString(9)));
  }

  private static List<String> columns(@Nullable String json) {
    return json == null ? List.of() : List.copyOf(JSON.readTree(json).propertyNames());
  }

  /// Which columns a change touched.
  static List<String> touched(Transaction tx, long seq) throws SQLException {
    return columns(
        tx.first(
            "select coalesce(after, before) from records.change_value where seq = ?",
            row -> row.getString(1),
            seq));
  }

  /// A record as it was right after a change, by column; null when it is gone.
  static @Nullable ObjectNode past(Transaction tx, Type type, UUID record, long seq)
      throws SQLException {
    var table = tx.sql().render(DSL.table(DSL.name(type.schema(), type.table())));
    var now =
        tx.first(
            "select to_jsonb(t) from " + table + " t where id = ? and binned_at is null",
            row -> row.getString(1),
            record);
    if (now == null) {
      return null;
    }
    var values = (ObjectNode) JSON.readTree(now);
    for (var before :
        tx.query(
            """
            select v.before from records.change c join records.change_value v using (seq)
            where c.record = ? and c.seq > ? and c.part is null and v.before is not null
            order by c.seq desc\
            """,
            row -> row.getString(1),
            record,
            seq)) {
      values.setAll((ObjectNode) JSON.readTree(before));
    }
    return values;
  }

  /// How deep in a chain of rules a unit was made; 0 when by no rule.
  static int depth(Transaction tx, @Nullable UUID unit) throws SQLException {
    var depth =
        unit == null
            ? null
            : tx.first(
                "select max(depth) from automation.rule_run where unit = ?",
                row -> row.getInt(1),
                unit);
    return depth == null ? 0 : depth;
  }

  /// @param seq the change, or null for an occasion in the calendar
  record Run(
      UUID rule,
      String type,
      UUID record,
      @Nullable Long seq,
      @Nullable LocalDate occasion,
      Instant at,
      String outcome,
      @Nullable String reason,
      String args,
      int depth,
      @Nullable UUID unit) {}

  /// A run as it is written down.
  record Logged(UUID id, Run run) {}

  /// Writes down what became of an event; null when that occasion is written down already.
  static @Nullable UUID log(Transaction tx, Run run) throws SQLException {
    return tx.first(
        """
        insert into automation.rule_run
          (rule, type, record, seq, occasion, at, outcome, reason, args, depth, unit)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?) on conflict do nothing
        returning id\
        """,
        row -> row.getObject(1, UUID.class),
        run.rule(),
        run.type(),
        run.record(),
        run.seq(),
        run.occasion(),
        run.at(),
        run.outcome(),
        run.reason(),
        run.args(),
        run.depth(),
        run.unit());
  }

  static List<Logged> runs(Transaction tx, UUID rule, @Nullable String outcome, int limit)
      throws SQLException {
    return tx.query(
        """
        select type, record, seq, occasion, at, outcome, reason, args, depth, unit, id
        from automation.rule_run
        where rule = ? and (cast(? as text) is null or outcome = ?)
        order by at desc, id desc limit ?\
        """,
        row ->
            new Logged(
                row.getObject(11, UUID.class),
                new Run(
                    rule,
                    row.getString(1),
                    row.getObject(2, UUID.class),
                    row.getObject(3, Long.class),
                    row.getObject(4, LocalDate.class),
                    row.getObject(5, OffsetDateTime.class).toInstant(),
                    row.getString(6),
                    row.getString(7),
                    row.getString(8),
                    row.getInt(9),
                    row.getObject(10, UUID.class))),
        rule,
        outcome,
        outcome,
        limit);
  }

  static @Nullable LocalDate doneUntil(Transaction tx, UUID rule) throws SQLException {
    return tx.first(
        "select done_until from automation.rule_state where rule = ?",
        row -> row.getObject(1, LocalDate.class),
        rule);
  }

  static void done(Transaction tx, UUID rule, LocalDate day) throws SQLException {
    tx.update(
        """
        insert into automation.rule_state (rule, done_until) values (?, ?)
        on conflict (rule) do update set done_until = excluded.done_until\
        """,
        rule,
        day);
  }

  /// Draws the next turn of a round.
  static int turn(Transaction tx, UUID rule) throws SQLException {
    var turn =
        tx.first(
            """
            insert into automation.rule_state as s (rule, turn) values (?, 1)
            on conflict (rule) do update set turn = s.turn + 1 returning turn - 1\
            """,
            row -> row.getInt(1),
            rule);
    return turn == null ? 0 : turn;
  }

  /// The secret that signs a rule's web hooks.
  static String secret(Transaction tx, UUID rule, String fresh) throws SQLException {
    var secret =
        tx.first(
            """
            insert into automation.rule_state as s (rule, secret) values (?, ?)
            on conflict (rule) do update set secret = coalesce(s.secret, excluded.secret)
            returning secret\
            """,
            row -> row.getString(1),
            rule,
            fresh);
    return secret == null ? fresh : secret;
  }

  /// Replaces the secret that signs a rule's web hooks.
  static void secretIs(Transaction tx, UUID rule, String sealed) throws SQLException {
    tx.update(
        """
        insert into automation.rule_state (rule, secret) values (?, ?)
        on conflict (rule) do update set secret = excluded.secret\
        """,
        rule,
        sealed);
  }

  /// Seals secrets that are kept as they are, with the rules and in calls that wait.
  static int seal(Transaction tx, UnaryOperator<String> sealing) throws SQLException {
    int sealed = 0;
    for (var plain :
        tx.query(
            """
            select secret from automation.rule_state where secret like 'whsec\\_%'
            union select payload ->> 'secret' from channels.outbox
            where kind = 'hook' and payload ->> 'secret' like 'whsec\\_%'\
            """,
            row -> row.getString(1))) {
      var kept = sealing.apply(plain);
      sealed +=
          tx.update("update automation.rule_state set secret = ? where secret = ?", kept, plain);
      tx.update(
          """
          update channels.outbox set payload = jsonb_set(payload, '{secret}', to_jsonb(?::text))
          where kind = 'hook' and payload ->> 'secret' = ?\
          """,
          kept,
          plain);
    }
    return sealed;
  }

  static int forget(Transaction tx, Instant before) throws SQLException {
    return tx.update("delete from automation.rule_run where at < ? and occasion is null", before);
  }
}
