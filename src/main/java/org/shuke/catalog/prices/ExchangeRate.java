package org.shuke.catalog.prices;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.shuke.customers.Codes;
import org.shuke.records.Declaration;
import org.shuke.records.Type;

/// What one unit of a currency is worth in the company's, from a day until the next rate.
public record ExchangeRate(
    @Nullable String currency, @Nullable LocalDate validFrom, @Nullable BigDecimal rate) {
  static Type type() {
    return Declaration.of(
            "exchange-rate", "exchange-rates", "catalog.exchange_rate", ExchangeRate.class)
        .titled("currency")
        .required("currency", "validFrom", "rate")
        .rule("currency-unknown", "currency", r -> Codes.isCurrency(r.currency()))
        .rule("rate", "rate", r -> r.rate() == null || r.rate().signum() > 0)
        .type();
  }
}
