package org.shuke.customers;

import java.time.Clock;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Declaration;
import org.shuke.records.Type;

/// A day worth remembering: a birthday, a wedding, the founding of the firm; also of somebody in
/// the family.
///
/// @param yearly returns every year
/// @param ofWhom whose day it is, when not the contact's own
/// @param familyRelation who that is: daughter, 爱人
public record ImportantDate(
    @Nullable Kind kind,
    @Nullable LocalDate date,
    @Nullable Boolean yearly,
    @Nullable String ofWhom,
    @Nullable String familyRelation,
    @Nullable String note) {

  /// What is celebrated.
  public enum Kind {
    BIRTHDAY,
    ANNIVERSARY,
    OTHER
  }

  static Type of(String parent, Clock clock) {
    return Declaration.of(
            parent + "-date",
            parent + "-dates",
            "customers." + parent + "_date",
            ImportantDate.class)
        .partOf(parent, parent, "dates")
        .toldBy("kind", "ofWhom")
        .titled("kind")
        .required("kind", "date")
        .derived(Drafts.otherwise("kind", "other"))
        .derived(Drafts.otherwise("yearly", true))
        .rule("relation-of-nobody", "ofWhom", d -> d.familyRelation() == null || d.ofWhom() != null)
        .rule("birthday-ahead", "date", d -> !d.isUnborn(clock))
        .type();
  }

  private boolean isUnborn(Clock clock) {
    return kind == Kind.BIRTHDAY && date != null && date.isAfter(LocalDate.now(clock));
  }
}
