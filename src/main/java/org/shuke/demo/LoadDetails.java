package org.shuke.demo;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.shuke.demo.Acquaintances.Known;

/// Writes what a good salesperson knows: likes, dates, further addresses, who is related to whom.
final class LoadDetails {
  private static final long LIKES = 1;
  private static final long DATES = 2;
  private static final long PLACES = 3;
  private static final long TIES = 4;
  private static final long HOMES = 5;
  private static final long FIRMS = 6;
  private static final int CHILDREN = 3;
  private static final int PARENTS = 2;

  /// Wives, husbands and mothers in China keep the name that they were born with.
  private static final List<Integer> OWN_NAMES = List.of(0, CHILDREN);

  private final Connection connection;
  private final Company company;
  private final Scale scale;
  private final Acquaintances people;

  LoadDetails(Connection connection, Company company, Scale scale) {
    this.connection = connection;
    this.company = company;
    this.scale = scale;
    this.people = new Acquaintances(company, scale.contacts());
  }

  /// Writes what is known of one customer.
  private interface Rows {
    void write(Copy copy, Customer customer, Dice dice) throws SQLException;
  }

  private void each(long what, String table, String columns, Rows rows) throws SQLException {
    try (var copy = new Copy(connection, table, columns)) {
      for (int i = 0; i < scale.accounts(); i++) {
        rows.write(copy, company.customer(i), company.dice(Kinds.DETAILS, i, what));
      }
      copy.finish();
    }
  }

  void all() throws SQLException {
    each(
        LIKES,
        "customers.contact_preference",
        "id, contact, position, kind, text, since",
        this::likes);
    each(
        LIKES,
        "customers.account_preference",
        "id, account, position, kind, text, since",
        this::values);
    each(
        DATES,
        "customers.contact_date",
        "id, contact, position, kind, date, of_whom, family_relation",
        this::birthdays);
    each(
        DATES,
        "customers.account_date",
        "id, account, position, kind, date, of_whom, note",
        this::anniversaries);
    each(
        PLACES,
        "customers.account_address",
        "id, account, position, use, recipient, street, postal_code, city, region, country",
        this::addresses);
    each(
        HOMES,
        "customers.contact_address",
        "id, contact, position, use, recipient, street, postal_code, city, region, country",
        this::places);
    each(
        TIES,
        "customers.contact_relation",
        "id, contact, position, kind, role, reverse_role, other_contact",
        this::ties);
    each(
        FIRMS,
        "customers.account_relation",
        "id, account, position, kind, role, reverse_role, other_account",
        this::firms);
  }

  private static LocalDate day(Customer customer) {
    return customer.since().atZone(ZoneId.of("UTC")).toLocalDate();
  }

  /// Some weeks after they became known, and never in days to come.
  private LocalDate learned(Customer customer, Dice dice) {
    var day = day(customer).plusDays(dice.below(60));
    return day.isAfter(company.today()) ? company.today() : day;
  }

  private void likes(Copy copy, Customer customer, Dice dice) throws SQLException {
    var head = people.headOf(customer);
    int position = 0;
    for (var likings : company.material().words().preferences()) {
      if (dice.chance(0.38)) {
        copy.row(
            dice.id(customer.since()),
            head,
            position++,
            likings.kind(),
            dice.pick(likings.in(customer.language())),
            learned(customer, dice));
      }
    }
  }

  /// What matters most to a firm.
  private void values(Copy copy, Customer customer, Dice dice) throws SQLException {
    var likings = company.material().words().preferences();
    if (customer.isFirm() && dice.chance(0.45)) {
      var most = likings.getLast();
      copy.row(
          dice.id(customer.since()),
          customer.id(),
          0,
          most.kind(),
          dice.pick(most.in(customer.language())),
          day(customer));
    }
  }

  private void birthdays(Copy copy, Customer customer, Dice dice) throws SQLException {
    if (!dice.chance(0.22)) {
      return;
    }
    var ties = in(company.material().words().family(), customer);
    // the children of a household are known themselves
    boolean parent = customer.kind().equals("household");
    var tie = ties.get(parent ? CHILDREN + dice.below(PARENTS) : dice.below(CHILDREN));
    var language = customer.country().people();
    boolean ownName = language.equals("zh") && OWN_NAMES.contains(ties.indexOf(tie));
    var relative =
        ownName
            ? Person.of(company.material(), language, dice)
            : Person.ofFamily(company.material(), language, customer.familyName(), dice);
    int years =
        parent
            ? 55 + dice.below(30)
            : ties.indexOf(tie) == 0 ? 26 + dice.below(35) : 2 + dice.below(18);
    copy.row(
        dice.id(customer.since()),
        people.headOf(customer),
        0,
        "birthday",
        company.today().minusYears(years).minusDays(dice.below(365)),
        relative.name(),
        tie.get(0));
  }

  private void anniversaries(Copy copy, Customer customer, Dice dice) throws SQLException {
    var words = company.material().words();
    boolean household = customer.kind().equals("household");
    if (household && dice.chance(0.4) || customer.isFirm() && dice.chance(0.3)) {
      var note = (household ? words.wedding() : words.anniversary()).get(customer.language());
      var date = company.today().minusYears(1L + dice.below(20)).minusDays(dice.below(365));
      var spouse = household ? people.of(customer).get(1).person().name() : null;
      var whose = spouse == null ? null : customer.head().name() + " & " + spouse;
      copy.row(dice.id(customer.since()), customer.id(), 0, "anniversary", date, whose, note);
    }
  }

  private void addresses(Copy copy, Customer customer, Dice dice) throws SQLException {
    if (customer.isFirm() && dice.chance(0.3)) {
      copy.row(
          dice.id(customer.since()),
          customer.id(),
          0,
          dice.pick(List.of("shipping", "shipping", "billing")),
          customer.name(),
          company.street(customer.country(), dice),
          company.postalCode(customer.city(), dice),
          customer.city().name(),
          customer.city().region(),
          customer.country().code());
    }
  }

  /// Where else the head is found: a firm's at home, a private person at work.
  private void places(Copy copy, Customer customer, Dice dice) throws SQLException {
    if (dice.chance(customer.isFirm() ? 0.08 : 0.3)) {
      copy.row(
          dice.id(customer.since()),
          people.headOf(customer),
          0,
          customer.isFirm() ? "home" : "work",
          customer.head().name(),
          company.street(customer.country(), dice),
          company.postalCode(customer.city(), dice),
          customer.city().name(),
          customer.city().region(),
          customer.country().code());
    }
  }

  private void ties(Copy copy, Customer customer, Dice dice) throws SQLException {
    if (customer.kind().equals("household")) {
      families(copy, customer, dice);
      return;
    }
    var words = company.material().words();
    var head = people.headOf(customer);
    int position = 0;
    if (customer.number() > 0 && dice.chance(0.12)) {
      var other = people.headOf(company.customer(dice.below(customer.number())));
      var tie = dice.pick(in(words.relations(), customer));
      tie(copy, dice.id(customer.since()), head, position++, tie, other);
    }
    var staff = customer.isFirm() && dice.chance(0.3) ? people.of(customer) : List.<Known>of();
    if (staff.size() > 1) {
      var tie = dice.pick(in(words.colleagues(), customer));
      tie(copy, dice.id(customer.since()), head, position, tie, staff.get(1).id());
    }
  }

  /// Firms that know an older customer.
  private void firms(Copy copy, Customer customer, Dice dice) throws SQLException {
    if (customer.isFirm() && customer.number() > 0 && dice.chance(0.12)) {
      var other = company.customer(dice.below(customer.number()));
      if (other.isFirm() && other.language().equals(customer.language())) {
        var tie = dice.pick(in(company.material().words().firms(), customer));
        tie(copy, dice.id(customer.since()), customer.id(), 0, tie, other.id());
      }
    }
  }

  private static List<List<String>> in(
      Map<String, List<List<String>>> byLanguage, Customer customer) {
    return Objects.requireNonNull(byLanguage.get(customer.language()));
  }

  /// The head of a household with each of the others: spouse first, then the children.
  private void families(Copy copy, Customer customer, Dice dice) throws SQLException {
    var ties = in(company.material().words().family(), customer);
    var family = people.of(customer);
    var head = family.getFirst().id();
    for (int i = 1; i < family.size(); i++) {
      var other = family.get(i);
      var named = ties.get(i == 1 ? 0 : other.person().female() ? 1 : 2);
      var tie = List.of("family", named.get(0), named.get(1));
      tie(copy, dice.id(customer.since()), head, i - 1, tie, other.id());
    }
  }

  /// @param tie kind, what the other is, what this one is to the other
  private static void tie(Copy copy, UUID id, UUID one, int position, List<String> tie, UUID other)
      throws SQLException {
    copy.row(id, one, position, tie.get(0), tie.get(1), tie.get(2), other);
  }
}
