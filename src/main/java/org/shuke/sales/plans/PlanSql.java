package org.shuke.sales.plans;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.shuke.platform.db.Transaction;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What plans read of the change log.
final class PlanSql {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

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

  private static Moved moved(ResultSet row) throws SQLException {
    return new Moved(
        row.getObject(1, UUID.class),
        row.getBoolean(2),
        JSON.readTree(row.getString(3)),
        JSON.readTree(row.getString(4)));
  }
}
