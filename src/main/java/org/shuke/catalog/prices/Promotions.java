package org.shuke.catalog.prices;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuke.catalog.prices.Facts.Item;
import org.shuke.catalog.prices.Facts.Offer;
import org.shuke.catalog.prices.Rule.Kind;
import org.shuke.catalog.prices.Rule.Outcome;
import org.shuke.catalog.prices.Rule.Reason;

/// What comes off a price.
///
/// 1. All promotions that go with others come off together: percentages one after the other, then
///    amounts, so that their order does not matter.
/// 2. An exclusive one stands alone. Of the exclusive ones and the others together the customer
///    gets what leaves the lowest price; when equal the others together, then the elder.
/// 3. Nothing costs less than nothing.
record Promotions(List<Offer> offers, Buyer buyer, LocalDate day, Pricing.Exchange exchange) {
  private static final Comparator<Offer> ORDER =
      Comparator.comparing((Offer o) -> o.percent() == null).thenComparing(Offer::id);

  /// One way to combine promotions, and what it leaves.
  private record Choice(List<Offer> taken, BigDecimal price) {}

  /// The price after promotions; says in `rules` what each did, in `refused` why others did not.
  BigDecimal off(
      Item item,
      BigDecimal quantity,
      BigDecimal price,
      boolean net,
      List<Rule> rules,
      List<Rule> refused) {
    var open = new ArrayList<Offer>();
    for (var offer : offers.stream().filter(o -> o.isAbout(item)).sorted(ORDER).toList()) {
      var why = net ? Reason.NET : misses(offer, quantity);
      if (why == null) {
        open.add(offer);
      } else {
        refused.add(rule(offer, Outcome.REFUSED, why, null));
      }
    }
    var best = best(open, price);
    if (best == null) {
      return price;
    }
    var left = price;
    for (var offer : open) {
      if (best.taken().contains(offer)) {
        left = after(offer, left);
        rules.add(rule(offer, Outcome.CHANGED, null, left));
      } else {
        refused.add(rule(offer, Outcome.REFUSED, Reason.EXCLUSIVE, null));
      }
    }
    return left;
  }

  private @Nullable Reason misses(Offer offer, BigDecimal quantity) {
    var why = offer.reach().misses(buyer, day);
    if (why != null) {
      return why;
    }
    if (offer.minQuantity().compareTo(quantity) > 0) {
      return Reason.QUANTITY;
    }
    return offer.amount() != null && amount(offer, offer.amount()) == null ? Reason.RATE : null;
  }

  private @Nullable Choice best(List<Offer> open, BigDecimal price) {
    var choices = new ArrayList<Choice>();
    var together = open.stream().filter(o -> !o.exclusive()).toList();
    if (!together.isEmpty()) {
      choices.add(choice(together, price));
    }
    open.stream()
        .filter(Offer::exclusive)
        .sorted(Comparator.comparing(Offer::id))
        .forEach(o -> choices.add(choice(List.of(o), price)));
    return choices.stream().min(Comparator.comparing(Choice::price)).orElse(null);
  }

  private Choice choice(List<Offer> taken, BigDecimal price) {
    var left = price;
    for (var offer : taken) {
      left = after(offer, left);
    }
    return new Choice(taken, left);
  }

  private BigDecimal after(Offer offer, BigDecimal price) {
    if (offer.percent() != null) {
      return Percent.off(price, offer.percent());
    }
    var amount = offer.amount() == null ? null : amount(offer, offer.amount());
    return amount == null ? price : price.subtract(amount).max(BigDecimal.ZERO);
  }

  private @Nullable BigDecimal amount(Offer offer, BigDecimal amount) {
    return exchange.convert(amount, offer.currency(), buyer.currency());
  }

  private Rule rule(Offer offer, Outcome outcome, @Nullable Reason why, @Nullable BigDecimal left) {
    return new Rule(
        Kind.PROMOTION,
        offer.id(),
        offer.name(),
        outcome,
        why,
        left,
        buyer.currency(),
        offer.percent(),
        offer.minQuantity(),
        offer.reach().from(),
        offer.reach().until());
  }
}
