package org.shuke.catalog.prices;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.customers.Codes;
import org.shuke.platform.Refusal;
import org.shuke.platform.Refusal.Fault;
import org.shuke.platform.db.Database;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Policy;
import org.shuke.records.Type;
import org.shuke.records.Unit;
import org.shuke.records.Verb;

/// The desk of prices: what something costs somebody, and why.
public final class Prices {
  private final Database database;
  private final PriceSql sql;
  private final Rates rates;
  private final ZoneId zone;
  private final Clock clock;
  private final CustomerClasses classes;

  private Prices(
      Database database,
      PriceSql sql,
      Rates rates,
      ZoneId zone,
      Clock clock,
      CustomerClasses classes) {
    this.database = database;
    this.sql = sql;
    this.rates = rates;
    this.zone = zone;
    this.clock = clock;
    this.classes = classes;
  }

  /// @param currency the company's
  /// @param zone the company's, where days begin and end
  public static Prices on(
      Database database, String currency, ZoneId zone, Clock clock, CustomerClasses classes) {
    var sql = new PriceSql(database);
    return new Prices(
        database, sql, new Rates(currency, zone, clock, sql::rates), zone, clock, classes);
  }

  /// What amounts are worth in the company's currency.
  public Rates rates() {
    return rates;
  }

  public List<Type> types() {
    var company = rates.company();
    return List.of(
        PriceBook.type(company),
        PriceEntry.type(sql::currency),
        Promotion.type(company),
        PriceFloor.type(company),
        TaxRate.type(),
        ExchangeRate.type());
  }

  /// The price of each line, in their order.
  ///
  /// @throws Refusal 403 for whoever may not read prices; 422 naming each line whose product, unit
  ///   or account there is not
  public List<Priced> resolve(Policy caller, Question question) {
    return read(tx -> resolve(tx, caller, question));
  }

  /// The same inside a transaction that is open already.
  public List<Priced> resolve(Unit unit, Question question) throws SQLException {
    return resolve(unit.tx(), unit.policy(), question);
  }

  /// The same where lines may name products that there are no more: null in their place.
  public List<@Nullable Priced> known(Unit unit, Question question) throws SQLException {
    var pricing = pricing(unit.tx(), unit.policy(), question);
    return question.lines().stream()
        .<@Nullable Priced>map(line -> pricing.knows(line) ? pricing.price(line) : null)
        .toList();
  }

  /// The same on a connection that is open already.
  public List<Priced> resolve(Transaction tx, Policy caller, Question question)
      throws SQLException {
    var pricing = pricing(tx, caller, question);
    check(pricing.facts(), question.lines());
    return question.lines().stream().map(pricing::price).toList();
  }

  private Pricing pricing(Transaction tx, Policy caller, Question question) throws SQLException {
    mayRead(caller);
    var at = at(question);
    var day = LocalDate.ofInstant(at, zone);
    var buyer = buyer(tx, caller, question);
    var facts = sql.facts(tx, question, buyer, day, caller.principal().user(), rates.company());
    return new Pricing(
        facts, buyer, day, (amount, from, to) -> rates.convert(amount, from, to, at));
  }

  /// The time that a question is about.
  public Instant at(Question question) {
    return Objects.requireNonNullElseGet(question.at(), clock::instant);
  }

  /// Reads what belongs to one answer on one connection; rates are at hand before it is taken and
  /// until it is given back, as no second one may be asked for within.
  public <T extends @Nullable Object> T read(org.shuke.platform.db.Work<T> work) {
    return rates.held(() -> database.read(work));
  }

  private static void mayRead(Policy caller) {
    for (var name : List.of("product", "price-entry")) {
      if (!caller.may(Verb.READ, caller.catalog().type(name))) {
        throw Refusal.forbidden("may-not-read", Map.of("type", name));
      }
    }
  }

  /// The tax on products for an account on the day of a time, in percent; what has none is left
  /// out.
  public Map<UUID, BigDecimal> taxes(
      Transaction tx, @Nullable UUID account, Collection<UUID> products, Instant at)
      throws SQLException {
    return PriceSql.taxes(tx, account, products, LocalDate.ofInstant(at, zone));
  }

  /// For whom the question is, as rules see him.
  ///
  /// @throws Refusal 422 when there is no such account for the caller, or no such currency
  public Buyer buyer(Transaction tx, Policy caller, Question question) throws SQLException {
    if (!Codes.isCurrency(question.currency())) {
      throw Refusal.invalid("currency", "prices.currency-unknown", Map.of());
    }
    var account = question.account();
    if (account == null) {
      var currency = Objects.requireNonNullElse(question.currency(), rates.company());
      return new Buyer(null, currency, null, null, null);
    }
    var place = sql.place(tx, caller, account, clock.instant());
    if (place == null) {
      throw Refusal.invalid("account", "prices.account-unknown", Map.of());
    }
    var currency = question.currency() == null ? place.currency() : question.currency();
    var known = place.priceClass() == null ? classes.of(tx, account) : place.priceClass();
    return new Buyer(
        account,
        Objects.requireNonNullElse(currency, rates.company()),
        place.country(),
        place.region(),
        known);
  }

  private static void check(Facts facts, List<Line> lines) {
    var faults = new ArrayList<Fault>();
    for (int i = 0; i < lines.size(); i++) {
      var line = lines.get(i);
      var item = facts.items().get(line.product());
      if (item == null) {
        faults.add(Fault.of("lines[" + i + "].product", "prices.product-unknown"));
      } else if (Pricing.factor(item, line.unit()) == null) {
        faults.add(
            new Fault(
                "lines[" + i + "].unit",
                "prices.unit-unknown",
                Map.of("unit", String.valueOf(line.unit()))));
      }
    }
    if (!faults.isEmpty()) {
      throw Refusal.invalid(faults);
    }
  }

  /// What an amount of one currency is worth in another at a time; null when a rate is missing.
  public @Nullable BigDecimal convert(BigDecimal amount, String from, String to, Instant at) {
    return rates.convert(amount, from, to, at);
  }

  /// The very statement that a question without account runs, for those who measure.
  public PreparedStatement statement(Transaction tx, Collection<UUID> products)
      throws SQLException {
    var day = LocalDate.ofInstant(clock.instant(), zone);
    var nobody = new Buyer(null, rates.company(), null, null, null);
    return ItemSql.statement(tx, products, nobody, day, false);
  }
}
