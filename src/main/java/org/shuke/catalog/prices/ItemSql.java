package org.shuke.catalog.prices;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.shuke.catalog.prices.Facts.Entry;
import org.shuke.catalog.prices.Facts.Item;
import org.shuke.catalog.prices.Facts.Reach;
import org.shuke.platform.db.Transaction;

/// Products and the entries of price books that name them, read set-wise.
final class ItemSql {
  /// A variant has its own entries and those of its product. Asked for one by one, so that the
  /// database may hash them: `in (p.id, p.parent)` compared every product with every entry when a
  /// price list had just come in and nothing was known of it yet.
  private static final String ITEMS =
      """
      with recursive wanted(id) as (
        select unnest(?::uuid[])
        union
        select c.component from wanted w join catalog.product_component c on c.product = w.id
      )
      select p.id, p.parent, p.kind, p.category, p.unit, p.list_price, p.cost, p.currency,
        p.tax_class, e.id, b.name, e.product, b.active, b.account, b.customer_class, b.country,
        b.region, b."from", b.until, b.priority, b.net, e.currency, e.min_quantity, e."from",
        e.until, e.price, b.id
      from wanted w
      join catalog.product p on p.id = w.id and p.binned_at is null
      cross join lateral (
        select p.id union all select p.parent where p.parent is not null
      ) priced(id)
      left join (
        catalog.price_entry e
        join catalog.price_book b on b.id = e.price_book and b.binned_at is null
          and (b.account is null or b.account = ?)
      ) on e.product = priced.id and e.binned_at is null and (? or (
        b.active and e.currency = ?
        and ? between coalesce(b."from", '-infinity') and coalesce(b.until, 'infinity')
        and ? between coalesce(e."from", '-infinity') and coalesce(e.until, 'infinity')
        and (b.customer_class is null or b.customer_class = ?)
        and (b.country is null or b.country = ?)
        and (b.region is null or b.region = ?)))
      """;

  private ItemSql() {}

  /// The one statement that any number of products takes.
  static PreparedStatement statement(
      Transaction tx, Collection<UUID> products, Buyer buyer, LocalDate day, boolean all)
      throws SQLException {
    return tx.prepare(
        ITEMS,
        PriceSql.array(tx, products),
        buyer.account(),
        all,
        buyer.currency(),
        day,
        day,
        buyer.customerClass(),
        buyer.country(),
        buyer.region());
  }

  /// The products by their ids, each with its entries.
  ///
  /// @param all also what cannot count for this buyer and day
  static Map<UUID, Item> read(
      Transaction tx,
      Collection<UUID> products,
      Buyer buyer,
      LocalDate day,
      boolean all,
      String company)
      throws SQLException {
    var items = new LinkedHashMap<UUID, Item>();
    var books = new HashMap<UUID, Book>();
    try (var statement = statement(tx, products, buyer, day, all);
        var row = statement.executeQuery()) {
      while (row.next()) {
        var id = row.getObject(1, UUID.class);
        var item = items.get(id);
        if (item == null) {
          item = item(row, company);
          items.put(id, item);
        }
        if (row.getObject(10) != null) {
          item.entries().add(entry(row, id, book(row, books)));
        }
      }
    }
    return items;
  }

  private static Item item(ResultSet row, String company) throws SQLException {
    return new Item(
        row.getObject(1, UUID.class),
        row.getObject(2, UUID.class),
        "bundle".equals(row.getString(3)),
        row.getString(4),
        row.getString(5),
        row.getBigDecimal(6),
        row.getBigDecimal(7),
        Objects.requireNonNullElse(row.getString(8), company),
        row.getString(9),
        new HashMap<>(),
        new ArrayList<>(),
        new ArrayList<>());
  }

  /// What all entries of a price book have in common.
  private record Book(String name, Reach reach, BigDecimal priority, boolean net) {}

  /// Thousands of rows are of a few books, which are read once each.
  private static Book book(ResultSet row, Map<UUID, Book> known) throws SQLException {
    var id = row.getObject(27, UUID.class);
    var book = known.get(id);
    if (book == null) {
      var reach =
          new Reach(
              row.getBoolean(13),
              row.getObject(14, UUID.class),
              row.getString(15),
              row.getString(16),
              row.getString(17),
              row.getObject(18, LocalDate.class),
              row.getObject(19, LocalDate.class));
      book = new Book(row.getString(11), reach, row.getBigDecimal(20), row.getBoolean(21));
      known.put(id, book);
    }
    return book;
  }

  private static Entry entry(ResultSet row, UUID product, Book book) throws SQLException {
    return new Entry(
        row.getObject(10, UUID.class),
        book.name(),
        product.equals(row.getObject(12, UUID.class)),
        book.reach(),
        book.priority(),
        book.net(),
        row.getString(22),
        row.getBigDecimal(23),
        row.getObject(24, LocalDate.class),
        row.getObject(25, LocalDate.class),
        row.getBigDecimal(26));
  }
}
