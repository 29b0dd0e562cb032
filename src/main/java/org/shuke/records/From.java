package org.shuke.records;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.Table;
import org.jooq.impl.DSL;

/// The tables of one select: a root and the shared left joins that its paths need, each with the
/// caller's row predicate in ON, so that an unreadable related record is simply absent.
///
/// Subqueries over to-many relations are a [From] of their own, from [#many].
public final class From {
  /// Which rows of a type the caller may see; contains "not in the bin".
  @FunctionalInterface
  public interface Visibility {
    Condition of(Row row);
  }

  private record Step(String alias, String field) {}

  private record Join(Row row, Condition on) {}

  private final Catalog catalog;
  private final Visibility visibility;
  private final int[] aliases;
  private final Row root;
  private final Map<Step, Join> joins = new LinkedHashMap<>();

  public From(Catalog catalog, Type root, Visibility visibility) {
    this(catalog, root, visibility, new int[] {0});
  }

  private From(Catalog catalog, Type root, Visibility visibility, int[] aliases) {
    this.catalog = catalog;
    this.visibility = visibility;
    this.aliases = aliases;
    this.root = next(root);
  }

  private Row next(Type type) {
    return new Row(type, "t" + aliases[0]++);
  }

  public Row root() {
    return root;
  }

  public Catalog catalog() {
    return catalog;
  }

  /// The related row of a to-one field (reference or extension) of `row`, joined once.
  public Row to(Row row, Field field) {
    return joins.computeIfAbsent(new Step(row.alias(), field.name()), s -> join(row, field)).row();
  }

  private Join join(Row row, Field field) {
    var target = next(catalog.type(field.targetName()));
    if (field.kind() == Kind.EXTENSION) {
      return new Join(target, target.id().eq(row.id()));
    }
    var key = DSL.field(DSL.name(row.alias(), field.column()), java.util.UUID.class);
    return new Join(target, target.id().eq(key).and(visibility.of(target)));
  }

  /// The rows on the other side of a to-many relation of `row`, for a correlated subquery.
  public From many(Row row, Inverse inverse) {
    var inner = new From(catalog, catalog.type(inverse.target()), visibility, aliases);
    var via = inner.root.type().field(inverse.via());
    inner.where =
        DSL.field(DSL.name(inner.root.alias(), via.column()), java.util.UUID.class)
            .eq(row.id())
            .and(visibility.of(inner.root));
    return inner;
  }

  /// The rows whose ids a references field of `row` holds, for a correlated subquery.
  public From many(Row row, Field references) {
    var inner = new From(catalog, catalog.type(references.targetName()), visibility, aliases);
    var ids = DSL.field(DSL.name(row.alias(), references.column()), java.util.UUID[].class);
    inner.where = inner.root.id().eq(DSL.any(ids)).and(visibility.of(inner.root));
    return inner;
  }

  private Condition where = DSL.noCondition();

  /// What ties a subquery to its outer row and hides what the caller may not see.
  public Condition correlation() {
    return where;
  }

  /// The root with its joins: complete only after every path has been asked for.
  public Table<?> tables() {
    Table<?> tables = root.table();
    for (var join : joins.values()) {
      tables = tables.leftJoin(join.row().table()).on(join.on());
    }
    return tables;
  }
}
