package org.shuke.demo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/// What a customer bought: in its rhythm, faster before the feasts, mostly its usual things.
final class Purchases {
  record Order(UUID id, Instant at, LocalDate day, String status, List<Line> lines) {
    BigDecimal total() {
      return lines.stream().map(Line::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
  }

  record Line(Shelf.Item item, BigDecimal quantity, BigDecimal price) {
    BigDecimal amount() {
      return quantity.multiply(price);
    }
  }

  /// How busy each month is: the weeks before the Spring Festival, Mid-Autumn and Christmas.
  private static final List<Double> BUSY =
      List.of(1.35, 0.65, 0.95, 1.05, 1.0, 0.95, 0.8, 0.9, 1.3, 0.9, 1.1, 1.25);

  private static final int USUAL = 5;

  private final Company company;

  Purchases(Company company) {
    this.company = company;
  }

  List<Order> of(Customer customer) {
    var dice = company.dice(Kinds.ORDERS, customer.number());
    var usual = usual(dice);
    var orders = new ArrayList<Order>();
    var life = customer.life();
    var day = life.first();
    while (!day.isAfter(life.last()) && day.isBefore(company.today())) {
      var order = order(customer, workday(day, customer), usual, dice);
      orders.add(order);
      if (dice.chance(0.02) && order.day().plusDays(8).isBefore(company.today())) {
        orders.add(returned(order, dice));
      }
      double busy = BUSY.get(day.getMonthValue() - 1);
      day = day.plusDays(Math.max(1, Math.round(dice.around(life.rhythm(), 0.3) / busy)));
    }
    return orders;
  }

  private List<Shelf.Item> usual(Dice dice) {
    var usual = new ArrayList<Shelf.Item>();
    for (int i = 0; i < USUAL; i++) {
      usual.add(company.shelf().any(1 + dice.below(12), dice));
    }
    return usual;
  }

  private LocalDate workday(LocalDate day, Customer customer) {
    boolean closed = customer.isFirm() && day.getDayOfWeek() == DayOfWeek.SUNDAY;
    return closed && day.isAfter(customer.life().first()) ? day.minusDays(1) : day;
  }

  private Order order(Customer customer, LocalDate day, List<Shelf.Item> usual, Dice dice) {
    var lines = new ArrayList<Line>();
    int count = 1 + (dice.chance(0.75) ? 1 : 0) + (dice.chance(0.65) ? 1 : 0) + dice.below(2);
    for (int i = 0; i < count; i++) {
      var item =
          dice.chance(0.72)
              ? usual.get(Math.min(dice.below(USUAL), dice.below(USUAL)))
              : company.shelf().any(day.getMonthValue(), dice);
      if (lines.stream().noneMatch(line -> line.item() == item)) {
        lines.add(line(customer, item, dice));
      }
    }
    var at = company.at(day, dice);
    return new Order(dice.id(at), at, day, status(day, dice), lines);
  }

  private Line line(Customer customer, Shelf.Item item, Dice dice) {
    double usualQuantity = item.isDear() ? 0.6 : 9 * customer.size();
    long quantity = Math.max(1, Math.round(dice.around(usualQuantity, 0.5)));
    double discount = customer.size() > 3 ? 0.86 : customer.size() > 1.5 ? 0.93 : 1;
    return new Line(item, BigDecimal.valueOf(quantity), price(customer, item, discount));
  }

  /// The price in the customer's currency, to the cent.
  private BigDecimal price(Customer customer, Shelf.Item item, double discount) {
    var rate =
        Objects.requireNonNull(
            company.material().places().rates().get(customer.country().currency()));
    double abroad = rate.compareTo(BigDecimal.ONE) == 0 ? 1 : 1.3;
    return item.price()
        .multiply(BigDecimal.valueOf(discount * abroad))
        .divide(rate, 2, RoundingMode.HALF_UP);
  }

  private String status(LocalDate day, Dice dice) {
    boolean cancelled = dice.chance(0.008);
    long age = ChronoUnit.DAYS.between(day, company.today());
    if (cancelled) {
      return "cancelled";
    }
    return age < 3 ? "confirmed" : age < 9 ? "shipped" : "completed";
  }

  private Order returned(Order order, Dice dice) {
    var day = order.day().plusDays(2L + dice.below(6));
    var line = order.lines().getFirst();
    var back = new Line(line.item(), BigDecimal.ONE.negate(), line.price());
    var at = company.at(day, dice);
    return new Order(dice.id(at), at, day, "returned", List.of(back));
  }
}
