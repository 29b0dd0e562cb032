package org.shuke.records.units;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.shuke.records.Catalog;
import org.shuke.records.Field;
import org.shuke.records.Kind;
import org.shuke.records.Type;

/// Who refers to records that are about to be removed: every reference of every type, the binned
/// records' too, and the parts inside them. What the program works out by itself holds nothing
/// back.
final class Referrers {
  private final Catalog catalog;

  Referrers(Catalog catalog) {
    this.catalog = catalog;
  }

  /// For each of the records that something else refers to, how many do, by type.
  ///
  /// @param gone records and parts that will not be there either
  Map<UUID, Map<String, Long>> of(
      Connection connection, Type type, Collection<UUID> records, Collection<UUID> gone)
      throws SQLException {
    var branches = branches(type);
    if (branches.isEmpty() || records.isEmpty()) {
      return Map.of();
    }
    var sql =
        "with i as materialized (select unnest(?::uuid[]) as id),"
            + " g as materialized (select unnest(?::uuid[]) as id)"
            + " select id, type, count(*) from ("
            + String.join(" union all ", branches)
            + ") r group by id, type order by id, type";
    var found = new LinkedHashMap<UUID, Map<String, Long>>();
    try (var statement = connection.prepareStatement(sql)) {
      statement.setArray(1, connection.createArrayOf("uuid", records.toArray()));
      statement.setArray(2, connection.createArrayOf("uuid", gone.toArray()));
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          found
              .computeIfAbsent(rows.getObject(1, UUID.class), id -> new LinkedHashMap<>())
              .put(rows.getString(2), rows.getLong(3));
        }
      }
    }
    return found;
  }

  private List<String> branches(Type target) {
    var branches = new ArrayList<String>();
    for (var type : catalog.types()) {
      if (type.isProjection()) {
        continue;
      }
      for (var field : type.fields()) {
        if (field.stored() && target.name().equals(field.target())) {
          branches.add(branch(type, field));
        }
      }
    }
    return branches;
  }

  private static String branch(Type type, Field field) {
    var column = "x." + Layout.quoted(field.column());
    var refers =
        field.kind() == Kind.REFERENCES
            ? column + " <> '{}' and " + column + " @> array[i.id]"
            : column + " = i.id";
    return "select i.id, '"
        + type.name()
        + "' as type from i join "
        + Layout.quoted(type.schema())
        + "."
        + Layout.quoted(type.table())
        + " x on "
        + refers
        + " where not exists (select from g where g.id = x.id)";
  }

  /// The types in an order in which a type comes after those it refers to.
  List<Type> targetsFirst(Collection<Type> types) {
    var ordered = new ArrayList<Type>();
    var visited = new java.util.HashSet<String>();
    types.forEach(type -> visit(type, visited, ordered));
    ordered.retainAll(types);
    return ordered;
  }

  private void visit(Type type, java.util.Set<String> visited, List<Type> ordered) {
    if (!visited.add(type.name())) {
      return;
    }
    targets(type).forEach(target -> visit(target, visited, ordered));
    catalog.parts(type).stream()
        .flatMap(part -> targets(catalog.type(part.target())).stream())
        .filter(target -> !target.equals(type))
        .forEach(target -> visit(target, visited, ordered));
    ordered.add(type);
  }

  private List<Type> targets(Type type) {
    return type.fields().stream()
        .filter(f -> f.stored() && (f.kind() == Kind.REFERENCE || f.kind() == Kind.REFERENCES))
        .map(f -> catalog.find(f.targetName()))
        .filter(java.util.Objects::nonNull)
        .toList();
  }
}
