package org.shuke.sales.plans;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.shuke.platform.ExactJson;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Draft;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What plans read of the change log and of people.
final class PlanSql {
  private static final JsonMapper JSON = ExactJson.MAPPER;

  private PlanSql() {}

  /// What became of an opportunity.
  ///
  /// @param before by column, what it was at first
  /// @param after by column, what it is by now
  record Moved(UUID id, boolean created, JsonNode before, JsonNode after) {}

  /// The net effect of what changed since on each of these opportunities.
  static Map<UUID, Moved> changed(Transaction tx, List<UUID> ids, Instant since)
      throws SQLException {
    return tx
        .query(
            """
            select c.record, bool_or(c.op = 'create'),
              coalesce(records.merged(v.before order by c.seq desc), '{}'),
              coalesce(records.merged(v.after order by c.seq), '{}')
            from records.change c
            join records.change_value v on v.seq = c.seq
            where c.record = any (?) and c.at >= ? and c.part is null
            group by c.record\
            """,
            PlanSql::moved,
            tx.connection().createArrayOf("uuid", ids.toArray()),
            since)
        .stream()
        .collect(Collectors.toMap(Moved::id, each -> each));
  }

  /// The people of every team and of the teams below it.
  static Map<UUID, List<UUID>> people(Transaction tx) throws SQLException {
    return tx
        .query(
            """
            with recursive within (person, team) as (
              select id, team from access."user" where team is not null
              union
              select w.person, t.parent from within w join access.team t on t.id = w.team
              where t.parent is not null)
            select team, array_agg(person) from within group by team\
            """,
            row ->
                Map.entry(
                    row.getObject(1, UUID.class), List.of((UUID[]) row.getArray(2).getArray())))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /// Is there another target of the same person, team or place for the same? Those who ask for the
  /// same wait for each other.
  static boolean twin(Transaction tx, Draft target) throws SQLException {
    var of =
        Stream.of("period", "measure", "owner", "team", "territory", "product")
            .map(target::get)
            .toArray();
    tx.query(
        "select pg_advisory_xact_lock(hashtextextended(?, 0))",
        row -> true,
        "target " + Arrays.toString(of));
    return tx.first(
            """
            select id from sales.target
            where period = ? and measure = ? and owner is not distinct from ?::uuid
              and team is not distinct from ?::uuid and territory is not distinct from ?::text
              and product is not distinct from ?::uuid and id <> ? and binned_at is null\
            """,
            row -> true,
            Stream.concat(Arrays.stream(of), Stream.of(target.id())).toArray())
        != null;
  }

  private static Moved moved(ResultSet row) throws SQLException {
    return new Moved(
        row.getObject(1, UUID.class),
        row.getBoolean(2),
        JSON.readTree(row.getString(3)),
        JSON.readTree(row.getString(4)));
  }
}
