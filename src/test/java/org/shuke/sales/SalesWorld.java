package org.shuke.sales;

import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shuke.automation.approvals.Approvals;
import org.shuke.automation.notifications.Notifications;
import org.shuke.catalog.prices.Prices;
import org.shuke.catalog.prices.Rates;
import org.shuke.catalog.stock.Stock;
import org.shuke.platform.Settings;
import org.shuke.platform.Texts;
import org.shuke.platform.db.Database;
import org.shuke.records.Type;
import org.shuke.records.reads.Reads;
import org.shuke.records.writes.Writes;
import org.shuke.sales.papers.Letterhead;
import org.shuke.sales.pipeline.Opportunities;
import org.shuke.sales.prices.LineTaxes;
import org.shuke.sales.prices.PriceGuard;
import org.shuke.sales.quotes.QuoteSetting;

/// The wing of sales for tests that build only a part of the program.
public final class SalesWorld {
  private SalesWorld() {}

  /// The types of the wing.
  public static List<Type> types(
      Database database,
      Clock clock,
      Rates rates,
      ZoneId zone,
      Supplier<@Nullable String> numbers,
      Supplier<Writes> writes,
      Supplier<Reads> reads) {
    var settings = Settings.of(Map.of());
    var notifications = new Notifications(reads, writes, (tx, user) -> null, database, zone, clock);
    var approvals = new Approvals(writes, reads, notifications, zone);
    var texts = Texts.load();
    var opportunities =
        Opportunities.on(database, settings, clock, rates, approvals, texts, writes, reads);
    var prices = Prices.on(database, "CNY", zone, clock, (tx, account) -> null);
    var sales =
        new QuoteToCash(
            new QuoteToCash.Needs(
                clock,
                zone,
                rates,
                numbers,
                writes,
                reads,
                () -> QuoteSetting.DEFAULT,
                texts,
                new Stock(writes),
                approvals,
                notifications,
                opportunities::win,
                null,
                null,
                new PriceGuard(prices, zone),
                new LineTaxes(prices),
                () -> Letterhead.EMPTY));
    var types = new ArrayList<>(sales.types());
    types.addAll(opportunities.types());
    return types;
  }
}
