package org.shuke.sales.prices;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal;
import org.shuke.platform.db.Database;
import org.shuke.records.Policy;
import org.shuke.records.Scope;
import org.shuke.records.Verb;

/// Product, price, stock and shipments of a period on one page.
public final class ProductPeriods {
  private static final Map<String, String> ORDERED =
      Map.of("ordered", "quantity", "orderedAmount", "amount");

  /// Which field of which type stands behind each column.
  private static final Map<String, Map<String, String>> COLUMNS =
      Map.of(
          "product",
          Map.of(
              "sku",
              "sku",
              "name",
              "name",
              "unit",
              "unit",
              "listPrice",
              "listPrice",
              "currency",
              "currency"),
          "stock-level",
          Map.of(
              "onHand",
              "onHand",
              "reserved",
              "reserved",
              "promised",
              "promised",
              "opening",
              "onHand",
              "closing",
              "onHand"),
          "stock-movement",
          Map.of("received", "onHand", "shipped", "onHand", "other", "onHand"),
          "order-line",
          ORDERED);

  private final Database database;
  private final ZoneId zone;

  /// @param zone the company's, where days begin and end
  public ProductPeriods(Database database, ZoneId zone) {
    this.database = database;
    this.zone = zone;
  }

  /// A page of products by SKU.
  ///
  /// @param from the first day
  /// @param until the last day, counted
  /// @param cursor the last SKU of the page before
  /// @throws Refusal 403 for whoever may not read products or stock
  Object read(
      Policy caller,
      LocalDate from,
      LocalDate until,
      @Nullable String warehouse,
      @Nullable String words,
      int limit,
      @Nullable String cursor) {
    var catalog = caller.catalog();
    for (var name : java.util.List.of("product", "stock-level", "stock-movement")) {
      if (!caller.may(Verb.READ, catalog.type(name))) {
        throw Refusal.forbidden("may-not-read", Map.of("type", name));
      }
    }
    var hidden = hidden(caller);
    if (words != null && (hidden.contains("sku") || hidden.contains("name"))) {
      throw Refusal.forbidden("may-not-read", Map.of("type", "product"));
    }
    var span =
        new ProductPeriodSql.Span(
            from.atStartOfDay(zone).toInstant(),
            until.plusDays(1).atStartOfDay(zone).toInstant(),
            id(warehouse));
    var rows = database.read(tx -> ProductPeriodSql.read(tx, span, words, limit + 1, cursor));
    boolean more = rows.size() > limit;
    var items = rows.stream().limit(limit).map(row -> shown(row, hidden)).toList();
    var page = new LinkedHashMap<String, @Nullable Object>();
    page.put("from", from);
    page.put("until", until);
    page.put("items", items);
    page.put("next", more ? rows.get(limit - 1).get("sku") : null);
    return page;
  }

  private static @Nullable UUID id(@Nullable String text) {
    try {
      return text == null || text.isBlank() ? null : UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw Refusal.malformed("prices.no-warehouse", Map.of()).at("warehouse");
    }
  }

  /// The columns that say nothing to this caller. What was ordered counts everybody's orders: it is
  /// told to those who may read them all.
  private static Set<String> hidden(Policy caller) {
    var hidden = new HashSet<String>();
    COLUMNS.forEach((type, columns) ->
        columns.forEach((column, field) -> {
          if (caller.member(caller.catalog().type(type), field) == null) {
            hidden.add(column);
          }
        }));
    if (caller.scope(Verb.READ, caller.catalog().type("order")) != Scope.ALL) {
      hidden.addAll(ORDERED.keySet());
    }
    return hidden;
  }

  private static Map<String, @Nullable Object> shown(
      Map<String, @Nullable Object> row, Set<String> hidden) {
    hidden.forEach(column -> row.put(column, null));
    return row;
  }
}
