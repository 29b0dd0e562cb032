package org.shuke.imports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuke.imports.files.Shape;
import org.shuke.imports.values.Options;
import org.shuke.platform.Refusal;
import org.shuke.platform.Refusal.Fault;
import org.shuke.platform.Texts;
import org.shuke.platform.db.Database;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Bindings;
import org.shuke.records.Catalog;
import org.shuke.records.Field;
import org.shuke.records.Kind;
import org.shuke.records.Policy;
import org.shuke.records.Type;
import org.shuke.records.Verb;
import org.shuke.records.writes.Writes;

/// Which plan an import follows, and who may import what.
public final class Plans {
  private final Database database;
  private final Supplier<Catalog> catalog;
  private final Function<UUID, @Nullable Policy> policies;
  private final Texts texts;
  private final Clock clock;
  private final Options options;
  private final Supplier<Writes> writes;

  /// @param policies what a user may do now; null when he may no longer sign in
  public Plans(
      Database database,
      Supplier<Catalog> catalog,
      Function<UUID, @Nullable Policy> policies,
      Options options,
      Texts texts,
      Clock clock,
      Supplier<Writes> writes) {
    this.database = database;
    this.catalog = catalog;
    this.policies = policies;
    this.texts = texts;
    this.clock = clock;
    this.options = options;
    this.writes = writes;
  }

  /// The plan for writing, with today's rights of who imports: the user, or his key.
  ///
  /// @throws Refusal when he may no longer import
  Plan today(Import of) {
    Policy policy = policies.apply(of.actor());
    if (policy == null) {
      throw Refusal.forbidden("may-not-import", Map.of("type", of.type()));
    }
    mustImport(policy, as(of));
    return plan(policy, of.type());
  }

  Plan of(Import of) {
    Policy policy = policies.apply(of.actor());
    if (policy == null) {
      throw Refusal.forbidden("may-not-import", Map.of("type", of.type()));
    }
    return plan(policy, of.type());
  }

  private Plan plan(Policy policy, String name) {
    if (name.equals(SalesFile.NAME)) {
      return new SalesPlan(policy, clock, options.currency(), options.zone());
    }
    Type type = catalog.get().type(name);
    List<Target> targets = RecordTargets.of(policy, type, texts);
    return new RecordPlan(database, policy, type, targets, clock, writes.get());
  }

  /// What an import was uploaded as.
  String as(Import of) {
    return of.type().equals(SalesFile.NAME) ? of.type() : catalog.get().type(of.type()).plural();
  }

  /// The name of what is imported, for a caller who may.
  ///
  /// @param as a plural or `sales`
  String mustImport(Policy policy, String as) {
    if (as.equals(SalesFile.NAME)) {
      must(policy, Verb.IMPORT, "order");
      for (String made : new String[] {"order", "account", "product"}) {
        must(policy, Verb.CREATE, made);
      }
      return as;
    }
    Type type = catalog.get().findPlural(as);
    // people, their rights and what only verbs make never come from a file
    boolean guarded = type != null && (type.schema().equals("access") || type.byDesk() != null);
    if (type == null || guarded || type.isPart() || !policy.may(Verb.READ, type)) {
      throw Refusal.malformed(List.of(new Fault("as", "import-no-type", Map.of("name", as))));
    }
    must(policy, Verb.IMPORT, type.name());
    must(policy, Verb.CREATE, type.name());
    return type.name();
  }

  private void must(Policy policy, Verb verb, String type) {
    if (!policy.may(verb, catalog.get().type(type))) {
      throw Refusal.forbidden("may-not-" + verb.apiName(), Map.of("type", type));
    }
  }

  /// Rows meet records by the first unique field that a column names; records that references name
  /// and that need no more than a name are made.
  Mapping proposal(Policy policy, String type, List<Column> columns, Map<String, String> earlier) {
    if (type.equals(SalesFile.NAME)) {
      return Mapping.of(Proposal.of(columns, SalesFile.TARGETS, earlier));
    }
    List<Target> targets = plan(policy, type).targets();
    Map<String, String> proposed = Proposal.of(columns, targets, earlier);
    Type of = catalog.get().type(type);
    String match = null;
    List<String> create = new ArrayList<>();
    for (Target target : targets) {
      if (proposed.containsValue(target.name())) {
        Field field = of.find(target.name());
        boolean unique = field != null && field.flags().unique();
        match = match == null && unique ? target.name() : match;
        if (target.points() != null
            && !target.name().equals(Author.BY)
            && mayMake(policy, catalog.get().type(target.points()))) {
          create.add(target.name());
        }
      }
    }
    Map<String, String> own = new LinkedHashMap<>(proposed);
    own.values().removeIf(field -> of.find(field) == null);
    Map<String, String> standing = standing(of, own);
    if (match == null) {
      match = keyless(of, own, standing);
    }
    List<String> keys = match == null ? Keys.proposed(of, own, columns) : List.of(match);
    return new Mapping(proposed, null, null, standing, keys, "update", create, null);
  }

  /// What stands in for columns that the file does not have: a name made of what the record refers
  /// to, and a key that is the name.
  private static @Nullable Map<String, String> standing(Type type, Map<String, String> proposed) {
    Map<String, String> standing = new LinkedHashMap<>();
    for (Field field : type.fields()) {
      boolean wanted = field.writable() && field.flags().required();
      if (wanted && !proposed.containsValue(field.name()) && field.kind() == Kind.TEXT) {
        String from =
            field.equals(type.title())
                ? columns(proposed, to -> refers(type, type.field(to)) && !to.equals("owner"), 2)
                : columns(proposed, type.title().name()::equals, 1);
        if (!from.isEmpty()) {
          standing.put(field.name(), from);
        }
      }
    }
    return standing.isEmpty() ? null : standing;
  }

  private static String columns(Map<String, String> proposed, Predicate<String> field, int most) {
    return proposed.entrySet().stream()
        .filter(each -> field.test(each.getValue()))
        .sorted(Comparator.comparing(each -> !each.getValue().equals("account")))
        .limit(most)
        .map(each -> "{" + each.getKey() + "}")
        .collect(Collectors.joining(" · "));
  }

  /// By what rows meet records where no column is a key: a key that stands in for one, or the name
  /// of a company.
  private static @Nullable String keyless(
      Type type, Map<String, String> proposed, @Nullable Map<String, String> standing) {
    for (String field : standing == null ? Set.<String>of() : standing.keySet()) {
      if (type.field(field).flags().unique()) {
        return field;
      }
    }
    String title = type.title().name();
    return proposed.containsValue(title) && type.name().equals("account") ? title : null;
  }

  /// The mapping with offers for what is written almost as a record that is there.
  Mapping offered(
      Transaction tx, Policy policy, String type, Mapping mapping, Path file, Shape shape)
      throws SQLException {
    if (type.equals(SalesFile.NAME)) {
      return mapping;
    }
    Type of = catalog.get().type(type);
    Map<String, String> columns = new LinkedHashMap<>(mapping.columns());
    columns.values().removeIf(field -> !refers(of, of.find(field)));
    if (columns.isEmpty()) {
      return mapping;
    }
    try {
      var values = ValueOffers.distinct(file, shape, columns.keySet());
      var found = new ValueOffers.Found(columns, values);
      var offers = ValueOffers.of(tx, policy, Bindings.of(policy, clock.instant()), of, found);
      return offers.isEmpty() ? mapping : mapping.reading(offers);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean refers(Type type, @Nullable Field field) {
    return field != null
        && field.kind() == Kind.REFERENCE
        && !field.targetName().equals(type.name())
        && !Author.FIELDS.contains(field.name());
  }

  /// May an import make a record of this type because a row refers to it? Of the rooms of access
  /// only people, as invited users without any role, and only by administrators.
  static boolean mayMake(Policy policy, Type type) {
    return type.schema().equals("access")
        ? type.name().equals("user") && policy.administers()
        : policy.may(Verb.CREATE, type);
  }

  /// Refuses a mapping that names columns or fields that are not there.
  void mustFit(Import of, Mapping mapping, List<Column> columns) {
    List<Fault> faults = new ArrayList<>();
    Set<String> names = new HashSet<>();
    columns.forEach(c -> names.add(c.name()));
    List<Target> targets = of(of).targets();
    Set<String> fields = new HashSet<>();
    targets.forEach(t -> fields.add(t.name()));
    Set<String> taken = new HashSet<>();
    mapping
        .columns()
        .forEach((column, field) -> {
          if (!names.contains(column)) {
            faults.add(new Fault("mapping", "import-no-column", Map.of("name", column)));
          }
          if (!fields.contains(field)) {
            faults.add(new Fault("mapping", "import-no-field", Map.of("name", field)));
          } else if (!taken.add(field)) {
            faults.add(new Fault("mapping", "import-field-twice", Map.of("name", field)));
          }
          mapping.order(column);
        });
    for (String field : mapping.standing().keySet()) {
      if (!fields.contains(field)) {
        faults.add(new Fault("mapping", "import-no-field", Map.of("name", field)));
      }
    }
    for (String key : mapping.keys()) {
      if (!fields.contains(key) || !mayMatch(of, key)) {
        faults.add(new Fault("mapping", "import-no-key", Map.of("name", key)));
      }
    }
    if (!faults.isEmpty()) {
      throw Refusal.invalid(faults);
    }
  }

  private boolean mayMatch(Import of, String key) {
    Type type = catalog.get().find(of.type());
    return type != null && Keys.mayBe(type, type.find(key));
  }

  /// Whether a target may be what rows meet records by.
  boolean isKey(Import of, Target target) {
    return mayMatch(of, target.name());
  }
}
