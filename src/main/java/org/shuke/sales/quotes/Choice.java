package org.shuke.sales.quotes;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal;
import org.shuke.sales.Rounding;
import org.shuke.sales.quotes.QuoteSql.Head;
import org.shuke.sales.quotes.QuoteSql.Position;

/// What of the optional lines a customer takes, and what that comes to.
///
/// @param lines the numbers of the chosen ones as they stand on the paper, from 1
/// @param hash of all that he agrees to: of the content, and of the choice where there is one
record Choice(SortedSet<Integer> lines, BigDecimal total, BigDecimal tax, String hash) {

  /// @param content the hash of the quote's content
  /// @param chosen numbers of optional lines, in any order
  /// @throws Refusal 422 for a number that no optional line has
  static Choice of(
      String content,
      String currency,
      List<Position> lines,
      @Nullable Collection<? extends @Nullable Integer> chosen) {
    var numbers = new TreeSet<Integer>();
    for (var number : chosen == null ? List.<@Nullable Integer>of() : chosen) {
      if (number == null
          || number < 1
          || number > lines.size()
          || !lines.get(number - 1).optional()) {
        throw Refusal.invalid(
            "options", "quote.no-such-option", Map.of("number", String.valueOf(number)));
      }
      numbers.add(number);
    }
    var total = Rounding.amount(BigDecimal.ZERO, currency);
    var tax = total;
    for (int i = 0; i < lines.size(); i++) {
      var line = lines.get(i);
      if (!line.optional() || numbers.contains(i + 1)) {
        total = total.add(line.amount());
        tax = tax.add(Rounding.tax(line.taxRate(), line.amount(), currency));
      }
    }
    return new Choice(numbers, total, tax, QuoteHash.of(content, numbers));
  }

  /// What was chosen when the quote was accepted; nothing before.
  static Choice made(Head quote, List<Position> lines) {
    return of(String.valueOf(quote.hash()), quote.currency(), lines, quote.chosen());
  }

  BigDecimal totalWithTax() {
    return total.add(tax);
  }

  /// Does the line with this number count?
  boolean takes(Position line, int number) {
    return !line.optional() || lines.contains(number);
  }
}
