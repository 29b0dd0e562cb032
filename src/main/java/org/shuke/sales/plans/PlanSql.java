package org.shuke.sales.plans;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.shuke.platform.db.Transaction;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What plans read of the change log.
final class PlanSql {
  private static final int MOST = 1_000;
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private PlanSql() {}

  /// What became of an opportunity.
  ///
  /// @param before by column, what it was at first
  /// @param after by column, what it is by now
  record Moved(UUID id, boolean created, JsonNode before, JsonNode after) {}

  /// The opportunities changed since, the latest first, with the net effect on each.
  static List<Moved> changed(Transaction tx, Instant since) throws SQLException {
    return tx.query(
        """
        select o.id, bool_or(c.op = 'create'),
          coalesce(records.merged(v.before order by c.seq desc), '{}'),
          coalesce(records.merged(v.after order by c.seq), '{}')
        from (select id, updated_at from sales.opportunity
          where updated_at >= ? and binned_at is null order by updated_at desc, id desc limit ?) o
        join records.change c on c.record = o.id and c.at >= ? and c.part is null
        join records.change_value v on v.seq = c.seq
        group by o.id, o.updated_at order by o.updated_at desc, o.id desc\
        """,
        PlanSql::moved,
        since,
        MOST,
        since);
  }

  private static Moved moved(ResultSet row) throws SQLException {
    return new Moved(
        row.getObject(1, UUID.class),
        row.getBoolean(2),
        JSON.readTree(row.getString(3)),
        JSON.readTree(row.getString(4)));
  }
}
