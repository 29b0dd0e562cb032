package org.shuke.sales.reports;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.ExactJson;
import org.shuke.platform.db.Transaction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The reports of the weeks, as they were.
final class ReportSql {
  private static final JsonMapper JSON = ExactJson.MAPPER;

  private ReportSql() {}

  static @Nullable JsonNode find(Transaction tx, String week) throws SQLException {
    return tx.first(
        "select content from sales.weekly_report where week = ?",
        row -> JSON.readTree(row.getString(1)),
        week);
  }

  static int keep(Transaction tx, String week, Instant at, JsonNode content) throws SQLException {
    return tx.update(
        """
        insert into sales.weekly_report (week, made_at, content) values (?, ?, cast(? as jsonb))
        on conflict (week) do nothing\
        """,
        week,
        at,
        content.toString());
  }

  /// Everybody who may sign in.
  static List<UUID> people(Transaction tx) throws SQLException {
    return tx.query(
        "select id from access.\"user\" where active and binned_at is null order by id",
        row -> row.getObject(1, UUID.class));
  }
}
