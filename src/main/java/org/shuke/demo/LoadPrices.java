package org.shuke.demo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.access.ReadyRole;
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
    new LoadStock(connection, company).all();
  }

  private UUID id() {
    return company.dice(Kinds.PRICES, number++).id(since);
  }

  private void units() throws SQLException {
    try (var copy =
        new Copy(connection, "catalog.product_unit", "id, product, position, unit, factor")) {
      for (var item : company.shelf().items()) {
        if (!item.isDear()) {
          copy.row(id(), item.id(), 0, "箱", 12);
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
      @Nullable String country,
      @Nullable String region,
      LocalDate from,
      @Nullable LocalDate until,
      Map<Integer, Double> shares) {}

  /// By class at home, of which the dealers' was another one last year; by region in the south; by
  /// currency abroad, and by country in Germany.
  private void books() throws SQLException {
    var year = company.today().withDayOfYear(1);
    var before = year.minusYears(1);
    var quarter =
        company.today().withDayOfMonth(1).minusMonths((company.today().getMonthValue() - 1) % 3);
    var books = new ArrayList<Book>();
    books.add(home("批发价目", "wholesale", null, before, null, Map.of(0, 0.86, 48, 0.83)));
    books.add(
        home("经销商价目（上年）", "dealer", null, before, year.minusDays(1), Map.of(0, 0.95, 48, 0.92)));
    books.add(home("经销商价目", "dealer", null, year, null, Map.of(0, 0.93, 48, 0.9)));
    books.add(
        home("广东渠道季度价", null, "广东", quarter, quarter.plusMonths(3).minusDays(1), Map.of(24, 0.94)));
    for (var currency : new TreeMap<>(company.material().places().rates()).keySet()) {
      if (!currency.equals("CNY")) {
        var shares = new TreeMap<>(Map.of(0, 1.3, 48, 1.24));
        books.add(
            new Book(id(), "Export " + currency, currency, null, null, null, before, null, shares));
      }
    }
    var germany = new TreeMap<>(Map.of(0, 1.27, 48, 1.2));
    books.add(new Book(id(), "Germany", "EUR", null, "DE", null, year, null, germany));
    try (var copy =
        new Copy(
            connection,
            "catalog.price_book",
            COMMON
                + "name, name_key_en, name_key_zh, currency, customer_class, country, region,"
                + " \"from\", until")) {
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
            book.country(),
            book.region(),
            book.from(),
            book.until());
      }
      copy.finish();
    }
    entries(books);
  }

  private Book home(
      String name,
      @Nullable String customerClass,
      @Nullable String region,
      LocalDate from,
      @Nullable LocalDate until,
      Map<Integer, Double> shares) {
    var country = region == null ? null : "CN";
    var byQuantity = new TreeMap<>(shares);
    return new Book(id(), name, "CNY", customerClass, country, region, from, until, byQuantity);
  }

  private void entries(List<Book> books) throws SQLException {
    try (var copy =
        new Copy(
            connection,
            "catalog.price_entry",
            COMMON + "price_book, product, currency, min_quantity, price")) {
      for (var book : books) {
        var rate = Objects.requireNonNull(company.material().places().rates().get(book.currency()));
        for (var item : company.shelf().items()) {
          for (var share : book.shares().entrySet()) {
            var price =
                item.price()
                    .multiply(BigDecimal.valueOf(share.getValue()))
                    .divide(rate, 2, RoundingMode.HALF_UP);
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
    var year = today.getYear();
    var lines = company.material().goods().lines();
    var gifts = lines.get(7).category();
    try (var copy =
        new Copy(
            connection,
            "catalog.promotion",
            COMMON
                + "name, name_key_en, name_key_zh, category, country, min_quantity, \"from\","
                + " until, percent, exclusive")) {
      for (var each :
          List.of(
              new Promotion("中秋礼季", gifts, "CN", 0, date(year, 8, 20), date(year, 9, 25), 8, false),
              new Promotion("双十一", null, "CN", 0, date(year, 11, 1), date(year, 11, 11), 10, true),
              new Promotion(
                  "新客尝鲜", null, "CN", 0, today.minusDays(20), today.plusDays(40), 2, false),
              new Promotion(
                  "整箱优惠",
                  lines.get(1).category(),
                  "CN",
                  12,
                  today.minusDays(10),
                  today.plusDays(35),
                  6,
                  true),
              new Promotion(
                  "Season's gifts",
                  gifts,
                  null,
                  24,
                  today.minusDays(15),
                  today.plusDays(30),
                  5,
                  true))) {
        promotion(copy, each);
      }
      copy.finish();
    }
  }

  private static LocalDate date(int year, int month, int day) {
    return LocalDate.of(year, month, day);
  }

  /// @param category of goods; all when absent
  private record Promotion(
      String name,
      @Nullable String category,
      @Nullable String country,
      int least,
      LocalDate first,
      LocalDate last,
      int percent,
      boolean exclusive) {}

  private void promotion(Copy copy, Promotion each) throws SQLException {
    copy.row(
        id(),
        since,
        SHUKE,
        since,
        SHUKE,
        each.name(),
        Load.key("en", each.name()),
        Load.key("zh", each.name()),
        each.category(),
        each.country(),
        each.least(),
        each.first(),
        each.last(),
        each.percent(),
        each.exclusive());
  }

  private void taxes() throws SQLException {
    var rates = new TreeMap<>(Map.of("CN", 13, "DE", 19, "FR", 20, "GB", 20, "JP", 10, "SG", 9));
    try (var copy =
        new Copy(
            connection,
            "catalog.tax_rate",
            COMMON + "name, name_key_en, name_key_zh, tax_class, country, percent")) {
      for (var rate : rates.entrySet()) {
        var name = rate.getKey().equals("CN") ? "增值税" : "VAT " + rate.getKey();
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
    floor("销售底价", ReadyRole.SALESPERSON, 10, null);
    floor("经理底价", ReadyRole.MANAGER, null, 12);
  }

  private void floor(
      String name, ReadyRole role, @Nullable Integer discount, @Nullable Integer margin)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            insert into catalog.price_floor
              (id, created_at, created_by, updated_at, updated_by, name, name_key_en, name_key_zh,
               role, currency, max_discount, min_margin)
            select ?, ?, ?, ?, ?, ?, ?, ?, id, 'CNY', ?, ? from access.role where name in (?, ?)
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
        role.english(),
        role.chinese()
      };
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }
}
