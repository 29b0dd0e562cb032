package org.shuke.sales;

import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.shuke.platform.Settings;
import org.shuke.platform.db.Database;
import org.shuke.records.Type;
import org.shuke.records.pages.Section;
import org.shuke.records.reads.Reads;

/// The wing of sales: hands over its types and what it adds to the pages of accounts.
public final class Sales {
  private final Rates rates;
  private final List<Type> types;

  /// @param numbers draws the next order number
  public Sales(Clock clock, Rates rates, Supplier<String> numbers) {
    this.rates = rates;
    var totals = new OrderTotals(clock, rates, numbers);
    types = List.of(Order.type(totals), OrderLine.type(), ExchangeRate.type());
  }

  /// On the program's database: rates and order numbers come from its tables.
  public static Sales on(Database database, Settings settings, Clock clock) {
    var sql = new SalesSql(database);
    var currency = settings.currency().getCurrencyCode();
    var rates = new Rates(currency, settings.timezone(), clock, sql::rates);
    return new Sales(clock, rates, sql::number);
  }

  public List<Type> types() {
    return types;
  }

  /// What amounts are worth in the company's currency, for those who write orders in bulk.
  public Rates rates() {
    return rates;
  }

  /// What the page of an account tells of its orders.
  public static List<Section> sections(Reads reads) {
    return new AccountSales(reads).sections();
  }
}
