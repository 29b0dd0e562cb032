package org.shuke.demo;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.shuke.access.Access;
import org.shuke.catalog.Products;
import org.shuke.catalog.prices.Prices;
import org.shuke.catalog.prices.Rates;
import org.shuke.customers.Customers;
import org.shuke.insight.value.ValueSetting;
import org.shuke.insight.value.Values;
import org.shuke.platform.TestDatabase;
import org.shuke.platform.Texts;
import org.shuke.platform.db.Database;
import org.shuke.records.Catalog;
import org.shuke.records.Grant;
import org.shuke.records.Policy;
import org.shuke.records.Principal;
import org.shuke.records.Type;
import org.shuke.records.history.Timeline;
import org.shuke.records.pages.Pages;
import org.shuke.records.reads.Cursors;
import org.shuke.records.reads.Reads;
import org.shuke.records.schema.Schema;
import org.shuke.sales.QuoteToCash;
import org.shuke.sales.SalesWorld;

/// A small made-up company in a real database, read through the engine.
public final class CompanyWorld {
  public static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
  public static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T06:00:00Z"), ZoneOffset.UTC);
  public static final Texts TEXTS = Texts.load();

  private final Database database;
  private final Catalog catalog;
  private final Reads reads;

  public CompanyWorld(TestDatabase test, int accounts) {
    database = test.database();
    load(database, accounts);
    catalog = new Schema(database, types(database)).catalog();
    reads = new Reads(database, Cursors.on(database), CLOCK);
    new Values(database, SHANGHAI, () -> ValueSetting.DEFAULT, CLOCK).reckon();
  }

  static void load(Database database, int accounts) {
    var demo = new Demo(CLOCK, SHANGHAI, Currency.getInstance("CNY"));
    database.background().transaction(tx -> demo.load(tx, Scale.DEMO.of(accounts)));
  }

  private static List<Type> types(Database database) {
    var rates = new Rates("CNY", SHANGHAI, CLOCK, List::of);
    return Stream.of(
            List.of(Principal.TYPE),
            Access.declared(),
            Customers.types(CLOCK),
            new Products(
                    Prices.on(database, "CNY", SHANGHAI, CLOCK, (tx, account) -> null), () -> null)
                .types(),
            SalesWorld.types(
                database,
                CLOCK,
                rates,
                SHANGHAI,
                () -> "",
                () -> {
                  throw new IllegalStateException("no verbs run here");
                },
                () -> {
                  throw new IllegalStateException("no verbs run here");
                }),
            List.of(Values.type()))
        .flatMap(List::stream)
        .map(Values::extend)
        .toList();
  }

  public Database database() {
    return database;
  }

  public Reads reads() {
    return reads;
  }

  public Type type(String name) {
    return catalog.type(name);
  }

  public Pages pages() {
    var timeline = new Timeline(database, TEXTS, Cursors.on(database), CLOCK);
    return new Pages(reads, timeline, QuoteToCash.sections(reads));
  }

  private static Principal person(UUID id) {
    return new Principal(id, Principal.Kind.USER, id, "Ada", Locale.SIMPLIFIED_CHINESE, SHANGHAI);
  }

  public Policy administrator() {
    return Policy.unlimited(person(new UUID(7, 7)), Policy.Members.NOBODY, catalog);
  }

  public Policy user(UUID id, Collection<Grant> grants) {
    var members = new Policy.Members(null, new UUID[] {id}, new UUID[] {id});
    return Policy.of(person(id), members, grants, catalog);
  }

  /// The ids that a query gives.
  public List<UUID> ids(String query) {
    return database.read(tx -> tx.query(query, row -> row.getObject(1, UUID.class)));
  }

  /// Everything that a table holds, made short.
  static String fingerprint(Database database, String table) {
    var sum = "select count(*) || ' ' || md5(string_agg(t::text, '|' order by t::text)) from ";
    return table + " " + database.read(tx -> tx.first(sum + table + " t", row -> row.getString(1)));
  }
}
