package org.shuke.catalog.prices;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.catalog.Period;
import org.shuke.customers.Codes;
import org.shuke.customers.Drafts;
import org.shuke.records.Declaration;
import org.shuke.records.Type;

/// Prices for somebody: for one account, a class of customers, a region, a country, or everybody.
/// What is left open holds for all.
///
/// @param currency what its entries are in unless they say otherwise
/// @param customerClass `gold`, `potential`, `ordinary`, or an account's own price class
/// @param from the first day it holds
/// @param until the last day
/// @param priority a higher one goes before a lower one, whatever is more specific
/// @param net its prices are final: no promotion comes off them
public record PriceBook(
    @Nullable String name,
    @Nullable String currency,
    @Nullable UUID account,
    @Nullable String customerClass,
    @Nullable String country,
    @Nullable String region,
    @Nullable LocalDate from,
    @Nullable LocalDate until,
    @Nullable BigDecimal priority,
    @Nullable Boolean net,
    @Nullable Boolean active,
    @Nullable String notes) {
  /// @param company the company's currency
  static Type type(String company) {
    return Declaration.of("price-book", "price-books", "catalog.price_book", PriceBook.class)
        .required("name", "currency")
        .ordered("name")
        .longText("notes")
        .reference("account", "account", "priceBooks")
        .about("account")
        .searched("names", "name")
        .derived(Drafts.otherwise("currency", company))
        .derived(Drafts.otherwise("priority", BigDecimal.ZERO))
        .derived(Drafts.otherwise("net", false))
        .derived(Drafts.otherwise("active", true))
        .rule("name-blank", "name", b -> b.name() == null || !b.name().isBlank())
        .rule("currency-unknown", "currency", b -> Codes.isCurrency(b.currency()))
        .rule("country-unknown", "country", b -> Codes.isCountry(b.country()))
        .rule("period", "until", b -> Period.runs(b.from(), b.until()))
        .type();
  }
}
