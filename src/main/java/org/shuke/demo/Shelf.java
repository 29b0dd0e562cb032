package org.shuke.demo;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/// What the company sells.
final class Shelf {
  /// @param price in CNY, to an ordinary customer
  record Item(UUID id, String sku, String name, Material.Line line, BigDecimal price) {
    /// How likely it is bought in a month of the year, 1 to 12.
    double demand(int month) {
      return line.popularity() * line.months().get(month - 1);
    }

    /// Is it something that one buys once in years?
    boolean isDear() {
      return price.compareTo(BigDecimal.valueOf(900)) > 0;
    }
  }

  private static final int MONTHS = 12;

  private final List<Item> items = new ArrayList<>();
  private final double[][] demand = new double[MONTHS][];

  Shelf(Material.Goods goods, long seed, Instant since) {
    for (var line : goods.lines()) {
      int number = 0;
      for (var name : line.items()) {
        number++;
        int kind = number;
        for (var size : line.sizes()) {
          var sku = String.format(Locale.ROOT, "%s-%02d%s", line.code(), kind, code(size.get(0)));
          var price = new BigDecimal(size.get(1)).multiply(new BigDecimal(90 + 7 * kind));
          items.add(
              new Item(
                  Dice.of(seed, Kinds.PRODUCT, items.size()).id(since),
                  sku,
                  name + " " + size.get(0),
                  line,
                  price.movePointLeft(2)));
        }
      }
    }
    for (int month = 0; month < MONTHS; month++) {
      demand[month] = sums(month + 1);
    }
  }

  private static String code(String size) {
    var latin = Person.ascii(size).toUpperCase(Locale.ROOT);
    return "-" + (latin.length() > 4 ? latin.substring(0, 4) : latin);
  }

  List<Item> items() {
    return items;
  }

  /// Something that sells well in that month.
  Item any(int month, Dice dice) {
    var sums = demand[month - 1];
    int found = Arrays.binarySearch(sums, dice.between(0, sums[sums.length - 1]));
    return items.get(Math.min(found < 0 ? -found - 1 : found, items.size() - 1));
  }

  /// The demand of each item and all before it.
  private double[] sums(int month) {
    var sums = new double[items.size()];
    double sum = 0;
    for (int i = 0; i < sums.length; i++) {
      sum += items.get(i).demand(month);
      sums[i] = sum;
    }
    return sums;
  }
}
