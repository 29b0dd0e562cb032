package org.shuke.sales.prices;

import java.math.BigDecimal;
import java.math.MathContext;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.catalog.prices.Line;
import org.shuke.catalog.prices.Priced;
import org.shuke.catalog.prices.Prices;
import org.shuke.catalog.prices.Question;
import org.shuke.records.Unit;

/// Keeps a customer from hearing two prices: what somebody wants to offer is held against his floor
/// and against what colleagues have on offer to the same customer.
///
/// It locks the account against other offers until the transaction ends. Of two who hand in their
/// offers at the same moment the second therefore sees the first's.
public final class PriceGuard {
  private final Prices prices;
  private final ZoneId zone;

  /// @param zone the company's, where days begin and end
  public PriceGuard(Prices prices, ZoneId zone) {
    this.prices = prices;
    this.zone = zone;
  }

  /// What of an offer needs an approval; to be asked in the transaction that makes the offer, after
  /// its lines are written.
  ///
  /// @param quote the offer itself, which does not undercut itself; nor do its owner's others
  /// @param currency of the lines' prices
  public List<Deviation> check(
      Unit unit, UUID account, UUID quote, String currency, List<Offered> lines)
      throws SQLException {
    var owner = PriceMemorySql.owner(unit.tx(), quote);
    return check(unit, account, owner, quote, currency, lines);
  }

  /// The same of what the caller sells without a quote.
  ///
  /// @param account absent for sales over the counter, which undercut nobody
  public List<Deviation> check(
      Unit unit, @Nullable UUID account, String currency, List<Offered> lines) throws SQLException {
    return check(unit, account, unit.policy().principal().user(), null, currency, lines);
  }

  private List<Deviation> check(
      Unit unit,
      @Nullable UUID account,
      @Nullable UUID person,
      @Nullable UUID quote,
      String currency,
      List<Offered> lines)
      throws SQLException {
    var products = lines.stream().map(Offered::product).distinct().toList();
    var others = others(unit, account, products, person, quote);
    var units = PriceMemorySql.units(unit.tx(), products);
    var known = lines.stream().map(line -> asked(line, units)).toList();
    var priced =
        prices.known(
            unit.asDesk(), new Question(account, currency, unit.at().toInstant(), known, false));
    var deviations = new ArrayList<Deviation>();
    for (int i = 0; i < lines.size(); i++) {
      var line = lines.get(i);
      var found = priced.get(i);
      if (found != null && isBelowFloor(line, found)) {
        var floor = Objects.requireNonNull(found.floor()).price();
        deviations.add(deviation(i, line, Deviation.Kind.BELOW_FLOOR, floor, currency, null));
      }
      var factor = found == null ? BigDecimal.ONE : found.factor();
      var theirs = others.getOrDefault(line.product(), List.of());
      var lower = undercut(unit, theirs, line.price(), factor, currency);
      if (lower != null) {
        var kind = Deviation.Kind.UNDERCUTS;
        deviations.add(deviation(i, line, kind, lower.limit(), currency, lower.offer()));
      }
    }
    return deviations;
  }

  private static boolean isBelowFloor(Offered line, Priced found) {
    var floor = found.floor();
    return floor != null && line.price().compareTo(floor.price()) < 0;
  }

  /// @param offer the colleague's that it goes below
  private static Deviation deviation(
      int place,
      Offered line,
      Deviation.Kind kind,
      BigDecimal limit,
      String currency,
      @Nullable Remembered offer) {
    var by = offer == null ? null : offer.by();
    var record = offer == null ? null : offer.record();
    return new Deviation(place, line.product(), kind, line.price(), limit, currency, by, record);
  }

  private Map<UUID, List<Remembered>> others(
      Unit unit,
      @Nullable UUID account,
      List<UUID> products,
      @Nullable UUID person,
      @Nullable UUID quote)
      throws SQLException {
    if (account == null) {
      return Map.of();
    }
    PriceMemorySql.lock(unit.tx(), account);
    var day = LocalDate.ofInstant(unit.at().toInstant(), zone);
    return PriceMemorySql.others(unit.tx(), account, products, day, person, quote);
  }

  /// What no floor and no colleague's offer is held against, although it could be: texts of lines
  /// without a product that name one.
  ///
  /// @param texts of lines without a product; empty where there is something else
  /// @return the product by the text's place
  public Map<Integer, String> unlinked(Unit unit, List<String> texts) throws SQLException {
    boolean any = texts.stream().anyMatch(text -> !text.isBlank());
    return any ? PriceMemorySql.named(unit.tx(), texts) : Map.of();
  }

  private static Line asked(Offered line, Map<UUID, Map<String, BigDecimal>> units) {
    var of = units.getOrDefault(line.product(), Map.of());
    var unit = line.unit() != null && of.containsKey(line.unit()) ? line.unit() : null;
    return new Line(line.product(), line.quantity(), unit);
  }

  private record Lower(Remembered offer, BigDecimal limit) {}

  /// The lowest offer of a colleague that a price goes below, or null.
  private @Nullable Lower undercut(
      Unit unit, List<Remembered> offers, BigDecimal price, BigDecimal factor, String currency) {
    Lower lowest = null;
    for (var offer : offers) {
      var one = prices.convert(offer.price(), offer.currency(), currency, unit.at().toInstant());
      if (one != null) {
        var limit = one.multiply(factor, MathContext.DECIMAL64);
        boolean lower =
            lowest == null || limit.compareTo(Objects.requireNonNull(lowest).limit()) < 0;
        if (price.compareTo(limit) < 0 && lower) {
          lowest = new Lower(offer, limit);
        }
      }
    }
    return lowest;
  }
}
