package org.shuke.records.schema;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal;
import org.shuke.platform.Refusal.Fault;
import org.shuke.platform.db.Database;
import org.shuke.platform.db.DatabaseFault;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Catalog;
import org.shuke.records.Ids;
import org.shuke.records.Kind;
import org.shuke.records.Policy;
import org.shuke.records.Policy.Members;
import org.shuke.records.Principal;
import org.shuke.records.Type;
import org.shuke.records.expression.Expression;
import org.shuke.records.expression.ExpressionFault;
import org.shuke.records.schema.CustomField.Choice;
import org.shuke.records.writes.Version;

/// The desk of custom fields: adds, changes, hides and drops them. Only administrators come here.
public final class CustomFields {
  private static final Pattern NAME = Pattern.compile("[a-z][a-zA-Z0-9]{0,59}");
  private static final int MOST_PER_TYPE = 500;
  private static final Set<String> TAKEN =
      Set.of("id", "version", "binnedAt", "binnedUnit", "position", "value");

  /// What an administrator sends to add a field.
  public record Asked(
      String type,
      String name,
      String kind,
      Map<String, String> labels,
      @Nullable Map<String, String> help,
      @Nullable List<Choice> choices,
      @Nullable String target,
      @Nullable Boolean required,
      @Nullable Boolean unique,
      @Nullable String formula,
      @Nullable Object defaultValue,
      @Nullable Boolean indexed) {}

  /// What may change later; null leaves a member as it is.
  public record Change(
      @Nullable Map<String, String> labels,
      @Nullable Map<String, String> help,
      @Nullable List<Choice> choices,
      @Nullable Boolean required,
      @Nullable Boolean unique,
      @Nullable String formula,
      @Nullable Object defaultValue,
      @Nullable Boolean indexed,
      @Nullable Boolean hidden) {}

  private final Database database;
  private final Schema schema;

  public CustomFields(Database database, Schema schema) {
    this.database = database;
    this.schema = schema;
  }

  public List<CustomField> all(Policy policy) {
    must(policy);
    return database.read(CustomFieldSql::all);
  }

  public CustomField get(Policy policy, UUID id) {
    return all(policy).stream()
        .filter(f -> f.id().equals(id))
        .findFirst()
        .orElseThrow(Refusal::notFound);
  }

  private static void must(Policy policy) {
    if (!policy.administers()) {
      throw Refusal.forbidden("administrators-only", Map.of());
    }
  }

  /// Adds a field: the next request can use it.
  public CustomField add(Policy policy, Asked asked) {
    must(policy);
    var type = type(asked.type());
    var field = checked(type, asked);
    return changing(tx -> {
      var numbered = with(field, CustomFieldSql.insert(tx, field, policy.principal().id()));
      if (numbered.formula() == null) {
        var target = numbered.target() == null ? null : schema.catalog().type(numbered.target());
        CustomFieldSql.addColumn(tx, type, numbered, target);
        if (numbered.indexed()) {
          CustomFieldSql.addIndex(tx, type, numbered);
        }
      }
      return numbered;
    });
  }

  private Type type(String name) {
    var catalog = schema.catalog();
    var type = catalog.find(name);
    type = type == null ? catalog.findPlural(name) : type;
    if (type == null || catalog.isExtension(type) || !type.hasBin() && !type.isPart()) {
      throw Refusal.invalid("type", "no-such-type", Map.of("name", name));
    }
    return type;
  }

  private CustomField checked(Type type, Asked asked) {
    var faults = new ArrayList<Fault>();
    checkName(type, asked.name(), faults);
    var kind = kind(asked, faults);
    var target = target(asked, kind, faults);
    var choices = asked.choices() == null ? List.<Choice>of() : asked.choices();
    boolean chooses = kind == Kind.CHOICE || kind == Kind.MULTI_CHOICE;
    if (chooses && choices.isEmpty()) {
      faults.add(Fault.of("choices", "required"));
    }
    if (asked.labels().values().stream().allMatch(String::isBlank)) {
      faults.add(Fault.of("labels", "required"));
    }
    if (schema.catalog().type(type.name()).fields().stream().filter(f -> f.custom() != null).count()
        >= MOST_PER_TYPE) {
      faults.add(new Fault("type", "too-many-fields", Map.of("limit", MOST_PER_TYPE)));
    }
    var computed = asked.formula() == null ? kind : formulaKind(type, asked.formula(), faults);
    if (!faults.isEmpty()) {
      throw Refusal.invalid(faults);
    }
    return new CustomField(
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
        asked.defaultValue(),
        Boolean.TRUE.equals(asked.indexed()),
        false);
  }

  private void checkName(Type type, String name, List<Fault> faults) {
    if (!NAME.matcher(name).matches() || TAKEN.contains(name) || Expression.reserved(name)) {
      faults.add(new Fault("name", "field-name", Map.of("name", name)));
    } else if (type.find(name) != null || schema.catalog().inverse(type, name) != null) {
      faults.add(new Fault("name", "field-name-taken", Map.of("name", name, "type", type.name())));
    }
  }

  private static Kind kind(Asked asked, List<Fault> faults) {
    if (asked.kind().equals("formula")) {
      if (asked.formula() == null || asked.formula().isBlank()) {
        faults.add(Fault.of("formula", "required"));
      }
      return Kind.TEXT;
    }
    for (var kind : Kind.values()) {
      if (kind.apiName().equals(asked.kind()) && kind != Kind.EXTENSION && kind != Kind.JSON) {
        return kind;
      }
    }
    faults.add(new Fault("kind", "no-such-kind", Map.of("name", asked.kind())));
    return Kind.TEXT;
  }

  private @Nullable String target(Asked asked, Kind kind, List<Fault> faults) {
    if (kind != Kind.REFERENCE && kind != Kind.REFERENCES) {
      return null;
    }
    var catalog = schema.catalog();
    var name = asked.target() == null ? "" : asked.target();
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

  private static CustomField with(CustomField field, int number) {
    return new CustomField(
        field.id(),
        field.version(),
        number,
        field.type(),
        field.name(),
        field.kind(),
        field.labels(),
        field.help(),
        field.choices(),
        field.target(),
        field.required(),
        field.unique(),
        field.formula(),
        field.defaultValue(),
        field.indexed(),
        field.hidden());
  }

  /// Changes what may change of a field; a choice in use cannot go.
  public CustomField change(Policy policy, UUID id, Version version, Change change) {
    must(policy);
    return changing(tx -> {
      var old = found(tx, id, version);
      var type = schema.catalog().type(old.type());
      keepUsedChoices(tx, type, old, change.choices());
      var next = merged(old, change);
      checkFormula(type, next);
      if (next.formula() == null) {
        columns(tx, type, old, next);
      }
      CustomFieldSql.update(tx, next, policy.principal().id());
      return withVersion(next);
    });
  }

  private static CustomField found(Transaction tx, UUID id, Version version) throws SQLException {
    var field = CustomFieldSql.find(tx, id);
    if (field == null) {
      throw Refusal.notFound();
    }
    if (!version.matches(field.version())) {
      throw Refusal.precondition("stale", Map.of("type", "custom-field"));
    }
    return field;
  }

  private static void keepUsedChoices(
      Transaction tx, Type type, CustomField field, @Nullable List<Choice> choices)
      throws SQLException {
    if (choices == null || field.formula() != null) {
      return;
    }
    var kept = choices.stream().map(Choice::value).toList();
    for (var choice : field.choices()) {
      long used =
          kept.contains(choice.value()) ? 0 : CustomFieldSql.using(tx, type, field, choice.value());
      if (used > 0) {
        throw Refusal.invalid(
            "choices", "choice-in-use", Map.of("value", choice.value(), "count", used));
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

  private static CustomField merged(CustomField old, Change change) {
    return new CustomField(
        old.id(),
        old.version(),
        old.number(),
        old.type(),
        old.name(),
        old.kind(),
        or(change.labels(), old.labels()),
        or(change.help(), old.help()),
        or(change.choices(), old.choices()),
        old.target(),
        or(change.required(), old.required()),
        or(change.unique(), old.unique()),
        old.formula() == null ? null : or(change.formula(), old.formula()),
        change.defaultValue() == null ? old.defaultValue() : change.defaultValue(),
        or(change.indexed(), old.indexed()),
        or(change.hidden(), old.hidden()));
  }

  private static <T> T or(@Nullable T changed, T old) {
    return changed == null ? old : changed;
  }

  private static CustomField withVersion(CustomField field) {
    return new CustomField(
        field.id(),
        field.version() + 1,
        field.number(),
        field.type(),
        field.name(),
        field.kind(),
        field.labels(),
        field.help(),
        field.choices(),
        field.target(),
        field.required(),
        field.unique(),
        field.formula(),
        field.defaultValue(),
        field.indexed(),
        field.hidden());
  }

  private static void columns(Transaction tx, Type type, CustomField old, CustomField next)
      throws SQLException {
    if (next.unique() && !old.unique()) {
      CustomFieldSql.addUnique(tx, type, next);
    }
    if (!next.unique() && old.unique()) {
      CustomFieldSql.dropUnique(tx, type, next);
    }
    if (next.indexed() && !old.indexed()) {
      CustomFieldSql.addIndex(tx, type, next);
    }
  }

  /// Hides a field, or drops a hidden one with its values.
  ///
  /// @param force also when formulas or saved views still name it
  public void remove(Policy policy, UUID id, Version version, boolean drop, boolean force) {
    must(policy);
    changing(tx -> {
      var field = found(tx, id, version);
      var type = schema.catalog().type(field.type());
      var users = users(tx, type, field);
      if (!force && !users.isEmpty()) {
        throw Refusal.conflict("field-in-use", Map.of("names", String.join(", ", users)))
            .with("usedBy", users);
      }
      if (drop) {
        CustomFieldSql.drop(tx, type, field);
      } else {
        CustomFieldSql.update(
            tx,
            merged(field, new Change(null, null, null, false, null, null, null, null, true)),
            policy.principal().id());
      }
      return field;
    });
  }

  private List<String> users(Transaction tx, Type type, CustomField field) throws SQLException {
    var users = new ArrayList<String>();
    Catalog catalog = schema.catalog();
    for (var other : type.fields()) {
      if (other.isFormula() && catalog.namesIn(type, other).contains(field.name())) {
        users.add(type.name() + "." + other.name());
      }
    }
    users.addAll(CustomFieldSql.viewsNaming(tx, type.plural(), field.name()));
    return users;
  }

  /// A change of the schema: the tables' owner does it, every node takes it up.
  private CustomField changing(org.shuke.platform.db.Work<CustomField> work) {
    try {
      var field =
          database
              .schema()
              .transaction(tx -> {
                var done = work.run(tx);
                CustomFieldSql.countUp(tx);
                return done;
              });
      schema.refresh();
      return field;
    } catch (DatabaseFault fault) {
      throw switch (fault.state()) {
        case "23505" -> Refusal.conflict("not-unique-yet", Map.of()).at("unique");
        default -> fault;
      };
    }
  }

  /// What the API shows of a field.
  public static Map<String, @Nullable Object> shown(CustomField field, Catalog catalog) {
    var shown = new HashMap<String, @Nullable Object>();
    shown.put("id", field.id());
    shown.put("version", field.version());
    shown.put("type", catalog.type(field.type()).plural());
    shown.put("name", field.name());
    shown.put("kind", field.formula() == null ? field.kind().apiName() : "formula");
    shown.put("result", field.kind().apiName());
    shown.put("labels", field.labels());
    shown.put("help", field.help());
    shown.put("choices", field.choices());
    shown.put("target", field.target());
    shown.put("required", field.required());
    shown.put("unique", field.unique());
    shown.put("formula", field.formula());
    shown.put("defaultValue", field.defaultValue());
    shown.put("indexed", field.indexed());
    shown.put("hidden", field.hidden());
    return shown;
  }
}
