package org.shuke.imports;

import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Bindings;
import org.shuke.records.Compiled;
import org.shuke.records.Field;
import org.shuke.records.Kind;
import org.shuke.records.Policy;
import org.shuke.records.Row;
import org.shuke.records.Type;
import org.shuke.records.Verb;

/// Which record a staged row meets: by one unique field, or by several fields that all agree.
final class RecordMatchSql {
  private static final String NOBODY = "'00000000-0000-0000-0000-000000000000'::uuid";
  private static final String UNKNOWN = "'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid";

  private final Policy policy;
  private final Type type;
  private final Mapping mapping;
  private final List<Field> keys;
  private final List<Lookup> lookups;
  private final Bindings bindings;

  RecordMatchSql(
      Policy policy, Type type, Mapping mapping, List<Lookup> lookups, Bindings bindings) {
    this.policy = policy;
    this.type = type;
    this.mapping = mapping;
    this.keys = mapping.keys().stream().map(type::field).toList();
    this.lookups = lookups;
    this.bindings = bindings;
  }

  /// Whether one field alone tells records apart.
  static boolean isUnique(Type type, Mapping mapping) {
    return mapping.keys().size() == 1 && type.field(mapping.keys().getFirst()).flags().unique();
  }

  void match(Transaction tx, UUID id) throws SQLException {
    if (keys.isEmpty()) {
      return;
    }
    if (isUnique(type, mapping)) {
      twice(tx, id);
      unique(tx, id, keys.getFirst());
    } else {
      compose(tx, id);
      twice(tx, id);
      agreeing(tx, id);
    }
  }

  /// What a row is known by, in one text: nothing when all of its key cells are empty.
  private void compose(Transaction tx, UUID id) throws SQLException {
    String parts =
        keys.stream()
            .map(key -> key.kind() == Kind.REFERENCE ? linked(key) + " ->> 'k'" : said("made", key))
            .map(part -> "nullif(" + part + ", '')")
            .collect(Collectors.joining(", "));
    tx.update(
        "update imports.row set key = nullif(concat_ws(' · ', " + parts + "), '') where import = ?",
        id);
  }

  private static String linked(Field key) {
    return "(links -> '" + key.name() + "' -> 0)";
  }

  /// Addresses of mail do not differ by case.
  private static String said(String json, Field key) {
    String text = json + " ->> '" + key.column() + "'";
    return key.kind() == Kind.EMAIL ? "lower(" + text + ")" : "(" + text + ")";
  }

  private void twice(Transaction tx, UUID id) throws SQLException {
    tx.update(
        """
        update imports.row r
        set faults = coalesce(r.faults, '[]') || jsonb_strip_nulls(jsonb_build_object(
          'code', 'key-twice', 'column', ?::text, 'value', r.key))
        from (select row, row_number() over (partition by key order by row) as nth
          from imports.row where import = ? and key is not null) n
        where r.import = ? and r.row = n.row and n.nth > 1
        """,
        column(),
        id,
        id);
  }

  /// The column of the key, where it is a single one.
  private @Nullable String column() {
    return keys.size() == 1 ? mapping.column(keys.getFirst().name()) : null;
  }

  private void unique(Transaction tx, UUID id, Field by) throws SQLException {
    var may = policy.rows(Verb.UPDATE, new Row(type, "t"));
    var sees = policy.readable(new Row(type, "t"));
    String cast = by.kind().javaType() == String.class ? "r.key" : "r.key::" + sqlType(by);
    new Composed()
        .add("update imports.row r set record = t.id, plan = case when ")
        .add(Compiled.of(sees), bindings)
        .add(mapping.skips() ? " then 'skip'" : " then 'update'")
        .add(" else 'fail' end, faults = case when not ")
        .add(Compiled.of(sees), bindings)
        .add(
            " then coalesce(faults, '[]') || jsonb_build_object('code', 'taken', 'value', r.key)"
                + " when not ")
        .add(Compiled.of(may), bindings)
        .add(" and ?", !mapping.skips())
        .add(
            " then coalesce(faults, '[]') || jsonb_build_object('code', 'may-not-update', 'value',"
                + " r.key)")
        .add(" else faults end from " + Lookup.table(type) + " t")
        .add(
            " where r.import = ? and r.key is not null and t.\"" + by.column() + "\" = " + cast, id)
        .run(tx, bindings);
  }

  /// By fields that several records may agree in: then nobody can tell which is meant. An empty
  /// cell agrees with a field that is empty.
  private void agreeing(Transaction tx, UUID id) throws SQLException {
    var sql = new Composed().add("with s as materialized (select row, made");
    for (int i = 0; i < keys.size(); i++) {
      if (keys.get(i).kind() == Kind.REFERENCE) {
        sql.add(", ").add(referred(keys.get(i))).add(" as k" + i);
      }
    }
    sql.add(" from imports.row where import = ? and key is not null)", id)
        .add(" update imports.row r set record = m.id, plan = case when m.n > 1 or not ")
        .add("(m.may or ?) then 'fail' else ? end,", mapping.skips(), met())
        .add(" faults = case when m.n > 1 then coalesce(faults, '[]')")
        .add(" || jsonb_build_object('code', 'key-ambiguous', 'value', r.key)")
        .add(" when not (m.may or ?) then coalesce(faults, '[]')", mapping.skips())
        .add(" || jsonb_build_object('code', 'may-not-update', 'value', r.key) else faults end")
        .add(" from (select s.row, min(t.id::text)::uuid as id, count(*) as n, bool_or(")
        .add(Compiled.of(policy.rows(Verb.UPDATE, new Row(type, "t"))), bindings)
        .add(") as may from s join " + Lookup.table(type) + " t on " + agree() + " where ")
        .add(Compiled.of(policy.readable(new Row(type, "t"))), bindings)
        .add(" group by s.row) m where r.import = ? and r.row = m.row", id)
        .run(tx, bindings);
  }

  private String met() {
    return mapping.skips() ? "skip" : "update";
  }

  /// The record that a row refers to: nobody where its cell is empty, none at all where the cell
  /// names one that is not there.
  private Composed referred(Field key) {
    var lookup = lookups.stream().filter(l -> l.field().equals(key)).findFirst();
    return lookup
        .map(l ->
            new Composed()
                .add("case when " + linked(key) + " is null then " + NOBODY + " else coalesce(")
                .add(l.id(linked(key), policy, bindings))
                .add(", " + UNKNOWN + ") end"))
        .orElseGet(() -> new Composed().add(NOBODY));
  }

  private String agree() {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < keys.size(); i++) {
      Field key = keys.get(i);
      String stored = "t.\"" + key.column() + '"';
      all.append(i == 0 ? "" : " and ");
      switch (key.kind()) {
        case REFERENCE -> all.append("coalesce(" + stored + ", " + NOBODY + ") = s.k" + i);
        case EMAIL ->
            all.append("coalesce(lower(" + stored + "), '') = coalesce(" + said("s.made", key))
                .append(", '')");
        default ->
            all.append("coalesce(" + stored + "::text, '') = coalesce(" + said("s.made", key))
                .append(", '')");
      }
    }
    return all.toString();
  }

  private static String sqlType(Field field) {
    return field.kind().dataType().getTypeName();
  }
}
