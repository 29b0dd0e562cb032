package org.shuke.imports.values;

/// What the cells of one column together say about how they are written. Fed cell by cell, in the
/// memory of a few counters, from as many rows as one likes: better all of them.
public final class Evidence {
  long pointDecimals;
  long commaDecimals;
  long eitherNumbers;
  long dayFirst;
  long monthFirst;
  long yearFirst;
  long threeParts;

  /// @param form what the column is to become: only numbers and days have something to say
  public void add(String cell, Form form) {
    String text = Digits.halfWidth(cell).strip();
    if (text.isEmpty() || text.length() > 60 || !hasDigit(text)) {
      return;
    }
    switch (form) {
      case NUMBER, MONEY -> Numbers.weigh(text, this);
      case DATE, INSTANT -> Dates.weigh(text, this);
      default -> {}
    }
  }

  /// Whether cells of this form say anything about their column.
  public static boolean speaks(Form form) {
    return form == Form.NUMBER || form == Form.MONEY || form == Form.DATE || form == Form.INSTANT;
  }

  private static boolean hasDigit(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= '0' && text.charAt(i) <= '9') {
        return true;
      }
    }
    return false;
  }

  /// Whether the order of day and month cannot be told from the cells, so that a person is to be
  /// asked.
  public boolean dateOrderOpen() {
    long best = Math.max(dayFirst, Math.max(monthFirst, yearFirst));
    int candidates =
        (dayFirst == best ? 1 : 0) + (monthFirst == best ? 1 : 0) + (yearFirst == best ? 1 : 0);
    return threeParts > 0 && candidates > 1;
  }
}
