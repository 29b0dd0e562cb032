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

/// Something off the price for a while. What is left open holds for all.
///
/// @param minQuantity from how many of the product's unit on it holds
/// @param percent off the price; either this or an amount
/// @param amount off the price of one unit, in `currency`
/// @param exclusive goes with no other promotion
public record Promotion(
    @Nullable String name,
    @Nullable UUID product,
    @Nullable String category,
    @Nullable UUID account,
    @Nullable String customerClass,
    @Nullable String country,
    @Nullable String region,
    @Nullable BigDecimal minQuantity,
    @Nullable LocalDate from,
    @Nullable LocalDate until,
    @Nullable BigDecimal percent,
    @Nullable BigDecimal amount,
    @Nullable String currency,
    @Nullable Boolean exclusive,
    @Nullable Boolean active) {
  static Type type(String company) {
    return Declaration.of("promotion", "promotions", "catalog.promotion", Promotion.class)
        .required("name")
        .ordered("name")
        .money("amount")
        .reference("product", "product", "promotions")
        .reference("account", "account", "promotions")
        .about("account")
        .searched("names", "name")
        .derived(Drafts.otherwise("currency", company))
        .derived(Drafts.otherwise("minQuantity", BigDecimal.ZERO))
        .derived(Drafts.otherwise("exclusive", false))
        .derived(Drafts.otherwise("active", true))
        .rule("name-blank", "name", p -> p.name() == null || !p.name().isBlank())
        .rule("one-of", "percent", p -> (p.percent() == null) != (p.amount() == null))
        .rule("percent", "percent", p -> Percent.positive(p.percent()))
        .rule("amount", "amount", p -> p.amount() == null || p.amount().signum() > 0)
        .rule("currency-unknown", "currency", p -> Codes.isCurrency(p.currency()))
        .rule("country-unknown", "country", p -> Codes.isCountry(p.country()))
        .rule("period", "until", p -> Period.runs(p.from(), p.until()))
        .type();
  }
}
