package org.shuke.bench;

import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.shuke.catalog.prices.Prices;
import org.shuke.platform.db.Transaction;

/// The prices of 10,000 lines in one request, against the same statement read raw. The products are
/// made for it and taken away again.
final class Pricings implements Measure {
  private static final double WANTED = 0.5;
  private static final int LINES = 10_000;
  private static final String MARK = "bench-price";
  private static final String MAKE =
      """
      with s as (select '00000000-0000-0000-0000-000000000001'::uuid as id), p as (
        insert into catalog.product (created_by, updated_by, sku, name, list_price, currency)
        select s.id, s.id, '%1$s-' || i, '%1$s', i, 'CNY' from generate_series(1, %2$d) i, s
        returning id
      ), b as (
        insert into catalog.price_book (created_by, updated_by, name, currency)
        select id, id, '%1$s', 'CNY' from s returning id
      )
      insert into catalog.price_entry
        (created_by, updated_by, price_book, product, currency, min_quantity, price)
      select s.id, s.id, b.id, p.id, 'CNY', q, 9 from p, b, s, (values (0), (10), (100)) v(q)
      """
          .formatted(MARK, LINES);

  private final House house;
  private final Prices prices;

  Pricings(House house, Prices prices) {
    this.house = house;
    this.prices = prices;
  }

  @Override
  public String name() {
    return "prices";
  }

  @Override
  public List<Figure> figures() throws Exception {
    takeAway();
    try {
      house.database().background().transaction(tx -> tx.update(MAKE));
      var ids =
          house
              .database()
              .read(tx ->
                  tx.query(
                      "select id from catalog.product where name = ?",
                      row -> row.getObject(1, UUID.class),
                      MARK));
      var question = question(ids);
      return List.of(
          Turns.compare(
              "prices of 10,000 lines",
              WANTED,
              () -> new Asked(house.wire(), question),
              () -> () -> house.database().read(tx -> raw(tx, ids))));
    } finally {
      takeAway();
    }
  }

  private static String question(List<UUID> ids) {
    return ids.stream()
        .map(id -> "{\"product\":\"" + id + "\",\"quantity\":12}")
        .collect(Collectors.joining(",", "{\"lines\":[", "]}"));
  }

  private int raw(Transaction tx, List<UUID> ids) throws java.sql.SQLException {
    int read = 0;
    try (var statement = prices.statement(tx, ids);
        var rows = statement.executeQuery()) {
      int columns = rows.getMetaData().getColumnCount();
      for (; rows.next(); read++) {
        for (int i = 1; i <= columns; i++) {
          rows.getString(i);
        }
      }
    }
    return read;
  }

  private void takeAway() {
    house
        .database()
        .background()
        .transaction(tx -> {
          tx.update(
              "delete from catalog.price_entry where price_book in"
                  + " (select id from catalog.price_book where name = ?)",
              MARK);
          tx.update("delete from catalog.price_book where name = ?", MARK);
          return tx.update("delete from catalog.product where name = ?", MARK);
        });
  }

  private record Asked(Wire wire, String question) implements Rush.Caller {
    @Override
    public void call() throws IOException {
      wire.post("/api/v1/prices/resolve", question);
    }

    @Override
    public void close() throws IOException {
      wire.close();
    }
  }
}
