package org.shuke.catalog.prices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.shuke.catalog.prices.Facts.Entry;
import org.shuke.catalog.prices.Facts.Item;
import org.shuke.catalog.prices.Facts.Limit;
import org.shuke.catalog.prices.Facts.Offer;
import org.shuke.catalog.prices.Facts.Reach;
import org.shuke.catalog.prices.Rule.Outcome;
import org.shuke.catalog.prices.Rule.Reason;

class PricingTest {
  private static final UUID PRODUCT = new UUID(1, 1);
  private static final UUID ACCOUNT = new UUID(2, 2);
  private static final LocalDate DAY = LocalDate.parse("2026-06-15");
  private static final Buyer BUYER = new Buyer(ACCOUNT, "CNY", "CN", "华东", "gold");
  private static final Reach EVERYBODY = new Reach(true, null, null, null, null, null, null);

  private static BigDecimal n(String number) {
    return new BigDecimal(number);
  }

  private static @Nullable BigDecimal convert(BigDecimal amount, String from, String to) {
    if (from.equals(to)) {
      return amount;
    }
    return from.equals("EUR") && to.equals("CNY") ? amount.multiply(n("7.8123")) : null;
  }

  private static Item item(@Nullable String list, String currency, List<Entry> entries) {
    return new Item(
        PRODUCT,
        null,
        false,
        "pumps",
        "piece",
        list == null ? null : n(list),
        n("60"),
        currency,
        "standard",
        Map.of("box", n("12")),
        List.of(),
        entries);
  }

  private static Entry entry(int id, Reach reach, String minimum, String price) {
    return new Entry(
        new UUID(3, id),
        "book " + id,
        true,
        reach,
        BigDecimal.ZERO,
        false,
        "CNY",
        n(minimum),
        null,
        null,
        n(price));
  }

  private static Offer offer(
      int id, @Nullable String percent, @Nullable String off, boolean alone) {
    return new Offer(
        new UUID(4, id),
        "promotion " + id,
        null,
        null,
        EVERYBODY,
        BigDecimal.ZERO,
        percent == null ? null : n(percent),
        off == null ? null : n(off),
        "CNY",
        alone);
  }

  private static Priced price(Item item, List<Offer> offers, List<Limit> limits, Line line) {
    var facts = new Facts(Map.of(PRODUCT, item), offers, limits, List.of());
    return new Pricing(facts, BUYER, DAY, PricingTest::convert).price(line);
  }

  private static Line line(String quantity) {
    return new Line(PRODUCT, n(quantity));
  }

  private static void costs(String price, Priced priced) {
    assertNotNull(priced.price(), priced::toString);
    assertEquals(0, n(price).compareTo(priced.price()), priced::toString);
  }

  private static Reason whyNot(Priced priced, int entry) {
    return priced.rules().stream()
        .filter(rule -> new UUID(3, entry).equals(rule.id()))
        .findFirst()
        .orElseThrow()
        .why();
  }

  @Test
  void theOwnBookGoesBeforeTheClassTheClassBeforeTheRegionAndThatBeforeEverybody() {
    var own = entry(1, new Reach(true, ACCOUNT, null, null, null, null, null), "0", "90");
    var gold = entry(2, new Reach(true, null, "gold", null, null, null, null), "0", "80");
    var east = entry(3, new Reach(true, null, null, null, "华东", null, null), "0", "70");
    var all = entry(4, EVERYBODY, "0", "60");
    costs(
        "90",
        price(item("100", "CNY", List.of(all, east, gold, own)), List.of(), List.of(), line("1")));
    costs(
        "80", price(item("100", "CNY", List.of(all, east, gold)), List.of(), List.of(), line("1")));
    costs("70", price(item("100", "CNY", List.of(all, east)), List.of(), List.of(), line("1")));
    costs("60", price(item("100", "CNY", List.of(all)), List.of(), List.of(), line("1")));
    costs("100", price(item("100", "CNY", List.of()), List.of(), List.of(), line("1")));
  }

  @Test
  void whatDoesNotCountSaysWhy() {
    var past = new Reach(true, null, null, null, null, null, DAY.minusDays(1));
    var entries =
        List.of(
            entry(1, new Reach(false, null, null, null, null, null, null), "0", "1"),
            entry(2, past, "0", "2"),
            entry(3, new Reach(true, null, "ordinary", null, null, null, null), "0", "3"),
            entry(4, new Reach(true, null, null, "DE", null, null, null), "0", "4"),
            entry(5, EVERYBODY, "10", "5"),
            entry(6, EVERYBODY, "2", "6"),
            entry(7, EVERYBODY, "0", "7"));
    var priced = price(item(null, "CNY", entries), List.of(), List.of(), line("5"));
    costs("6", priced);
    assertEquals(Reason.INACTIVE, whyNot(priced, 1));
    assertEquals(Reason.PERIOD, whyNot(priced, 2));
    assertEquals(Reason.CLASS, whyNot(priced, 3));
    assertEquals(Reason.PLACE, whyNot(priced, 4));
    assertEquals(Reason.QUANTITY, whyNot(priced, 5));
    assertEquals(Reason.OUTRANKED, whyNot(priced, 7));
  }

  @Test
  void anotherUnitCountsForTheBreakAndThePrice() {
    var entries = List.of(entry(1, EVERYBODY, "0", "10"), entry(2, EVERYBODY, "20", "9"));
    var priced =
        price(item(null, "CNY", entries), List.of(), List.of(), new Line(PRODUCT, n("2"), "box"));
    costs("108", priced);
  }

  @Test
  void promotionsComeOffTogetherUnlessAnExclusiveOneLeavesLess() {
    var item = item("100", "CNY", List.of());
    costs(
        "81",
        price(
            item,
            List.of(offer(1, "10", null, false), offer(2, "10", null, false)),
            List.of(),
            line("1")));
    costs(
        "85",
        price(
            item,
            List.of(offer(1, "10", null, false), offer(2, null, "5", false)),
            List.of(),
            line("1")));
    var offers = List.of(offer(1, "10", null, false), offer(2, "15", null, true));
    var priced = price(item, offers, List.of(), line("1"));
    costs("85", priced);
    assertTrue(
        priced.rules().stream()
            .anyMatch(r -> new UUID(4, 1).equals(r.id()) && r.why() == Reason.EXCLUSIVE));
  }

  @Test
  void aListPriceInAnotherCurrencyIsConvertedAndRoundedHalfUp() {
    costs("78.12", price(item("10", "EUR", List.of()), List.of(), List.of(), line("1")));
    assertEquals(
        null, price(item("10", "USD", List.of()), List.of(), List.of(), line("1")).price());
  }

  @Test
  void aPriceFinerThanTheCurrencyStaysAsItIsWritten() {
    costs(
        "0.0125",
        price(
            item(null, "CNY", List.of(entry(1, EVERYBODY, "0", "0.0125"))),
            List.of(),
            List.of(),
            line("1")));
  }

  @Test
  void theFloorNearestToThePersonCountsAndAmongRolesTheMostGenerous() {
    var item = item("100", "CNY", List.of());
    var everybody = new Limit("all", 3, null, null, null, null, "CNY", n("5"), null);
    var strict = new Limit("a", 1, new UUID(9, 1), null, null, null, "CNY", n("10"), null);
    var generous = new Limit("b", 1, new UUID(9, 2), null, null, null, "CNY", n("20"), null);
    var margin = new Limit("m", 1, new UUID(9, 2), null, null, null, "CNY", null, n("25"));
    floor("95", price(item, List.of(), List.of(everybody), line("1")));
    floor("80", price(item, List.of(), List.of(everybody, strict, generous), line("1")));
    floor("80", price(item, List.of(), List.of(generous, margin), line("1")));
    var product = new Limit("p", 1, new UUID(9, 2), PRODUCT, null, n("88"), "CNY", null, null);
    floor("88", price(item, List.of(), List.of(generous, product), line("1")));
  }

  private static void floor(String price, Priced priced) {
    assertNotNull(priced.floor(), priced::toString);
    assertEquals(0, n(price).compareTo(priced.floor().price()), priced::toString);
  }

  @Test
  void theSameFactsInAnyOrderGiveTheSamePriceAndNameEveryRuleOnce() {
    var random = new Random(20260615);
    for (int round = 0; round < 2_000; round++) {
      var entries = new ArrayList<Entry>();
      var offers = new ArrayList<Offer>();
      for (int i = 0; i < random.nextInt(9); i++) {
        entries.add(any(random, i));
      }
      for (int i = 0; i < random.nextInt(5); i++) {
        boolean percent = random.nextBoolean();
        var by = String.valueOf(1 + random.nextInt(3));
        offers.add(offer(i, percent ? by : null, percent ? null : by, random.nextInt(3) == 0));
      }
      var line = line(String.valueOf(1 + random.nextInt(30)));
      var first =
          price(item("100", "CNY", List.copyOf(entries)), List.copyOf(offers), List.of(), line);
      Collections.shuffle(entries, random);
      Collections.shuffle(offers, random);
      var second = price(item("100", "CNY", entries), offers, List.of(), line);
      assertEquals(first, second);
      var named = new HashSet<UUID>();
      first.rules().stream()
          .filter(r -> r.id() != null && !r.id().equals(PRODUCT))
          .forEach(r -> assertTrue(named.add(r.id()), first::toString));
      assertEquals(entries.size() + offers.size(), named.size(), first::toString);
      assertEquals(
          1,
          first.rules().stream().filter(r -> r.outcome() == Outcome.GAVE).count(),
          first::toString);
    }
  }

  /// Few values, so that ties are frequent.
  private static Entry any(Random random, int id) {
    var reach =
        new Reach(
            random.nextInt(6) > 0,
            random.nextInt(4) == 0 ? ACCOUNT : null,
            random.nextInt(3) == 0 ? "gold" : random.nextInt(5) == 0 ? "ordinary" : null,
            random.nextInt(3) == 0 ? "CN" : null,
            random.nextInt(3) == 0 ? "华东" : null,
            random.nextInt(4) == 0 ? DAY.minusDays(1) : null,
            random.nextInt(6) == 0 ? DAY.minusDays(1) : null);
    return new Entry(
        new UUID(3, id),
        "book " + id,
        random.nextBoolean(),
        reach,
        BigDecimal.valueOf(random.nextInt(2)),
        random.nextInt(5) == 0,
        random.nextInt(6) == 0 ? "EUR" : "CNY",
        BigDecimal.valueOf(10L * random.nextInt(3)),
        random.nextInt(3) == 0 ? DAY.minusDays(random.nextInt(3)) : null,
        null,
        BigDecimal.valueOf(90 + random.nextInt(3)));
  }
}
