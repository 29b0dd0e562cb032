package org.shuke.catalog.stock;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Unit;

/// The tables of stock beside the engine: locks, holds and the ledger.
final class StockSql {
  private StockSql() {}

  /// The levels of the products, locked until the transaction ends, in the order that goods are
  /// taken from.
  static List<Level> lock(Transaction tx, Collection<UUID> products) throws SQLException {
    return tx.query(
        """
        select l.id, l.product, l.warehouse, l.on_hand, l.reserved, l.promised
        from catalog.stock_level l
        join catalog.warehouse w on w.id = l.warehouse
        where l.product = any(?) and l.binned_at is null and w.binned_at is null and w.active
        order by l.product, w.rank, w.code
        for update of l
        """,
        row ->
            new Level(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getObject(3, UUID.class),
                row.getBigDecimal(4),
                row.getBigDecimal(5),
                row.getBigDecimal(6)),
        tx.connection().createArrayOf("uuid", products.toArray()));
  }

  static boolean exists(Transaction tx, UUID product, UUID warehouse) throws SQLException {
    return tx.first(
            "select 1 from catalog.stock_level where product = ? and warehouse = ?",
            row -> row.getInt(1),
            product,
            warehouse)
        != null;
  }

  /// Lets one transaction at a time make the level of a product in a warehouse; tells whether there
  /// is still none.
  static boolean mayBegin(Transaction tx, UUID product, UUID warehouse) throws SQLException {
    tx.query(
        "select pg_advisory_xact_lock(hashtextextended(?::text || ?::text, 7))",
        row -> true,
        product,
        warehouse);
    return !exists(tx, product, warehouse);
  }

  /// What is held for a subject.
  record Hold(UUID product, UUID warehouse, String kind, BigDecimal quantity) {}

  static final String RESERVED = "reserved";
  static final String PROMISED = "promised";

  static List<Hold> holds(Transaction tx, UUID subject) throws SQLException {
    return tx.query(
        """
        select product, warehouse, kind, quantity from catalog.stock_hold
        where subject = ? order by product, warehouse, kind
        """,
        row ->
            new Hold(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getString(3),
                row.getBigDecimal(4)),
        subject);
  }

  static void hold(Transaction tx, Subject subject, Level level, String kind, BigDecimal quantity)
      throws SQLException {
    tx.update(
        """
        insert into catalog.stock_hold (subject, subject_type, product, warehouse, kind, quantity)
        values (?, ?, ?, ?, ?, ?)
        on conflict (subject, product, warehouse, kind)
        do update set quantity = stock_hold.quantity + excluded.quantity
        """,
        subject.id(),
        subject.type(),
        level.product,
        level.warehouse,
        kind,
        quantity);
  }

  /// Takes from a hold what is no longer held.
  static void lower(Transaction tx, UUID subject, Hold hold, BigDecimal by) throws SQLException {
    boolean all = by.compareTo(hold.quantity()) >= 0;
    tx.update(
        all
            ? "delete from catalog.stock_hold where quantity <= ? and subject = ? and product = ?"
                + " and warehouse = ? and kind = ?"
            : "update catalog.stock_hold set quantity = quantity - ? where subject = ?"
                + " and product = ? and warehouse = ? and kind = ?",
        by,
        subject,
        hold.product(),
        hold.warehouse(),
        hold.kind());
  }

  static void write(
      Unit unit, List<Shelves.Moved> moved, @Nullable Subject subject, @Nullable String note)
      throws SQLException {
    try (var statement =
        unit.tx()
            .prepare(
                """
                insert into catalog.stock_movement
                  (created_at, created_by, updated_at, updated_by, at, kind, product, warehouse,
                   on_hand, reserved, promised, on_hand_after, reserved_after, promised_after,
                   subject_type, subject, note)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)) {
      for (var each : moved) {
        @Nullable Object[] values = {
          unit.at(),
          unit.actor(),
          unit.at(),
          unit.actor(),
          unit.at(),
          each.kind().column(),
          each.product(),
          each.warehouse(),
          each.onHand(),
          each.reserved(),
          each.promised(),
          each.onHandAfter(),
          each.reservedAfter(),
          each.promisedAfter(),
          subject == null ? null : subject.type(),
          subject == null ? null : subject.id(),
          note
        };
        for (int i = 0; i < values.length; i++) {
          statement.setObject(i + 1, values[i]);
        }
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }
}
