package org.shuke.demo;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/// Writes what a good salesperson knows: likes, dates, further addresses, who is related to whom.
final class LoadDetails {
  private static final long LIKES = 1;
  private static final long DATES = 2;
  private static final long PLACES = 3;
  private static final long TIES = 4;
  private static final int FAMILY = 3;

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
        "id, account, position, kind, date, note",
        this::anniversaries);
    each(
        PLACES,
        "customers.account_address",
        "id, account, position, use, recipient, street, postal_code, city, region, country",
        this::addresses);
    each(
        TIES,
        "customers.contact_relation",
        "id, contact, position, kind, role, reverse_role, other_contact",
        this::ties);
  }

  private static LocalDate day(Customer customer) {
    return customer.since().atZone(ZoneId.of("UTC")).toLocalDate();
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
            day(customer).plusDays(dice.below(60)));
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
    var families = company.material().words().family();
    var ties = Objects.requireNonNull(families.get(customer.language()));
    var tie = ties.get(dice.below(FAMILY));
    var relative =
        Person.ofFamily(
            company.material(), customer.country().people(), customer.familyName(), dice);
    int years = ties.indexOf(tie) == 0 ? 26 + dice.below(35) : 2 + dice.below(18);
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
    if (customer.isFirm() && dice.chance(0.3)) {
      var note = company.material().words().anniversary().get(customer.language());
      var date = company.today().minusYears(1L + dice.below(20)).minusDays(dice.below(365));
      copy.row(dice.id(customer.since()), customer.id(), 0, "anniversary", date, note);
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

  private void ties(Copy copy, Customer customer, Dice dice) throws SQLException {
    var language = customer.language();
    if (customer.kind().equals("household")) {
      families(copy, customer, dice);
    } else if (customer.number() > 0 && dice.chance(0.08)) {
      var relations = Objects.requireNonNull(company.material().words().relations().get(language));
      var tie = dice.pick(relations);
      var other = people.headOf(company.customer(dice.below(customer.number())));
      tie(copy, dice.id(customer.since()), people.headOf(customer), 0, tie, other);
    }
  }

  /// The head of a household with each of the others: spouse first, then the children.
  private void families(Copy copy, Customer customer, Dice dice) throws SQLException {
    var families = company.material().words().family();
    var ties = Objects.requireNonNull(families.get(customer.language()));
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
  private static void tie(
      Copy copy, UUID id, UUID contact, int position, List<String> tie, UUID other)
      throws SQLException {
    copy.row(id, contact, position, tie.get(0), tie.get(1), tie.get(2), other);
  }
}
