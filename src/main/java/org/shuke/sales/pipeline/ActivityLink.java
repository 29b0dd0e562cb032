package org.shuke.sales.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Draft;
import org.shuke.records.Field;
import org.shuke.records.Inverse;
import org.shuke.records.Kind;
import org.shuke.records.Type;

/// What was done about an opportunity: a reference that this wing adds to the activities of the
/// wing below, which knows no opportunities.
final class ActivityLink {
  private static final Field OPPORTUNITY =
      new Field(
          "opportunity",
          "opportunity",
          Kind.REFERENCE,
          "opportunity",
          List.of(),
          null,
          Field.Flags.NONE,
          null);

  private ActivityLink() {}

  /// @param accountOf the account of an opportunity, which what is done about it belongs to as well
  static Type extend(Type type, UnaryOperator<@Nullable UUID> accountOf) {
    if (!type.name().equals("activity")) {
      return type;
    }
    var spec = type.spec();
    var extended =
        new Type(
            new Type.Spec(
                spec.name(),
                spec.plural(),
                spec.table(),
                spec.title(),
                spec.ownership(),
                with(spec.fields(), OPPORTUNITY),
                with(spec.inverses(), new Inverse("activities", "activity", "opportunity", false)),
                spec.details(),
                spec.rules(),
                spec.verbs(),
                with(spec.pages(), new Type.OnPage("opportunity", "at")),
                with(spec.derivations(), draft -> belong(draft, accountOf)),
                spec.custom(),
                spec.made()));
    return extended.alsoThrough(OPPORTUNITY.name());
  }

  private static void belong(Draft activity, UnaryOperator<@Nullable UUID> accountOf) {
    if (activity.get("account") == null && activity.get("opportunity") instanceof UUID about) {
      activity.set("account", accountOf.apply(about));
    }
  }

  private static <T> List<T> with(List<T> list, T more) {
    var longer = new ArrayList<>(list);
    longer.add(more);
    return List.copyOf(longer);
  }
}
