package org.shuke.sales.quotes;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.shuke.catalog.prices.Rates;
import org.shuke.records.Draft;
import org.shuke.records.Unit;
import org.shuke.sales.prices.Deviation;
import org.shuke.sales.prices.Offered;
import org.shuke.sales.prices.PriceGuard;
import org.shuke.sales.quotes.QuoteSql.Position;

/// What of a quote somebody else must look at before a customer sees it.
public final class QuoteRules {
  /// One reason for an approval.
  ///
  /// @param code of the text `quote.reason.<code>`
  public record Reason(String code, Map<String, Object> args) {}

  private final Supplier<QuoteSetting> setting;
  private final Rates rates;
  private final PriceGuard guard;

  public QuoteRules(Supplier<QuoteSetting> setting, Rates rates, PriceGuard guard) {
    this.setting = setting;
    this.rates = rates;
    this.guard = guard;
  }

  List<Reason> reasons(Unit unit, Draft quote, List<Position> lines) throws SQLException {
    var rules = setting.get();
    var reasons = new ArrayList<Reason>();
    highest(lines)
        .filter(discount -> above(discount, rules.maxDiscount()))
        .ifPresent(discount -> reasons.add(reason("discount", discount, rules.maxDiscount())));
    var most = most(unit, quote, lines);
    if (above(most, rules.maxAmount())) {
      reasons.add(reason("amount", most, rules.maxAmount()));
    }
    if (QuoteTotals.number(quote, "paymentDays") instanceof BigDecimal days
        && above(days, rules.maxPaymentDays())) {
      reasons.add(reason("payment-days", days, rules.maxPaymentDays()));
    }
    if (rules.minMargin() != null && margin(unit, quote, rules.minMargin())) {
      reasons.add(new Reason("margin", Map.of()));
    }
    if (quote.stored("account") instanceof UUID account) {
      prices(unit, account, quote, lines).forEach(reasons::add);
    }
    reasons.addAll(unlinked(unit, lines));
    return reasons;
  }

  /// Lines that name a product without being linked to it: no floor holds for them.
  private List<Reason> unlinked(Unit unit, List<Position> lines) throws SQLException {
    var texts = lines.stream().map(l -> l.product() == null ? l.title() : "").toList();
    return guard.unlinked(unit, texts).entrySet().stream()
        .map(each ->
            new Reason("unlinked", Map.of("line", each.getKey() + 1, "product", each.getValue())))
        .toList();
  }

  /// The most that the customer can accept, with every option, in the company's currency.
  BigDecimal most(Unit unit, Draft quote, List<Position> lines) {
    var most = lines.stream().map(Position::most).reduce(BigDecimal.ZERO, BigDecimal::add);
    var rate = rates.at(String.valueOf(quote.stored("currency")), unit.at().toInstant());
    return rate == null ? most : most.multiply(rate);
  }

  /// Can the customer choose so that what is known of the cost leaves less than so many percent?
  /// What nobody knows the cost or the rate of is left out.
  private boolean margin(Unit unit, Draft quote, BigDecimal least) throws SQLException {
    var currency = String.valueOf(quote.stored("currency"));
    var own = rates.at(currency, unit.at().toInstant());
    var brought = BigDecimal.ZERO;
    var beyond = BigDecimal.ZERO;
    for (var part : QuoteSql.margins(unit.tx(), quote.id(), currency)) {
      var rate = rates.at(part.currency(), unit.at().toInstant());
      if (own != null && rate != null) {
        var amount = part.amount().multiply(own);
        var left = amount.subtract(part.cost().multiply(rate)).movePointRight(2);
        var more = left.subtract(amount.multiply(least));
        brought = brought.add(amount);
        beyond = beyond.add(part.optional() ? more.min(BigDecimal.ZERO) : more);
      }
    }
    return brought.signum() > 0 && beyond.signum() < 0;
  }

  /// Prices below the floor of whoever hands the quote in, and below what colleagues have on offer
  /// to the same customer.
  private List<Reason> prices(Unit unit, UUID account, Draft quote, List<Position> lines)
      throws SQLException {
    var currency = String.valueOf(quote.stored("currency"));
    return deviations(unit, account, quote.id(), currency, lines).stream()
        .map(each -> new Reason(each.kind().code(), args(each, lines)))
        .toList();
  }

  /// The lines whose price needs an approval; each knows the place of its line in the quote.
  List<Deviation> deviations(
      Unit unit, UUID account, UUID quote, String currency, List<Position> lines)
      throws SQLException {
    var offered = new ArrayList<Offered>();
    var places = new ArrayList<Integer>();
    for (int i = 0; i < lines.size(); i++) {
      var line = lines.get(i);
      if (line.product() != null) {
        offered.add(new Offered(line.product(), line.quantity(), line.unit(), line.unitPrice()));
        places.add(i);
      }
    }
    return guard.check(unit, account, quote, currency, offered).stream()
        .map(each -> each.at(places.get(each.line())))
        .toList();
  }

  /// What the text about a deviation names.
  static Map<String, Object> args(Deviation deviation, List<Position> lines) {
    return Map.of(
        "product", lines.get(deviation.line()).title(),
        "value", plain(deviation.price()),
        "limit", plain(deviation.limit()),
        "by", deviation.by() == null ? "" : deviation.by());
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }

  private static java.util.Optional<BigDecimal> highest(List<Position> lines) {
    return lines.stream()
        .map(Position::discount)
        .filter(java.util.Objects::nonNull)
        .max(BigDecimal::compareTo);
  }

  private static boolean above(
      BigDecimal value, @org.jspecify.annotations.Nullable BigDecimal limit) {
    return limit != null && value.compareTo(limit) > 0;
  }

  private static Reason reason(
      String code, BigDecimal value, @org.jspecify.annotations.Nullable BigDecimal limit) {
    return new Reason(
        code,
        Map.of(
            "value",
            value.stripTrailingZeros().toPlainString(),
            "limit",
            limit == null ? "" : limit.stripTrailingZeros().toPlainString()));
  }
}
