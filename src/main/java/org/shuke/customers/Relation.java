package org.shuke.customers;

import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Declaration;
import org.shuke.records.Names;
import org.shuke.records.Type;

/// How an account or a contact is related to another account or contact, named in both directions.
/// It is a part of the one it was written down at and shows on the other's page too.
///
/// @param role what the other is to this one: daughter, 介绍人
/// @param reverseRole what this one is to the other: father, 被介绍人
public record Relation(
    @Nullable Kind kind,
    @Nullable String role,
    @Nullable String reverseRole,
    @Nullable UUID otherContact,
    @Nullable UUID otherAccount,
    @Nullable String note) {

  /// What ties them.
  public enum Kind {
    FAMILY,
    COLLEAGUE,
    REFERRER,
    PARTNER,
    OTHER
  }

  static Type of(String parent) {
    var inverse = Names.camel("related-" + parent + "s");
    return Declaration.of(
            parent + "-relation",
            parent + "-relations",
            "customers." + parent + "_relation",
            Relation.class)
        .partOf(parent, parent, "relations")
        .toldBy("kind", "otherContact", "otherAccount")
        .titled("role")
        .required("kind")
        .reference("otherContact", "contact", inverse)
        .reference("otherAccount", "account", inverse)
        .derived(Drafts.otherwise("kind", "other"))
        .rule("other-side", "otherContact", Relation::hasOneOtherSide)
        .type();
  }

  private boolean hasOneOtherSide() {
    return Stream.of(otherContact, otherAccount).filter(id -> id != null).count() == 1;
  }
}
