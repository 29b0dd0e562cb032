package org.shuke.customers.diary;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.shuke.customers.Drafts;
import org.shuke.records.Declaration;
import org.shuke.records.Type;

/// Which customers are to be seen again, and how often.
///
/// @param appliesTo a CEL condition on the account, such as `value.class == "gold"`; all when
///   absent
/// @param days after the last visit or call of that kind
public record VisitRule(
    @Nullable String name,
    @Nullable String appliesTo,
    @Nullable BigDecimal days,
    @Nullable Kind kind,
    @Nullable Boolean active) {

  /// How the customer is seen.
  public enum Kind {
    VISIT,
    CALL
  }

  public static Type type() {
    return Declaration.of("visit-rule", "visit-rules", "customers.visit_rule", VisitRule.class)
        .required("name", "days", "kind", "active")
        .unique("name")
        .longText("appliesTo")
        .derived(Drafts.otherwise("kind", "visit"))
        .derived(Drafts.otherwise("active", true))
        .rule("days", "days", r -> r.days() == null || r.days().signum() > 0)
        .type();
  }
}
