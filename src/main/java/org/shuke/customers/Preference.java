package org.shuke.customers;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Declaration;
import org.shuke.records.Type;

/// Something worth knowing before one calls: what they like and dislike, their hobbies and habits,
/// and what matters most to them.
public record Preference(@Nullable Kind kind, @Nullable String text, @Nullable LocalDate since) {

  /// What sort of knowledge it is.
  public enum Kind {
    LIKE,
    DISLIKE,
    HOBBY,
    HABIT,
    INTEREST,
    MATTERS_MOST
  }

  static Type of(String parent) {
    return Declaration.of(
            parent + "-preference",
            parent + "-preferences",
            "customers." + parent + "_preference",
            Preference.class)
        .partOf(parent, parent, "preferences")
        .toldBy("kind", "text")
        .past("since")
        .titled("text")
        .required("kind", "text")
        .derived(Drafts.otherwise("kind", "like"))
        .type();
  }
}
