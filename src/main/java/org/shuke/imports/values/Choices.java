package org.shuke.imports.values;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Values of a choice, by value or by label in any language.
final class Choices {
  private final Map<String, String> values = new HashMap<>();

  Choices(List<Choice> choices) {
    for (Choice choice : choices) {
      choice.labels().forEach(label -> values.putIfAbsent(key(label), choice.value()));
    }
    choices.forEach(choice -> values.put(key(choice.value()), choice.value()));
  }

  private static String key(String text) {
    return Digits.halfWidth(text).strip().toLowerCase(Locale.ROOT).replaceAll("[\\s_-]+", " ");
  }

  Reading one(String cell) {
    String value = values.get(key(cell));
    return value == null ? Reading.wrong("choice-unknown") : Reading.of(value);
  }

  /// Several values, as JSON: PostgreSQL arrays and the API alike can be made of it.
  Reading several(String cell) {
    Set<String> found = new LinkedHashSet<>();
    for (String each : cell.split("[,;|/、，；]")) {
      String value = each.isBlank() ? null : values.get(key(each));
      if (value != null) {
        found.add('"' + value + '"');
      } else if (!each.isBlank()) {
        return Reading.wrong("choice-unknown");
      }
    }
    return Reading.of("[" + String.join(",", found) + "]");
  }
}
