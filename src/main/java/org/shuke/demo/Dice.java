package org.shuke.demo;

import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.ToDoubleFunction;

/// Chance that depends only on a seed and a path of numbers, such as (customer, 17, order, 3).
final class Dice {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private final SplittableRandom random;

  private Dice(long seed) {
    random = new SplittableRandom(seed);
  }

  static Dice of(long seed, long... path) {
    long mixed = seed;
    for (long step : path) {
      mixed = (mixed ^ (step + 1) * GOLDEN) * 0xBF58476D1CE4E5B9L;
      mixed ^= mixed >>> 29;
    }
    return new Dice(mixed);
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  double between(double low, double high) {
    return random.nextDouble(low, high);
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  <T> T pick(List<T> from) {
    return from.get(below(from.size()));
  }

  <T> T weighted(List<T> from, ToDoubleFunction<T> weight) {
    double left = random.nextDouble() * from.stream().mapToDouble(weight).sum();
    for (var each : from) {
      left -= weight.applyAsDouble(each);
      if (left < 0) {
        return each;
      }
    }
    return from.getLast();
  }

  /// Around the median, a few far above it.
  double around(double median, double spread) {
    return median * StrictMath.exp(spread * random.nextGaussian());
  }

  /// A version 7 id of that time.
  UUID id(Instant at) {
    long high = at.toEpochMilli() << 16 | 0x7000 | below(0x1000);
    return new UUID(high, 0x8000_0000_0000_0000L | random.nextLong() >>> 2);
  }

  String digits(int count) {
    var text = new StringBuilder(count);
    for (int i = 0; i < count; i++) {
      text.append((char) ('0' + (i == 0 ? 2 + below(8) : below(10))));
    }
    return text.toString();
  }
}
