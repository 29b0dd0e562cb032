package org.shuke.sales.prices;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.catalog.prices.Buyer;
import org.shuke.catalog.prices.Prices;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Policy;

/// The desk of price memory: what a customer, and others like him, were offered and paid.
///
/// Whoever may read a customer may know what he was offered and paid, whoever of the house it was:
/// otherwise he hears two prices. Quotes and orders belong to the account in this too. Of
/// comparable customers only figures are told.
public final class PriceMemory {
  private static final Duration YEAR = Duration.ofDays(365);

  private final Prices prices;
  private final Peers peers;
  private final ZoneId zone;

  public PriceMemory(Prices prices, Peers peers, ZoneId zone) {
    this.prices = prices;
    this.peers = peers;
    this.zone = zone;
  }

  /// By product; empty for a buyer without an account.
  ///
  /// @param buyer whose account the caller may read
  /// @param comparable also what comparable customers paid
  Map<UUID, Memory> of(
      Transaction tx,
      Policy caller,
      Buyer buyer,
      Collection<UUID> products,
      Instant at,
      boolean comparable)
      throws SQLException {
    var account = buyer.account();
    var memories = new HashMap<UUID, Memory>();
    if (account == null) {
      return memories;
    }
    var me = caller.principal().user();
    var day = LocalDate.ofInstant(at, zone);
    boolean orders = caller.reads("order-line", "product", "quantity", "unitPrice");
    boolean quotes = caller.reads("quote-line", "product", "quantity", "unitPrice");
    var paid =
        orders ? PriceMemorySql.paid(tx, account, products, at, me) : Map.<UUID, Remembered>of();
    var offered =
        quotes ? PriceMemorySql.offered(tx, account, products, at, me) : Map.<UUID, Remembered>of();
    var others =
        quotes
            ? PriceMemorySql.others(tx, account, products, day, me, null)
            : Map.<UUID, List<Remembered>>of();
    var alike =
        comparable && orders
            ? PriceMemorySql.peers(tx, peers.of(tx, account), products, at.minus(YEAR), at)
            : Map.<UUID, PeerPrices>of();
    for (var product : products) {
      memories.put(
          product,
          new Memory(
              paid.get(product),
              offered.get(product),
              others.getOrDefault(product, List.of()),
              in(alike.get(product), buyer.currency(), at)));
    }
    return memories;
  }

  private @Nullable PeerPrices in(@Nullable PeerPrices base, String currency, Instant at) {
    return base == null
        ? null
        : new PeerPrices(
            base.times(),
            in(base.low(), currency, at),
            in(base.middle(), currency, at),
            in(base.high(), currency, at),
            in(base.last(), currency, at),
            base.lastAt());
  }

  private @Nullable BigDecimal in(@Nullable BigDecimal base, String currency, Instant at) {
    return base == null ? null : prices.convert(base, prices.rates().company(), currency, at);
  }
}
