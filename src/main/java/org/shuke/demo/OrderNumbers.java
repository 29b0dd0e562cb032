package org.shuke.demo;

import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Locale;

/// Numbers the orders of the whole company in the order of their time, in the form of their range,
/// although they are made customer by customer.
final class OrderNumbers {
  private final long[] times;
  private final BitSet taken = new BitSet();

  private OrderNumbers(long[] times) {
    this.times = times;
  }

  static OrderNumbers of(Company company, Purchases purchases, int customers) {
    var times = new long[customers];
    int count = 0;
    for (int i = 0; i < customers; i++) {
      for (var order : purchases.of(company.customer(i))) {
        times = count < times.length ? times : Arrays.copyOf(times, 2 * count);
        times[count++] = order.at().toEpochMilli();
      }
    }
    var sorted = Arrays.copyOf(times, count);
    Arrays.sort(sorted);
    return new OrderNumbers(sorted);
  }

  /// The number of an order at a time that was counted; asked once for each.
  String next(Instant at) {
    int place = Arrays.binarySearch(times, at.toEpochMilli());
    while (place > 0 && times[place - 1] == times[place]) {
      place--;
    }
    int free = taken.nextClearBit(place);
    taken.set(free);
    return String.format(Locale.ROOT, "SO-%06d", free + 1);
  }
}
