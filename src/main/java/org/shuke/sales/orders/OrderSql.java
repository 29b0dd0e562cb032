package org.shuke.sales.orders;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.db.Transaction;

/// What the desk reads of orders besides locked records. Whoever calls holds the order's lock.
final class OrderSql {
  /// A line with what has happened to it.
  ///
  /// @param factor how many of the product's own unit, in which stock is kept, one of `unit` holds
  /// @param out how much was shipped
  /// @param back how much of that came back
  record Line(
      UUID id,
      @Nullable UUID product,
      BigDecimal quantity,
      @Nullable String unit,
      BigDecimal factor,
      BigDecimal amount,
      @Nullable BigDecimal taxRate,
      BigDecimal out,
      BigDecimal back) {
    BigDecimal outstanding() {
      return quantity.subtract(out);
    }

    BigDecimal withCustomer() {
      return out.subtract(back);
    }
  }

  /// An instalment in the order in which payments fill them.
  record Claim(UUID id, BigDecimal amount, BigDecimal open, String status) {}

  private OrderSql() {}

  static List<Line> lines(Transaction tx, UUID order) throws SQLException {
    return tx.query(
        """
        select l.id, l.product, l.quantity, l.unit,
          coalesce((select u.factor from catalog.product_unit u
            where u.product = l.product and u.unit = l.unit order by u.position limit 1), 1),
          l.amount, l.tax_rate,
          coalesce(sum(s.quantity) filter (where h.kind = 'out'), 0),
          coalesce(sum(s.quantity) filter (where h.kind = 'back'), 0)
        from sales.order_line l
        left join sales.shipment_line s on s.order_line = l.id
        left join sales.shipment h on h.id = s.shipment and h.binned_at is null
        where l."order" = ? group by l.id order by l.position, l.id\
        """,
        row ->
            new Line(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getBigDecimal(3),
                row.getString(4),
                row.getBigDecimal(5),
                row.getBigDecimal(6),
                row.getBigDecimal(7),
                row.getBigDecimal(8),
                row.getBigDecimal(9)),
        order);
  }

  static boolean shipped(Transaction tx, UUID order) throws SQLException {
    return tx.first(
            "select 1 from sales.shipment where \"order\" = ? and binned_at is null limit 1",
            row -> row.getInt(1),
            order)
        != null;
  }

  static BigDecimal paid(Transaction tx, UUID order) throws SQLException {
    var paid =
        tx.first(
            """
            select coalesce(sum(amount), 0) from sales.payment
            where "order" = ? and binned_at is null\
            """,
            row -> row.getBigDecimal(1),
            order);
    return paid == null ? BigDecimal.ZERO : paid;
  }

  static List<Claim> claims(Transaction tx, UUID order) throws SQLException {
    return tx.query(
        """
        select id, amount, open, status from sales.invoice
        where "order" = ? and binned_at is null and status <> 'cancelled' order by due_on, number\
        """,
        row ->
            new Claim(
                row.getObject(1, UUID.class),
                row.getBigDecimal(2),
                row.getBigDecimal(3),
                row.getString(4)),
        order);
  }

  /// The order of an invoice, to be locked before it.
  static @Nullable UUID orderOf(Transaction tx, UUID invoice) throws SQLException {
    return tx.first(
        "select \"order\" from sales.invoice where id = ?",
        row -> row.getObject(1, UUID.class),
        invoice);
  }

  /// The names of products.
  static Map<UUID, String> names(Transaction tx, Collection<UUID> products) throws SQLException {
    var names = new HashMap<UUID, String>();
    tx.query(
        "select id, name from catalog.product where id = any(?)",
        row -> names.put(row.getObject(1, UUID.class), row.getString(2)),
        tx.connection().createArrayOf("uuid", products.toArray()));
    return names;
  }

  /// The order that a quote became.
  static @Nullable UUID ofQuote(Transaction tx, UUID quote) throws SQLException {
    return tx.first(
        "select id from sales.\"order\" where quote = ?",
        row -> row.getObject(1, UUID.class),
        quote);
  }
}
