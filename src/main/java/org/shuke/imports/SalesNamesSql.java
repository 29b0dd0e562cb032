package org.shuke.imports;

import java.sql.SQLException;
import java.util.UUID;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Bindings;
import org.shuke.records.Compiled;
import org.shuke.records.Policy;
import org.shuke.records.Row;
import org.shuke.records.Type;

/// Where a sales file has no column with the keys of its customers or products, their names stand
/// in for them: one is the record whose key it is, else the one that the importer sees under
/// exactly that name, else a new one. A name that several bear is refused.
final class SalesNamesSql {
  private final Policy policy;
  private final Bindings bindings;
  private final UUID id;
  private final Mapping mapping;

  SalesNamesSql(Policy policy, Bindings bindings, UUID id, Mapping mapping) {
    this.policy = policy;
    this.bindings = bindings;
    this.id = id;
    this.mapping = mapping;
  }

  /// Products take the code of the one that is there; orders whose names are not clear fail.
  void find(Transaction tx) throws SQLException {
    if (SalesFile.standsIn(mapping, "product", "description")) {
      named("product", "sku", "product")
          .add(", failed as (update imports.sales_order o set plan = 'fail' from found f")
          .add(" where o.import = ? and o.number = f.invoice and f.n > 1)", id)
          .add(" update imports.sales_row r set product = case f.n when 1 then f.key else product")
          .add(" end, faults = case f.n when 1 then r.faults else " + ambiguous() + " end")
          .add(" from found f where r.import = ? and r.row = f.row", id)
          .run(tx, bindings);
    }
    if (SalesFile.standsIn(mapping, "customer", "customerName")) {
      named("account", "external_id", "customer")
          .add(", failed as (update imports.sales_order o set plan = 'fail' from found f")
          .add(" where o.import = ? and o.number = f.invoice and f.n > 1)", id)
          .add(" update imports.sales_row r set faults = " + ambiguous() + " from found f")
          .add(" where r.import = ? and r.row = f.row and f.n > 1", id)
          .run(tx, bindings);
    }
  }

  /// Ties customers of the file to the accounts that bear their names.
  void tie(Transaction tx) throws SQLException {
    if (SalesFile.standsIn(mapping, "customer", "customerName")) {
      named("account", "external_id", "customer")
          .add(" update imports.sales_account s set namesake = f.id from found f")
          .add(" where s.import = ? and s.key = f.name and f.n = 1", id)
          .run(tx, bindings);
    }
  }

  private static String ambiguous() {
    return "coalesce(r.faults, '[]')"
        + " || jsonb_build_object('code', 'key-ambiguous', 'value', f.name)";
  }

  /// The rows whose key is the name of a record, with how many records bear it.
  private Composed named(String name, String keyColumn, String rowColumn) {
    Type type = policy.catalog().type(name);
    String table = Lookup.table(type);
    return new Composed()
        .add("with bearer as (select t.name, min(t.id::text)::uuid as id, min(t." + keyColumn)
        .add(") as key, count(*) as n from " + table + " t where t.binned_at is null and ")
        .add(Compiled.of(policy.readable(new Row(type, "t"))), bindings)
        .add(" group by t.name), found as (select r.row, r.invoice, b.* from imports.sales_row r")
        .add(" join bearer b on b.name = r." + rowColumn + " where r.import = ? and not exists", id)
        .add(" (select from " + table + " k where k." + keyColumn + " = r." + rowColumn + "))");
  }
}
