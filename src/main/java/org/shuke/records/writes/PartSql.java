package org.shuke.records.writes;

import static java.util.stream.Collectors.joining;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Field;
import org.shuke.records.Kind;
import org.shuke.records.Type;
import org.shuke.records.Unit;
import tools.jackson.databind.json.JsonMapper;

/// Many parts of one record in one statement: what a paper of five hundred lines needs.
final class PartSql {
  /// Fewer than this go one by one, which costs no more.
  static final int MANY = 8;

  private static final Field POSITION =
      new Field("position", "position", Kind.NUMBER, null, List.of(), null, Field.Flags.NONE, null);

  /// A part with its place in the list.
  record Placed(RecordDraft part, int position) {}

  private PartSql() {}

  /// Parts whose text has a sort key are written one by one.
  static boolean fits(Type type, int many) {
    return many >= MANY && type.fields().stream().noneMatch(f -> f.flags().ordered());
  }

  static void insert(Unit unit, Type type, UUID owner, long version, List<Placed> parts)
      throws SQLException {
    var fields = LoadSql.stored(type);
    var given = JsonMapper.shared().createArrayNode();
    for (var each : parts) {
      var values = new LinkedHashMap<Field, @Nullable Object>();
      fields.forEach(f -> values.put(f, each.part().get(f.name())));
      values.values().removeIf(value -> Columns.same(null, value));
      values.put(POSITION, BigDecimal.valueOf(each.position()));
      var node = given.addObject();
      node.put("id", each.part().id().toString());
      node.set("columns", Columns.object(values));
    }
    var names = fields.stream().map(f -> RecordSql.quoted(f.column())).collect(joining(", "));
    var chosen = fields.stream().map(PartSql::value).collect(joining(", "));
    var sql =
        """
        with given as materialized (
          select nextval('records.change_seq_seq') as seq, x.id, x.columns
          from jsonb_to_recordset(?::jsonb) x (id uuid, columns jsonb)
        ), written as (
          insert into %1$s (id, position, %2$s)
          select g.id, p.position, %3$s
          from given g, jsonb_populate_record(null::%1$s, g.columns) p
        ), logged as (
          insert into records.change
            (seq, at, actor, cause, unit, type, record, part, version, op)
          overriding system value
          select g.seq, ?, ?, ?, ?, ?, ?, g.id, ?, 'create' from given g
        )
        insert into records.change_value (seq, after) select seq, columns from given\
        """
            .formatted(RecordSql.table(type), names, chosen);
    run(unit, sql, given.toString(), type, owner, version);
  }

  /// Lists are never absent.
  private static String value(Field field) {
    var column = "p." + RecordSql.quoted(field.column());
    return field.kind() == Kind.REFERENCES || field.kind() == Kind.MULTI_CHOICE
        ? "coalesce(" + column + ", '{}')"
        : column;
  }

  static void delete(Unit unit, Type type, UUID owner, long version, List<RecordDraft> parts)
      throws SQLException {
    var gone = JsonMapper.shared().createArrayNode();
    for (var part : parts) {
      var before = new LinkedHashMap<Field, @Nullable Object>();
      LoadSql.stored(type).forEach(f -> before.put(f, part.stored(f)));
      before.put(POSITION, part.stored(POSITION));
      before.values().removeIf(value -> Columns.same(null, value));
      var node = gone.addObject();
      node.put("id", part.id().toString());
      node.set("columns", Columns.object(before));
    }
    var sql =
        """
        with given as materialized (
          select nextval('records.change_seq_seq') as seq, x.id, x.columns
          from jsonb_to_recordset(?::jsonb) x (id uuid, columns jsonb)
        ), removed as (
          delete from %s d using given g where d.id = g.id
        ), logged as (
          insert into records.change
            (seq, at, actor, cause, unit, type, record, part, version, op)
          overriding system value
          select g.seq, ?, ?, ?, ?, ?, ?, g.id, ?, 'delete' from given g
        )
        insert into records.change_value (seq, before) select seq, columns from given\
        """
            .formatted(RecordSql.table(type));
    run(unit, sql, gone.toString(), type, owner, version);
  }

  private static void run(Unit unit, String sql, String given, Type type, UUID owner, long version)
      throws SQLException {
    try (var statement = unit.connection().prepareStatement(sql)) {
      statement.setString(1, given);
      statement.setObject(2, unit.at());
      statement.setObject(3, unit.actor());
      statement.setString(4, unit.cause());
      statement.setObject(5, unit.unit());
      statement.setString(6, type.name());
      statement.setObject(7, owner);
      statement.setLong(8, version);
      statement.execute();
    }
  }
}
