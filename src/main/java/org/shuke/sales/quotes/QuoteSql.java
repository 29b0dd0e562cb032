package org.shuke.sales.quotes;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.db.Transaction;

/// What the desk reads of quotes besides locked records.
final class QuoteSql {
  /// A position as it is stored, with the names of its product.
  record Position(
      UUID id,
      @Nullable String section,
      @Nullable UUID product,
      @Nullable String sku,
      @Nullable String productName,
      @Nullable String description,
      BigDecimal quantity,
      @Nullable String unit,
      @Nullable BigDecimal listPrice,
      @Nullable BigDecimal discount,
      BigDecimal unitPrice,
      @Nullable BigDecimal taxRate,
      BigDecimal amount,
      boolean optional) {
    /// What stands on the paper for it.
    String title() {
      if (productName != null) {
        return productName;
      }
      return description == null ? "" : description;
    }

    /// What stands below the title.
    @Nullable String detail() {
      return productName == null || productName.equals(description) ? null : description;
    }
  }

  private QuoteSql() {}

  static List<Position> lines(Transaction tx, UUID quote) throws SQLException {
    return tx.query(
        """
        select l.id, l.section, l.product, p.sku, p.name, l.description, l.quantity,
          coalesce(l.unit, p.unit), l.list_price, l.discount, l.unit_price, l.tax_rate, l.amount,
          coalesce(l.optional, false)
        from sales.quote_line l left join catalog.product p on p.id = l.product
        where l.quote = ? order by l.position, l.id\
        """,
        row ->
            new Position(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getObject(3, UUID.class),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getBigDecimal(7),
                row.getString(8),
                row.getBigDecimal(9),
                row.getBigDecimal(10),
                row.getBigDecimal(11),
                row.getBigDecimal(12),
                row.getBigDecimal(13),
                row.getBoolean(14)),
        quote);
  }

  /// The quotes that were on offer until a day that is over.
  static List<UUID> outdated(Transaction tx, LocalDate today, int most) throws SQLException {
    return tx.query(
        """
        select id from sales.quote
        where status = 'sent' and valid_until < ? and binned_at is null order by id limit ?\
        """,
        row -> row.getObject(1, UUID.class),
        today,
        most);
  }

  /// How many versions of a quote there are, the first included.
  static int versions(Transaction tx, String number) throws SQLException {
    var count =
        tx.first(
            "select count(*) from sales.quote where number = ? or number like ?",
            row -> row.getInt(1),
            number,
            number.replace("_", "\\_").replace("%", "\\%") + "-v%");
    return count == null ? 0 : count;
  }

  /// The order that an accepted quote became.
  static @Nullable UUID order(Transaction tx, UUID quote) throws SQLException {
    return tx.first(
        "select id from sales.\"order\" where quote = ? order by id limit 1",
        row -> row.getObject(1, UUID.class),
        quote);
  }
}
