package org.shuke;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.shuke.access.Access;
import org.shuke.catalog.Products;
import org.shuke.customers.Customers;
import org.shuke.demo.Demo;
import org.shuke.demo.Scale;
import org.shuke.http.Http;
import org.shuke.http.Idempotency;
import org.shuke.http.Metrics;
import org.shuke.http.Routes;
import org.shuke.http.records.CustomFieldRoutes;
import org.shuke.http.records.RecordRoutes;
import org.shuke.http.records.TypeRoutes;
import org.shuke.insight.Insight;
import org.shuke.insight.value.ValueSetting;
import org.shuke.platform.Settings;
import org.shuke.platform.Texts;
import org.shuke.platform.db.Database;
import org.shuke.records.Principal;
import org.shuke.records.Type;
import org.shuke.records.reads.Cursors;
import org.shuke.records.reads.Reads;
import org.shuke.records.schema.CustomFields;
import org.shuke.records.schema.Schema;
import org.shuke.records.search.Search;
import org.shuke.records.views.View;
import org.shuke.records.writes.Values;
import org.shuke.records.writes.Writes;

/// The whole program on one database, wired by hand: reads like a table of contents.
public final class Shuke implements AutoCloseable {
  private final Settings settings;
  private final Database database;
  private final Clock clock;
  private final Schema schema;
  private final Reads reads;
  private final Writes writes;
  private final Access access;
  private final Http http;

  /// Builds the wings from the ground up.
  ///
  /// @param page the folder of the built web page
  public Shuke(Settings settings, Database database, Path page, Clock clock) {
    this.settings = settings;
    this.database = database;
    this.clock = clock;
    var texts = Texts.load();
    database.migrate();

    var customers = new Customers(clock);
    var products = new Products();
    var sales = org.shuke.sales.Sales.on(database, settings, clock);
    var insight = new Insight(database, settings.timezone(), () -> ValueSetting.DEFAULT, clock);

    this.schema =
        new Schema(
            database,
            Insight.extend(
                types(
                    List.of(Principal.TYPE, View.declared()),
                    Access.types(),
                    customers.types(),
                    products.types(),
                    sales.types(),
                    Insight.types())));
    this.reads = new Reads(database, Cursors.on(database), clock);
    this.writes = new Writes(database, reads, Values.of(settings), clock);
    this.access = new Access(database, settings, clock, schema::catalog);

    access.guard(writes);

    var routes = new Routes();
    access.addTo(routes);
    new TypeRoutes(texts).addTo(routes);
    new CustomFieldRoutes(new CustomFields(database, schema), schema).addTo(routes);
    new RecordRoutes(reads, writes, new Search(database, clock)).addTo(routes);

    this.http =
        new Http(
            new Http.Parts(
                settings,
                texts,
                routes,
                access.authentication(),
                new Idempotency(database, clock),
                new Metrics(),
                page,
                database::ready));
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
    http.start();
    return code;
  }

  /// Fills an empty database with the made-up company; a filled one stays as it is.
  public void loadDemo() {
    long accounts =
        database.read(tx ->
            Objects.requireNonNull(
                tx.first("select count(*) from customers.account", row -> row.getLong(1))));
    if (accounts == 0) {
      database
          .background()
          .transaction(tx ->
              new Demo(clock, settings.timezone(), settings.currency())
                  .load(tx.connection(), Scale.DEMO));
    }
  }

  /// The port that the page is served on.
  public int port() {
    return http.port();
  }

  public Http http() {
    return http;
  }

  @Override
  public void close() {
    http.close();
    access.close();
  }
}
