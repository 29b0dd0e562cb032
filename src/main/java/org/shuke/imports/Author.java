package org.shuke.imports;

import java.util.Set;

/// The original date and author of a record, which administrators may bring along: written when the
/// record is made and never changed after.
final class Author {
  static final String AT = "createdAt";
  static final String BY = "createdBy";
  static final Set<String> FIELDS = Set.of(AT, BY);

  private Author() {}
}
