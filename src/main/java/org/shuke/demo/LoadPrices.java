package org.shuke.demo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Principal;

/// Writes what the company's goods cost, for whom, and how many of them lie where: the same prices
/// that [Purchases] were made at.
final class LoadPrices {
  private static final String COMMON = "id, created_at, created_by, updated_at, updated_by, ";
  private static final UUID SHUKE = Principal.SYSTEM.id();

  private final Connection connection;
  private final Company company;
  private final Instant since;
  private int number;

  LoadPrices(Connection connection, Company company) {
    this.connection = connection;
    this.company = company;
    this.since = company.founded();
  }

  /// What a customer of that size is for the price books.
  static @Nullable String priceClass(Customer customer) {
    return customer.size() > 3 ? "wholesale" : customer.size() > 1.5 ? "dealer" : null;
  }

  void all() throws SQLException {
    units();
    books();
    promotions();
    taxes();
    floors();
    stock();
  }

  private UUID id() {
    return company.dice(Kinds.PRICES, number++).id(since);
  }

  private void units() throws SQLException {
    try (var copy =
        new Copy(connection, "catalog.product_unit", "id, product, position, unit, factor")) {
      for (var item : company.shelf().items()) {
        if (!item.isDear()) {
          copy.row(id(), item.id(), 0, "箱 / box", 12);
        }
      }
      copy.finish();
    }
  }

  /// One price book: its share of the list price, by quantity.
  private record Book(
      UUID id,
      String name,
      String currency,
      @Nullable String customerClass,
      BigDecimal rate,
      Map<Integer, Double> shares) {}

  private void books() throws SQLException {
    var books = new java.util.ArrayList<Book>();
    var shares = new TreeMap<>(Map.of(0, 0.86, 48, 0.83));
    books.add(new Book(id(), "批发价目 Wholesale", "CNY", "wholesale", BigDecimal.ONE, shares));
    var dealer = new TreeMap<>(Map.of(0, 0.93, 48, 0.9));
    books.add(new Book(id(), "经销商价目 Dealers", "CNY", "dealer", BigDecimal.ONE, dealer));
    for (var rate : new TreeMap<>(company.material().places().rates()).entrySet()) {
      if (rate.getValue().compareTo(BigDecimal.ONE) != 0) {
        var abroad = new TreeMap<>(Map.of(0, 1.3));
        var name = "Export " + rate.getKey();
        books.add(new Book(id(), name, rate.getKey(), null, rate.getValue(), abroad));
      }
    }
    try (var copy =
        new Copy(
            connection,
            "catalog.price_book",
            COMMON + "name, name_key_en, name_key_zh, currency, customer_class, \"from\"")) {
      for (var book : books) {
        copy.row(
            book.id(),
            since,
            SHUKE,
            since,
            SHUKE,
            book.name(),
            Load.key("en", book.name()),
            Load.key("zh", book.name()),
            book.currency(),
            book.customerClass(),
            company.today().withDayOfYear(1).minusYears(1));
      }
      copy.finish();
    }
    entries(books);
  }

  private void entries(List<Book> books) throws SQLException {
    try (var copy =
        new Copy(
            connection,
            "catalog.price_entry",
            COMMON + "price_book, product, currency, min_quantity, price")) {
      for (var book : books) {
        for (var item : company.shelf().items()) {
          for (var share : book.shares().entrySet()) {
            var price =
                item.price()
                    .multiply(BigDecimal.valueOf(share.getValue()))
                    .divide(book.rate(), 2, RoundingMode.HALF_UP);
            copy.row(
                id(),
                since,
                SHUKE,
                since,
                SHUKE,
                book.id(),
                item.id(),
                book.currency(),
                share.getKey(),
                price);
          }
        }
      }
      copy.finish();
    }
  }

  private void promotions() throws SQLException {
    var today = company.today();
    var lines = company.material().goods().lines();
    try (var copy =
        new Copy(
            connection,
            "catalog.promotion",
            COMMON
                + "name, name_key_en, name_key_zh, category, min_quantity, \"from\", until,"
                + " percent, exclusive")) {
      promotion(
          copy,
          "中秋礼季 Mid-Autumn",
          lines.getFirst().category(),
          0,
          LocalDate.of(today.getYear(), 8, 20),
          LocalDate.of(today.getYear(), 9, 25),
          8,
          false);
      promotion(
          copy, "新客尝鲜 First taste", null, 0, today.minusDays(20), today.plusDays(40), 2, false);
      promotion(
          copy,
          "整箱优惠 By the box",
          lines.get(1).category(),
          12,
          today.minusDays(10),
          today.plusDays(35),
          6,
          true);
      copy.finish();
    }
  }

  private void promotion(
      Copy copy,
      String name,
      @Nullable String category,
      int from,
      LocalDate first,
      LocalDate last,
      int percent,
      boolean exclusive)
      throws SQLException {
    copy.row(
        id(),
        since,
        SHUKE,
        since,
        SHUKE,
        name,
        Load.key("en", name),
        Load.key("zh", name),
        category,
        from,
        first,
        last,
        percent,
        exclusive);
  }

  private void taxes() throws SQLException {
    var rates = new TreeMap<>(Map.of("CN", 13, "DE", 19, "FR", 20, "GB", 20, "JP", 10, "SG", 9));
    try (var copy =
        new Copy(
            connection,
            "catalog.tax_rate",
            COMMON + "name, name_key_en, name_key_zh, tax_class, country, percent")) {
      for (var rate : rates.entrySet()) {
        var name = rate.getKey().equals("CN") ? "增值税 VAT" : "VAT " + rate.getKey();
        copy.row(
            id(),
            since,
            SHUKE,
            since,
            SHUKE,
            name,
            Load.key("en", name),
            Load.key("zh", name),
            "standard",
            rate.getKey(),
            rate.getValue());
      }
      copy.finish();
    }
  }

  private void floors() throws SQLException {
    floor("销售底价 Salespeople", "Salesperson", 10, null);
    floor("经理底价 Sales managers", "Sales manager", null, 12);
  }

  private void floor(String name, String role, @Nullable Integer discount, @Nullable Integer margin)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            insert into catalog.price_floor
              (id, created_at, created_by, updated_at, updated_by, name, name_key_en, name_key_zh,
               role, currency, max_discount, min_margin)
            select ?, ?, ?, ?, ?, ?, ?, ?, id, 'CNY', ?, ? from access.role where name = ?
            """)) {
      var at = since.atOffset(java.time.ZoneOffset.UTC);
      @Nullable Object[] values = {
        id(),
        at,
        SHUKE,
        at,
        SHUKE,
        name,
        Load.key("en", name),
        Load.key("zh", name),
        discount,
        margin,
        role
      };
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }

  /// The first warehouse receives at the start of a month what is sold in it and a little more, and
  /// ships by the week; the second has a little of everything. Fresh orders are still set aside.
  private void stock() throws SQLException {
    var main = id();
    var second = id();
    try (var copy =
        new Copy(
            connection,
            "catalog.warehouse",
            COMMON + "code, name, name_key_en, name_key_zh, country, city, rank")) {
      warehouse(copy, main, "SH", "上海总仓 Shanghai", "上海", 1);
      warehouse(copy, second, "SZ", "深圳分仓 Shenzhen", "深圳", 2);
      copy.finish();
    }
    run(HOLDS, main);
    run(MOVEMENTS, main, main);
    run(SECOND, second);
    run(LEVELS);
  }

  private void warehouse(Copy copy, UUID id, String code, String name, String city, int rank)
      throws SQLException {
    copy.row(
        id,
        since,
        SHUKE,
        since,
        SHUKE,
        code,
        name,
        Load.key("en", name),
        Load.key("zh", name),
        "CN",
        city,
        rank);
  }

  private static final String HOLDS =
      """
      insert into catalog.stock_hold (subject, subject_type, product, warehouse, kind, quantity)
      select o.id, 'order', l.product, ?, 'reserved', sum(l.quantity)
      from sales."order" o join sales.order_line l on l."order" = o.id
      where o.status = 'confirmed' and l.quantity > 0 group by o.id, l.product
      """;

  private static final String MOVEMENTS =
      """
      with sold as (
        select l.product, date_trunc('week', o.placed_at) as week, sum(l.quantity) as quantity,
          coalesce(sum(l.quantity) filter (where o.status <> 'confirmed'), 0) as shipped
        from sales."order" o join sales.order_line l on l."order" = o.id
        where o.status in ('confirmed', 'shipped', 'completed') and l.quantity > 0
        group by 1, 2
      ), moves as (
        select product, least(week + interval '4 days', now()) as at, 'ship' as kind,
          -shipped as on_hand, 0 as reserved, null::uuid as subject
        from sold where shipped > 0
        union all
        select product, date_trunc('month', week), 'receive', ceil(sum(quantity) * 1.03) + 3, 0,
          null
        from sold group by 1, 2
        union all
        select h.product, o.placed_at, 'reserve', 0, h.quantity, h.subject
        from catalog.stock_hold h join sales."order" o on o.id = h.subject where h.warehouse = ?
      )
      insert into catalog.stock_movement
        (created_at, created_by, updated_at, updated_by, at, kind, product, warehouse, on_hand,
         reserved, promised, on_hand_after, reserved_after, promised_after, subject_type, subject)
      select at, '00000000-0000-0000-0000-000000000001', at,
        '00000000-0000-0000-0000-000000000001', at, kind, product, ?, on_hand, reserved, 0,
        sum(on_hand) over running, sum(reserved) over running, 0,
        case when subject is not null then 'order' end, subject
      from moves
      window running as (partition by product order by at, kind, subject
        rows between unbounded preceding and current row)
      """;

  private static final String SECOND =
      """
      insert into catalog.stock_movement
        (created_at, created_by, updated_at, updated_by, at, kind, product, warehouse, on_hand,
         reserved, promised, on_hand_after, reserved_after, promised_after)
      select created_at, created_by, created_at, created_by, created_at, 'receive', id, ?,
        q, 0, 0, q, 0, 0
      from (select p.*, 4 + ascii(right(sku, 1)) % 20 as q from catalog.product p) p
      """;

  private static final String LEVELS =
      """
      insert into catalog.stock_level
        (created_at, created_by, updated_at, updated_by, product, warehouse, on_hand, reserved,
         reorder_at)
      select min(at), min(created_by::text)::uuid, max(at), min(created_by::text)::uuid, product,
        warehouse, sum(on_hand), sum(reserved), 10
      from catalog.stock_movement group by product, warehouse
      """;

  private void run(String sql, Object... values) throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }
}
