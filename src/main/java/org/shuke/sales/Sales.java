package org.shuke.sales;

import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.shuke.platform.Settings;
import org.shuke.platform.db.Database;
import org.shuke.records.Type;

/// The wing of sales: hands over its types.
public final class Sales {
  private final List<Type> types;

  /// @param numbers draws the next order number
  public Sales(Clock clock, Rates rates, Supplier<String> numbers) {
    var totals = new OrderTotals(clock, rates, numbers);
    types = List.of(Order.type(totals), OrderLine.type(), ExchangeRate.type());
  }

  /// On the program's database: rates and order numbers come from its tables.
  public static Sales on(Database database, Settings settings, Clock clock) {
    var rates =
        new Rates(
            settings.currency().getCurrencyCode(),
            settings.timezone(),
            clock,
            () -> database.read(SalesSql::rates));
    return new Sales(clock, rates, () -> database.jobs().transaction(SalesSql::nextOrderNumber));
  }

  public List<Type> types() {
    return types;
  }
}
