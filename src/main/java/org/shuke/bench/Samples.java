package org.shuke.bench;

import java.util.List;
import java.util.UUID;

/// Records to ask for.
final class Samples {
  private static final int MANY = 20_000;

  private Samples() {}

  /// Ids from all over a table, the same in every run.
  static List<UUID> ids(House house, String table) {
    return house
        .database()
        .read(tx ->
            tx.query(
                "select id from "
                    + table
                    + " tablesample system (5) repeatable (1) where binned_at is null limit "
                    + MANY,
                row -> row.getObject(1, UUID.class)));
  }

  /// Every id of a small table.
  static List<UUID> all(House house, String table) {
    return house
        .database()
        .read(tx ->
            tx.query(
                "select id from " + table + " where binned_at is null order by id limit " + MANY,
                row -> row.getObject(1, UUID.class)));
  }
}
