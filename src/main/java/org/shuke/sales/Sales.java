package org.shuke.sales;

import java.sql.SQLException;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuke.automation.Automation;
import org.shuke.catalog.Products;
import org.shuke.channels.Channels;
import org.shuke.channels.outbox.Message;
import org.shuke.customers.Customers;
import org.shuke.ground.Ground;
import org.shuke.ground.Wing;
import org.shuke.http.Routes;
import org.shuke.platform.db.Transaction;
import org.shuke.platform.jobs.Jobs;
import org.shuke.platform.jobs.Schedule;
import org.shuke.platform.settings.Setting;
import org.shuke.records.Type;
import org.shuke.records.Unit;
import org.shuke.records.numbers.Numbers;
import org.shuke.records.pages.Section;
import org.shuke.records.writes.Writes;
import org.shuke.sales.contracts.ContractRoom;
import org.shuke.sales.links.DeadLink;
import org.shuke.sales.ownership.Weights;
import org.shuke.sales.papers.Letterhead;
import org.shuke.sales.papers.Post;
import org.shuke.sales.pipeline.Board;
import org.shuke.sales.pipeline.Opportunities;
import org.shuke.sales.plans.Plans;
import org.shuke.sales.prices.LineTaxes;
import org.shuke.sales.prices.Peers;
import org.shuke.sales.prices.PriceGuard;
import org.shuke.sales.prices.PriceMemory;
import org.shuke.sales.prices.PriceRoutes;
import org.shuke.sales.prices.ProductPeriods;
import org.shuke.sales.quotes.OfferRoutes;
import org.shuke.sales.quotes.QuoteRoom;
import org.shuke.sales.quotes.QuoteRoutes;
import org.shuke.sales.quotes.QuoteSetting;
import org.shuke.sales.reports.Reports;

/// The wing of sales: from a name to cash.
public final class Sales implements Wing {
  private static final LocalTime AFTER_MIDNIGHT = LocalTime.of(0, 5);
  private static final String PDF = "application/pdf";

  private final Ground ground;
  private final Products products;
  private final Peers peers;
  private final Numbers numbers;
  private final QuoteToCash cash;
  private final ContractRoom contracts;
  private final Opportunities opportunities;
  private final Prospecting prospecting;
  private final Plans plans;
  private final Reports reports;

  /// @param peers the customers whose prices tell something about one
  public Sales(
      Ground ground,
      Customers customers,
      Products products,
      Channels channels,
      Automation automation,
      Peers peers) {
    this.ground = ground;
    this.products = products;
    this.peers = peers;
    var database = ground.database();
    var clock = ground.clock();
    this.numbers = new Numbers(database, ground.zone(), clock);
    var letterhead = ground.setting(Letterhead.SETTING);
    var post = post(channels);
    channels.belongingTo(OccasionSql::of);
    this.cash =
        new QuoteToCash(
            new QuoteToCash.Needs(
                clock,
                ground.zone(),
                products.prices().rates(),
                () -> numbers.next("order"),
                ground::writes,
                ground::reads,
                ground.setting(QuoteSetting.SETTING),
                ground.texts(),
                products.stock(),
                automation.approvals(),
                automation.notifications(),
                this::won,
                post,
                ground.settings().baseUrl(),
                new PriceGuard(products.prices(), ground.zone()),
                new LineTaxes(products.prices()),
                letterhead));
    this.contracts =
        new ContractRoom(
            ground, cash.rates(), automation.notifications(), cash.links(), letterhead, post);
    channels.openingPapersTo(new SentPapers(cash.quotes(), contracts));
    this.opportunities =
        Opportunities.on(
            database,
            ground.settings(),
            clock,
            cash.rates(),
            automation.approvals(),
            ground.texts(),
            ground::writes,
            ground::reads);
    this.prospecting =
        new Prospecting(ground, customers, automation.notifications(), () -> opportunities);
    this.plans = new Plans(database, cash.rates(), ground.zone(), clock, ground::reads);
    this.reports = new Reports(ground, opportunities::visitsUpToDate, automation.notifications());
  }

  private @Nullable Post post(Channels channels) {
    return ground.settings().smtpUrl() == null
        ? null
        : (unit, message, name, pdf) -> {
          var file = name + ".pdf";
          var content = ground.files().store(pdf);
          var stored =
              ground.files().add(unit.tx(), content, file, PDF, unit.policy().principal().id());
          var attached = new Message.Attached(stored.id(), file, PDF);
          return channels.outbox().send(unit, message.with(attached));
        };
  }

  /// The board, for those who measure it.
  public Board board() {
    return opportunities.board();
  }

  private void won(Unit unit, UUID opportunity) throws SQLException {
    opportunities.win(unit, opportunity);
  }

  @Override
  public List<Type> types() {
    return Stream.of(
            cash.types(),
            contracts.types(),
            opportunities.types(),
            Plans.types(),
            prospecting.types())
        .flatMap(List::stream)
        .toList();
  }

  @Override
  public List<Type> extend(List<Type> all) {
    return ContractRoom.extend(prospecting.extend(opportunities.extend(all)));
  }

  @Override
  public void watch(Writes writes) {
    prospecting.watch(writes);
    opportunities.watch(writes);
    cash.guard(writes, numbers, ground.reads());
    contracts.watch(writes, numbers);
    Plans.watch(writes);
  }

  @Override
  public void runBy(Jobs jobs) {
    prospecting.runBy(jobs);
    opportunities.runBy(jobs);
    reports.runBy(jobs);
    contracts.runBy(jobs);
    jobs.register(QuoteRoom.EXPIRY, run -> cash.quotes().expire(ground.writes(), ground.program()));
    jobs.recurring(QuoteRoom.EXPIRY, Schedule.daily(AFTER_MIDNIGHT, ground.zone()));
  }

  @Override
  public void addTo(Routes routes) {
    prospecting.addTo(routes);
    opportunities.addTo(routes);
    plans.addTo(routes);
    reports.addTo(routes);
    new PriceRoutes(
            products.prices(),
            new PriceMemory(products.prices(), peers, ground.zone()),
            new ProductPeriods(ground.database(), ground.zone()),
            ground.zone())
        .addTo(routes);
    var dead = new DeadLink(ground.texts(), ground.setting(Letterhead.SETTING));
    contracts.addTo(routes, dead);
    var papers = cash.quotes().page();
    new QuoteRoutes(papers, ground.database(), ground.reads()).addTo(routes);
    new OfferRoutes(cash.quotes(), papers, ground.database(), ground::writes, ground::catalog, dead)
        .addTo(routes);
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(
        Weights.SETTING, QuoteSetting.in(ground.database()), Letterhead.in(ground::country));
  }

  @Override
  public List<Section> sections() {
    return Stream.of(QuoteToCash.sections(ground.reads()), opportunities.sections())
        .flatMap(List::stream)
        .toList();
  }

  @Override
  public void name(Transaction tx, Locale language) throws SQLException {
    opportunities.name(tx, language);
  }

  @Override
  public void start() {
    prepare();
  }

  /// Makes the ready-made pipeline of a house that has none.
  public void prepare() {
    opportunities.start(ground.program());
  }
}
