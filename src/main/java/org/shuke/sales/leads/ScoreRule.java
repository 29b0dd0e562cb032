package org.shuke.sales.leads;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.shuke.customers.Drafts;
import org.shuke.records.Declaration;
import org.shuke.records.Type;

/// Points that a lead gets when a condition holds of it.
///
/// @param name the reason as it is shown beside the score
/// @param condition CEL on the lead
/// @param points negative for what speaks against it
/// @param lastError why it could not be asked the last time; a rule that cannot be asked gives none
public record ScoreRule(
    @Nullable String name,
    @Nullable String condition,
    @Nullable BigDecimal points,
    @Nullable Boolean active,
    @Nullable String lastError) {
  static final String NAME = "score-rule";

  static Type type() {
    return Declaration.of(NAME, "score-rules", "sales.score_rule", ScoreRule.class)
        .required("name", "condition", "points", "active")
        .unique("name")
        .longText("condition", "lastError")
        .system("lastError")
        .derived(Drafts.otherwise("active", true))
        .type();
  }
}
