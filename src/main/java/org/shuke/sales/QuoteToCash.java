package org.shuke.sales;

import java.net.URI;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shuke.automation.approvals.Approvals;
import org.shuke.automation.notifications.Notifications;
import org.shuke.catalog.prices.Rates;
import org.shuke.catalog.stock.Stock;
import org.shuke.platform.Texts;
import org.shuke.records.Type;
import org.shuke.records.Unit;
import org.shuke.records.numbers.Numbers;
import org.shuke.records.pages.Section;
import org.shuke.records.reads.Reads;
import org.shuke.records.writes.Desk;
import org.shuke.records.writes.Writes;
import org.shuke.sales.links.Links;
import org.shuke.sales.orders.DirectPrices;
import org.shuke.sales.orders.OrderTotals;
import org.shuke.sales.orders.Orders;
import org.shuke.sales.papers.Letterhead;
import org.shuke.sales.papers.Post;
import org.shuke.sales.prices.LineTaxes;
import org.shuke.sales.prices.PriceGuard;
import org.shuke.sales.quotes.QuoteRoom;
import org.shuke.sales.quotes.QuoteSetting;

/// From the quote to the money: builds the rooms of quotes, orders and what follows them, and hands
/// over their types, guards and what they add to the pages of accounts.
public final class QuoteToCash {
  /// What the rooms are built on.
  ///
  /// @param zone where days begin and end
  /// @param numbers the next order number where the range of orders may have gaps, else null
  /// @param writes the engine's writing desk, which is built after the types
  /// @param reads likewise what reads for callers
  /// @param quoting how the house quotes
  /// @param won what an accepted quote means for its opportunity
  /// @param post null where no mail server is set up
  /// @param base where the page lives for its visitors, if the operator said so
  /// @param guard what keeps a customer from hearing two prices
  /// @param taxes of lines that say none
  /// @param letterhead of the papers, as it stands now
  public record Needs(
      Clock clock,
      ZoneId zone,
      Rates rates,
      Supplier<@Nullable String> numbers,
      Supplier<Writes> writes,
      Supplier<Reads> reads,
      Supplier<QuoteSetting> quoting,
      Texts texts,
      Stock stock,
      Approvals approvals,
      Notifications notifications,
      Won won,
      @Nullable Post post,
      @Nullable URI base,
      PriceGuard guard,
      LineTaxes taxes,
      Supplier<Letterhead> letterhead) {}

  /// Wins the opportunity whose quote was accepted.
  @FunctionalInterface
  public interface Won {
    void win(Unit unit, UUID opportunity) throws SQLException;
  }

  private final Rates rates;
  private final PriceGuard prices;
  private final LineTaxes taxes;
  private final Links links;
  private final Orders orders;
  private final QuoteRoom quotes;
  private final List<Type> types;

  public QuoteToCash(Needs needs) {
    this.rates = needs.rates();
    this.prices = needs.guard();
    this.taxes = needs.taxes();
    var desk = new Desk(needs.writes());
    this.orders = new Orders(needs.clock(), needs.zone(), desk, needs.stock());
    this.links = new Links(needs.clock(), needs.base());
    this.quotes = new QuoteRoom(needs, desk, orders, links);
    types = new ArrayList<>();
    types.addAll(orders.types(new OrderTotals(needs.clock(), rates, needs.numbers())));
    types.addAll(quotes.types());
  }

  /// What the rooms refuse and advise, and what they give new records.
  public void guard(Writes writes, Numbers numbers, Reads reads) {
    for (var subject : List.of("quote", "order", "shipment", "invoice", "payment")) {
      writes.completing(subject, numbers.numbering(subject, "number"));
    }
    writes.completing("quote", taxes);
    writes.completing("order", taxes);
    writes.guard("quote", quotes.desk()::guard);
    writes.advising("quote", quotes.advice(reads));
    writes.guard("order", orders::guard);
    writes.then("order", new DirectPrices(prices, reads));
    for (var paper : List.of("shipment", "invoice", "payment")) {
      writes.guard(paper, Orders::keep);
    }
  }

  public List<Type> types() {
    return types;
  }

  /// The room of quotes, for its jobs and its public pages.
  public QuoteRoom quotes() {
    return quotes;
  }

  /// The links by which customers answer.
  Links links() {
    return links;
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
