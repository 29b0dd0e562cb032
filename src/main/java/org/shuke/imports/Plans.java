package org.shuke.imports;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shuke.imports.values.Options;
import org.shuke.platform.Refusal;
import org.shuke.platform.Refusal.Fault;
import org.shuke.platform.Texts;
import org.shuke.records.Catalog;
import org.shuke.records.Field;
import org.shuke.records.Policy;
import org.shuke.records.Type;
import org.shuke.records.Verb;

/// Which plan an import follows, and who may import what.
public final class Plans {
  private final Supplier<Catalog> catalog;
  private final Function<UUID, @Nullable Policy> policies;
  private final Texts texts;
  private final Clock clock;
  private final Options options;

  /// @param policies what a user may do now; null when he may no longer sign in
  public Plans(
      Supplier<Catalog> catalog,
      Function<UUID, @Nullable Policy> policies,
      Options options,
      Texts texts,
      Clock clock) {
    this.catalog = catalog;
    this.policies = policies;
    this.texts = texts;
    this.clock = clock;
    this.options = options;
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
      return new SalesPlan(policy, clock, options.currency(), options.zone().getId());
    }
    Type type = catalog.get().type(name);
    return new RecordPlan(policy, type, RecordTargets.of(policy, type, texts), clock);
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
    // people and their rights are guarded by their own room and never come from a file
    boolean guarded = type != null && type.schema().equals("access");
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
      return Mapping.of(Proposal.of(columns, SalesFile.TARGETS, earlier), null);
    }
    List<Target> targets = plan(policy, type).targets();
    Map<String, String> proposed = Proposal.of(columns, targets, earlier);
    Type of = catalog.get().type(type);
    String match = null;
    List<String> create = new ArrayList<>();
    for (Target target : targets) {
      if (proposed.containsValue(target.name())) {
        Field field = of.field(target.name());
        match = match == null && field.flags().unique() ? target.name() : match;
        if (target.points() != null
            && !target.name().equals(Author.BY)
            && mayMake(policy, catalog.get().type(target.points()))) {
          create.add(target.name());
        }
      }
    }
    return new Mapping(proposed, null, null, null, match, "update", create, null);
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
    if (mapping.match() != null
        && !(fields.contains(mapping.match()) && unique(of, mapping.match()))) {
      faults.add(new Fault("mapping", "not-a-unique-field", Map.of("type", of.type())));
    }
    if (!faults.isEmpty()) {
      throw Refusal.invalid(faults);
    }
  }

  private boolean unique(Import of, String match) {
    Type type = catalog.get().find(of.type());
    Field field = type == null ? null : type.find(match);
    return field != null && field.flags().unique() && field.stored();
  }
}
