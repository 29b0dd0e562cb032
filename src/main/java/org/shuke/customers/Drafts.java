package org.shuke.customers;

import org.shuke.records.Draft;
import org.shuke.records.Type;

/// What several types fill in alike when nobody said.
public final class Drafts {
  private Drafts() {}

  /// The value that an absent field takes.
  public static Type.Derivation otherwise(String field, Object value) {
    return draft -> fill(draft, field, value);
  }

  private static void fill(Draft draft, String field, Object value) {
    if (draft.get(field) == null) {
      draft.set(field, value);
    }
  }
}
