package org.shuke.sales.prices;

import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.db.Transaction;

/// What happened to products in a period, in one statement for a page.
final class ProductPeriodSql {
  /// @param from the first moment, counted
  /// @param until the first moment after it
  record Span(Instant from, Instant until, @Nullable UUID warehouse) {}

  private static final List<String> COLUMNS =
      List.of(
          "id",
          "sku",
          "name",
          "unit",
          "listPrice",
          "currency",
          "opening",
          "received",
          "shipped",
          "other",
          "closing",
          "onHand",
          "reserved",
          "promised",
          "ordered",
          "orderedAmount");

  private ProductPeriodSql() {}

  /// What was paid is added up for all of them together: product by product, every line that ever
  /// named one would be read. Opening and closing are reckoned back from what is there now, so that
  /// only movements since the first day are read.
  static List<Map<String, @Nullable Object>> read(
      Transaction tx, Span span, @Nullable String words, int limit, @Nullable String cursor)
      throws SQLException {
    return tx.query(
        """
        with page as (
          select id, sku, name, unit, list_price, currency from catalog.product
          where binned_at is null and kind <> 'bundle'
            and (?::text is null or sku > ?)
            and (?::text is null or sku ilike ? or name ilike ?)
          order by sku limit ?
        ), paid as (
          select product, sum(quantity) quantity, sum(price_base * quantity) amount
          from sales.v_paid
          where at >= ? and at < ? and product in (select id from page)
          group by product
        )
        select p.id, p.sku, p.name, p.unit, p.list_price, p.currency,
          l.on_hand - coalesce(m.since, 0), coalesce(m.received, 0), coalesce(m.shipped, 0),
          coalesce(m.other, 0), l.on_hand - coalesce(m.later, 0),
          l.on_hand, l.reserved, l.promised, o.quantity, o.amount
        from page p
        left join lateral (
          select sum(on_hand) on_hand, sum(reserved) reserved, sum(promised) promised
          from catalog.stock_level s
          where s.product = p.id and s.binned_at is null and (?::uuid is null or s.warehouse = ?)
        ) l on true
        left join lateral (
          select sum(on_hand) since,
            sum(on_hand) filter (where at >= ?) later,
            sum(on_hand) filter (where at < ? and kind in ('receive', 'return')) received,
            -sum(on_hand) filter (where at < ? and kind = 'ship') shipped,
            sum(on_hand) filter (where at < ? and kind in ('count', 'move')) other
          from catalog.stock_movement s
          where s.product = p.id and s.at >= ? and (?::uuid is null or s.warehouse = ?)
        ) m on true
        left join paid o on o.product = p.id
        order by p.sku
        """,
        row -> {
          var shown = new LinkedHashMap<String, @Nullable Object>();
          for (int i = 0; i < COLUMNS.size(); i++) {
            shown.put(COLUMNS.get(i), row.getObject(i + 1));
          }
          return shown;
        },
        cursor,
        cursor,
        words,
        like(words),
        like(words),
        limit,
        span.from(),
        span.until(),
        span.warehouse(),
        span.warehouse(),
        span.until(),
        span.until(),
        span.until(),
        span.until(),
        span.from(),
        span.warehouse(),
        span.warehouse());
  }

  private static @Nullable String like(@Nullable String words) {
    return words == null
        ? null
        : "%" + words.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
  }
}
