package org.shuke.records;

import java.util.Locale;

/// What a role may do with a field. In order: a later right contains the earlier ones.
public enum Right {
  /// The field does not exist for the caller.
  NONE,
  /// The value may be selected, masked; for all else the field does not exist.
  MASK,
  READ,
  WRITE;

  public String apiName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
