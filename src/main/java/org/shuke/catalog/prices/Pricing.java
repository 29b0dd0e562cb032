package org.shuke.catalog.prices;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.shuke.catalog.prices.Facts.Entry;
import org.shuke.catalog.prices.Facts.Item;
import org.shuke.catalog.prices.Rule.Kind;
import org.shuke.catalog.prices.Rule.Outcome;
import org.shuke.catalog.prices.Rule.Reason;

/// How a price comes about: a pure function of the facts, whatever their order.
///
/// 1. Of the price entries that hold for the buyer, the day, the currency and the quantity the
///    first counts: those of the account's own books; then the higher priority of the book; the
///    book for a class before one for a region, a country, everybody; the product's own before its
///    parent's; the larger quantity break; the later first day; the lower price.
/// 2. Without one, the list price counts; without that, a bundle costs what its parts cost.
/// 3. A list price in another currency is converted at the rates of the day. A price book in
///    another currency never counts.
/// 4. Promotions come off what a book does not call net: [Promotions].
/// 5. What a book says is taken as it is written. What was reckoned is rounded half up, once, at
///    the end, to the minor units of the currency, or as finely as the price it began with.
final class Pricing {
  private static final int DEEPEST_BUNDLE = 5;

  private static final Comparator<Entry> RANK =
      Comparator.comparing((Entry e) -> e.reach().account() == null)
          .thenComparing(Entry::priority, Comparator.reverseOrder())
          .thenComparing(e -> e.reach().customerClass() == null)
          .thenComparing(e -> e.reach().region() == null)
          .thenComparing(e -> e.reach().country() == null)
          .thenComparing(e -> !e.own())
          .thenComparing(Entry::minQuantity, Comparator.reverseOrder())
          .thenComparing(Entry::from, Comparator.nullsLast(Comparator.reverseOrder()))
          .thenComparing(Entry::price)
          .thenComparing(Entry::id);

  private final Facts facts;
  private final Buyer buyer;
  private final LocalDate day;
  private final Exchange exchange;

  Pricing(Facts facts, Buyer buyer, LocalDate day, Exchange exchange) {
    this.facts = facts;
    this.buyer = buyer;
    this.day = day;
    this.exchange = exchange;
  }

  /// A price for one of the product's own unit before promotions, with what led to it.
  private record Base(BigDecimal price, boolean net) {}

  Facts facts() {
    return facts;
  }

  /// Is there such a product, in such a unit?
  boolean knows(Line line) {
    var item = facts.items().get(line.product());
    return item != null && factor(item, line.unit()) != null;
  }

  /// The price of a line of a known product in one of its units.
  Priced price(Line line) {
    var item = Objects.requireNonNull(facts.items().get(line.product()));
    var factor = factor(item, line.unit());
    var quantity = line.quantity().abs().multiply(Objects.requireNonNull(factor));
    var rules = new ArrayList<Rule>();
    var refused = new ArrayList<Rule>();
    var base = base(item, quantity, rules, refused, 0);
    var tax = Taxes.of(facts.taxes(), item.taxClass(), buyer);
    if (base == null) {
      rules.addAll(refused);
      return new Priced(
          item.id(),
          line.quantity(),
          line.unit(),
          factor,
          buyer.currency(),
          null,
          null,
          null,
          tax,
          List.copyOf(rules));
    }
    var promoted =
        new Promotions(facts.offers(), buyer, day, exchange)
            .off(item, quantity, base.price(), base.net(), rules, refused);
    UnaryOperator<BigDecimal> rounded =
        price -> round(price.multiply(factor), base.price(), buyer.currency());
    var price = rounded.apply(promoted);
    var exact = promoted.multiply(factor);
    if (price.compareTo(exact) != 0) {
      rules.add(Rule.step(Kind.ROUNDING, Outcome.CHANGED, price, buyer.currency()));
    }
    rules.addAll(refused);
    var floor = Floors.of(facts.limits(), item, base.price(), promoted, buyer.currency(), exchange);
    return new Priced(
        item.id(),
        line.quantity(),
        line.unit(),
        factor,
        buyer.currency(),
        price,
        rounded.apply(base.price()),
        floor == null
            ? null
            : new Floor(rounded.apply(floor.price()).min(price), floor.rule(), floor.maxDiscount()),
        tax,
        List.copyOf(rules));
  }

  /// How many of the product's own unit one of a unit holds; null when it has no such unit.
  static @Nullable BigDecimal factor(Item item, @Nullable String unit) {
    return unit == null || unit.equals(item.unit()) ? BigDecimal.ONE : item.units().get(unit);
  }

  private @Nullable Base base(
      Item item, BigDecimal quantity, List<Rule> rules, List<Rule> refused, int depth) {
    Base base = null;
    for (var entry : item.entries().stream().sorted(RANK).toList()) {
      var why = base == null ? misses(entry, quantity) : outranked(entry, quantity);
      (why == null ? rules : refused).add(rule(entry, why));
      if (why == null) {
        base = new Base(entry.price(), entry.net());
      }
    }
    return base != null ? base : listed(item, quantity, rules, refused, depth);
  }

  private Reason outranked(Entry entry, BigDecimal quantity) {
    return Objects.requireNonNullElse(misses(entry, quantity), Reason.OUTRANKED);
  }

  private @Nullable Reason misses(Entry entry, BigDecimal quantity) {
    var why = entry.reach().misses(buyer, day);
    if (why != null) {
      return why;
    }
    if (!org.shuke.catalog.Period.covers(entry.from(), entry.until(), day)) {
      return Reason.PERIOD;
    }
    if (!entry.currency().equals(buyer.currency())) {
      return Reason.CURRENCY;
    }
    return entry.minQuantity().compareTo(quantity) > 0 ? Reason.QUANTITY : null;
  }

  private static Rule rule(Entry entry, @Nullable Reason why) {
    return new Rule(
        Kind.ENTRY,
        entry.id(),
        entry.book(),
        why == null ? Outcome.GAVE : Outcome.REFUSED,
        why,
        entry.price(),
        entry.currency(),
        null,
        entry.minQuantity(),
        entry.from(),
        entry.until());
  }

  private @Nullable Base listed(
      Item item, BigDecimal quantity, List<Rule> rules, List<Rule> refused, int depth) {
    if (item.listPrice() == null) {
      return item.bundle() ? parts(item, quantity, rules, depth) : null;
    }
    var listed = exchange.convert(item.listPrice(), item.currency(), buyer.currency());
    var given = listed == null ? Outcome.REFUSED : Outcome.GAVE;
    (listed == null ? refused : rules)
        .add(
            new Rule(
                Kind.LIST,
                item.id(),
                null,
                given,
                listed == null ? Reason.RATE : null,
                item.listPrice(),
                item.currency(),
                null,
                null,
                null,
                null));
    if (listed == null) {
      return null;
    }
    if (item.currency().equals(buyer.currency())) {
      return new Base(listed, false);
    }
    var price = round(listed, BigDecimal.ZERO, buyer.currency());
    rules.add(Rule.step(Kind.CONVERSION, Outcome.CHANGED, price, buyer.currency()));
    return new Base(price, false);
  }

  /// What the parts of a bundle cost before promotions; absent when one of them has no price.
  private @Nullable Base parts(Item bundle, BigDecimal quantity, List<Rule> rules, int depth) {
    var total = BigDecimal.ZERO;
    for (var part : bundle.components()) {
      var item = facts.items().get(part.product());
      var price =
          item == null || depth == DEEPEST_BUNDLE
              ? null
              : base(
                  item,
                  quantity.multiply(part.quantity()),
                  new ArrayList<>(),
                  new ArrayList<>(),
                  depth + 1);
      if (price == null) {
        return null;
      }
      total = total.add(price.price().multiply(part.quantity()));
    }
    if (bundle.components().isEmpty()) {
      return null;
    }
    rules.add(Rule.step(Kind.BUNDLE, Outcome.GAVE, total, buyer.currency()));
    return new Base(total, false);
  }

  /// Half up to the currency's minor units (ISO 4217), or as finely as `like` is written.
  static BigDecimal round(BigDecimal price, BigDecimal like, String currency) {
    int digits = Math.max(Currency.getInstance(currency).getDefaultFractionDigits(), 0);
    return price.setScale(
        Math.max(digits, like.stripTrailingZeros().scale()), RoundingMode.HALF_UP);
  }

  /// What an amount of one currency is in another; null when a rate is missing.
  interface Exchange {
    MathContext PRECISION = MathContext.DECIMAL64;

    @Nullable BigDecimal convert(BigDecimal amount, String from, String to);
  }
}
