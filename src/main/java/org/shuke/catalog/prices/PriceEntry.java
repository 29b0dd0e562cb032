package org.shuke.catalog.prices;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.shuke.catalog.Period;
import org.shuke.customers.Codes;
import org.shuke.customers.Drafts;
import org.shuke.records.Declaration;
import org.shuke.records.Draft;
import org.shuke.records.Type;

/// What one unit of a product costs by a price book.
///
/// @param currency the book's unless another is said
/// @param minQuantity from how many of the product's unit on it holds
/// @param from the first day it holds, within the book's days
/// @param until the last day
public record PriceEntry(
    @Nullable UUID priceBook,
    @Nullable UUID product,
    @Nullable String currency,
    @Nullable BigDecimal minQuantity,
    @Nullable LocalDate from,
    @Nullable LocalDate until,
    @Nullable BigDecimal price) {
  /// @param currencies what the entries of a book are in
  static Type type(Function<UUID, @Nullable String> currencies) {
    return Declaration.of("price-entry", "price-entries", "catalog.price_entry", PriceEntry.class)
        .titled("currency")
        .required("priceBook", "product", "currency", "price")
        .money("price")
        .reference("priceBook", "price-book", "entries")
        .about("priceBook")
        .reference("product", "product", "priceEntries")
        .derived(draft -> currency(draft, currencies))
        .derived(Drafts.otherwise("minQuantity", BigDecimal.ZERO))
        .rule("currency-unknown", "currency", e -> Codes.isCurrency(e.currency()))
        .rule("price-negative", "price", e -> Codes.notNegative(e.price()))
        .rule("quantity-negative", "minQuantity", e -> Codes.notNegative(e.minQuantity()))
        .rule("period", "until", e -> Period.runs(e.from(), e.until()))
        .type();
  }

  private static void currency(Draft draft, Function<UUID, @Nullable String> currencies) {
    if (draft.get("currency") == null && draft.get("priceBook") instanceof UUID book) {
      draft.set("currency", currencies.apply(book));
    }
  }
}
