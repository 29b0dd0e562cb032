package org.shuke.sales.plans;

import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Declaration;
import org.shuke.records.Type;

/// What somebody expects of a person or a team in a period, whatever the opportunities add up to.
public record ForecastEntry(
    @Nullable UUID person,
    @Nullable UUID team,
    @Nullable String period,
    @Nullable BigDecimal amount,
    @Nullable String note) {
  static Type type() {
    return Declaration.of(
            "forecast-entry", "forecast-entries", "sales.forecast_entry", ForecastEntry.class)
        .titled("period")
        .owned()
        .reference("person", "user")
        .reference("team", "team")
        .required("period", "amount")
        .rule("whose", "person", e -> (e.person() == null) != (e.team() == null))
        .rule("period", "period", e -> e.period() == null || Period.read(e.period()) != null)
        .type();
  }
}
