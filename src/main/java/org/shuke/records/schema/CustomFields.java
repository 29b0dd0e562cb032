package org.shuke.records.schema;

import java.sql.SQLException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal;
import org.shuke.platform.db.Database;
import org.shuke.platform.db.DatabaseFault;
import org.shuke.platform.db.Transaction;
import org.shuke.platform.jobs.Jobs;
import org.shuke.records.Catalog;
import org.shuke.records.Policy;
import org.shuke.records.Type;
import org.shuke.records.schema.CustomField.Change;
import org.shuke.records.schema.CustomField.Choice;
import org.shuke.records.writes.Values;
import org.shuke.records.writes.Version;

/// The desk of custom fields: adds, changes, hides and drops them. Only administrators come here.
public final class CustomFields {
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

  private final Database database;
  private final Schema schema;
  private final FieldChecks checks;
  private final FieldUses uses;
  private final FieldJobs jobs;
  private final KindChange kinds;

  /// @param values how values are read
  /// @param zone where days begin
  /// @param search told of a type whose searched fields changed
  public CustomFields(
      Database database,
      Schema schema,
      Values values,
      ZoneId zone,
      Jobs jobs,
      Consumer<Type> search) {
    this.database = database;
    this.schema = schema;
    this.checks = new FieldChecks(schema, values);
    this.uses = new FieldUses(schema);
    this.kinds = new KindChange(database, schema, checks, values, zone, search);
    this.jobs = FieldJobs.register(jobs, database, schema, kinds);
  }

  /// Adds a room that keeps expressions of its own, so that they are listed before a field goes.
  public void listing(FieldUses.Saved saved) {
    uses.add(saved);
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
    var type = checks.type(asked.type());
    var field = checks.checked(type, asked);
    return changing(tx -> {
      noneHiddenCalled(tx, field);
      var numbered = field.numbered(CustomFieldSql.insert(tx, field, policy.principal().id()));
      if (numbered.formula() == null) {
        var target = numbered.target() == null ? null : schema.catalog().type(numbered.target());
        CustomFieldSql.addColumn(tx, type, numbered, target);
        if (numbered.indexed()) {
          CustomFieldSql.addIndex(tx, type, numbered);
        }
      }
      return written(tx, field.id());
    });
  }

  /// Changes what may change of a field; a choice in use cannot go.
  public CustomField change(Policy policy, UUID id, Version version, Change change) {
    must(policy);
    return changing(tx -> {
      var old = found(tx, id, version);
      var type = schema.catalog().type(old.type());
      var next = old.with(change);
      checks.checkChanged(type, next);
      keepUsedChoices(tx, type, old, change.choices());
      if (next.formula() == null) {
        unique(tx, type, old, next);
        if (next.indexed() != old.indexed()) {
          jobs.index(tx, next, policy.principal().id());
        }
      }
      CustomFieldSql.update(tx, next, policy.principal().id());
      return written(tx, id);
    });
  }

  private static CustomField written(Transaction tx, UUID id) throws SQLException {
    return Objects.requireNonNull(CustomFieldSql.get(tx, id));
  }

  /// What a change of kind would do: how many values become what, and which cannot.
  public KindChange.Preview preview(Policy policy, UUID id, KindChange.Asked asked) {
    must(policy);
    return kinds.preview(get(policy, id), asked).usedBy(uses(policy, id));
  }

  /// Saved expressions that name a field.
  public List<String> uses(Policy policy, UUID id) {
    var field = get(policy, id);
    var type = schema.catalog().type(field.type());
    return database.read(tx -> uses.of(tx, type, field.name()));
  }

  /// Gives a field another kind in the background: its values are copied into a new column, checked
  /// one by one, and the old column is kept aside, hidden, until somebody drops it. Answers the
  /// job.
  public UUID changeKind(Policy policy, UUID id, Version version, KindChange.Asked asked) {
    must(policy);
    var field = get(policy, id);
    if (!version.matches(field.version())) {
      throw Refusal.precondition("stale", Map.of("type", "custom-field"));
    }
    kinds.target(field, asked);
    return jobs.change(id, asked, policy.principal().id());
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

  /// A hidden field keeps its name, so that it can come back.
  private static void noneHiddenCalled(Transaction tx, CustomField field) throws SQLException {
    for (var other : CustomFieldSql.all(tx)) {
      if (other.type().equals(field.type()) && other.name().equals(field.name())) {
        throw Refusal.invalid("name", "field-name-hidden", Map.of("name", field.name()));
      }
    }
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

  private static void unique(Transaction tx, Type type, CustomField old, CustomField next)
      throws SQLException {
    if (next.unique() && !old.unique()) {
      CustomFieldSql.addUnique(tx, type, next);
    }
    if (!next.unique() && old.unique()) {
      CustomFieldSql.dropUnique(tx, type, next);
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
      var users = uses.of(tx, type, field.name());
      if (!force && !users.isEmpty()) {
        throw Refusal.conflict("field-in-use", Map.of("names", String.join(", ", users)))
            .with("usedBy", users);
      }
      if (drop) {
        CustomFieldSql.drop(tx, type, field);
      } else {
        CustomFieldSql.update(tx, field.with(Change.HIDE), policy.principal().id());
      }
      return field;
    });
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
    if (field.stamp() instanceof CustomField.Stamp stamp) {
      shown.put("createdAt", stamp.createdAt().toString());
      shown.put("createdBy", stamp.createdBy());
      shown.put("updatedAt", stamp.updatedAt().toString());
      shown.put("updatedBy", stamp.updatedBy());
    }
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
