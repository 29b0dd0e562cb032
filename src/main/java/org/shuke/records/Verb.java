package org.shuke.records;

import java.util.Locale;

/// What a role may be allowed to do with the records of a type.
public enum Verb {
  READ,
  CREATE,
  UPDATE,
  DELETE,
  IMPORT,
  EXPORT;

  public String apiName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
