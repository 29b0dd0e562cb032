package org.shuke.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// The made-up company: gives every customer by its number, always the same one.
final class Company {
  private static final LocalTime OPENING = LocalTime.of(8, 30);
  private static final int OPEN_SECONDS = 9 * 3_600;
  private static final List<String> POST = List.of("post.example", "mail.example", "inbox.example");

  private final Material material;
  private final Scale scale;
  private final long seed;
  private final LocalDate today;
  private final ZoneId zone;
  private final Staff staff;
  private final Shelf shelf;

  Company(long seed, Scale scale, LocalDate today, ZoneId zone) {
    this.material = Material.load();
    this.scale = scale;
    this.seed = seed;
    this.today = today;
    this.zone = zone;
    this.staff = new Staff(material.places(), scale, seed, founded());
    this.shelf = new Shelf(material.goods(), seed, founded());
  }

  Material material() {
    return material;
  }

  Staff staff() {
    return staff;
  }

  Shelf shelf() {
    return shelf;
  }

  LocalDate today() {
    return today;
  }

  ZoneId zone() {
    return zone;
  }

  /// When the first people and goods were entered.
  Instant founded() {
    return today.minusDays(Life.DAYS + 60L).atTime(OPENING).atZone(zone).toInstant();
  }

  Dice dice(long... path) {
    return Dice.of(seed, path);
  }

  /// A time within business hours.
  Instant at(LocalDate day, Dice dice) {
    return day.atTime(OPENING.plusSeconds(dice.below(OPEN_SECONDS))).atZone(zone).toInstant();
  }

  Customer customer(int number) {
    var dice = dice(Kinds.CUSTOMER, number);
    var city = dice.weighted(material.places().cities(), Material.City::weight);
    var country = material.places().country(city.country());
    var family =
        dice.pick(Objects.requireNonNull(material.people().get(country.people())).family());
    var head = Person.ofFamily(material, country.people(), family, dice);
    var kind = dice.weighted(List.of("company", "household", "person"), Company::share);
    var branch =
        kind.equals("company") ? dice.weighted(material.firms().kinds(), k -> k.weight()) : null;
    var name = branch == null ? privateName(kind, country, head) : null;
    var brand =
        branch == null ? null : Firm.of(material.firms(), branch, country, city, head, dice);
    var life = Life.of(today, dice(Kinds.LIFE, number));
    var since = at(known(life, dice), dice);
    double appetite = branch == null ? 0.18 : branch.appetite();
    return new Customer(
        number,
        dice.id(since),
        kind,
        brand == null ? Objects.requireNonNull(name) : brand.name(),
        city,
        country,
        branch,
        head,
        family,
        brand == null ? dice.pick(POST) : brand.domain(),
        owner(number, staff.seller(city.team(), dice)),
        since,
        life,
        dice.around(appetite * life.habit().basket, 0.7));
  }

  private Staff.Colleague owner(int number, Staff.Colleague usual) {
    if (number < scale.few()) {
      return staff.of(Scale.FEW);
    }
    return number < scale.few() + scale.many() ? staff.of(Scale.MANY) : usual;
  }

  private static double share(String kind) {
    return switch (kind) {
      case "company" -> 0.60;
      case "household" -> 0.15;
      default -> 0.25;
    };
  }

  /// The day it was entered: some weeks before the first order.
  private LocalDate known(Life life, Dice dice) {
    return life.first().isAfter(today)
        ? today.minusDays(1L + dice.below(Life.DAYS))
        : life.first().minusDays(dice.below(21));
  }

  private String privateName(String kind, Material.Country country, Person head) {
    if (kind.equals("person")) {
      return head.name();
    }
    var pattern = Objects.requireNonNull(material.words().household().get(country.people()));
    return fill(pattern, Map.of("name", head.name(), "family", head.family()));
  }

  String phone(Material.Country country, Dice dice) {
    var prefix = dice.pick(country.prefixes());
    return "+" + country.dial() + prefix + dice.digits(country.digits() - prefix.length());
  }

  String street(Material.Country country, Dice dice) {
    return fill(
        country.street(),
        Map.of(
            "street", dice.pick(country.streets()), "number", String.valueOf(1 + dice.below(240))));
  }

  String postalCode(Material.City city, Dice dice) {
    int missing = city.country().equals("CN") ? 3 : 2;
    return switch (city.country()) {
      case "GB" -> city.postal() + " " + (1 + dice.below(9)) + "AB";
      case "NL" -> city.postal() + dice.below(10) + " " + "AB";
      default ->
          city.postal()
              + String.format(
                  Locale.ROOT, "%0" + missing + "d", dice.below(missing == 3 ? 1_000 : 100));
    };
  }

  static String fill(String pattern, Map<String, String> values) {
    var text = pattern;
    for (var each : values.entrySet()) {
      text = text.replace("{" + each.getKey() + "}", each.getValue());
    }
    return text;
  }
}
