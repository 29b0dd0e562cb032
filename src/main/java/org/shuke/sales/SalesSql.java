package org.shuke.sales;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import org.shuke.platform.db.Transaction;

/// The statements of sales that the engine does not write.
final class SalesSql {
  private SalesSql() {}

  static List<Rates.Rate> rates(Transaction tx) throws SQLException {
    return tx.query(
        "select currency, valid_from, rate from sales.exchange_rate where binned_at is null",
        row ->
            new Rates.Rate(
                row.getString(1), row.getObject(2, LocalDate.class), row.getBigDecimal(3)));
  }

  /// `SO-000123`; a number that is drawn and not used leaves a gap.
  static String nextOrderNumber(Transaction tx) throws SQLException {
    var number = tx.first("select nextval('sales.order_number_series')", row -> row.getLong(1));
    return "SO-%06d".formatted(number);
  }
}
