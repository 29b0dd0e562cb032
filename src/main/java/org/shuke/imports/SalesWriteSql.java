package org.shuke.imports;

import java.sql.Array;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.shuke.platform.db.Transaction;
import org.shuke.records.SortKeys;

/// Writes a checked sales file in chunks: products, then customers, then orders with their lines. A
/// chunk is one statement: the records, their change rows with the values, and their results in the
/// ledger.
final class SalesWriteSql {
  private record Named(String key, String name) {}

  private final ImportUnit unit;

  SalesWriteSql(ImportUnit unit) {
    this.unit = unit;
  }

  /// How many products were dealt with; 0 when none is left.
  int products(Transaction tx, int most) throws SQLException {
    List<Named> chunk =
        tx.query(
            """
            select sku, name from imports.sales_product
            where import = ? and result is null order by sku limit ?
            """,
            row -> new Named(row.getString(1), row.getString(2)),
            unit.id(),
            most);
    if (chunk.isEmpty()) {
      return 0;
    }
    tx.update(
        """
        with chunk as (
          select * from unnest(?, ?, ?, ?) c (sku, name, name_key_en, name_key_zh)
        ), made as (
          insert into catalog.product
            (id, created_at, created_by, updated_at, updated_by, sku, name, name_key_en, name_key_zh, active)
          select uuidv7(), ?, ?, ?, ?, sku, name, name_key_en, name_key_zh, true from chunk
          on conflict (sku) do nothing
          returning id, sku, name, active
        ), new as materialized (
          select nextval('records.change_seq_seq') as seq, m.* from made m
        ), logged as (
          insert into records.change (seq, at, actor, cause, unit, type, record, version, op)
          overriding system value
          select seq, ?, ?, 'import', ?, 'product', id, 1, 'create' from new
        ), valued as (
          insert into records.change_value (seq, after)
          select seq, to_jsonb(n) - '{id,seq}'::text[] from new n
        )
        update imports.sales_product p
        set result = case when m.sku is null then 'unchanged' else 'created' end
        from chunk c left join made m on m.sku = c.sku
        where p.import = ? and p.sku = c.sku
        """,
        named(tx, chunk, List.of(unit.at(), unit.actor(), unit.at(), unit.actor())));
    return chunk.size();
  }

  /// How many customers were dealt with; 0 when none is left.
  int accounts(Transaction tx, int most) throws SQLException {
    List<Named> chunk =
        tx.query(
            """
            select key, name from imports.sales_account
            where import = ? and result is null order by key limit ?
            """,
            row -> new Named(row.getString(1), row.getString(2)),
            unit.id(),
            most);
    if (chunk.isEmpty()) {
      return 0;
    }
    List<Object> who = new ArrayList<>(List.of(unit.id(), unit.at(), unit.actor(), unit.at()));
    who.addAll(List.of(unit.actor(), unit.owner()));
    tx.update(
        """
        with chunk as (
          select c.*, s.country
          from unnest(?, ?, ?, ?) c (key, name, name_key_en, name_key_zh)
          join imports.sales_account s on s.import = ? and s.key = c.key
        ), made as (
          insert into customers.account
            (id, created_at, created_by, updated_at, updated_by, owner, name, name_key_en, name_key_zh,
             kind, parties, external_id, country)
          select uuidv7(), ?, ?, ?, ?, ?, name, name_key_en, name_key_zh,
             'company', array['customer'], key, country
          from chunk
          on conflict (external_id) do nothing
          returning id, owner, name, kind, parties, external_id, country
        ), new as materialized (
          select nextval('records.change_seq_seq') as seq, m.* from made m
        ), logged as (
          insert into records.change (seq, at, actor, cause, unit, type, record, version, op)
          overriding system value
          select seq, ?, ?, 'import', ?, 'account', id, 1, 'create' from new
        ), valued as (
          insert into records.change_value (seq, after)
          select seq, jsonb_strip_nulls(to_jsonb(n) - '{id,seq}'::text[]) from new n
        )
        update imports.sales_account a
        set result = case when m.external_id is null then 'unchanged' else 'created' end
        from chunk c left join made m on m.external_id = c.key
        where a.import = ? and a.key = c.key
        """,
        named(tx, chunk, who));
    return chunk.size();
  }

  /// The arrays of a chunk, what is bound between them and the change rows, and what these bind.
  private Object[] named(Transaction tx, List<Named> chunk, List<?> between) throws SQLException {
    List<Object> values = new ArrayList<>();
    values.add(array(tx, "text", chunk.stream().map(Named::key).toArray()));
    values.add(array(tx, "text", chunk.stream().map(Named::name).toArray()));
    for (String language : SortKeys.LANGUAGES) {
      byte[][] keys =
          chunk.stream().map(n -> SortKeys.of(language, n.name())).toArray(byte[][]::new);
      values.add(array(tx, "bytea", keys));
    }
    values.addAll(between);
    values.addAll(List.of(unit.at(), unit.actor(), unit.id(), unit.id()));
    return values.toArray();
  }

  private static Array array(Transaction tx, String type, Object[] values) throws SQLException {
    return tx.connection().createArrayOf(type, values);
  }
}
