package org.shuke.sales.quotes;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.shuke.catalog.prices.Rates;
import org.shuke.records.Type;
import org.shuke.records.Unit;
import org.shuke.records.writes.Desk;
import org.shuke.sales.Sales;
import org.shuke.sales.links.Links;
import org.shuke.sales.orders.Orders;
import org.shuke.sales.prices.PriceGuard;

/// Puts the room together.
public final class QuoteRoom {
  /// How long a link is good beyond the quote's last day: the customer follows his order by it.
  private static final Duration BEYOND = Duration.ofDays(365);

  private final Quotes quotes;
  private final Links links;
  private final ZoneId zone;
  private final List<Type> types;

  public QuoteRoom(
      Clock clock,
      ZoneId zone,
      Desk desk,
      Rates rates,
      Supplier<QuoteSetting> setting,
      Orders orders,
      Sales.Won won,
      Links links,
      PriceGuard guard) {
    this.links = links;
    this.zone = zone;
    this.quotes =
        new Quotes(
            clock, zone, desk, new QuoteRules(setting, rates, guard), orders, won, this::deliver);
    var totals = new QuoteTotals(clock, zone, rates, () -> setting.get().validDays());
    this.types = List.of(Quote.type(totals, quotes), QuoteLine.type());
  }

  public List<Type> types() {
    return types;
  }

  public Quotes desk() {
    return quotes;
  }

  Links links() {
    return links;
  }

  ZoneId zone() {
    return zone;
  }

  private Map<String, Object> deliver(Unit unit, UUID quote, LocalDate validUntil, Quotes.Send how)
      throws SQLException {
    var expires = validUntil.plusDays(1).atStartOfDay(zone).toInstant().plus(BEYOND);
    return Map.of("link", links.issue(unit, "offer", "quote", quote, expires));
  }
}
