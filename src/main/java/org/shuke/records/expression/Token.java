package org.shuke.records.expression;

/// One word of an expression's text.
///
/// @param from where it begins in the text, in UTF-16 units
/// @param to where it ends
/// @param value the meaning of a literal; for all else its text
record Token(What what, int from, int to, Object value) {
  enum What {
    NUMBER,
    TEXT,
    WORD,
    SYMBOL
  }

  boolean isLiteral() {
    return what == What.NUMBER || what == What.TEXT;
  }

  boolean is(String symbol) {
    return !isLiteral() && value.equals(symbol);
  }
}
