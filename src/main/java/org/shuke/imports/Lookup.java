package org.shuke.imports;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.shuke.records.Bindings;
import org.shuke.records.Compiled;
import org.shuke.records.Field;
import org.shuke.records.Kind;
import org.shuke.records.Policy;
import org.shuke.records.Row;
import org.shuke.records.SortKeys;
import org.shuke.records.Type;

/// Finds the record that a cell names: by a unique field, else by its title. Only what the importer
/// may read is there.
///
/// @param name under which the keys of a row are staged
/// @param field the reference
/// @param target the type it points to
/// @param self whether that is the type of the rows, so that a row can mean another one
/// @param inPart whether the reference stands in a part of the record
record Lookup(String name, Field field, Type target, boolean self, boolean inPart) {

  static List<Lookup> of(Policy policy, Type type, List<Target> mapped) {
    List<Lookup> lookups = new ArrayList<>();
    for (Target each : mapped) {
      if (each.points() != null) {
        Type target = policy.catalog().type(each.points());
        Inside inside = each.inside();
        Field field = inside == null ? type.field(each.name()) : inside.field();
        boolean self = target.name().equals(type.name());
        lookups.add(new Lookup(each.name(), field, target, self, inside != null));
      }
    }
    return lookups;
  }

  /// The SQL of a row's staged keys.
  String staged() {
    return "r.links -> '" + name + "'";
  }

  boolean several() {
    return field.kind() == Kind.REFERENCES;
  }

  /// What is staged of a key: the text, and the sort key that the title's index is asked with.
  static String staged(String key) {
    var json = new StringBuilder("{\"k\":");
    Notes.quote(json, key);
    String sort = HexFormat.of().formatHex(SortKeys.of("en", key));
    return json.append(",\"s\":\"").append(sort).append("\"}").toString();
  }

  /// The id for a staged key, as a scalar expression. What a row of the same file was to make must
  /// be there by now; a list may run ahead of it.
  ///
  /// @param key SQL of the staged JSON
  Composed id(String key, Policy policy, Bindings bindings) {
    if (!self) {
      return stored(key, policy, bindings);
    }
    String made = "(" + key + " ->> 'id')::uuid";
    String there =
        several() ? made : "(select x.id from " + table(target) + " x where x.id = " + made + ")";
    return new Composed()
        .add("coalesce(" + there + ", ")
        .add(stored(key, policy, bindings))
        .add(")");
  }

  private Composed stored(String key, Policy policy, Bindings bindings) {
    var sql = new Composed().add("(select z.id from (");
    String text = key + " ->> 'k'";
    int order = 0;
    for (Field each : target.fields()) {
      boolean unique = each.flags().unique() && each.kind().javaType() == String.class;
      if (unique && each.stored() && policy.member(target, each.name()) != null) {
        sql.add(order == 0 ? "" : " union all ");
        branch(sql, ++order, policy, bindings);
        sql.add(" and x.\"" + each.column() + "\" = " + text);
      }
    }
    Field title = target.title();
    if (title.stored() && !title.flags().unique() && policy.member(target, title.name()) != null) {
      sql.add(order == 0 ? "" : " union all ");
      branch(sql, ++order, policy, bindings);
      if (title.flags().ordered()) {
        sql.add(" and x.\"" + title.column() + "_key_en\" = decode(" + key + " ->> 's', 'hex')");
      }
      sql.add(" and x.\"" + title.column() + "\" = " + text);
    }
    if (order == 0) {
      sql.add("select null::uuid as id, 1 as o where false");
    }
    return sql.add(") z order by z.o, z.id limit 1)");
  }

  private void branch(Composed sql, int order, Policy policy, Bindings bindings) {
    sql.add("select x.id, " + order + " as o from " + table(target) + " x where ");
    sql.add(Compiled.of(policy.readable(new Row(target, "x"))), bindings);
  }

  static String table(Type type) {
    return '"' + type.schema() + "\".\"" + type.table() + '"';
  }

  /// The fields that a record made from its key alone has: its title, and its unique key.
  List<String> keyFields() {
    List<String> fields = new ArrayList<>();
    fields.add(target.title().name());
    for (Field each : target.fields()) {
      boolean required = each.flags().required() && each.flags().unique();
      if (required && each.kind().javaType() == String.class && !fields.contains(each.name())) {
        fields.add(each.name());
      }
    }
    return fields;
  }
}
