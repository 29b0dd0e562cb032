package org.shuke.records.schema;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal;
import org.shuke.platform.Refusal.Fault;
import org.shuke.records.Ids;
import org.shuke.records.Kind;
import org.shuke.records.Policy;
import org.shuke.records.Policy.Members;
import org.shuke.records.Principal;
import org.shuke.records.Type;
import org.shuke.records.expression.Expression;
import org.shuke.records.expression.ExpressionFault;
import org.shuke.records.schema.CustomField.Choice;
import org.shuke.records.schema.CustomFields.Asked;
import org.shuke.records.writes.Values;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Whether what an administrator asks of a field makes sense.
final class FieldChecks {
  private static final Pattern NAME = Pattern.compile("[a-z][a-zA-Z0-9]{0,59}");

  /// What a custom field may hold: a file is attached, and an address has fields of its own.
  private static final Set<Kind> KINDS =
      EnumSet.complementOf(EnumSet.of(Kind.FILE, Kind.JSON, Kind.EXTENSION));

  private static final int MOST_PER_TYPE = 500;
  private static final Set<String> TAKEN =
      Set.of("id", "version", "binnedAt", "binnedUnit", "position", "value");

  /// What every JavaScript object has already: programs that read records would take it for a
  /// value.
  private static final Set<String> BUILT_IN =
      Set.of(
          "constructor",
          "hasOwnProperty",
          "isPrototypeOf",
          "propertyIsEnumerable",
          "toLocaleString",
          "toString",
          "valueOf");

  private final Schema schema;
  private final Values values;

  FieldChecks(Schema schema, Values values) {
    this.schema = schema;
    this.values = values;
  }

  /// The type of that name or plural, if it can have custom fields.
  Type type(String name) {
    var catalog = schema.catalog();
    var type = catalog.find(name);
    type = type == null ? catalog.findPlural(name) : type;
    if (type == null || catalog.isExtension(type) || !type.hasBin() && !type.isPart()) {
      throw Refusal.invalid("type", "no-such-type", Map.of("name", name));
    }
    return type;
  }

  /// The field that is asked for, without its number yet.
  ///
  /// @throws Refusal 422 with everything that is wrong
  CustomField checked(Type type, Asked asked) {
    var faults = new ArrayList<Fault>();
    checkName(type, asked.name(), faults);
    var kind = kind(asked, faults);
    var target = target(asked.target(), kind, faults);
    var choices = asked.choices() == null ? List.<Choice>of() : asked.choices();
    checkChoices(kind, choices, faults);
    checkLabels(asked.labels(), faults);
    if (schema.catalog().type(type.name()).fields().stream().filter(f -> f.custom() != null).count()
        >= MOST_PER_TYPE) {
      faults.add(new Fault("type", "too-many-fields", Map.of("limit", MOST_PER_TYPE)));
    }
    var computed = asked.formula() == null ? kind : formulaKind(type, asked.formula(), faults);
    if (!faults.isEmpty()) {
      throw Refusal.invalid(faults);
    }
    var field =
        new CustomField(
            Ids.next(),
            1,
            0,
            type.name(),
            asked.name(),
            computed,
            asked.labels(),
            asked.help() == null ? Map.of() : asked.help(),
            choices,
            target,
            Boolean.TRUE.equals(asked.required()),
            Boolean.TRUE.equals(asked.unique()),
            asked.formula(),
            "".equals(asked.defaultValue()) ? null : asked.defaultValue(),
            Boolean.TRUE.equals(asked.indexed()),
            false,
            null);
    checkDefault(field);
    return field;
  }

  private void checkName(Type type, String name, List<Fault> faults) {
    if (!NAME.matcher(name).matches()
        || TAKEN.contains(name)
        || BUILT_IN.contains(name)
        || Expression.reserved(name)) {
      faults.add(new Fault("name", "field-name", Map.of("name", name)));
    } else if (type.find(name) != null || schema.catalog().inverse(type, name) != null) {
      faults.add(new Fault("name", "field-name-taken", Map.of("name", name, "type", type.name())));
    }
  }

  static void checkLabels(Map<String, String> labels, List<Fault> faults) {
    if (labels.values().stream().allMatch(String::isBlank)) {
      faults.add(Fault.of("labels", "required"));
    }
  }

  /// A field to choose in has choices, each of them once and with a value.
  static void checkChoices(Kind kind, List<Choice> choices, List<Fault> faults) {
    boolean chooses = kind == Kind.CHOICE || kind == Kind.MULTI_CHOICE;
    if (chooses && choices.isEmpty()) {
      faults.add(Fault.of("choices", "required"));
    }
    if (choices.stream().anyMatch(choice -> choice.value().isBlank())) {
      faults.add(Fault.of("choices", "choice-empty"));
    }
    var seen = new HashSet<String>();
    choices.stream()
        .map(Choice::value)
        .filter(value -> !value.isBlank() && !seen.add(value))
        .distinct()
        .forEach(value -> faults.add(new Fault("choices", "choice-twice", Map.of("value", value))));
  }

  /// What is changed of a field, without what the database has to say to it.
  ///
  /// @throws Refusal 422 with everything that is wrong
  void checkChanged(Type type, CustomField field) {
    var faults = new ArrayList<Fault>();
    checkLabels(field.labels(), faults);
    checkChoices(field.kind(), field.formula() == null ? field.choices() : List.of(), faults);
    if (!faults.isEmpty()) {
      throw Refusal.invalid(faults);
    }
    checkFormula(type, field);
    checkDefault(field);
  }

  private static Kind kind(Asked asked, List<Fault> faults) {
    if (asked.kind().equals("formula")) {
      if (asked.formula() == null || asked.formula().isBlank()) {
        faults.add(Fault.of("formula", "required"));
      }
      return Kind.TEXT;
    }
    return kind(asked.kind(), faults);
  }

  static Kind kind(String name, List<Fault> faults) {
    for (var kind : KINDS) {
      if (kind.apiName().equals(name)) {
        return kind;
      }
    }
    var kinds = KINDS.stream().map(Kind::apiName).collect(Collectors.joining(", "));
    faults.add(new Fault("kind", "no-such-kind", Map.of("name", name, "kinds", kinds)));
    return Kind.TEXT;
  }

  @Nullable String target(@Nullable String asked, Kind kind, List<Fault> faults) {
    if (kind != Kind.REFERENCE && kind != Kind.REFERENCES) {
      return null;
    }
    var catalog = schema.catalog();
    var name = asked == null ? "" : asked;
    var target = catalog.find(name) == null ? catalog.findPlural(name) : catalog.find(name);
    if (target == null || target.isPart() || !target.hasBin()) {
      faults.add(new Fault("target", "no-such-type", Map.of("name", name)));
      return null;
    }
    return target.name();
  }

  /// The kind of what a formula computes; reads every name, since rights are asked when it is read.
  private Kind formulaKind(Type type, String formula, List<Fault> faults) {
    try {
      var everything = Policy.unlimited(Principal.SYSTEM, Members.NOBODY, schema.catalog());
      var result = Expression.value(formula, type, everything).result();
      for (var kind :
          List.of(Kind.TEXT, Kind.NUMBER, Kind.BOOLEAN, Kind.DATE, Kind.INSTANT, Kind.DURATION)) {
        if (result.toString().equals(kind.shape().name())) {
          return kind;
        }
      }
      faults.add(Fault.of("formula", "formula-result"));
    } catch (ExpressionFault fault) {
      faults.add(new Fault("formula", fault.code(), fault.args()));
    }
    return Kind.TEXT;
  }

  /// A default is read as any value of the field.
  private void checkDefault(CustomField field) {
    if (field.defaultValue() != null && field.formula() == null) {
      JsonNode value = JsonMapper.shared().valueToTree(field.defaultValue());
      var fault = values.fault(field.field(), value);
      if (fault != null) {
        throw Refusal.invalid(List.of(new Fault("defaultValue", fault.code(), fault.args())));
      }
    }
  }

  private void checkFormula(Type type, CustomField field) {
    if (field.formula() != null) {
      var faults = new ArrayList<Fault>();
      var kind = formulaKind(type, field.formula(), faults);
      if (faults.isEmpty() && kind != field.kind()) {
        faults.add(Fault.of("formula", "formula-result"));
      }
      if (!faults.isEmpty()) {
        throw Refusal.invalid(faults);
      }
    }
  }
}
