package org.shuke.records.pages;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Texts;
import org.shuke.records.Kind;
import org.shuke.records.Policy;
import org.shuke.records.Type;
import tools.jackson.databind.JsonNode;

/// Says in one line, in the caller's language, what is worth knowing of a record: its choices, its
/// amount, its text.
final class Wording {
  private static final int LONGEST = 240;

  private final Texts texts;
  private final Policy policy;
  private final NumberFormat numbers;

  Wording(Policy policy, Texts texts) {
    this.policy = policy;
    this.texts = texts;
    this.numbers = NumberFormat.getNumberInstance(policy.principal().locale());
    numbers.setMinimumFractionDigits(2);
    numbers.setMaximumFractionDigits(2);
  }

  @Nullable String detail(Type type, JsonNode row) {
    var words = new ArrayList<String>();
    String amount = null;
    for (var field : type.fields()) {
      var value = row.path(field.name());
      if (value.isMissingNode() || value.isNull() || field == type.title()) {
        continue;
      }
      if (field.kind() == Kind.CHOICE && field.custom() == null) {
        words.add(choice(type.name() + "." + field.name() + "." + value.stringValue("")));
      } else if (field.kind() == Kind.MONEY && amount == null && value.isNumber()) {
        amount = money(value.decimalValue(), row.path("currency").stringValue(""));
        words.add(amount);
      } else if (field.kind() == Kind.LONG_TEXT) {
        words.add(shortened(value.stringValue("")));
      }
    }
    return words.isEmpty() ? null : String.join(" · ", words);
  }

  private String choice(String key) {
    return texts.text(policy.principal().locale(), key, Map.of());
  }

  private String money(BigDecimal amount, String currency) {
    return (numbers.format(amount) + " " + currency).strip();
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST).stripTrailing() + "…";
  }
}
