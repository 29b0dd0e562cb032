package org.shuke.imports;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.shuke.imports.files.Row;
import org.shuke.imports.files.RowReader;
import org.shuke.imports.files.Shape;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Bindings;
import org.shuke.records.Compiled;
import org.shuke.records.Field;
import org.shuke.records.Policy;
import org.shuke.records.Type;

/// Offers for keys that name no record but are one but for spaces, punctuation and case: "GTXPro"
/// is to be read as the "GTX Pro" that is there, unless somebody says otherwise.
final class ValueOffers {
  private static final int MOST_VALUES = 5_000;
  private static final int MOST_ROWS = 200_000;
  private static final String FOLDED = "lower(regexp_replace(%s, '[^[:alnum:]]+', '', 'g'))";

  private ValueOffers() {}

  /// What stands in the columns; a column of more different values than a list has is left out.
  static Map<String, Set<String>> distinct(Path file, Shape shape, Set<String> columns)
      throws IOException {
    Map<String, Set<String>> found = new HashMap<>();
    columns.forEach(column -> found.put(column, new LinkedHashSet<>()));
    try (RowReader reader = RowReader.open(file, shape)) {
      List<String> header = reader.header();
      int rows = 0;
      for (Row row = reader.next(); row != null && rows < MOST_ROWS; row = reader.next()) {
        rows++;
        List<String> cells = row.cells();
        found.forEach((column, values) -> {
          String cell = cells.get(header.indexOf(column)).strip();
          if (!cell.isEmpty() && values.size() <= MOST_VALUES) {
            values.add(cell);
          }
        });
      }
    }
    found.values().removeIf(values -> values.size() > MOST_VALUES);
    return found;
  }

  /// By column: what stands in cells, and what is to be read instead.
  static Map<String, Map<String, String>> of(
      Transaction tx, Policy policy, Bindings bindings, Type type, Found found)
      throws SQLException {
    Map<String, Map<String, String>> offers = new LinkedHashMap<>();
    for (var each : found.values().entrySet()) {
      Field field = type.field(found.columns().getOrDefault(each.getKey(), ""));
      Type target = policy.catalog().type(field.targetName());
      if (target.title().stored() && !each.getValue().isEmpty()) {
        var near = near(tx, policy, bindings, target, each.getValue());
        if (!near.isEmpty()) {
          offers.put(each.getKey(), near);
        }
      }
    }
    return offers;
  }

  /// @param columns field by column
  /// @param values what stands in them
  record Found(Map<String, String> columns, Map<String, Set<String>> values) {}

  private static Map<String, String> near(
      Transaction tx, Policy policy, Bindings bindings, Type target, Set<String> values)
      throws SQLException {
    String title = "x.\"" + target.title().column() + '"';
    var sql =
        new Composed()
            .add("with asked as materialized (select k, " + FOLDED.formatted("k") + " as folded")
            .add(
                " from unnest(?) k) select a.k, min(" + title + ") from asked a",
                (Object) values.toArray(String[]::new))
            .add(
                " join "
                    + Lookup.table(target)
                    + " x on "
                    + FOLDED.formatted(title)
                    + " = a.folded")
            .add(" where a.folded <> '' and ")
            .add(Compiled.of(policy.readable(new org.shuke.records.Row(target, "x"))), bindings);
    for (Field each : target.fields()) {
      if (each.flags().unique() && each.stored() && each.kind().javaType() == String.class) {
        sql.add(" and not exists (select from " + Lookup.table(target));
        sql.add(" y where y.\"" + each.column() + "\" = a.k)");
      }
    }
    sql.add(" group by a.k having count(distinct " + title + ") = 1 and min(" + title + ") <> a.k");
    Map<String, String> near = new LinkedHashMap<>();
    sql.list(tx, bindings, row -> near.put(row.getString(1), row.getString(2)));
    return near;
  }
}
