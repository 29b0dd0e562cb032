package org.shuke.records.views;

import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Declaration;
import org.shuke.records.Type;

/// A saved view of a list.
///
/// @param type the plural of the records that it lists
/// @param state the list's state as the page writes it: columns, filter, order, grouping
public record View(
    String name,
    String type,
    String state,
    @Nullable Boolean shared,
    @Nullable Boolean pinned,
    @Nullable BigDecimal position,
    @Nullable UUID owner) {

  /// Everybody sees his own views and the shared ones.
  public static Type declared() {
    return Declaration.of("view", "views", "records.view", View.class)
        .reference("owner", "user")
        .longText("state")
        .required("name", "type", "state")
        .personal("shared")
        .type();
  }
}
