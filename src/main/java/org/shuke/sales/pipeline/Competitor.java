package org.shuke.sales.pipeline;

import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Declaration;
import org.shuke.records.Type;

/// Who else wants the sale.
///
/// @param account where he is known as an account
/// @param price what he is said to ask, in the opportunity's currency
public record Competitor(
    @Nullable String name,
    @Nullable UUID account,
    @Nullable String strengths,
    @Nullable String weaknesses,
    @Nullable BigDecimal price) {
  static Type type() {
    return Declaration.of(
            "opportunity-competitor",
            "opportunity-competitors",
            "sales.opportunity_competitor",
            Competitor.class)
        .partOf("opportunity", "opportunity", "competitors")
        .titled("name")
        .required("name")
        .reference("account", "account", "competesIn")
        .rule("name-blank", "name", c -> c.name() == null || !c.name().isBlank())
        .type();
  }
}
