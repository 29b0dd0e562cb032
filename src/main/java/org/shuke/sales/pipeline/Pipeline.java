package org.shuke.sales.pipeline;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.customers.Drafts;
import org.shuke.records.Declaration;
import org.shuke.records.Type;

/// A way of selling: new business, renewal, tender.
///
/// @param position its place among the others, from 0
public record Pipeline(@Nullable String name, @Nullable BigDecimal position) {
  /// @param stages all of the pipeline's, in the order in which they are to stand
  record Arrange(List<UUID> stages) {}

  static Type type(Type.Verb.Handler<Arrange> arrange) {
    return Declaration.of("pipeline", "pipelines", "sales.pipeline", Pipeline.class)
        .required("name", "position")
        .unique("name")
        .derived(Drafts.otherwise("position", BigDecimal.ZERO))
        .rule("name-blank", "name", p -> p.name() == null || !p.name().isBlank())
        .verb("arrange", Arrange.class, arrange)
        .type();
  }
}
