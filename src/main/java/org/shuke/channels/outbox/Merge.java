package org.shuke.channels.outbox;

import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal;
import org.shuke.records.Policy;
import org.shuke.records.Type;
import org.shuke.records.reads.Reads;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Fills `{{name}}` and `{{account.name}}` from one record, with the rights of whoever asks. There
/// is nothing else in the braces: no logic, no calls.
public final class Merge {
  private static final Pattern HOLE = Pattern.compile("\\{\\{\\s*([A-Za-z][\\w.]*)\\s*}}");

  private final Reads reads;

  public Merge(Reads reads) {
    this.reads = reads;
  }

  /// The names in a text.
  public static Set<String> names(String... texts) {
    var names = new LinkedHashSet<String>();
    for (var text : texts) {
      HOLE.matcher(text).results().forEach(hole -> names.add(hole.group(1)));
    }
    return names;
  }

  /// What the caller may read of the record by these names.
  ///
  /// @throws Refusal 404 when he may not see the record, 400 when a name is none for him
  public JsonNode values(Policy policy, Type type, UUID record, Set<String> names) {
    var select = new java.util.ArrayList<>(names);
    select.add("id");
    return JsonMapper.shared().readTree(reads.get(policy, type, record, select));
  }

  /// The text with its holes filled; what is absent leaves nothing.
  public static String filled(String text, JsonNode values) {
    return HOLE.matcher(text)
        .replaceAll(hole -> Matcher.quoteReplacement(shown(at(values, hole.group(1)))));
  }

  private static @Nullable JsonNode at(JsonNode values, String path) {
    JsonNode node = values;
    for (var name : path.split("\\.")) {
      node = node == null ? null : node.get(name);
    }
    return node;
  }

  private static String shown(@Nullable JsonNode value) {
    if (value == null || value.isNull() || value.isContainer()) {
      return "";
    }
    return value.isNumber() ? plain(value.decimalValue()) : value.asString();
  }

  private static String plain(BigDecimal number) {
    var trimmed = number.stripTrailingZeros();
    return (trimmed.scale() < 0 ? trimmed.setScale(0) : trimmed).toPlainString();
  }
}
