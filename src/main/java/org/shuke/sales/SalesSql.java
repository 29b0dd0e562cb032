package org.shuke.sales;

import java.time.LocalDate;
import java.util.List;
import org.shuke.platform.db.Database;

/// What sales reads outside of records: the exchange rates.
final class SalesSql {
  private final Database database;

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
}
