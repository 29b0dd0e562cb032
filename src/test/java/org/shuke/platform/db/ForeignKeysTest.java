package org.shuke.platform.db;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.platform.TestDatabase;

/// Taking one record away asks every table that may point to it. Without an index that is a scan of
/// the whole table for each record, and an undo or a clean-up of thousands never ends.
class ForeignKeysTest {
  @RegisterExtension static final TestDatabase world = TestDatabase.fresh();

  @Test
  void everyForeignKeyHasAnIndexThatBeginsWithItsColumns() {
    var bare = world.database().read(tx -> tx.query(BARE, row -> row.getString(1)));
    assertEquals(
        List.of(),
        bare,
        "Give each of these an index in a migration of its wing; `where <column> is not null` may"
            + " keep it small.");
  }

  /// A partial index serves only when all it leaves out is absent values. Principals and units are
  /// never taken away.
  private static final String BARE =
      """
      select k.conrelid::regclass || ' (' || columns.names || ') -> ' || k.confrelid::regclass
      from pg_constraint k
      cross join lateral (
        select string_agg(a.attname, ', ' order by n) as names, array_agg(a.attname order by n) as list
        from unnest(k.conkey) with ordinality u(attnum, n)
        join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.attnum) columns
      where k.contype = 'f'
        and k.confrelid not in ('records.principal'::regclass, 'records.unit'::regclass)
        and not exists (
          select from pg_index i
          join pg_class c on c.oid = i.indexrelid
          join pg_am m on m.oid = c.relam and m.amname = 'btree'
          where i.indrelid = k.conrelid and i.indisvalid
            and (i.indkey::int2[])[0:cardinality(k.conkey) - 1] @> k.conkey
            and (i.indpred is null
              or pg_get_expr(i.indpred, i.indrelid) =
                '(' || quote_ident(columns.list[1]) || ' IS NOT NULL)'))
      order by 1
      """;
}
