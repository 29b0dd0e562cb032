package org.shuke.demo;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.shuke.catalog.prices.Rates;
import org.shuke.records.Principal;
import org.shuke.records.SortKeys;

/// Writes the company into the tables: one pass and one COPY a table, each customer made anew in
/// each pass.
final class Load {
  private static final String COMMON = "id, created_at, created_by, updated_at, updated_by, ";
  private static final UUID SHUKE = Principal.SYSTEM.id();

  private final Connection connection;
  private final Company company;
  private final Scale scale;
  private final Acquaintances people;
  private final Purchases purchases;
  private final List<UUID> tags = new ArrayList<>();

  Load(Connection connection, Company company, Scale scale) {
    this.connection = connection;
    this.company = company;
    this.scale = scale;
    this.people = new Acquaintances(company, scale.contacts());
    this.purchases = new Purchases(company);
  }

  /// Writes the rows of one customer.
  private interface Rows {
    void write(Copy copy, Customer customer) throws SQLException;
  }

  private long each(String table, String columns, Rows rows) throws SQLException {
    try (var copy = new Copy(connection, table, columns)) {
      for (int i = 0; i < scale.accounts(); i++) {
        rows.write(copy, company.customer(i));
      }
      return copy.finish();
    }
  }

  static byte[] key(String language, String name) {
    return SortKeys.of(language, name);
  }

  void products() throws SQLException {
    var since = company.founded();
    var columns =
        COMMON
            + "sku, name, name_key_en, name_key_zh, category, brand, unit, list_price,"
            + " cost, currency";
    try (var copy = new Copy(connection, "catalog.product", columns)) {
      for (var item : company.shelf().items()) {
        var line = item.line();
        copy.row(
            item.id(),
            since,
            SHUKE,
            since,
            SHUKE,
            item.sku(),
            item.name(),
            key("en", item.name()),
            key("zh", item.name()),
            line.category(),
            line.brand(),
            line.unit(),
            item.price(),
            cost(item),
            "CNY");
      }
      copy.finish();
    }
  }

  /// Between 55 and 70 percent of the list price.
  private static BigDecimal cost(Shelf.Item item) {
    var share = BigDecimal.valueOf(55L + Math.floorMod(item.sku().hashCode(), 16), 2);
    return item.price().multiply(share).setScale(2, java.math.RoundingMode.HALF_UP);
  }

  void tags() throws SQLException {
    var since = company.founded();
    try (var copy = new Copy(connection, "customers.tag", COMMON + "name, colour")) {
      for (var tag : company.material().firms().tags()) {
        var id = company.dice(Kinds.TAG, tags.size()).id(since);
        tags.add(id);
        copy.row(id, since, SHUKE, since, SHUKE, tag.get(0), tag.get(1));
      }
      copy.finish();
    }
  }

  void rates(List<Rates.Rate> rates) throws SQLException {
    var since = company.founded();
    int number = 0;
    try (var copy =
        new Copy(connection, "catalog.exchange_rate", COMMON + "currency, valid_from, rate")) {
      for (var rate : rates) {
        var id = company.dice(Kinds.RATE, number++).id(since);
        copy.row(id, since, SHUKE, since, SHUKE, rate.currency(), rate.validFrom(), rate.rate());
      }
      copy.finish();
    }
  }

  long accounts() throws SQLException {
    return each(
        "customers.account",
        COMMON
            + "owner, name, name_key_en, name_key_zh, kind, parties, external_id, email, phone,"
            + " website, street, postal_code, city, region, country, industry, employees, currency,"
            + " price_class,"
            + " form_of_address, preferred_channel, notes, tags",
        this::account);
  }

  private void account(Copy copy, Customer customer) throws SQLException {
    var dice = company.dice(Kinds.DETAILS, customer.number());
    var owner = customer.owner().id();
    var at = customer.since();
    var branch = customer.branch();
    var contact = people.of(customer).getFirst();
    var language = customer.language();
    boolean firm = branch != null;
    copy.row(
        customer.id(),
        at,
        owner,
        at,
        owner,
        owner,
        customer.name(),
        key("en", customer.name()),
        key("zh", customer.name()),
        customer.kind(),
        parties(customer, dice),
        "K" + (100_001 + customer.number()),
        firm ? "info@" + customer.domain() : contact.email(),
        company.phone(customer.country(), dice),
        firm ? "https://www." + customer.domain() : null,
        company.street(customer.country(), dice),
        company.postalCode(customer.city(), dice),
        customer.city().name(),
        customer.city().region(),
        customer.country().code(),
        branch == null ? null : branch.industry().get(language),
        firm ? Math.round(dice.around(24, 1.1)) + 1 : null,
        customer.country().currency(),
        LoadPrices.priceClass(customer),
        contact.formOfAddress(),
        channel(customer, dice),
        dice.chance(0.15) ? dice.pick(in(company.material().words().notes(), language)) : null,
        tagged(dice));
  }

  private static <T> T in(Map<String, T> byLanguage, String language) {
    return Objects.requireNonNull(byLanguage.get(language));
  }

  private static List<String> parties(Customer customer, Dice dice) {
    var parties = new ArrayList<String>();
    boolean bought = customer.life().habit() != Life.Habit.PROSPECT;
    if (bought) {
      parties.add("customer");
    }
    if (customer.isFirm() && dice.chance(0.12)) {
      parties.add(dice.pick(List.of("dealer", "partner", "intermediary")));
    }
    return parties;
  }

  private static String channel(Customer customer, Dice dice) {
    var chinese = List.of("wechat", "wechat", "phone", "email", "sms");
    var western = List.of("email", "email", "phone", "whatsapp", "post");
    return dice.pick(customer.language().equals("zh") ? chinese : western);
  }

  private List<UUID> tagged(Dice dice) {
    return dice.chance(0.3) ? List.of(dice.pick(tags)) : List.of();
  }

  long contacts() throws SQLException {
    return each(
        "customers.contact",
        COMMON
            + "owner, given_name, family_name, name, name_key_en, name_key_zh, form_of_address,"
            + " email, mobile, job_title, department, birthday, preferred_channel, language,"
            + " gender, birth_year, account",
        this::contacts);
  }

  private void contacts(Copy copy, Customer customer) throws SQLException {
    var firms = company.material().firms();
    var owner = customer.owner().id();
    var language = customer.language();
    for (var each : people.of(customer)) {
      var person = each.person();
      var dice = company.dice(Kinds.DETAILS, customer.number(), each.id().hashCode());
      var birthday = each.birthday();
      boolean works = each.job() >= 0;
      copy.row(
          each.id(),
          each.since(),
          owner,
          each.since(),
          owner,
          owner,
          person.given(),
          person.family(),
          person.name(),
          key("en", person.name()),
          key("zh", person.name()),
          each.formOfAddress(),
          each.email(),
          each.phone(),
          works ? in(firms.jobs(), language).get(each.job()) : null,
          works ? in(firms.departments(), language).get(each.job()) : null,
          birthday,
          channel(customer, dice),
          customer.country().people(),
          dice.chance(0.4) ? (person.female() ? "female" : "male") : null,
          birthday == null ? null : birthday.getYear(),
          customer.id());
    }
  }

  long orders(Rates rates) throws SQLException {
    var numbers = OrderNumbers.of(company, purchases, scale.accounts());
    return each(
        "sales.\"order\"",
        COMMON + "owner, number, account, placed_at, status, currency, total, total_base",
        (copy, customer) -> {
          var owner = customer.owner().id();
          var currency = customer.country().currency();
          for (var order : purchases.of(customer)) {
            copy.row(
                order.id(),
                order.at(),
                owner,
                order.at(),
                owner,
                owner,
                numbers.next(order.at()),
                customer.id(),
                order.at(),
                order.status(),
                currency,
                order.total(),
                times(order.total(), rates, currency, order.at()));
          }
        });
  }

  long lines(Rates rates) throws SQLException {
    return each(
        "sales.order_line",
        "id, \"order\", position, product, quantity, unit_price, unit_price_base, amount,"
            + " amount_base, currency",
        (copy, customer) -> {
          for (var order : purchases.of(customer)) {
            lines(copy, customer, order, rates);
          }
        });
  }

  private void lines(Copy copy, Customer customer, Purchases.Order order, Rates rates)
      throws SQLException {
    var dice = company.dice(Kinds.ORDERS, order.id().getLeastSignificantBits());
    var currency = customer.country().currency();
    int position = 0;
    for (var line : order.lines()) {
      copy.row(
          dice.id(order.at()),
          order.id(),
          position++,
          line.item().id(),
          line.quantity(),
          line.price(),
          times(line.price(), rates, currency, order.at()),
          line.amount(),
          times(line.amount(), rates, currency, order.at()),
          currency);
    }
  }

  private static BigDecimal times(BigDecimal amount, Rates rates, String currency, Instant at) {
    return amount.multiply(Objects.requireNonNull(rates.at(currency, at)));
  }

  long activities() throws SQLException {
    var diary = new Diary(company, scale.activities());
    return each(
        "customers.activity",
        COMMON + "owner, kind, subject, body, at, due_at, done, account, contact",
        (copy, customer) -> {
          var owner = customer.owner().id();
          for (var entry : diary.of(customer, people.of(customer).getFirst())) {
            var made = Instant.ofEpochMilli(entry.id().getMostSignificantBits() >>> 16);
            copy.row(
                entry.id(),
                made,
                owner,
                made,
                owner,
                owner,
                entry.kind(),
                entry.subject(),
                entry.body(),
                entry.at(),
                entry.due(),
                entry.done(),
                customer.id(),
                entry.contact());
          }
        });
  }
}
