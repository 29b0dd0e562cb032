package org.shuke;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.access.Access;
import org.shuke.automation.Automation;
import org.shuke.bench.House;
import org.shuke.catalog.Products;
import org.shuke.catalog.prices.Prices;
import org.shuke.channels.Channels;
import org.shuke.channels.outbox.MailSetting;
import org.shuke.customers.AttachmentRoutes;
import org.shuke.customers.Attachments;
import org.shuke.customers.Customers;
import org.shuke.customers.diary.Diary;
import org.shuke.customers.pools.Pools;
import org.shuke.demo.Demo;
import org.shuke.demo.DemoCompany;
import org.shuke.demo.Scale;
import org.shuke.http.Http;
import org.shuke.http.Idempotency;
import org.shuke.http.Metrics;
import org.shuke.http.Problems;
import org.shuke.http.Route;
import org.shuke.http.Routes;
import org.shuke.http.platform.JobRoutes;
import org.shuke.http.platform.SettingRoutes;
import org.shuke.http.records.BulkRoutes;
import org.shuke.http.records.CustomFieldRoutes;
import org.shuke.http.records.ExportRoutes;
import org.shuke.http.records.HistoryRoutes;
import org.shuke.http.records.LiveRoutes;
import org.shuke.http.records.OpenApi;
import org.shuke.http.records.OpenApiRoutes;
import org.shuke.http.records.PageRoutes;
import org.shuke.http.records.RecordRoutes;
import org.shuke.http.records.TypeRoutes;
import org.shuke.http.records.UnitRoutes;
import org.shuke.imports.ImportRoutes;
import org.shuke.imports.Imports;
import org.shuke.imports.Plans;
import org.shuke.imports.values.Options;
import org.shuke.insight.Insight;
import org.shuke.insight.value.ValueRoutes;
import org.shuke.insight.value.ValueSetting;
import org.shuke.platform.DiskSpace;
import org.shuke.platform.Refusal;
import org.shuke.platform.Settings;
import org.shuke.platform.Texts;
import org.shuke.platform.db.Database;
import org.shuke.platform.db.Transaction;
import org.shuke.platform.files.FileStore;
import org.shuke.platform.jobs.Jobs;
import org.shuke.platform.jobs.Schedule;
import org.shuke.platform.settings.StoredSettings;
import org.shuke.records.Catalog;
import org.shuke.records.Policy;
import org.shuke.records.Principal;
import org.shuke.records.Type;
import org.shuke.records.Unit;
import org.shuke.records.bulk.Bulk;
import org.shuke.records.bulk.ByFilter;
import org.shuke.records.exports.Exports;
import org.shuke.records.exports.Format;
import org.shuke.records.history.History;
import org.shuke.records.history.Timeline;
import org.shuke.records.live.Live;
import org.shuke.records.numbers.NumberRange;
import org.shuke.records.numbers.Numbers;
import org.shuke.records.pages.Pages;
import org.shuke.records.pages.Section;
import org.shuke.records.reads.Cursors;
import org.shuke.records.reads.Query;
import org.shuke.records.reads.Reads;
import org.shuke.records.schema.CustomFields;
import org.shuke.records.schema.Schema;
import org.shuke.records.search.Search;
import org.shuke.records.search.SearchCatchUp;
import org.shuke.records.units.Units;
import org.shuke.records.views.View;
import org.shuke.records.writes.Values;
import org.shuke.records.writes.Writes;
import org.shuke.sales.Prospecting;
import org.shuke.sales.ownership.Weights;
import org.shuke.sales.papers.Letterhead;
import org.shuke.sales.pipeline.Opportunities;
import org.shuke.sales.prices.PriceGuard;
import org.shuke.sales.prices.PriceMemory;
import org.shuke.sales.prices.PriceRoutes;
import org.shuke.sales.prices.ProductPeriods;
import org.shuke.sales.quotes.OfferPage;
import org.shuke.sales.quotes.OfferRoutes;
import org.shuke.sales.quotes.QuoteRoom;
import org.shuke.sales.quotes.QuoteRoutes;
import org.shuke.sales.quotes.QuoteSetting;
import org.shuke.sales.reports.Reports;

/// The whole program on one database, wired by hand: reads like a table of contents.
public final class Shuke implements AutoCloseable {
  private static final String SEARCH_JOB = "search-index";
  private static final String TIDY_JOB = "tidy";
  private static final String TIDY_FILES_JOB = "files-tidy";

  private final Settings settings;
  private final Database database;
  private final Clock clock;
  private final Texts texts = Texts.load();
  private final Prospecting prospecting;
  private final DiskSpace disk;
  private final FileStore files;
  private final Jobs jobs;
  private final StoredSettings stored;
  private final Products products;
  private final org.shuke.sales.Sales sales;
  private final Diary diary;
  private final Opportunities opportunities;
  private final org.shuke.sales.plans.Plans plans;
  private final Reports reports;
  private final Automation automation;
  private final Channels channels;
  private final Insight insight;
  private final Schema schema;
  private final Cursors cursors;
  private final Reads reads;
  private final Writes writes;
  private final Attachments attachments;
  private final Access access;
  private final SearchCatchUp searchIndex;
  private final Units units;
  private final Idempotency idempotency;
  private final Live live;
  private final Imports imports;
  private final Http http;

  /// Builds the wings from the ground up.
  ///
  /// @param page the folder of the built web page
  public Shuke(Settings settings, Database database, Path page, Clock clock) {
    this.settings = settings;
    this.database = database;
    this.clock = clock;
    database.migrate();

    this.disk = new DiskSpace(settings.data()).watch();
    this.files = new FileStore(database, settings.data(), disk, clock);
    this.jobs = new Jobs(database);
    this.stored = new StoredSettings(database);
    this.channels =
        new Channels(
            database,
            settings,
            stored,
            files,
            clock,
            this::catalog,
            this::reads,
            this::writes,
            this::mailFailed);
    this.automation =
        new Automation(
            database,
            settings,
            clock,
            texts,
            this::catalog,
            this::reads,
            this::writes,
            this::units,
            this::authorOf,
            channels);
    var pools = new Pools(this::writes, settings.timezone());
    var customers = new Customers(clock, pools);
    this.products = new Products(prices(), this::writes);
    var numbers = new Numbers(database, settings.timezone(), clock);
    this.sales =
        new org.shuke.sales.Sales(
            new org.shuke.sales.Sales.Needs(
                clock,
                settings.timezone(),
                products.prices().rates(),
                () -> numbers.next("order"),
                this::writes,
                this::quoteSetting,
                texts,
                products.stock(),
                automation.approvals(),
                automation.notifications(),
                this::won,
                settings.smtpUrl() == null
                    ? null
                    : (unit, mail) -> channels().outbox().send(unit, mail),
                settings.baseUrl(),
                new PriceGuard(products.prices(), settings.timezone())));
    this.diary =
        new Diary(
            database,
            jobs,
            files,
            settings.timezone(),
            clock,
            texts,
            this::writes,
            this::reads,
            this::policyOf,
            this::program);
    this.opportunities =
        Opportunities.on(database, settings, clock, sales.rates(), this::writes, this::reads);
    this.prospecting =
        new Prospecting(database, settings, clock, desks(), stored, pools, () -> opportunities);
    this.plans = new org.shuke.sales.plans.Plans(database, settings.timezone(), clock, this::reads);
    this.reports =
        new Reports(
            database,
            settings.timezone(),
            clock,
            texts,
            settings.currency().getCurrencyCode(),
            this::reads,
            this::program,
            opportunities::visitsUpToDate);
    this.insight = new Insight(database, settings.timezone(), this::valueSetting, clock);

    this.schema =
        new Schema(
            database,
            Insight.extend(
                Prospecting.extend(
                    types(
                        List.of(Principal.TYPE, View.declared(), NumberRange.type()),
                        Access.types(),
                        diary.extend(opportunities.extend(customers.types())),
                        products.types(),
                        channels.types(),
                        automation.types(),
                        sales.types(),
                        opportunities.types(),
                        org.shuke.sales.plans.Plans.types(),
                        prospecting.types(),
                        Insight.types()))));
    this.cursors = Cursors.on(database);
    this.reads = new Reads(database, cursors, clock);
    this.writes = new Writes(database, reads, Values.of(settings), clock);
    this.attachments = new Attachments(files, reads);
    attachments.guard(writes);
    this.access = new Access(database, settings, clock, schema::catalog);
    access.guard(writes);
    prospecting.watch(writes);
    products.stock().guard(writes);
    opportunities.watch(writes);
    diary.watch(writes);
    sales.guard(writes, numbers);
    automation.guard(writes);
    channels.guard(writes);
    this.searchIndex = new SearchCatchUp(database);
    this.units =
        new Units(database, jobs, clock, SearchCatchUp::records, writes.guards(), this::policyOf);
    this.idempotency = new Idempotency(database, clock);
    this.live = new Live(database, schema::catalog, clock);
    this.imports = imports();
    registerJobs();

    this.http =
        new Http(
            new Http.Parts(
                settings,
                texts,
                routes(),
                access.authentication(),
                idempotency,
                new Metrics(),
                page,
                database::ready,
                this::mustHaveRoom));
  }

  private Prices prices() {
    return Prices.on(
        database,
        settings.currency().getCurrencyCode(),
        settings.timezone(),
        clock,
        Insight::classOf);
  }

  /// The wings' desks come before the engine that writes for them. The desks of reading and
  /// writing, for the rooms that are built before them.
  private Reads reads() {
    return reads;
  }

  public Writes writes() {
    return writes;
  }

  private Prospecting.Desks desks() {
    return new Prospecting.Desks() {
      @Override
      public Reads reads() {
        return reads;
      }

      @Override
      public Writes writes() {
        return writes;
      }

      @Override
      public Units units() {
        return units;
      }

      @Override
      public Attachments attachments() {
        return attachments;
      }

      @Override
      public Policy program() {
        return Shuke.this.program();
      }
    };
  }

  /// What the program may do by itself: everything.
  private Policy program() {
    return Policy.unlimited(Principal.SYSTEM, Policy.Members.NOBODY, schema.catalog());
  }

  /// A disk that is almost full stops first what is large, then all writing but signing in.
  private void mustHaveRoom(Route route) {
    if (route.body() == Route.UPLOAD) {
      disk.mustHaveRoomForFiles();
    } else if (route.kept() != Route.Kept.NOT && !route.path().equals("/api/v1/session")) {
      disk.mustHaveRoomForWriting();
    }
  }

  private Imports imports() {
    var options =
        Options.of(settings.timezone(), settings.locale(), settings.currency().getCurrencyCode());
    return new Imports(
        database,
        settings.data().resolve("imports"),
        options,
        clock,
        new Plans(schema::catalog, this::policyOf, options, texts, clock),
        jobs,
        this::imported);
  }

  /// What an import has written is found by the search box, and counts in the customers' value.
  private void imported(UUID unit) {
    searchIndex.unit(schema.catalog(), unit, done -> {});
    insight.values().ask(jobs, null);
  }

  private void registerJobs() {
    automation.runBy(jobs);
    diary.begin();
    prospecting.runBy(jobs);
    reports.runBy(jobs);
    insight.values().runBy(jobs);
    jobs.register(
        TIDY_JOB,
        run -> {
          access.tidy();
          idempotency.tidy();
          return Map.of();
        });
    jobs.recurring(TIDY_JOB, Schedule.every(Duration.ofHours(1)));
    jobs.register(TIDY_FILES_JOB, run -> files.tidy());
    jobs.recurring(TIDY_FILES_JOB, Schedule.daily(LocalTime.of(4, 0), settings.timezone()));
    jobs.register(QuoteRoom.EXPIRY, run -> sales.quotes().expire(writes, program()));
    jobs.recurring(
        QuoteRoom.EXPIRY, Schedule.daily(java.time.LocalTime.of(0, 5), settings.timezone()));
    jobs.register(
        SEARCH_JOB,
        run -> {
          for (var type : schema.catalog().types()) {
            searchIndex.type(type, done -> run.checkpoint());
          }
          return Map.of();
        });
  }

  private CustomFields customFields() {
    return new CustomFields(
        database,
        schema,
        Values.of(settings),
        settings.timezone(),
        jobs,
        type -> searchIndex.type(type, done -> {}));
  }

  /// Every address, room by room.
  private Routes routes() {
    var routes = new Routes();
    access.addTo(routes);
    prospecting.addTo(routes, texts);
    new TypeRoutes(texts).addTo(routes);
    new CustomFieldRoutes(customFields(), schema).addTo(routes);
    new RecordRoutes(reads, writes, new Search(database, clock)).addTo(routes);
    new AttachmentRoutes(attachments).addTo(routes);
    var timeline = new Timeline(database, texts, cursors, clock);
    new HistoryRoutes(new History(database, texts, cursors, clock), timeline).addTo(routes);
    opportunities.addTo(routes);
    plans.addTo(routes);
    reports.addTo(routes);
    diary.addTo(routes);
    new PageRoutes(new Pages(reads, timeline, sections())).addTo(routes);
    new UnitRoutes(units).addTo(routes);
    new ImportRoutes(imports, texts).addTo(routes);
    var bulk = new Bulk(writes, units);
    var byFilter = new ByFilter(reads, writes, bulk, jobs, this::policyOf);
    new BulkRoutes(writes, bulk, byFilter, new Problems(texts)).addTo(routes);
    new ExportRoutes(
            new Exports(database, reads, texts, this::exported),
            policy -> policyOf(policy.principal().id()))
        .addTo(routes);
    new ValueRoutes(
            insight.values(),
            jobs,
            database,
            reads,
            texts,
            clock,
            settings.currency().getCurrencyCode(),
            this::valueSetting)
        .addTo(routes);
    automation.addTo(routes);
    channels.addTo(routes);
    var memory = new PriceMemory(products.prices(), Insight::peers, settings.timezone());
    new PriceRoutes(
            products.prices(),
            memory,
            new ProductPeriods(database, settings.timezone()),
            settings.timezone())
        .addTo(routes);
    new JobRoutes(jobs, texts).addTo(routes);
    new LiveRoutes(live, access.authentication()::still).addTo(routes);
    var papers = new OfferPage(texts, settings.timezone(), this::letterhead);
    new QuoteRoutes(papers, database, reads).addTo(routes);
    new OfferRoutes(sales.quotes(), papers, database, this::writes, schema::catalog).addTo(routes);
    new SettingRoutes(database, stored)
        .with(
            new SettingRoutes.Setting<>(
                Weights.NAME, Weights.class, Weights.DEFAULT, Weights::checked))
        .with(
            new SettingRoutes.Setting<>(
                "mail", MailSetting.class, MailSetting.DEFAULT, MailSetting::checked))
        .with(
            new SettingRoutes.Setting<>(
                "value", ValueSetting.class, ValueSetting.DEFAULT, ValueSetting::checked))
        .with(
            new SettingRoutes.Setting<>(
                "quotes", QuoteSetting.class, QuoteSetting.DEFAULT, QuoteSetting::checked))
        .with(
            new SettingRoutes.Setting<>(
                "company", Letterhead.class, Letterhead.EMPTY, Letterhead::checked))
        .addTo(routes);
    new OpenApiRoutes(new OpenApi(texts, routes::all)).addTo(routes);
    return routes;
  }

  private void won(Unit unit, UUID opportunity) throws SQLException {
    opportunities.win(unit, opportunity);
  }

  private Letterhead letterhead() {
    return stored.get("company", Letterhead.class, Letterhead.EMPTY).value();
  }

  private QuoteSetting quoteSetting() {
    return stored.get("quotes", QuoteSetting.class, QuoteSetting.DEFAULT).value();
  }

  private List<Section> sections() {
    var sections = new ArrayList<>(org.shuke.sales.Sales.sections(reads));
    sections.addAll(opportunities.sections());
    return sections;
  }

  private ValueSetting valueSetting() {
    return stored.get("value", ValueSetting.class, ValueSetting.DEFAULT).value();
  }

  /// Today's rights of a principal, for work that goes on after its request.
  Policy policyOf(UUID principal) {
    var policy = database.background().transaction(tx -> access.policyOf(tx, principal));
    if (policy == null) {
      throw Refusal.forbidden("may-no-longer", Map.of());
    }
    return policy;
  }

  private void exported(Policy policy, Type type, Format format, Query query, long rows) {
    database.transaction(tx -> {
      access
          .audit()
          .write(
              tx,
              policy.principal().id(),
              "export",
              type.plural(),
              null,
              Map.of("format", format.name(), "rows", rows));
      return true;
    });
  }

  @SafeVarargs
  private static List<Type> types(List<Type>... wings) {
    var all = new ArrayList<Type>();
    for (var wing : wings) {
      all.addAll(wing);
    }
    return all;
  }

  /// Opens the doors. Where nobody can sign in yet, the answer is the code for the console that
  /// lets the first administrator in.
  public Optional<String> start() {
    var code = access.start();
    opportunities.start(program());
    schema.watch();
    jobs.start();
    automation.start();
    channels.start();
    http.start();
    return code;
  }

  /// Fills an empty database with the made-up company; a filled one stays as it is.
  public void loadDemo() {
    if (load(Scale.DEMO)) {
      jobs.submit(SEARCH_JOB, Map.of(), null);
    }
  }

  /// As [#loadDemo()], for a company of another size.
  ///
  /// @return false when there was something in it already
  boolean load(Scale scale) {
    var first =
        database.read(
            tx -> tx.first("select id from customers.account limit 1", row -> row.getString(1)));
    if (first != null) {
      return false;
    }
    access.start();
    opportunities.start(program());
    database
        .background()
        .transaction(tx -> {
          var loaded =
              new Demo(clock, settings.timezone(), settings.currency())
                  .load(tx.connection(), scale);
          access.givePassword(tx, loaded.staff(), DemoCompany.PASSWORD);
          return loaded;
        });
    insight.values().reckon();
    return true;
  }

  /// What the benchmarks need of the running program.
  House measured(String key, House.Importer importer) {
    return new House(
        port(),
        key,
        settings.data(),
        database,
        reads,
        schema::catalog,
        this::policyOf,
        importer,
        products.prices());
  }

  /// Makes everything findable, and waits for it.
  void indexAll() {
    for (var type : schema.catalog().types()) {
      searchIndex.type(type, done -> {});
    }
  }

  /// The port that the page is served on.
  public int port() {
    return http.port();
  }

  public Http http() {
    return http;
  }

  private void mailFailed(Unit desk, UUID author, UUID mail, String subject, String words)
      throws SQLException {
    automation.mailFailed(desk, author, mail, subject, words);
  }

  private @Nullable Policy authorOf(Transaction tx, UUID user) throws SQLException {
    return access.policyOf(tx, user);
  }

  private Units units() {
    return units;
  }

  Channels channels() {
    return channels;
  }

  Automation automation() {
    return automation;
  }

  /// What we sell, for how much, and how much of it there is.
  public Products products() {
    return products;
  }

  /// The types as they are now.
  public Catalog catalog() {
    return schema.catalog();
  }

  @Override
  public void close() {
    channels.close();
    automation.close();
    schema.close();
    live.close();
    http.close();
    jobs.close();
    access.close();
    disk.close();
  }
}
