package org.shuke.demo;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.shuke.catalog.prices.Rates;
import org.shuke.platform.db.Transaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The demo desk: fills an empty database with the made-up company.
public final class Demo {
  private static final Logger LOG = LoggerFactory.getLogger(Demo.class);
  private static final long SEED = 20_100_615;

  private final Clock clock;
  private final ZoneId zone;
  private final Currency currency;

  /// @param zone the company's
  /// @param currency the company's
  public Demo(Clock clock, ZoneId zone, Currency currency) {
    this.clock = clock;
    this.zone = zone;
    this.currency = currency;
  }

  /// What was written.
  ///
  /// @param staff the users, who have no passwords yet
  public record Loaded(
      List<UUID> staff, long accounts, long contacts, long orders, long lines, long activities) {}

  /// Writes everything in the caller's transaction. Search rows and values are the business of
  /// those who keep them.
  public Loaded load(Transaction tx, Scale scale) throws SQLException {
    var connection = tx.connection();
    long begun = System.nanoTime();
    var company = new Company(SEED, scale, LocalDate.now(clock.withZone(zone)), zone);
    var places = company.material().places();
    var rateList = Money.rates(places, currency, company.today());
    var rates = new Rates(currency.getCurrencyCode(), zone, clock, () -> rateList);
    new LoadStaff(connection, company).all();
    var load = new Load(connection, company, scale);
    load.products();
    load.tags();
    load.rates(rateList);
    var loaded =
        new Loaded(
            company.staff().colleagues().stream().map(Staff.Colleague::id).toList(),
            load.accounts(),
            load.contacts(),
            load.orders(rates),
            load.lines(rates),
            load.activities());
    new LoadDetails(connection, company, scale).all();
    LoadViews.all(connection, company);
    new LoadPrices(connection, company).all();
    var pipelines = Pipelines.of(connection, company);
    long deals = LoadDeals.all(connection, company, scale, rates, pipelines);
    LoadPapers.all(connection, clock.instant());
    LoadContracts.all(tx, zone, clock.instant());
    LoadTrail.all(connection);
    new LoadAutomation(connection, company).all();
    new LoadProspects(connection, company, company.today().atStartOfDay(zone).toInstant()).all();
    if (pipelines != null) {
      new LoadPlays(connection, company, pipelines).all();
      new LoadPlans(connection, company).all();
    }
    LOG.info(
        "Made-up company loaded in {} s: {} accounts, {} contacts, {} orders, {} opportunities",
        Duration.ofNanos(System.nanoTime() - begun).toSeconds(),
        loaded.accounts(),
        loaded.contacts(),
        loaded.orders(),
        deals);
    return loaded;
  }
}
