package org.shuke.imports;

import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Bindings;
import org.shuke.records.Field;
import org.shuke.records.Policy;
import org.shuke.records.Type;

/// References between the rows of one file, such as an account's parent that stands further down:
/// which row each one means, rings, and what has to be written before what.
final class SelfLinksSql {
  private static final int DEEPEST = 100;

  private final Policy policy;
  private final Type type;
  private final Mapping mapping;
  private final List<Lookup> lookups;
  private final Bindings bindings;

  SelfLinksSql(Policy policy, Type type, Mapping mapping, List<Lookup> lookups, Bindings bindings) {
    this.policy = policy;
    this.type = type;
    this.mapping = mapping;
    this.lookups = lookups.stream().filter(Lookup::self).toList();
    this.bindings = bindings;
  }

  /// Gives keys that name no stored record, but one that a row without faults is to make, its id.
  void resolve(Transaction tx, UUID id) throws SQLException {
    for (Lookup lookup : lookups) {
      String name = lookup.name();
      new Composed()
          .add("with named as materialized (select r.row, r.record, n.key, n.o from imports.row r")
          .add(" cross join lateral (values " + names() + ") n (key, o)")
          .add(" where r.import = ? and r.faults is null and r.plan = 'create'", id)
          .add("), wanted as materialized (select r.row, k.nth, k.link from imports.row r,")
          .add(" jsonb_array_elements(r.links -> '" + name + "') with ordinality k (link, nth)")
          .add(" where r.import = ?", id)
          .add(
              "), found as (select distinct on (w.row, w.nth) w.row, w.nth, n.record from wanted w")
          .add(" join named n on n.key = w.link ->> 'k' where ")
          .add(lookup.id("w.link", policy, bindings))
          .add(" is null order by w.row, w.nth, n.o, n.row")
          .add("), linked as (select w.row, jsonb_agg(case when f.record is null then w.link")
          .add(" else w.link || jsonb_build_object('id', f.record) end order by w.nth) as links")
          .add(" from wanted w left join found f using (row, nth)")
          .add(" group by w.row having count(f.record) > 0)")
          .add(" update imports.row r set links = jsonb_set(r.links, '{" + name + "}', l.links)")
          .add(" from linked l where r.import = ? and r.row = l.row", id)
          .run(tx, bindings);
    }
  }

  /// What a new record is called by: its unique texts, then its title.
  private String names() {
    List<String> unique =
        type.fields().stream()
            .filter(f -> f.flags().unique() && f.kind().javaType() == String.class)
            .map(f -> "(r.given ->> '" + f.name() + "', 1)")
            .toList();
    String title = "(r.made ->> '" + type.title().column() + "', 2)";
    return unique.stream().map(u -> u + ", ").collect(Collectors.joining()) + title;
  }

  /// Refuses rows that refer to refused rows, and those that come back to themselves; the others
  /// get their level.
  void order(Transaction tx, UUID id) throws SQLException {
    for (Lookup lookup : lookups) {
      orphans(tx, id, lookup);
      if (comesFirst(lookup)) {
        rings(tx, id, lookup);
        orphans(tx, id, lookup);
      }
    }
    List<Lookup> single = lookups.stream().filter(SelfLinksSql::comesFirst).toList();
    if (!single.isEmpty()) {
      levels(tx, id, single);
    }
  }

  /// Must the other record be there before? Lists may run ahead, and parts are written when all
  /// records are there: two people may well have brought each other.
  private static boolean comesFirst(Lookup lookup) {
    return !lookup.several() && !lookup.inPart();
  }

  private void orphans(Transaction tx, UUID id, Lookup lookup) throws SQLException {
    var sql =
        new Composed()
            .add("update imports.row r set faults = coalesce(r.faults, '[]') || n.notes from (")
            .add(
                "select r.row, jsonb_agg(jsonb_build_object('code', 'reference-refused', 'column', ?::text, 'value',",
                mapping.column(lookup.name()))
            .add(" k ->> 'k')) as notes from imports.row r,")
            .add(" jsonb_array_elements(r.links -> '" + lookup.name() + "') k")
            .add(" join imports.row p on p.record = (k ->> 'id')::uuid and p.faults is not null")
            .add(" where r.import = ? and p.import = ? and r.faults is null", id, id)
            .add(" group by r.row) n where r.import = ? and r.row = n.row", id);
    int refused = 1;
    while (refused > 0) {
      refused = sql.run(tx, bindings);
    }
  }

  /// Walks up from every row that names a record of its own type, over the file and, where the file
  /// says nothing, over what is stored.
  private void rings(Transaction tx, UUID id, Lookup lookup) throws SQLException {
    Field field = lookup.field();
    String link = "(" + lookup.staged() + " -> 0)";
    new Composed()
        .add("with recursive edge as materialized (select r.row, r.record, coalesce((")
        .add(link + " ->> 'id')::uuid, ")
        .add(lookup.id(link, policy, bindings))
        .add(") as target from imports.row r where r.import = ? and r.faults is null", id)
        .add(" and " + link + " is not null and r.plan is distinct from 'skip'")
        .add(
            "), walk (start, at, path) as (select record, target, array[record] from edge union"
                + " all")
        .add(" select w.start, coalesce(e.target, t.\"" + field.column() + "\"), w.path || w.at")
        .add(" from walk w left join edge e on e.record = w.at")
        .add(" left join " + Lookup.table(type) + " t on t.id = w.at")
        .add(
            " where w.at is not null and w.at <> all (w.path) and cardinality(w.path) < " + DEEPEST)
        .add("), ring as (select distinct start from walk where at = start")
        .add(" or cardinality(path) = " + DEEPEST + " and at is not null and at <> all (path)")
        .add(") update imports.row r set faults = coalesce(r.faults, '[]') ||")
        .add(
            " jsonb_build_object('code', 'reference-ring', 'column', ?::text, 'value', ",
            mapping.column(lookup.name()))
        .add(link + " ->> 'k')")
        .add(
            " from edge e join ring on ring.start = e.record where r.import = ? and r.row = e.row",
            id)
        .run(tx, bindings);
  }

  private void levels(Transaction tx, UUID id, List<Lookup> single) throws SQLException {
    String edges =
        single.stream()
            .map(l ->
                "select r.record, (r.links -> '%s' -> 0 ->> 'id')::uuid as target from imports.row r"
                        .formatted(l.name())
                    + " where r.import = ? and r.faults is null")
            .collect(Collectors.joining(" union all "));
    var sql = new Composed().add("with recursive edge as materialized (select * from (");
    sql.add(edges, single.stream().map(l -> id).toArray());
    sql.add(") e where target is not null), deep (record, level) as (");
    sql.add("select e.record, 1 from edge e where not exists (");
    sql.add("select from edge up where up.record = e.target) union all");
    sql.add(" select e.record, d.level + 1 from deep d join edge e on e.target = d.record),");
    sql.add(" deepest as (select record, max(level) as level from deep group by record)");
    sql.add(" update imports.row r set level = d.level from deepest d");
    sql.add(" where r.import = ? and r.record = d.record", id);
    sql.run(tx, bindings);
  }
}
