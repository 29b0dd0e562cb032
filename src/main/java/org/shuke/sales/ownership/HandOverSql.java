package org.shuke.sales.ownership;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Field;
import org.shuke.records.Type;
import org.shuke.records.Unit;

/// The statements of hand-overs. Names come from declarations; every value is bound.
final class HandOverSql {
  /// A record of the leaver, and the account that it belongs to.
  record Owned(UUID id, @Nullable UUID account) {}

  /// Somebody who might be given something.
  record Heir(UUID id, String name, boolean active) {}

  private HandOverSql() {}

  private static String table(Type type) {
    return type.schema() + ".\"" + type.table() + "\"";
  }

  static @Nullable Heir heir(Transaction tx, UUID user) throws SQLException {
    return tx.first(
        "select id, name, active from access.\"user\" where id = ? and binned_at is null",
        row -> new Heir(row.getObject(1, UUID.class), row.getString(2), row.getBoolean(3)),
        user);
  }

  /// The records still worked on, on whose teams both are.
  ///
  /// @param via the column that names the record
  static List<UUID> shared(Transaction tx, Type members, String via, UUID from, UUID to)
      throws SQLException {
    return tx.query(
        """
        select distinct t."%1$s" from %2$s t join %2$s o on o."%1$s" = t."%1$s"
        where t."user" = ? and o."user" = ? and %3$s
        """
            .formatted(via, table(members), Past.isNot(members)),
        row -> row.getObject(1, UUID.class),
        from,
        to);
  }

  /// What somebody owns of a type.
  static List<Owned> owned(Transaction tx, Type type, UUID owner) throws SQLException {
    var account = type.find("account");
    var via = account == null || !account.stored() ? "null::uuid" : "account";
    return tx.query(
        "select id, %s from %s t where owner = ? and binned_at is null and %s order by id"
            .formatted(via, table(type), Past.isNot(type)),
        row -> new Owned(row.getObject(1, UUID.class), row.getObject(2, UUID.class)),
        owner);
  }

  /// Gives records to others: each record's row, log line and search row in one statement.
  static int give(Unit unit, Type type, UUID from, Map<UUID, UUID> plan) throws SQLException {
    var connection = unit.connection();
    return unit.tx()
        .update(
            """
            with given as (select * from unnest(?::uuid[], ?::uuid[]) as g (id, receiver)),
            moved as (
              update %s t set owner = g.receiver, version = t.version + 1, updated_at = ?,
                updated_by = ?
              from given g where t.id = g.id and t.owner = ?
              returning t.id, t.version, t.owner),
            logged as (
              insert into records.change (at, actor, cause, unit, type, record, version, op)
              select ?, ?, ?, ?, ?, id, version, 'update' from moved order by id
              returning seq, record),
            valued as (
              insert into records.change_value (seq, before, after)
              select l.seq, jsonb_build_object('owner', ?::uuid), jsonb_build_object('owner', m.owner)
              from logged l join moved m on m.id = l.record returning seq),
            found as (
              update records.search s set owner = m.owner, version = m.version
              from moved m where s.record = m.id returning s.record)
            update customers.holding h set until = ?, ended = 'assigned'
            from moved m where h.record = m.id and h.until is null\
            """
                .formatted(table(type)),
            connection.createArrayOf("uuid", plan.keySet().toArray()),
            connection.createArrayOf("uuid", plan.values().toArray()),
            unit.at(),
            unit.actor(),
            from,
            unit.at(),
            unit.actor(),
            unit.cause(),
            unit.unit(),
            type.name(),
            from,
            unit.at());
  }

  /// How many living records name a person in a field beside their owner.
  static int named(Transaction tx, Type type, Field field, UUID from) throws SQLException {
    Integer count =
        tx.first(
            "select count(*) from %s t where %s".formatted(table(type), where(type, field)),
            row -> row.getInt(1),
            from);
    return count == null ? 0 : count;
  }

  private static String where(Type type, Field field) {
    var column = "t.\"" + field.column() + "\"";
    var names =
        field.kind() == org.shuke.records.Kind.REFERENCES
            ? "? = any (" + column + ")"
            : column + " = ?";
    return names
        + (type.hasBin() ? " and t.binned_at is null" : "")
        + (type.find("decidedAt") == null ? "" : " and t.decided_at is null")
        + " and "
        + Past.isNot(type);
  }

  /// Puts another person where one is named: in rules, territories, teams on records, approvals
  /// that wait.
  ///
  /// @param parent the part's parent and the column that names it; null for a record of its own
  static int replace(
      Unit unit,
      Type type,
      Field field,
      UUID from,
      UUID to,
      @Nullable String parentTable,
      @Nullable String via)
      throws SQLException {
    var column = "\"" + field.column() + "\"";
    boolean many = field.kind() == org.shuke.records.Kind.REFERENCES;
    var value =
        many
            ? "array_replace(array_remove(t." + column + ", ?::uuid), ?::uuid, ?::uuid)"
            : "?::uuid";
    var stamp = type.hasBin() ? ", version = t.version + 1, updated_at = ?, updated_by = ?" : "";
    var sql =
        """
        with moved as (
          update %1$s t set %2$s = %3$s%4$s where %5$s
          returning t.id, %6$s as record, %7$s as version, to_jsonb(old.%2$s) as before,
            to_jsonb(new.%2$s) as after),
        %8$s
        logged as (
          insert into records.change (at, actor, cause, unit, type, record, part, version, op)
          select ?, ?, ?, ?, ?, m.record, %9$s, %10$s, 'update' from moved m %11$s order by m.id
          returning seq, record, part)
        insert into records.change_value (seq, before, after)
        select l.seq, jsonb_build_object('%12$s', m.before), jsonb_build_object('%12$s', m.after)
        from logged l join moved m on m.id = coalesce(l.part, l.record)\
        """
            .formatted(
                table(type),
                column,
                value,
                stamp,
                where(type, field),
                via == null ? "t.id" : "t.\"" + via + "\"",
                via == null ? "t.version" : "0::bigint",
                parentTable == null
                    ? ""
                    : "raised as (update "
                        + parentTable
                        + " p set version = p.version + 1, updated_at = ?, updated_by = ?"
                        + " where p.id in (select record from moved)"
                        + " returning p.id as owner, p.version as raised),",
                via == null ? "null::uuid" : "m.id",
                via == null ? "m.version" : "r.raised",
                via == null ? "" : "join raised r on r.owner = m.record",
                field.column());
    return unit.tx().update(sql, values(unit, type, many, from, to, parentTable != null));
  }

  private static @Nullable Object[] values(
      Unit unit, Type type, boolean many, UUID from, UUID to, boolean parent) {
    var values = new java.util.ArrayList<@Nullable Object>();
    if (many) {
      values.add(to);
      values.add(from);
    }
    values.add(to);
    if (type.hasBin()) {
      values.add(unit.at());
      values.add(unit.actor());
    }
    values.add(from);
    if (parent) {
      values.add(unit.at());
      values.add(unit.actor());
    }
    values.add(unit.at());
    values.add(unit.actor());
    values.add(unit.cause());
    values.add(unit.unit());
    values.add(type.name());
    return values.toArray();
  }
}
