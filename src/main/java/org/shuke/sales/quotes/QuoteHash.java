package org.shuke.sales.quotes;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Sha256;
import org.shuke.records.Draft;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/// The hash of what a customer agrees to: SHA-256 over the agreed fields and lines in their order,
/// numbers without trailing zeros. Where he takes optional lines, SHA-256 over that hash and the
/// numbers of those lines, so that one hash stands for one version and one choice.
public final class QuoteHash {
  private static final List<String> AGREED =
      List.of(
          "section",
          "product",
          "description",
          "quantity",
          "unit",
          "unitPrice",
          "taxRate",
          "amount",
          "optional");

  private QuoteHash() {}

  static String of(Draft quote) {
    return of(quote::get, quote.parts("lines").stream().map(QuoteHash::values).toList());
  }

  private static Function<String, @Nullable Object> values(Draft line) {
    return line::get;
  }

  /// Of values as they are stored.
  public static String of(
      Map<String, @Nullable Object> quote, List<Map<String, @Nullable Object>> lines) {
    return of(quote::get, lines.stream().map(QuoteHash::values).toList());
  }

  /// @param content the hash of the content
  /// @param chosen the numbers of the optional lines that are taken, ascending
  static String of(String content, SortedSet<Integer> chosen) {
    if (chosen.isEmpty()) {
      return content;
    }
    var agreed = JsonMapper.shared().createArrayNode().add(content);
    chosen.forEach(agreed::add);
    return Sha256.hex(agreed.toString());
  }

  private static Function<String, @Nullable Object> values(Map<String, @Nullable Object> line) {
    return line::get;
  }

  private static String of(
      Function<String, @Nullable Object> quote, List<Function<String, @Nullable Object>> lines) {
    var agreed = JsonMapper.shared().createArrayNode();
    for (var field : new TreeSet<>(Quote.CONTENT)) {
      add(agreed, quote.apply(field));
    }
    for (var line : lines) {
      var position = agreed.addArray();
      AGREED.forEach(field -> add(position, line.apply(field)));
    }
    return Sha256.hex(agreed.toString());
  }

  private static void add(ArrayNode to, @Nullable Object value) {
    switch (value) {
      case null -> to.addNull();
      case Boolean bool -> to.add(bool.booleanValue());
      case BigDecimal number -> to.add(number.stripTrailingZeros().toPlainString());
      default -> to.add(value.toString());
    }
  }
}
