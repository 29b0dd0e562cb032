package org.shuke;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.shuke.access.Access;
import org.shuke.automation.Automation;
import org.shuke.bench.House;
import org.shuke.catalog.Products;
import org.shuke.channels.Channels;
import org.shuke.customers.Customers;
import org.shuke.demo.Deeds;
import org.shuke.demo.Demo;
import org.shuke.demo.DemoCompany;
import org.shuke.demo.LoadFiles;
import org.shuke.demo.Scale;
import org.shuke.ground.Engine;
import org.shuke.ground.Ground;
import org.shuke.ground.Wing;
import org.shuke.http.Http;
import org.shuke.http.Idempotency;
import org.shuke.http.Metrics;
import org.shuke.http.Route;
import org.shuke.http.Routes;
import org.shuke.http.platform.JobRoutes;
import org.shuke.http.platform.SettingRoutes;
import org.shuke.http.records.OpenApi;
import org.shuke.http.records.OpenApiRoutes;
import org.shuke.imports.Importing;
import org.shuke.insight.Insight;
import org.shuke.platform.Settings;
import org.shuke.platform.db.Database;
import org.shuke.platform.jobs.Schedule;
import org.shuke.platform.settings.Setting;
import org.shuke.records.Catalog;
import org.shuke.records.Principal;
import org.shuke.records.Type;
import org.shuke.records.Unit;
import org.shuke.records.numbers.NumberRange;
import org.shuke.records.pages.Section;
import org.shuke.records.views.View;
import org.shuke.records.writes.Writes;
import org.shuke.sales.Sales;

/// The whole program on one database, wired by hand: reads like a table of contents.
public final class Shuke implements AutoCloseable {
  private static final String TIDY = "answers-tidy";

  private final Ground ground;
  private final Access access;
  private final Customers customers;
  private final Products products;
  private final Channels channels;
  private final Automation automation;
  private final Sales sales;
  private final Insight insight;
  private final Importing imports;
  private final List<Wing> wings;
  private final Engine engine;
  private final Idempotency idempotency;
  private final Http http;

  /// Builds the wings from the ground up.
  ///
  /// @param page the folder of the built web page
  public Shuke(Settings settings, Database database, Path page, Clock clock) {
    database.migrate();
    this.ground = new Ground(settings, database, clock);

    this.access = new Access(ground);
    this.customers = new Customers(ground);
    this.products = Products.on(ground, Insight::classOf);
    this.channels = new Channels(ground, this::mailFailed);
    this.automation = new Automation(ground, channels, access::policyOf);
    this.sales = new Sales(ground, customers, products, channels, automation, Insight::peers);
    this.insight = new Insight(ground);
    this.imports = new Importing(ground, this::imported);
    this.wings =
        List.of(access, customers, products, channels, automation, sales, insight, imports);
    access.tell(wings);

    this.engine = new Engine(ground, types(), access::policyOf);
    ground.carries(engine);
    wings.forEach(wing -> wing.watch(engine.writes()));

    engine.runBy(ground.jobs());
    wings.forEach(wing -> wing.runBy(ground.jobs()));

    this.idempotency = new Idempotency(database, clock);
    tidyAnswers();
    this.http =
        new Http(
            new Http.Parts(
                settings,
                ground.texts(),
                routes(),
                access.authentication(),
                idempotency,
                new Metrics(),
                page,
                database::ready,
                this::mustHaveRoom));
  }

  /// The engine's own types and those of all wings, each completed by the wings above it.
  private List<Type> types() {
    List<Type> types =
        new ArrayList<>(List.of(Principal.TYPE, View.declared(), NumberRange.type()));
    wings.forEach(wing -> types.addAll(wing.types()));
    List<Type> extended = types;
    for (var wing : wings) {
      extended = wing.extend(extended);
    }
    return extended;
  }

  /// Every address, wing by wing.
  private Routes routes() {
    var routes = new Routes();
    var texts = ground.texts();
    List<Section> sections = new ArrayList<>();
    wings.forEach(wing -> sections.addAll(wing.sections()));
    wings.forEach(wing -> wing.addTo(routes));
    engine.addTo(routes, sections, access::exported, access.authentication()::still);
    List<Setting<?>> settings = new ArrayList<>();
    wings.forEach(wing -> settings.addAll(wing.settings()));
    new SettingRoutes(ground.database(), ground.stored(), settings).addTo(routes);
    new JobRoutes(ground.jobs(), texts).addTo(routes);
    new OpenApiRoutes(new OpenApi(texts, routes::all)).addTo(routes);
    return routes;
  }

  /// A disk that is almost full stops first what is large, then all writing but signing in.
  private void mustHaveRoom(Route route) {
    if (route.body() == Route.UPLOAD) {
      ground.disk().mustHaveRoomForFiles();
    } else if (route.kept() != Route.Kept.NOT && !route.path().equals("/api/v1/session")) {
      ground.disk().mustHaveRoomForWriting();
    }
  }

  private void tidyAnswers() {
    ground
        .jobs()
        .register(
            TIDY,
            run -> {
              idempotency.tidy();
              return Map.of();
            });
    ground.jobs().recurring(TIDY, Schedule.every(Duration.ofHours(1)));
  }

  /// What an import has written is found by the search box, and counts in the customers' value.
  private void imported(UUID unit) {
    engine.index(unit);
    insight.values().ask(ground.jobs(), null);
  }

  private void mailFailed(Unit desk, UUID author, UUID mail, String subject, String words)
      throws SQLException {
    automation.mailFailed(desk, author, mail, subject, words);
  }

  /// Opens the doors. Where nobody can sign in yet, the answer is the code for the console that
  /// lets the first administrator in.
  public Optional<String> start() {
    var code = access.prepare();
    engine.start();
    wings.forEach(Wing::start);
    ground.jobs().start();
    http.start();
    return code;
  }

  /// Fills an empty database with the made-up company; a filled one stays as it is.
  public void loadDemo() {
    if (load(Scale.DEMO)) {
      var today = LocalDate.now(ground.clock().withZone(ground.zone()));
      ground
          .database()
          .transaction(tx -> {
            LoadFiles.all(tx, ground.files(), today);
            return today;
          });
      new Deeds(ground.database(), ground.writes(), ground::policyOf).all();
      engine.indexLater();
    }
  }

  /// As [#loadDemo()], for a company of another size.
  ///
  /// @return false when there was something in it already
  boolean load(Scale scale) {
    var database = ground.database();
    var first =
        database.read(
            tx -> tx.first("select id from customers.account limit 1", row -> row.getString(1)));
    if (first != null) {
      return false;
    }
    access.prepare();
    sales.prepare();
    var settings = ground.settings();
    database
        .background()
        .transaction(tx -> {
          var loaded =
              new Demo(ground.clock(), settings.timezone(), settings.currency()).load(tx, scale);
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
        ground.settings().data(),
        ground.database(),
        ground.reads(),
        ground::catalog,
        ground::policyOf,
        importer,
        products.prices(),
        sales.board());
  }

  /// Makes everything findable, and waits for it.
  void indexAll() {
    engine.index(() -> {});
  }

  /// The port that the page is served on.
  public int port() {
    return http.port();
  }

  public Http http() {
    return http;
  }

  /// What everything stands on.
  public Ground ground() {
    return ground;
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

  public Writes writes() {
    return ground.writes();
  }

  /// The types as they are now.
  public Catalog catalog() {
    return ground.catalog();
  }

  /// The kinds of work that go on in the background.
  public Set<String> jobs() {
    return ground.jobs().names();
  }

  @Override
  public void close() {
    engine.close();
    http.close();
    wings.reversed().forEach(Wing::close);
    ground.close();
  }
}
