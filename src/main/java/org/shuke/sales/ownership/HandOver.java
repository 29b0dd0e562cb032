package org.shuke.sales.ownership;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.customers.Drafts;
import org.shuke.records.Declaration;
import org.shuke.records.Type;
import org.shuke.records.Verb;

/// Everything of a person goes to others.
///
/// @param from who leaves
/// @param to who gets what no rule names
/// @param rules as JSON, the first that holds decides: `[{"type":"accounts","filter":"city ==
///   \"上海\"","to":["…"]}]`; of several people each gets every other record
/// @param unit what undoes it
/// @param counts how many records of each type went
public record HandOver(
    @Nullable String name,
    @Nullable UUID from,
    @Nullable UUID to,
    @Nullable String rules,
    @Nullable Status status,
    @Nullable String unit,
    @Nullable String counts,
    @Nullable Instant doneAt) {

  /// Where a hand-over is in its life.
  public enum Status {
    DRAFT,
    DONE
  }

  record Preview() {}

  record Run() {}

  public static Type type(HandOvers desk) {
    return Declaration.of("hand-over", "hand-overs", "sales.hand_over", HandOver.class)
        .owned()
        .required("name", "from", "to", "rules")
        .json("rules", "counts")
        .reference("from", "user")
        .reference("to", "user")
        .system("status", "counts", "doneAt", "unit")
        .derived(Drafts.otherwise("status", "draft"))
        .derived(Drafts.otherwise("rules", "[]"))
        .derived(Drafts.otherwise("name", "–"))
        .verb("preview", Verb.READ, Preview.class, desk::preview)
        .verb("run", Run.class, desk::run)
        .type();
  }
}
