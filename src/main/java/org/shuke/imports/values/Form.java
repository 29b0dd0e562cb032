package org.shuke.imports.values;

/// What the cells of a column are to become.
public enum Form {
  TEXT,
  LONG_TEXT,
  NUMBER,
  MONEY,
  DATE,
  INSTANT,
  DURATION,
  BOOLEAN,
  CHOICE,
  MULTI_CHOICE,
  /// The key of another record, looked up later: read as text.
  REFERENCE,
  PHONE,
  EMAIL,
  URL,
  COUNTRY,
  CURRENCY
}
