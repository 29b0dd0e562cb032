package org.shuke.http.records;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuke.http.Answer;
import org.shuke.http.Call;
import org.shuke.http.Door;
import org.shuke.http.Routes;
import org.shuke.platform.Refusal;
import org.shuke.platform.Texts;
import org.shuke.records.Area;
import org.shuke.records.Field;
import org.shuke.records.Inverse;
import org.shuke.records.Kind;
import org.shuke.records.Policy;
import org.shuke.records.Right;
import org.shuke.records.Type;
import org.shuke.records.Type.Ownership;
import org.shuke.records.Verb;
import org.shuke.records.VerbInput;
import org.shuke.records.expression.Expression;
import org.shuke.records.expression.ExpressionFault;

/// Tells every caller the types, fields, relations and verbs that exist for him, in his language:
/// what the page, a program or an agent needs to work with records it has never seen.
public final class TypeRoutes {
  private final Texts texts;

  public TypeRoutes(Texts texts) {
    this.texts = texts;
  }

  public void addTo(Routes routes) {
    routes
        .get("/api/v1/types", Door.SIGNED_IN, this::all)
        .get("/api/v1/types/{name}", Door.SIGNED_IN, this::one);
  }

  private Answer all(Call call) {
    var items = new ArrayList<Map<String, @Nullable Object>>();
    for (var type : call.policy().catalog().types()) {
      if (visible(call.policy(), type)) {
        items.add(describe(call.policy(), type, call.locale()));
      }
    }
    return Answer.ok(Map.of("items", items));
  }

  private Answer one(Call call) {
    var catalog = call.policy().catalog();
    var type = catalog.find(call.path("name"));
    type = type == null ? catalog.findPlural(call.path("name")) : type;
    if (type == null || !visible(call.policy(), type)) {
      throw Refusal.notFound();
    }
    return Answer.ok(describe(call.policy(), type, call.locale()));
  }

  private static boolean visible(Policy policy, Type type) {
    return (type.hasBin() || type.isPart())
        && java.util.Arrays.stream(Verb.values()).anyMatch(verb -> policy.may(verb, type));
  }

  private Map<String, @Nullable Object> describe(Policy policy, Type type, Locale locale) {
    var text = texts.in(locale);
    var custom = type.spec().custom();
    var described = new LinkedHashMap<String, @Nullable Object>();
    described.put("name", type.name());
    described.put("plural", type.plural());
    described.put("label", custom == null ? text.text(type.name()) : label(custom, locale));
    described.put(
        "pluralLabel",
        custom == null
            ? text.text(type.name() + ".plural")
            : custom.getOrDefault(language(locale) + ".plural", label(custom, locale)));
    described.put("title", type.title().name());
    described.put("custom", custom != null);
    described.put("owned", type.ownership() instanceof Ownership.Owned);
    described.put("partOf", type.ownership() instanceof Ownership.Part part ? part.parent() : null);
    described.put("byDesk", type.byDesk() == null ? null : text.text("problem." + type.byDesk()));
    described.put("fields", fields(policy, type, locale));
    described.put("relations", relations(policy, type, text));
    described.put("verbs", verbs(policy, type, locale));
    described.put("permissions", permissions(policy, type));
    return described;
  }

  private List<Map<String, @Nullable Object>> fields(Policy policy, Type type, Locale locale) {
    var fields = new ArrayList<Map<String, @Nullable Object>>();
    for (var field : type.fields()) {
      var right = policy.right(type, field);
      if (right == Right.MASK || policy.member(type, field.name()) != null) {
        fields.add(field(policy, type, field, locale));
      }
    }
    return fields;
  }

  /// What a caller may ask of it; whoever may not is offered all that he reads.
  private static @Nullable String offers(Policy policy, Field field) {
    var condition = field.flags().offers();
    if (condition == null) {
      return null;
    }
    try {
      Expression.condition(condition, policy.catalog().type(field.targetName()), policy);
      return condition;
    } catch (ExpressionFault unreadable) {
      return null;
    }
  }

  private Map<String, @Nullable Object> field(
      Policy policy, Type type, Field field, Locale locale) {
    var custom = field.custom();
    var text = texts.in(locale);
    var right = policy.right(type, field);
    var described = new LinkedHashMap<String, @Nullable Object>();
    described.put("name", field.name());
    described.put(
        "label", custom == null ? ownLabel(text, type, field) : label(custom.labels(), locale));
    described.put("kind", field.kind().apiName());
    described.put("required", field.flags().required());
    described.put("readOnly", !field.writable() || right != Right.WRITE);
    described.put("unique", field.flags().unique());
    described.put("custom", custom != null);
    described.put("sensitive", field.flags().sensitive());
    described.put("access", right.apiName());
    described.put("sortable", field.kind().sortable() && right != Right.MASK);
    described.put("filterable", right != Right.MASK);
    described.put("addsUp", field.addsUp() && right != Right.MASK);
    described.put("area", Area.of(type, field).apiName());
    if (field.flags().yearly()) {
      described.put("yearly", true);
    }
    if (field.flags().filled()) {
      described.put("filled", true);
    }
    if (!field.choices().isEmpty()) {
      described.put("choices", choices(type, field, locale));
    }
    if (field.target() != null && field.kind() != Kind.EXTENSION) {
      described.put("target", field.target());
      described.put("targetPlural", policy.catalog().type(field.target()).plural());
      described.put("offers", offers(policy, field));
    }
    if (field.isFormula()) {
      described.put("formula", field.formula());
    }
    var help = custom == null ? ownHelp(text, type, field) : label(custom.help(), locale);
    if (help != null && !help.isEmpty()) {
      described.put("help", help);
    }
    if (field.kind() == Kind.EXTENSION) {
      described.put("fields", fields(policy, policy.catalog().type(field.targetName()), locale));
    }
    return described;
  }

  private static @Nullable String ownHelp(Texts.Spoken text, Type type, Field field) {
    return text.find(type.name() + "." + field.name() + ".help");
  }

  /// Fields that every record carries have one label for all types.
  private static String ownLabel(Texts.Spoken text, Type type, Field field) {
    var own = text.find(type.name() + "." + field.name());
    return own == null ? text.text("record." + field.name()) : own;
  }

  private List<Map<String, String>> choices(Type type, Field field, Locale locale) {
    var custom = field.custom();
    return field.choices().stream()
        .map(value ->
            Map.of(
                "value",
                value,
                "label",
                custom == null
                    ? texts.in(locale).text(type.name() + "." + field.name() + "." + value)
                    : label(
                        custom.choiceLabels().getOrDefault(value, Map.of("en", value)), locale)))
        .toList();
  }

  private static List<Map<String, Object>> relations(Policy policy, Type type, Texts.Spoken text) {
    var relations = new ArrayList<Map<String, Object>>();
    for (var inverse : policy.catalog().inverses(type)) {
      if (policy.member(type, inverse.name()) instanceof Inverse) {
        var described = new LinkedHashMap<String, Object>();
        described.put("name", inverse.name());
        described.put("label", text.text(type.name() + "." + inverse.name()));
        described.put("target", inverse.target());
        described.put("targetPlural", policy.catalog().type(inverse.target()).plural());
        described.put("field", inverse.via());
        described.put("part", inverse.part());
        relations.add(described);
      }
    }
    return relations;
  }

  private List<Map<String, @Nullable Object>> verbs(Policy policy, Type type, Locale locale) {
    var verbs = new ArrayList<Map<String, @Nullable Object>>();
    for (var verb : type.spec().verbs()) {
      if (policy.may(verb.needs(), type)) {
        var described = new LinkedHashMap<String, @Nullable Object>();
        described.put("name", verb.name());
        described.put("label", texts.in(locale).text(type.name() + ".verb." + verb.name()));
        described.put("needs", verb.needs().apiName());
        described.put("input", Schemas.of(verb.input()));
        described.put("fields", asked(policy, type, verb, locale));
        verbs.add(described);
      }
    }
    return verbs;
  }

  /// What a form for the verb asks, or null where only a page of its own can ask it.
  private @Nullable List<Map<String, @Nullable Object>> asked(
      Policy policy, Type type, Type.Verb<?> verb, Locale locale) {
    var fields = VerbInput.fields(type, verb.input(), policy.catalog());
    if (fields == null) {
      return null;
    }
    var text = texts.in(locale);
    var prefix = type.name() + ".verb." + verb.name() + ".";
    var asked = new ArrayList<Map<String, @Nullable Object>>();
    for (var field : fields) {
      var label = text.find(prefix + field.name());
      var described = new LinkedHashMap<String, @Nullable Object>();
      described.put("name", field.name());
      described.put("label", label == null ? ownLabel(text, type, field) : label);
      described.put("kind", field.kind().apiName());
      described.put("required", field.flags().required());
      described.put("access", Right.WRITE.apiName());
      if (!field.choices().isEmpty()) {
        described.put("choices", choices(type, field, locale));
      }
      if (field.target() != null) {
        described.put("target", field.target());
        described.put("targetPlural", policy.catalog().type(field.target()).plural());
      }
      asked.add(described);
    }
    return asked;
  }

  private static Map<String, @Nullable String> permissions(Policy policy, Type type) {
    var permissions = new LinkedHashMap<String, @Nullable String>();
    for (var verb : Verb.values()) {
      var scope = policy.scope(verb, type);
      permissions.put(verb.apiName(), scope == null ? null : scope.apiName());
    }
    return permissions;
  }

  private static String label(Map<String, String> labels, Locale locale) {
    var own = labels.get(language(locale));
    return own != null && !own.isBlank() ? own : labels.values().stream().findFirst().orElse("");
  }

  private static String language(Locale locale) {
    return locale.getLanguage().equals("zh") ? "zh" : "en";
  }
}
