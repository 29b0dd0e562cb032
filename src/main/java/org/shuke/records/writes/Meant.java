package org.shuke.records.writes;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Set;
import org.shuke.records.Field;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/// Texts that become values of another kind: what somebody who wrote them will have meant.
final class Meant {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Set<String> YES = Set.of("true", "yes", "y", "1", "是", "对");
  private static final Set<String> NO = Set.of("false", "no", "n", "0", "否", "不");
  private static final String PARTS = "\\s*[;,；，、|]\\s*";

  private Meant() {}

  /// The text as the JSON that a field of this kind reads; where it cannot be, as a text, which the
  /// field then refuses.
  static JsonNode as(Field field, String text) {
    return switch (field.kind()) {
      case NUMBER, MONEY -> number(text);
      case BOOLEAN -> truth(text);
      case CHOICE -> NODES.stringNode(choice(field, text));
      case MULTI_CHOICE -> {
        var chosen = NODES.arrayNode();
        for (var part : text.split(PARTS)) {
          chosen.add(choice(field, part));
        }
        yield chosen;
      }
      case DATE ->
          NODES.stringNode(text.matches("\\d{4}-\\d\\d-\\d\\dT.*") ? text.substring(0, 10) : text);
      case DURATION -> NODES.stringNode(text.matches("\\d{1,12}") ? "PT" + text + "S" : text);
      default -> NODES.stringNode(text);
    };
  }

  private static JsonNode number(String text) {
    try {
      return NODES.numberNode(
          new BigDecimal(text.replace(" ", "").replaceAll(",(?=\\d{3}\\b)", "")));
    } catch (NumberFormatException e) {
      return NODES.stringNode(text);
    }
  }

  private static JsonNode truth(String text) {
    var word = text.toLowerCase(Locale.ROOT);
    return YES.contains(word)
        ? NODES.booleanNode(true)
        : NO.contains(word) ? NODES.booleanNode(false) : NODES.stringNode(text);
  }

  /// By its value or by what it is called in any language.
  private static String choice(Field field, String text) {
    for (var value : field.choices()) {
      if (value.equalsIgnoreCase(text)) {
        return value;
      }
    }
    var custom = field.custom();
    if (custom != null) {
      for (var labels : custom.choiceLabels().entrySet()) {
        if (labels.getValue().values().stream().anyMatch(text::equalsIgnoreCase)) {
          return labels.getKey();
        }
      }
    }
    return text;
  }

  static String canonical(Object value) {
    return switch (value) {
      case BigDecimal number -> number.toPlainString();
      case OffsetDateTime time -> time.toInstant().toString();
      case Object[] several -> JsonMapper.shared().writeValueAsString(several);
      default -> value.toString();
    };
  }
}
