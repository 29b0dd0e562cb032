package org.shuke.browser;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuke.Program;
import tools.jackson.databind.JsonNode;

/// One record of every kind: what the made-up company has, or else one made of nothing but its
/// required fields. A kind that cannot be made that way has none. What was made goes to the bin
/// when it is closed.
final class Samples implements AutoCloseable {
  /// What a text must say to be taken, where not any text will do.
  private static final Map<String, String> TEXTS =
      Map.of(
          "condition",
          "name != null",
          "slug",
          "a-sample",
          "period",
          "2026-11",
          "forType",
          "contact",
          "onType",
          "account",
          "currency",
          "EUR",
          "text",
          "Ada Sample\nSample Ltd\nada@sample.example");

  private final Program.Client api;
  private final Map<String, JsonNode> types = new LinkedHashMap<>();
  private final Map<String, String> ids = new HashMap<>();
  private final Map<String, String> made = new LinkedHashMap<>();

  private Samples(Program.Client api) {
    this.api = api;
    for (var type : api.get("/api/v1/types").json().get("items")) {
      types.put(type.get("name").asString(), type);
    }
  }

  static Samples ofEveryType(Program.Client api) {
    var samples = new Samples(api);
    samples.types.keySet().forEach(samples::of);
    return samples;
  }

  /// The id of the record of a kind, by its plural; null when there is none.
  @Nullable String one(String plural) {
    return ids.get(plural);
  }

  private @Nullable String of(String name) {
    var type = types.get(name);
    if (type == null || !type.get("partOf").isNull()) {
      return null;
    }
    var plural = type.get("plural").asString();
    var known = ids.get(plural);
    if (known != null) {
      return known;
    }
    var items = api.get("/api/v1/" + plural + "?limit=1").json().get("items");
    var id =
        items == null || items.isEmpty() ? make(plural, name) : items.get(0).get("id").asString();
    if (id != null) {
      ids.put(plural, id);
    }
    return id;
  }

  private @Nullable String make(String plural, String name) {
    var record = new HashMap<String, @Nullable Object>();
    for (var field : api.get("/api/v1/types/" + name).json().get("fields")) {
      if (field.path("required").asBoolean(false) && !field.path("readOnly").asBoolean(false)) {
        var value = value(field);
        if (value != null) {
          record.put(field.get("name").asString(), value);
        }
      }
    }
    var answer = api.post("/api/v1/" + plural, record);
    if (answer.status() != 201) {
      return null;
    }
    made.put(plural, answer.get("id"));
    return answer.get("id");
  }

  /// Something for a field; null leaves it to what the program puts there by itself.
  private @Nullable Object value(JsonNode field) {
    var name = field.get("name").asString();
    return switch (field.get("kind").asString()) {
      case "text", "longText" ->
          name.equals("record") ? of("account") : TEXTS.getOrDefault(name, "A sample");
      case "email" -> "sample@sample.example";
      case "number", "money" -> 1;
      case "date" -> LocalDate.now(ZoneOffset.UTC).plusDays(1).toString();
      case "choice" -> field.get("choices").get(0).get("value").asString();
      case "reference" -> of(field.get("target").asString());
      default -> null;
    };
  }

  @Override
  public void close() {
    made.forEach((plural, id) -> api.delete("/api/v1/" + plural + "/" + id));
  }
}
