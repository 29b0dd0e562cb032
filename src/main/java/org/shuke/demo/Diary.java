package org.shuke.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What was written down about a customer over the years, and what is still to be done.
final class Diary {
  record Entry(
      UUID id,
      String kind,
      String subject,
      String body,
      Instant at,
      @Nullable Instant due,
      boolean done,
      UUID contact) {}

  private static final int AHEAD = 12;

  private final Company company;
  private final double activities;

  /// @param activities written down of an average customer
  Diary(Company company, double activities) {
    this.company = company;
    this.activities = activities;
  }

  List<Entry> of(Customer customer, Acquaintances.Known contact) {
    var dice = company.dice(Kinds.ACTIVITIES, customer.number());
    var entries = new ArrayList<Entry>();
    double busy = 0.4 + customer.life().habit().basket;
    long count = Math.round(dice.around(activities * busy * 0.7, 0.6));
    for (int i = 0; i < count; i++) {
      entries.add(entry(customer, contact, dice));
    }
    return entries;
  }

  private Entry entry(Customer customer, Acquaintances.Known contact, Dice dice) {
    var told = dice.weighted(company.material().words().activities(), Material.Told::weight);
    var text = dice.pick(told.in(customer.language()));
    boolean ahead = told.kind().equals("task") && dice.chance(0.35);
    var day = ahead ? company.today().plusDays(dice.below(AHEAD) - 2L) : day(customer, dice);
    var at = company.at(day, dice);
    var made = ahead ? at.minus(Duration.ofDays(1L + dice.below(6))) : at;
    var product = company.shelf().any(day.getMonthValue(), dice);
    var slots =
        Map.of(
            "name", contact.formOfAddress().replace("Dear ", ""),
            "product", product.name(),
            "city", customer.city().name());
    return new Entry(
        dice.id(made.isAfter(now()) ? now() : made),
        told.kind(),
        Company.fill(text.get(0), slots),
        Company.fill(text.get(1), slots),
        at,
        told.kind().equals("task") ? at : null,
        !ahead,
        contact.id());
  }

  private Instant now() {
    return company.today().atStartOfDay(company.zone()).toInstant();
  }

  /// A day since the customer is known; more of them lately.
  private LocalDate day(Customer customer, Dice dice) {
    var since = customer.since().atZone(company.zone()).toLocalDate();
    long days = Math.max(1, since.until(company.today(), java.time.temporal.ChronoUnit.DAYS));
    double back = dice.between(0, 1);
    return company.today().minusDays(1 + (long) (back * back * (days - 1)));
  }
}
