package org.shuke.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.shuke.records.Ids;
import tools.jackson.databind.json.JsonMapper;

/// Saving a quote of 500 lines over HTTP, against a raw transaction that writes the very same rows
/// by batches: the quote, its lines, their changes with the values, and the search row. Both draw a
/// number of the same counter, whose row stays locked until the commit: numbers have no gaps. Each
/// quote is for another customer, as in a company: one who got hundreds would be another question.
final class Quotings implements Measure {
  private static final double WANTED = 0.5;
  private static final int LINES = 500;
  private static final int CUSTOMERS = 200;
  private static final String MARK = "bench-quote";
  private static final AtomicLong NUMBER = new AtomicLong();

  private final House house;

  Quotings(House house) {
    this.house = house;
  }

  @Override
  public String name() {
    return "quote";
  }

  @Override
  public List<Figure> figures() throws Exception {
    takeAway();
    try {
      var quotes = quotes();
      var rows = rowsOf(quotes.getFirst());
      return List.of(
          Turns.compare(
              "quote of %d lines saved".formatted(LINES),
              WANTED,
              () -> new Http(house.wire(), quotes),
              () -> new Raw(house.connect(), rows)));
    } finally {
      takeAway();
    }
  }

  /// One for each of some customers.
  private List<String> quotes() {
    var products = Samples.all(house, "catalog.product");
    var lines = new StringBuilder();
    for (int i = 0; i < LINES; i++) {
      lines
          .append(i == 0 ? "" : ",")
          .append(
              """
              {"product":"%s","quantity":%d,"listPrice":%d,"discount":5,"taxRate":13}\
              """
                  .formatted(products.get(i % products.size()), 1 + i % 9, 100 + i));
    }
    return Samples.ids(house, "customers.account").stream()
        .limit(CUSTOMERS)
        .map(account ->
            "{\"account\":\"%s\",\"subject\":\"%s\",\"currency\":\"CNY\",\"lines\":[%s]}"
                .formatted(account, MARK, lines))
        .toList();
  }

  /// Saves one and reads back every row that this wrote; the quote itself is the first.
  private List<Rows> rowsOf(String quote) throws IOException {
    try (var wire = house.wire()) {
      var made = JsonMapper.shared().readTree(wire.post("/api/v1/quotes", quote));
      var id = UUID.fromString(made.path("id").stringValue());
      return house
          .database()
          .read(tx -> {
            var connection = tx.connection();
            return List.of(
                Rows.of(connection, "sales.quote", "id = ?", id),
                Rows.of(connection, "sales.quote_line", "quote = ? order by position", id),
                Rows.of(connection, "records.change", "record = ? order by seq", id),
                Rows.of(
                    connection,
                    "records.change_value",
                    "seq in (select seq from records.change where record = ?) order by seq",
                    id),
                Rows.of(connection, "records.search", "record = ?", id));
          });
    }
  }

  private void takeAway() {
    house
        .database()
        .background()
        .transaction(tx -> {
          tx.update(
              "delete from records.search where record in"
                  + " (select id from sales.quote where subject = ?)",
              MARK);
          return tx.update("delete from sales.quote where subject = ?", MARK);
        });
  }

  private record Http(Wire wire, List<String> quotes) implements Rush.Caller {
    @Override
    public void call() throws IOException {
      int next = (int) (NUMBER.incrementAndGet() % quotes.size());
      wire.post("/api/v1/quotes", quotes.get(next));
    }

    @Override
    public void close() throws IOException {
      wire.close();
    }
  }

  private static final class Raw implements Rush.Caller {
    private final Connection connection;
    private final List<Rows> rows;
    private final List<PreparedStatement> inserts = new ArrayList<>();
    private final PreparedStatement numbers;
    private final PreparedStatement counter;

    Raw(Connection connection, List<Rows> rows) throws SQLException {
      this.connection = connection;
      this.rows = rows;
      connection.setAutoCommit(false);
      for (var each : rows) {
        inserts.add(each.prepare(connection));
      }
      this.numbers =
          connection.prepareStatement(
              "select nextval('records.change_seq_seq') from generate_series(1, ?)");
      this.counter =
          connection.prepareStatement(
              """
              update records.number_counter set last = last + 1
              where (range, period) = (
                select range, period from records.number_counter
                where range = (select id from records.number_range where subject = 'quote')
                order by period desc limit 1)\
              """);
    }

    @Override
    public void call() throws SQLException {
      counter.executeUpdate();
      var renamed = renamed();
      for (int i = 0; i < rows.size(); i++) {
        rows.get(i).write(inserts.get(i), renamed);
      }
      connection.commit();
    }

    private Map<String, String> renamed() throws SQLException {
      var renamed = new HashMap<String, String>();
      var quote = rows.getFirst();
      renamed.put(quote.column("number").getFirst(), MARK + NUMBER.incrementAndGet());
      quote.column("id").forEach(id -> renamed.put(id, Ids.next().toString()));
      rows.get(1).column("id").forEach(id -> renamed.put(id, Ids.next().toString()));
      var changes = rows.get(2).column("seq");
      numbers.setInt(1, changes.size());
      try (var next = numbers.executeQuery()) {
        for (var change : changes) {
          next.next();
          renamed.put(change, next.getString(1));
        }
      }
      return renamed;
    }

    @Override
    public void close() throws SQLException {
      connection.close();
    }
  }
}
