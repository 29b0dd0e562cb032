package org.shuke.catalog.prices;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RatesTest {
  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private final AtomicInteger read = new AtomicInteger();
  private final Rates rates =
      new Rates(
          "CNY",
          ZoneOffset.UTC,
          new Clock() {
            @Override
            public ZoneId getZone() {
              return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
              return this;
            }

            @Override
            public Instant instant() {
              return now.get();
            }
          },
          () -> {
            var rate = BigDecimal.valueOf(read.incrementAndGet());
            return List.of(new Rates.Rate("EUR", LocalDate.of(2026, 1, 1), rate));
          });

  @Test
  void aReadingThatLastsLongKeepsItsRatesAndAsksForNothing() {
    var seen =
        rates.held(() -> {
          var first = rates.at("EUR", START);
          now.set(START.plus(Duration.ofMinutes(1)));
          return List.of(first, rates.at("EUR", START));
        });
    assertEquals(List.of(BigDecimal.ONE, BigDecimal.ONE), seen);
    assertEquals(1, read.get());
    assertEquals(BigDecimal.TWO, rates.at("EUR", START), "afterwards they are read anew");
  }
}
