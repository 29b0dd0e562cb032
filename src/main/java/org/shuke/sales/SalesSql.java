package org.shuke.sales;

import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.shuke.platform.db.Database;

/// What sales reads outside of records: the exchange rates, and numbers for orders.
final class SalesSql {
  private static final int BLOCK = 50;

  private final Database database;
  private final Deque<Long> numbers = new ArrayDeque<>();

  SalesSql(Database database) {
    this.database = database;
  }

  List<Rates.Rate> rates() {
    return database.read(tx ->
        tx.query(
            "select currency, valid_from, rate from sales.exchange_rate where binned_at is null",
            row ->
                new Rates.Rate(
                    row.getString(1), row.getObject(2, LocalDate.class), row.getBigDecimal(3))));
  }

  /// The next number for an order that was given none. They are drawn in blocks, so that a write
  /// seldom needs a second connection; what a stopped program had drawn is skipped.
  synchronized String number() {
    if (numbers.isEmpty()) {
      numbers.addAll(
          database
              .jobs()
              .transaction(tx ->
                  tx.query(
                      "select nextval('sales.order_number') from generate_series(1, ?)",
                      row -> row.getLong(1),
                      BLOCK)));
    }
    return String.format(Locale.ROOT, "SO-%06d", numbers.removeFirst());
  }
}
