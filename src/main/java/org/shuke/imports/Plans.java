package org.shuke.imports;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.shuke.imports.values.Options;
import org.shuke.platform.Refusal;
import org.shuke.platform.Refusal.Fault;
import org.shuke.records.Catalog;
import org.shuke.records.Policy;
import org.shuke.records.Type;
import org.shuke.records.Verb;

/// Which plan an import follows, and who may import what.
public final class Plans {
  private final Supplier<Catalog> catalog;
  private final SalesPlan sales;

  public Plans(Supplier<Catalog> catalog, Options options) {
    this.catalog = catalog;
    this.sales = new SalesPlan(options.currency(), options.zone().getId());
  }

  Plan of(Import of) {
    if (of.type().equals(SalesFile.NAME)) {
      return sales;
    }
    throw new Refusal(404, "import-no-type", Map.of("name", of.type()));
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
    if (type == null || type.isPart() || !policy.may(Verb.READ, type)) {
      throw Refusal.malformed(List.of(new Fault("as", "import-no-type", Map.of("name", as))));
    }
    must(policy, Verb.IMPORT, type.name());
    return type.name();
  }

  private void must(Policy policy, Verb verb, String type) {
    if (!policy.may(verb, catalog.get().type(type))) {
      throw Refusal.forbidden("may-not-" + verb.apiName(), Map.of("type", type));
    }
  }

  Mapping proposal(Policy policy, String type, List<Column> columns, Map<String, String> earlier) {
    return Mapping.of(Proposal.of(columns, sales.targets(), earlier), null);
  }

  /// Refuses a mapping that names columns or fields that are not there.
  void mustFit(Import of, Mapping mapping, List<Column> columns) {
    List<Fault> faults = new ArrayList<>();
    Set<String> names = new HashSet<>();
    columns.forEach(c -> names.add(c.name()));
    Set<String> fields = new HashSet<>();
    of(of).targets().forEach(t -> fields.add(t.name()));
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
    if (!faults.isEmpty()) {
      throw Refusal.invalid(faults);
    }
  }
}
