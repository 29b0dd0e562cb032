package org.shuke.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The people of a customer: a firm's staff, a family, or just the one person.
final class Acquaintances {
  /// @param job the place of the job title in the material; -1 for private people
  /// @param birthday where somebody told it
  record Known(
      UUID id,
      Person person,
      int job,
      String email,
      String phone,
      @Nullable LocalDate birthday,
      String formOfAddress,
      Instant since) {
    boolean decides() {
      return job == 0 || job == 9;
    }
  }

  private static final int ADULT = 24;

  private final Company company;
  private final double contacts;

  /// @param contacts known of an average firm
  Acquaintances(Company company, double contacts) {
    this.company = company;
    this.contacts = contacts;
  }

  List<Known> of(Customer customer) {
    var known = new ArrayList<Known>();
    var dice = company.dice(Kinds.CONTACT, customer.number());
    int count = count(customer, dice);
    for (int i = 0; i < count; i++) {
      known.add(known(customer, i, company.dice(Kinds.CONTACT, customer.number(), i)));
    }
    return known;
  }

  /// The id of the person who decides at a customer, without making all the others.
  UUID headOf(Customer customer) {
    return known(customer, 0, company.dice(Kinds.CONTACT, customer.number(), 0)).id();
  }

  private int count(Customer customer, Dice dice) {
    return switch (customer.kind()) {
      case "company" -> (int) Math.max(1, Math.round(dice.around(contacts * 0.9, 0.45)));
      case "household" -> 2 + dice.below(3);
      default -> 1;
    };
  }

  private Known known(Customer customer, int ordinal, Dice dice) {
    var id = dice.id(customer.since());
    var person = person(customer, ordinal, dice);
    int job = !customer.isFirm() ? -1 : ordinal == 0 ? dice.below(2) : 1 + dice.below(9);
    var birthday = dice.chance(0.55) ? birthday(customer, ordinal, dice) : null;
    var local = person.latin() + (customer.isFirm() ? "" : dice.below(90) + 10);
    return new Known(
        id,
        person,
        job,
        local + "@" + customer.domain(),
        company.phone(customer.country(), dice),
        birthday,
        formOfAddress(customer, person, job, dice),
        customer.since());
  }

  private Person person(Customer customer, int ordinal, Dice dice) {
    if (ordinal == 0) {
      return customer.head();
    }
    var people = customer.country().people();
    boolean family = customer.kind().equals("household");
    boolean spouseKeepsName = ordinal == 1 && people.equals("zh");
    return family && !spouseKeepsName
        ? Person.ofFamily(company.material(), people, customer.familyName(), dice)
        : Person.of(company.material(), people, dice);
  }

  private LocalDate birthday(Customer customer, int ordinal, Dice dice) {
    boolean child = customer.kind().equals("household") && ordinal > 1;
    int years = child ? 3 + dice.below(16) : ADULT + dice.below(42);
    return company.today().minusYears(years).minusDays(dice.below(365));
  }

  private String formOfAddress(Customer customer, Person person, int job, Dice dice) {
    var ways =
        Objects.requireNonNull(
            company.material().words().address().get(customer.country().people()));
    boolean boss = job == 0 && ways.size() > 2;
    int way =
        boss || (ways.size() == 3 && dice.chance(0.3))
            ? 0
            : ways.size() - (person.female() ? 2 : 1);
    return Company.fill(ways.get(way), Map.of("family", person.family(), "given", person.given()));
  }
}
