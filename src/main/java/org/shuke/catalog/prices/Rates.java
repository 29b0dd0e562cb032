package org.shuke.catalog.prices;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What amounts in other currencies are worth in the company's on a day. Read anew every few
/// seconds, so that a changed rate counts on every node without being announced.
public final class Rates {
  /// One line of the table.
  public record Rate(String currency, LocalDate validFrom, BigDecimal rate) {}

  private record Known(Map<String, NavigableMap<LocalDate, BigDecimal>> rates, Instant readAt) {}

  private static final Duration KEPT = Duration.ofSeconds(5);

  /// What is younger will do for a reading that begins now.
  private static final Duration FRESH = Duration.ofSeconds(1);

  private final String company;
  private final ZoneId zone;
  private final Clock clock;
  private final Supplier<List<Rate>> stored;
  private final ScopedValue<Known> held = ScopedValue.newInstance();
  private volatile @Nullable Known known;

  /// @param company the company's currency
  /// @param zone where days begin and end
  public Rates(String company, ZoneId zone, Clock clock, Supplier<List<Rate>> stored) {
    this.company = company;
    this.zone = zone;
    this.clock = clock;
    this.stored = stored;
  }

  /// The company's currency.
  public String company() {
    return company;
  }

  /// The rate of a currency at a time, or null when none is known for that day.
  public @Nullable BigDecimal at(String currency, Instant at) {
    if (currency.equals(company)) {
      return BigDecimal.ONE;
    }
    var days = current().rates().get(currency);
    var entry = days == null ? null : days.floorEntry(LocalDate.ofInstant(at, zone));
    return entry == null ? null : entry.getValue();
  }

  /// What an amount of one currency is worth in another, to 16 digits; null when a rate is missing.
  public @Nullable BigDecimal convert(BigDecimal amount, String from, String to, Instant at) {
    if (from.equals(to)) {
      return amount;
    }
    var worth = at(from, at);
    var each = at(to, at);
    return worth == null || each == null
        ? null
        : amount.multiply(worth).divide(each, MathContext.DECIMAL64);
  }

  /// Runs a reading with the rates as they are now: however long it lasts, it sees the same ones
  /// and asks for no second connection beside its own.
  <T extends @Nullable Object> T held(ScopedValue.CallableOp<T, RuntimeException> reading) {
    return ScopedValue.where(held, current(FRESH)).call(reading);
  }

  private Known current() {
    return held.isBound() ? held.get() : current(KEPT);
  }

  private Known current(Duration young) {
    var now = clock.instant();
    var last = known;
    if (last != null && now.isBefore(last.readAt().plus(young))) {
      return last;
    }
    var rates = new HashMap<String, NavigableMap<LocalDate, BigDecimal>>();
    for (var rate : stored.get()) {
      rates
          .computeIfAbsent(rate.currency(), c -> new TreeMap<>())
          .put(rate.validFrom(), rate.rate());
    }
    var read = new Known(rates, now);
    known = read;
    return read;
  }
}
