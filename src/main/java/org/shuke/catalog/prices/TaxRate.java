package org.shuke.catalog.prices;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.shuke.catalog.Period;
import org.shuke.catalog.Product.TaxClass;
import org.shuke.customers.Codes;
import org.shuke.records.Declaration;
import org.shuke.records.Type;

/// How much tax comes on top of a price, by the product's class and the place of the customer.
public record TaxRate(
    @Nullable String name,
    @Nullable TaxClass taxClass,
    @Nullable String country,
    @Nullable String region,
    @Nullable LocalDate from,
    @Nullable LocalDate until,
    @Nullable BigDecimal percent) {
  static Type type() {
    return Declaration.of("tax-rate", "tax-rates", "catalog.tax_rate", TaxRate.class)
        .required("name", "taxClass", "percent")
        .ordered("name")
        .rule("country-unknown", "country", t -> Codes.isCountry(t.country()))
        .rule("percent", "percent", t -> Percent.share(t.percent()))
        .rule("period", "until", t -> Period.runs(t.from(), t.until()))
        .type();
  }
}
