package org.shuke.sales.pipeline;

import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Draft;
import org.shuke.records.Type;

/// What was done about an opportunity: a reference that this wing adds to the activities and mails
/// of the wings below, which know no opportunities.
final class ActivityLink {
  private ActivityLink() {}

  /// @param accountOf the account of an opportunity, which what is done about it belongs to as well
  static Type extend(Type type, UnaryOperator<@Nullable UUID> accountOf) {
    return switch (type.name()) {
      case "activity" -> about(type, "activities", "at", accountOf);
      case "mail" -> about(type, "mails", "createdAt", accountOf);
      default -> type;
    };
  }

  private static Type about(
      Type type, String inverse, String at, UnaryOperator<@Nullable UUID> accountOf) {
    return type.referring("opportunity", "opportunity", inverse, at)
        .derived(draft -> belong(draft, accountOf))
        .alsoThrough("opportunity");
  }

  private static void belong(Draft activity, UnaryOperator<@Nullable UUID> accountOf) {
    if (activity.get("account") == null && activity.get("opportunity") instanceof UUID about) {
      activity.set("account", accountOf.apply(about));
    }
  }
}
