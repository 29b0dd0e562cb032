package org.shuke.sales.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.shuke.catalog.prices.Rates;
import org.shuke.records.MapDraft;

class OrderTotalsTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-01T10:00:00Z"), ZoneOffset.UTC);
  private static final OffsetDateTime FEBRUARY = OffsetDateTime.parse("2026-02-03T10:00:00Z");

  private final OrderTotals totals =
      new OrderTotals(
          CLOCK,
          new Rates(
              "CNY",
              ZoneId.of("Asia/Shanghai"),
              CLOCK,
              () ->
                  List.of(
                      new Rates.Rate("EUR", LocalDate.parse("2026-01-01"), new BigDecimal("7.8")),
                      new Rates.Rate("EUR", LocalDate.parse("2026-03-01"), new BigDecimal("8")))),
          () -> "O-1");

  private static MapDraft line(String quantity, String price) {
    return MapDraft.of(
            Map.of("quantity", new BigDecimal(quantity), "unitPrice", new BigDecimal(price)))
        .sent("quantity", "unitPrice");
  }

  @Test
  void theTotalIsTheSumOfTheLinesUnrounded() {
    var first = line("3", "0.333333");
    var order = MapDraft.of(Map.of()).with("lines", first, line("-1", "2.5"));
    totals.complete(order);
    assertEquals(new BigDecimal("0.999999"), first.get("amount"));
    assertEquals(new BigDecimal("-1.500001"), order.get("total"));
    assertEquals("O-1", order.get("number"));
    assertEquals("CNY", order.get("currency"));
    assertEquals("CNY", first.get("currency"));
    assertEquals("confirmed", order.get("status"));
  }

  @Test
  void anAmountThatIsGivenStays() {
    var line = line("3", "2").sent("amount");
    line.set("amount", new BigDecimal("5"));
    var order = MapDraft.of(Map.of()).with("lines", line);
    totals.complete(order);
    assertEquals(new BigDecimal("5"), order.get("total"));
  }

  @Test
  void theCompanysCurrencyComesAtTheRateOfTheOrdersDay() {
    var order =
        MapDraft.of(Map.of("currency", "EUR", "placedAt", FEBRUARY)).with("lines", line("2", "10"));
    totals.complete(order);
    assertEquals(new BigDecimal("156.0"), order.get("totalBase"));
  }

  @Test
  void withoutARateTheAmountInTheCompanysCurrencyIsAbsent() {
    var order =
        MapDraft.of(Map.of("currency", "JPY", "placedAt", FEBRUARY)).with("lines", line("2", "10"));
    totals.complete(order);
    assertNull(order.get("totalBase"));
    assertEquals(new BigDecimal("20"), order.get("total"));
  }

  @Test
  void aChangeOfTheHeadLeavesTheTotal() {
    var order =
        MapDraft.of(
            Map.of(
                "number", "A", "currency", "CNY", "placedAt", FEBRUARY, "total", BigDecimal.TEN));
    totals.complete(order);
    assertEquals(BigDecimal.TEN, order.get("total"));
    assertEquals(BigDecimal.TEN, order.get("totalBase"));
  }

  @Test
  void aChangeOfCurrencyReachesTheLinesAlthoughTheyWereNotSent() {
    var line =
        MapDraft.of(
            Map.of("quantity", BigDecimal.TWO, "amount", BigDecimal.TEN, "currency", "CNY"));
    var order =
        MapDraft.of(Map.of("currency", "EUR", "placedAt", FEBRUARY, "total", BigDecimal.TEN))
            .storing("lines", line)
            .sent("currency");
    totals.complete(order);
    assertEquals("EUR", line.get("currency"));
    assertEquals(BigDecimal.TEN, line.get("amount"));
    assertEquals(new BigDecimal("78.0"), line.get("amountBase"));
    assertEquals(BigDecimal.TEN, order.get("total"));
  }

  private static MapDraft taxed(String price, String rate) {
    var line = line("1", price);
    line.set("taxRate", new BigDecimal(rate));
    return line.sent("taxRate");
  }

  @Test
  void taxIsRoundedLineByLineAndFollowsTheLines() {
    var order =
        MapDraft.of(Map.of())
            .with("lines", taxed("0.35", "13"), taxed("0.35", "13"), line("1", "9"));
    totals.complete(order);
    assertEquals(new BigDecimal("0.10"), order.get("tax"), "0.0455 twice, each half up");
    assertEquals(new BigDecimal("0.10"), order.get("taxBase"));
    assertEquals(new BigDecimal("9.70"), order.get("total"));
  }

  @Test
  void taxThatIsGivenStaysAndWithoutRatesThereIsNone() {
    var given = MapDraft.of(Map.of("tax", BigDecimal.TEN)).with("lines", taxed("100", "13"));
    totals.complete(given.sent("tax"));
    assertEquals(BigDecimal.TEN, given.get("tax"));
    var bare = MapDraft.of(Map.of()).with("lines", line("1", "100"));
    totals.complete(bare);
    assertNull(bare.get("tax"));
  }

  @Test
  void aTotalThatIsGivenCountsOnlyForAnOrderWithoutLines() {
    var order =
        MapDraft.of(Map.of("total", BigDecimal.ONE))
            .storing("lines", line("2", "10"))
            .sent("total");
    totals.complete(order);
    assertEquals(new BigDecimal("20"), order.get("total"));
    assertEquals(new BigDecimal("20"), order.get("totalBase"));
    var bare = MapDraft.of(Map.of("total", BigDecimal.TEN)).sent("total");
    totals.complete(bare);
    assertEquals(BigDecimal.TEN, bare.get("total"));
  }

  @Test
  void taxThatWasGivenStaysUntilEveryLineSaysItsRate() {
    var order =
        MapDraft.of(Map.of("tax", BigDecimal.TEN))
            .with("lines", line("1", "100"), taxed("100", "13"));
    totals.complete(order);
    assertEquals(BigDecimal.TEN, order.get("tax"));
    totals.complete(order.with("lines", taxed("100", "13")));
    assertEquals(new BigDecimal("13.00"), order.get("tax"));
  }

  @Test
  void taxThatFollowedFromSomeLinesGoesOnFollowing() {
    var stored =
        MapDraft.of(Map.of("amount", new BigDecimal("100"), "taxRate", new BigDecimal("13")));
    var order =
        MapDraft.of(Map.of("tax", new BigDecimal("13")))
            .with("lines", stored, taxed("100", "13"), line("1", "5"));
    totals.complete(order);
    assertEquals(new BigDecimal("26.00"), order.get("tax"));
  }
}
