package org.shuke.sales.forms;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One thing that a form asks.
///
/// @param name the lead's field
/// @param en its label; the field's own unless given
record Asked(String name, boolean required, @Nullable String en, @Nullable String zh) {
  static final String USUAL =
      """
      [{"name":"name","required":true},{"name":"company"},{"name":"email","required":true},\
      {"name":"phone"},{"name":"interest"}]\
      """;

  /// The fields of a lead that a stranger may fill in.
  static final Set<String> POSSIBLE =
      Set.of(
          "name",
          "company",
          "jobTitle",
          "email",
          "phone",
          "mobile",
          "wechat",
          "website",
          "street",
          "city",
          "region",
          "industry",
          "interest");

  /// Is it a list of known fields, each once, the name among them?
  static boolean readable(String json) {
    try {
      var asked = all(json);
      var names = asked.stream().map(Asked::name).toList();
      return names.contains("name")
          && POSSIBLE.containsAll(names)
          && Set.copyOf(names).size() == names.size();
    } catch (JacksonException | IllegalArgumentException e) {
      return false;
    }
  }

  static List<Asked> all(String json) {
    var all = new ArrayList<Asked>();
    for (var each : JsonMapper.shared().readTree(json)) {
      var name = each.path("name").stringValue("");
      all.add(
          new Asked(
              name,
              name.equals("name") || each.path("required").booleanValue(false),
              text(each, "en"),
              text(each, "zh")));
    }
    return all;
  }

  private static @Nullable String text(JsonNode each, String language) {
    var text = each.path(language).stringValue("");
    return text.isBlank() ? null : text;
  }
}
