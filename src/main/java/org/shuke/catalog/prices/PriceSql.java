package org.shuke.catalog.prices;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.shuke.catalog.prices.Facts.Component;
import org.shuke.catalog.prices.Facts.Item;
import org.shuke.catalog.prices.Facts.Limit;
import org.shuke.catalog.prices.Facts.Offer;
import org.shuke.catalog.prices.Facts.Reach;
import org.shuke.catalog.prices.Facts.TaxRow;
import org.shuke.platform.db.Database;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Bindings;
import org.shuke.records.Compiled;
import org.shuke.records.Policy;
import org.shuke.records.Row;
import org.shuke.records.Slot;

/// What prices are made of, read set-wise: one statement for any number of products.
final class PriceSql {
  private final Database database;

  PriceSql(Database database) {
    this.database = database;
  }

  List<Rates.Rate> rates() {
    return database.read(tx ->
        tx.query(
            "select currency, valid_from, rate from catalog.exchange_rate where binned_at is null",
            row ->
                new Rates.Rate(
                    row.getString(1), row.getObject(2, LocalDate.class), row.getBigDecimal(3))));
  }

  /// What the entries of a book are in; null when there is no such book.
  @Nullable String currency(UUID book) {
    return database.read(tx ->
        tx.first(
            "select currency from catalog.price_book where id = ?", r -> r.getString(1), book));
  }

  /// An account as rules ask about it.
  record Place(
      @Nullable String currency,
      @Nullable String country,
      @Nullable String region,
      @Nullable String priceClass) {}

  /// Null when the caller may not read the account.
  @Nullable Place place(Transaction tx, Policy caller, UUID account, Instant now)
      throws SQLException {
    var row = new Row(caller.catalog().type("account"), "t0");
    var type = row.type();
    var compiled =
        Compiled.of(
            DSL.select(
                    row.column(type.field("currency")),
                    row.column(type.field("country")),
                    row.column(type.field("region")),
                    row.column(type.field("priceClass")))
                .from(row.table())
                .where(row.id().eq(new Slot(Slot.What.LITERAL, 0).as(SQLDataType.UUID)))
                .and(caller.readable(row)));
    var bindings =
        new Bindings(
            caller, now, caller.principal().zone(), List.of(account), List.of(), List.of(), null);
    try (var statement = compiled.prepare(tx.connection(), bindings);
        var rows = statement.executeQuery()) {
      return rows.next()
          ? new Place(rows.getString(1), rows.getString(2), rows.getString(3), rows.getString(4))
          : null;
    }
  }

  /// Everything about the products of a question, and about what bundles among them are made of.
  Facts facts(
      Transaction tx,
      Question question,
      Buyer buyer,
      LocalDate day,
      @Nullable UUID caller,
      String company)
      throws SQLException {
    var products = new LinkedHashSet<UUID>();
    question.lines().forEach(line -> products.add(line.product()));
    var items = ItemSql.read(tx, products, buyer, day, question.explain(), company);
    if (question.lines().stream().anyMatch(line -> line.unit() != null)) {
      units(tx, items);
    }
    if (items.values().stream().anyMatch(Item::bundle)) {
      components(tx, items);
    }
    return new Facts(
        items, offers(tx, buyer, company), limits(tx, caller, company), taxes(tx, day));
  }

  static Array array(Transaction tx, Collection<UUID> ids) throws SQLException {
    return tx.connection().createArrayOf("uuid", ids.toArray());
  }

  private static void units(Transaction tx, Map<UUID, Item> items) throws SQLException {
    tx.query(
        "select product, unit, factor from catalog.product_unit where product = any(?)",
        row ->
            Objects.requireNonNull(items.get(row.getObject(1, UUID.class)))
                .units()
                .put(row.getString(2), row.getBigDecimal(3)),
        array(tx, items.keySet()));
  }

  private static void components(Transaction tx, Map<UUID, Item> items) throws SQLException {
    tx.query(
        """
        select product, component, quantity from catalog.product_component
        where product = any(?) order by product, position
        """,
        row ->
            Objects.requireNonNull(items.get(row.getObject(1, UUID.class)))
                .components()
                .add(new Component(row.getObject(2, UUID.class), row.getBigDecimal(3))),
        array(tx, items.keySet()));
  }

  private static List<Offer> offers(Transaction tx, Buyer buyer, String company)
      throws SQLException {
    return tx.query(
        """
        select id, name, product, category, active, account, customer_class, country, region,
          "from", until, min_quantity, percent, amount, currency, exclusive
        from catalog.promotion
        where binned_at is null and (account is null or account = ?)
        """,
        row ->
            new Offer(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getObject(3, UUID.class),
                row.getString(4),
                new Reach(
                    row.getBoolean(5),
                    row.getObject(6, UUID.class),
                    row.getString(7),
                    row.getString(8),
                    row.getString(9),
                    row.getObject(10, LocalDate.class),
                    row.getObject(11, LocalDate.class)),
                row.getBigDecimal(12),
                row.getBigDecimal(13),
                row.getBigDecimal(14),
                Objects.requireNonNullElse(row.getString(15), company),
                row.getBoolean(16)),
        buyer.account());
  }

  private static List<Limit> limits(Transaction tx, @Nullable UUID caller, String company)
      throws SQLException {
    return tx.query(
        """
        select f.name,
          case when f.person is not null then 0 when f.role is not null then 1
            when f.team is not null then 2 else 3 end,
          f.role, f.product, f.category, f.price, f.currency, f.max_discount, f.min_margin
        from catalog.price_floor f
        left join access."user" u on u.id = ?
        where f.active and f.binned_at is null
          and (f.person is null or f.person = u.id)
          and (f.role is null or f.role = any(u.roles))
          and (f.team is null or f.team = u.team)
        """,
        row ->
            new Limit(
                row.getString(1),
                row.getInt(2),
                row.getObject(3, UUID.class),
                row.getObject(4, UUID.class),
                row.getString(5),
                row.getBigDecimal(6),
                Objects.requireNonNullElse(row.getString(7), company),
                row.getBigDecimal(8),
                row.getBigDecimal(9)),
        caller);
  }

  static Map<UUID, BigDecimal> taxes(
      Transaction tx, @Nullable UUID account, Collection<UUID> products, LocalDate day)
      throws SQLException {
    var rates = taxes(tx, day);
    var found = new HashMap<UUID, BigDecimal>();
    tx.query(
        """
        select p.id, p.tax_class, a.country, a.region
        from catalog.product p left join customers.account a on a.id = ? where p.id = any(?)
        """,
        row -> {
          var buyer = new Buyer(account, "", row.getString(3), row.getString(4), null);
          var tax = Taxes.of(rates, row.getString(2), buyer);
          return tax == null ? null : found.put(row.getObject(1, UUID.class), tax.percent());
        },
        account,
        array(tx, products));
    return found;
  }

  private static List<TaxRow> taxes(Transaction tx, LocalDate day) throws SQLException {
    return tx.query(
        """
        select id, name, tax_class, country, region, "from", percent from catalog.tax_rate
        where binned_at is null
          and ? between coalesce("from", '-infinity') and coalesce(until, 'infinity')
        """,
        row ->
            new TaxRow(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getObject(6, LocalDate.class),
                row.getBigDecimal(7)),
        day);
  }
}
