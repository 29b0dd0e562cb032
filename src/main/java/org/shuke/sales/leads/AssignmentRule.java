package org.shuke.sales.leads;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.customers.Drafts;
import org.shuke.records.Declaration;
import org.shuke.records.Type;

/// Who gets a lead that comes without an owner. Rules are asked by their position; the first that
/// holds and finds somebody decides.
///
/// @param condition CEL on the lead; always without
/// @param users who take turns, beside the people of the team
/// @param respondWithinHours how soon somebody must have been in touch
/// @param lastError why it could not be asked, or found nobody, the last time; such a rule is
///   passed over
public record AssignmentRule(
    @Nullable String name,
    @Nullable BigDecimal position,
    @Nullable String condition,
    @Nullable Way method,
    List<UUID> users,
    @Nullable UUID team,
    @Nullable UUID pool,
    @Nullable BigDecimal respondWithinHours,
    @Nullable Boolean active,
    @Nullable String lastError) {
  static final String NAME = "assignment-rule";

  /// How somebody is found.
  public enum Way {
    ROUND_ROBIN,
    LOAD,
    TERRITORY,
    POOL
  }

  static Type type() {
    return Declaration.of(NAME, "assignment-rules", "sales.assignment_rule", AssignmentRule.class)
        .required("name", "method", "active")
        .unique("name")
        .longText("condition", "lastError")
        .system("lastError")
        .references("users", "user")
        .reference("team", "team")
        .reference("pool", "pool")
        .derived(Drafts.otherwise("active", true))
        .derived(Drafts.otherwise("position", BigDecimal.ZERO))
        .rule("pool", "pool", r -> r.method() != Way.POOL || r.pool() != null)
        .type();
  }
}
