package org.shuke.imports;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal.Fault;

/// Faults or warnings of one row as the JSON that is staged: `[{"column", "code", "value"}]`, and
/// what else the text of a rule speaks of.
final class Notes {
  private static final int LONGEST = 200;

  private @Nullable StringBuilder json;
  private final Set<String> columns = new HashSet<>(0);

  void add(@Nullable String column, String code, @Nullable String value) {
    var text = json == null ? new StringBuilder("[") : json.append(',');
    json = text;
    text.append("{\"code\":");
    quote(text, code);
    if (column != null) {
      columns.add(column);
      quote(text.append(",\"column\":"), column);
    }
    if (value != null) {
      String cut = value.length() > LONGEST ? value.substring(0, LONGEST) + "…" : value;
      quote(text.append(",\"value\":"), cut);
    }
    text.append('}');
  }

  /// What a rule or a room says of the record, with what its text speaks of.
  void add(Fault fault) {
    Map<String, String> more = new TreeMap<>();
    fault.args().forEach((name, value) -> more.put(name, value.toString()));
    more.keySet().removeAll(Set.of("code", "column", "value"));
    add(fault.field(), fault.code(), null);
    var text = new StringBuilder(json == null ? "" : json.substring(0, json.length() - 1));
    more.forEach((name, value) -> {
      quote(text.append(','), name);
      quote(text.append(':'), value);
    });
    json = text.append('}');
  }

  /// Whether a column is among them.
  boolean concern(String column) {
    return columns.contains(column);
  }

  boolean isEmpty() {
    return json == null;
  }

  /// The JSON, or null when there is nothing to note.
  @Nullable String json() {
    return json == null ? null : json + "]";
  }

  /// Appends a JSON string; what PostgreSQL cannot keep is replaced.
  static void quote(StringBuilder json, String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (pair) {
        json.append(c).append(text.charAt(++i));
      } else if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < 0x20) {
        json.append(String.format("\\u%04x", (int) c == 0 ? 0x20 : (int) c));
      } else {
        json.append(Character.isSurrogate(c) ? '\ufffd' : c);
      }
    }
    json.append('"');
  }
}
