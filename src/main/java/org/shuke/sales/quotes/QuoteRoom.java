package org.shuke.sales.quotes;

import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.shuke.records.Type;
import org.shuke.records.Unit;
import org.shuke.records.writes.Desk;
import org.shuke.sales.Sales;
import org.shuke.sales.links.Links;
import org.shuke.sales.orders.Orders;

/// Puts the room together.
public final class QuoteRoom {
  /// How long a link is good beyond the quote's last day: the customer follows his order by it.
  private static final Duration BEYOND = Duration.ofDays(365);

  private final Quotes quotes;
  private final Links links;
  private final ZoneId zone;
  private final List<Type> types;

  public QuoteRoom(Sales.Needs needs, Desk desk, Orders orders, Links links) {
    this.links = links;
    this.zone = needs.zone();
    var rules = new QuoteRules(needs.quoting(), needs.rates(), needs.guard());
    var eyes = new QuoteApprovals(needs.approvals(), needs.quoting(), needs.rates(), needs.texts());
    this.quotes = new Quotes(needs, desk, rules, eyes, orders, this::deliver);
    var totals =
        new QuoteTotals(
            needs.clock(), zone, needs.rates(), () -> needs.quoting().get().validDays());
    this.types = List.of(Quote.type(totals, quotes), QuoteLine.type());
    needs.approvals().on("quote", quotes::decided);
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
