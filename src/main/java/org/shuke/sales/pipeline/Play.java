package org.shuke.sales.pipeline;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.customers.Drafts;
import org.shuke.records.Declaration;
import org.shuke.records.Type;

/// What to do, say and send next in a stage.
///
/// @param customerClass for which customers; for all when absent
public record Play(
    @Nullable String name,
    @Nullable UUID stage,
    @Nullable CustomerClass customerClass,
    @Nullable String todo,
    @Nullable String say,
    @Nullable String send,
    @Nullable Boolean active) {

  /// What a customer is worth, by the 20/80 rule.
  public enum CustomerClass {
    GOLD,
    POTENTIAL,
    ORDINARY
  }

  static Type type() {
    return Declaration.of("play", "plays", "sales.play", Play.class)
        .required("name", "stage", "active")
        .reference("stage", "stage", "plays")
        .longText("todo", "say", "send")
        .searched("names", "name")
        .derived(Drafts.otherwise("active", true))
        .rule("name-blank", "name", p -> p.name() == null || !p.name().isBlank())
        .type();
  }
}
