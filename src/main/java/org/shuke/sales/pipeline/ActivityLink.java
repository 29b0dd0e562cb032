package org.shuke.sales.pipeline;

import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Draft;
import org.shuke.records.Type;

/// What was done about an opportunity: a reference that this wing adds to the activities of the
/// wing below, which knows no opportunities.
final class ActivityLink {
  private ActivityLink() {}

  /// @param accountOf the account of an opportunity, which what is done about it belongs to as well
  static Type extend(Type type, UnaryOperator<@Nullable UUID> accountOf) {
    if (!type.name().equals("activity")) {
      return type;
    }
    return type.referring("opportunity", "opportunity", "activities", "at")
        .derived(draft -> belong(draft, accountOf))
        .alsoThrough("opportunity");
  }

  private static void belong(Draft activity, UnaryOperator<@Nullable UUID> accountOf) {
    if (activity.get("account") == null && activity.get("opportunity") instanceof UUID about) {
      activity.set("account", accountOf.apply(about));
    }
  }
}
