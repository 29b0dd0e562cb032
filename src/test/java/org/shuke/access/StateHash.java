package org.shuke.access;

import org.shuke.platform.db.Database;

/// The whole content of the database as one short text, but for what notes that somebody was there:
/// audit lines, counted tries, last-used times, running jobs' heartbeats.
public final class StateHash {
  private final Database database;
  private final String query;

  public StateHash(Database database) {
    this.database = database;
    this.query =
        database.read(tx -> {
          var tables =
              tx.query(
                  """
                  select format('%I.%I', table_schema, table_name) from information_schema.tables
                  where table_type = 'BASE TABLE'
                    and table_schema not in ('pg_catalog', 'information_schema', 'ext', 'public')
                    and table_name not in
                      ('audit', 'attempt', 'session', 'api_key', 'follower', 'schema_history')
                    and (table_schema <> 'platform' or table_name in ('file', 'setting'))
                  order by 1
                  """,
                  row -> row.getString(1));
          return "select md5(string_agg(h, ',' order by h)) from ("
              + String.join(" union all ", tables.stream().map(StateHash::of).toList())
              + ") all_tables";
        });
  }

  private static String of(String table) {
    return "select '%1$s ' || coalesce(md5(string_agg(t::text, ';' order by t::text)), '') as h from %1$s t"
        .formatted(table);
  }

  public String now() {
    String hash = database.read(tx -> tx.first(query, row -> row.getString(1)));
    return String.valueOf((Object) hash);
  }
}
