package org.shuke.demo;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.sales.quotes.QuoteHash;

/// Gives the papers what living through them would have given: quotes the hash by which they are
/// accepted, and every paper its rows in the log.
final class LoadTrail {
  private final Connection connection;

  private LoadTrail(Connection connection) {
    this.connection = connection;
  }

  /// Follows what the other loads have written of papers.
  static void all(Connection connection) throws SQLException {
    var trail = new LoadTrail(connection);
    trail.hashes();
    trail.quotes();
    trail.made("sales.\"order\"", "order", "placed_at");
    for (var paper : List.of("shipment", "invoice", "payment")) {
      trail.made("sales." + paper, paper, "created_at");
    }
    trail.contracts();
  }

  private void run(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private interface Row {
    void read(ResultSet row) throws SQLException;
  }

  private void each(String sql, Row reader) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      while (row.next()) {
        reader.read(row);
      }
    }
  }

  private void hashes() throws SQLException {
    var lines = new HashMap<UUID, List<Map<String, @Nullable Object>>>();
    each(
        """
        select quote, product, quantity, unit, unit_price, tax_rate, amount from sales.quote_line
        order by quote, position, id\
        """,
        row ->
            lines
                .computeIfAbsent(row.getObject(1, UUID.class), quote -> new ArrayList<>())
                .add(line(row)));
    var hashes = new HashMap<UUID, String>();
    each(
        """
        select id, number, account, currency, valid_until, payment_days from sales.quote
        where hash is null\
        """,
        row -> {
          var id = row.getObject(1, UUID.class);
          hashes.put(id, QuoteHash.of(quote(row), lines.getOrDefault(id, List.of())));
        });
    run("create temporary table quote_hash (quote uuid, hash text) on commit drop");
    try (var copy = new Copy(connection, "quote_hash", "quote, hash")) {
      for (var each : hashes.entrySet()) {
        copy.row(each.getKey(), each.getValue());
      }
      copy.finish();
    }
    run("update sales.quote q set hash = h.hash from quote_hash h where h.quote = q.id");
  }

  private static Map<String, @Nullable Object> quote(ResultSet row) throws SQLException {
    var quote = new HashMap<String, @Nullable Object>();
    quote.put("number", row.getString(2));
    quote.put("account", row.getObject(3, UUID.class));
    quote.put("currency", row.getString(4));
    quote.put("validUntil", row.getObject(5, LocalDate.class));
    quote.put("paymentDays", row.getBigDecimal(6));
    return quote;
  }

  private static Map<String, @Nullable Object> line(ResultSet row) throws SQLException {
    var line = new HashMap<String, @Nullable Object>();
    line.put("product", row.getObject(2, UUID.class));
    line.put("unit", row.getString(4));
    var numbers = Map.of("quantity", 3, "unitPrice", 5, "taxRate", 6, "amount", 7);
    for (var number : numbers.entrySet()) {
      BigDecimal value = row.getBigDecimal(number.getValue());
      line.put(number.getKey(), value);
    }
    return line;
  }

  /// Drafted, sent, answered: a step a version.
  private void quotes() throws SQLException {
    run(
        """
        update sales.quote
        set version = 1 + (status = 'submitted')::int + (sent_at is not null)::int
          + (answered_at is not null or status = 'superseded')::int\
        """);
    log(
        "quote",
        """
        select id, owner, created_at as at, 1 as version, null::text as was, 'draft' as became
        from sales.quote
        union all select id, owner, updated_at, 2, 'draft', status from sales.quote
        where status = 'submitted'
        union all select id, owner, sent_at, 2, 'draft', 'sent' from sales.quote
        where sent_at is not null
        union all select id, owner, answered_at, 3, 'sent', status from sales.quote
        where sent_at is not null and answered_at is not null
        union all select id, owner, updated_at, 3, 'sent', status from sales.quote
        where status = 'superseded'\
        """);
  }

  private void contracts() throws SQLException {
    run(
        """
        update sales.contract
        set version = 1 + (sent_at is not null)::int + (signed_at is not null)::int\
        """);
    log(
        "contract",
        """
        select id, owner, created_at as at, 1 as version, null::text as was, 'draft' as became
        from sales.contract
        union all select id, owner, sent_at, 2, 'draft', 'sent' from sales.contract
        where sent_at is not null
        union all select id, owner, signed_at, 3, 'sent', status from sales.contract
        where signed_at is not null\
        """);
  }

  private void log(String type, String steps) throws SQLException {
    run("create temporary table step on commit drop as " + steps);
    run(
        """
        with logged as (
          insert into records.change (at, actor, cause, type, record, version, op)
          select at, owner, 'page', '%s', id, version,
            case version when 1 then 'create' else 'update' end
          from step where owner is not null order by at
          returning seq, record, version)
        insert into records.change_value (seq, before, after)
        select l.seq, case when s.was is not null then jsonb_build_object('status', s.was) end,
          jsonb_build_object('status', s.became)
        from logged l join step s on s.id = l.record and s.version = l.version\
        """
            .formatted(type));
    run("drop table step");
  }

  /// What was made at once and is as it was made.
  private void made(String table, String type, String at) throws SQLException {
    run(
        """
        with logged as (
          insert into records.change (at, actor, cause, type, record, version, op)
          select %2$s, coalesce(owner, created_by), 'page', '%3$s', id, version, 'create'
          from %1$s order by %2$s
          returning seq, record)
        insert into records.change_value (seq, before, after)
        select l.seq, null, jsonb_build_object('number', t.number)
        from logged l join %1$s t on t.id = l.record\
        """
            .formatted(table, at, type));
  }
}
