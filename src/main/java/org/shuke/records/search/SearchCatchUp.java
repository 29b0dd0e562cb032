package org.shuke.records.search;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.db.Database;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Catalog;
import org.shuke.records.Field;
import org.shuke.records.Type;

/// Writes the index rows that were left for later: those of a unit of more than 1,000 rows, or of a
/// whole type whose searched fields changed.
///
/// Goes page by page, each page in a transaction of its own; done again, it changes nothing. A
/// record that changes meanwhile wins: only a row of the version that is still current is written.
public final class SearchCatchUp {
  /// How many rows a unit may have to be indexed in its own transaction.
  public static final int AT_ONCE = 1_000;

  private static final int PAGE = 2_000;

  /// Where the work is: the last change of a unit, or the last record of a type.
  private record Step<T>(@Nullable T at, int rows) {}

  private final Database database;

  public SearchCatchUp(Database database) {
    this.database = database;
  }

  /// Indexes what a unit has written.
  ///
  /// @param progress told the number of changes that are done, after each page; may throw to stop
  public void unit(Catalog catalog, UUID unit, LongConsumer progress) {
    long done = 0;
    long seq = 0;
    while (true) {
      long from = seq;
      var step = database.background().transaction(tx -> changed(tx, catalog, unit, from));
      if (step.at() == null) {
        return;
      }
      seq = step.at();
      done += step.rows();
      progress.accept(done);
    }
  }

  /// Indexes all records of a type.
  ///
  /// @param progress told the number of records that are done, after each page; may throw to stop
  public void type(Type type, LongConsumer progress) {
    if (!SearchRow.has(type)) {
      return;
    }
    long done = 0;
    var last = new UUID(0, 0);
    while (true) {
      var from = last;
      var step = database.background().transaction(tx -> page(tx, type, from));
      if (step.at() == null) {
        return;
      }
      last = step.at();
      done += step.rows();
      progress.accept(done);
    }
  }

  /// Indexes some records within the transaction that changed them; those that are gone lose their
  /// rows.
  public static void records(Transaction tx, Type type, Collection<UUID> records)
      throws SQLException {
    if (SearchRow.has(type)) {
      var ids = records.toArray(UUID[]::new);
      tx.update(SearchRow.DELETE, (Object) ids);
      write(tx, type, rows(tx, type, "t.id = any (?) order by t.id", (Object) ids));
    }
  }

  private Step<Long> changed(Transaction tx, Catalog catalog, UUID unit, long from)
      throws SQLException {
    var records = new HashMap<String, Set<UUID>>();
    var seqs =
        tx.query(
            """
            select seq, type, record from records.change
            where unit = ? and seq > ? order by seq limit %d\
            """
                .formatted(PAGE),
            row -> {
              records
                  .computeIfAbsent(row.getString(2), t -> new LinkedHashSet<>())
                  .add(row.getObject(3, UUID.class));
              return row.getLong(1);
            },
            unit,
            from);
    for (var entry : records.entrySet()) {
      var type = catalog.find(entry.getKey());
      if (type != null && SearchRow.has(type)) {
        var ids = entry.getValue().toArray(UUID[]::new);
        write(tx, type, rows(tx, type, "t.id = any (?) order by t.id", (Object) ids));
      }
    }
    return new Step<>(seqs.isEmpty() ? null : seqs.getLast(), seqs.size());
  }

  private Step<UUID> page(Transaction tx, Type type, UUID from) throws SQLException {
    var rows = rows(tx, type, "t.id > ? order by t.id limit " + PAGE, from);
    write(tx, type, rows);
    return new Step<>(rows.isEmpty() ? null : rows.getLast().record(), rows.size());
  }

  private static List<SearchRow> rows(Transaction tx, Type type, String where, Object value)
      throws SQLException {
    var fields = SearchRow.fields(type);
    var columns = new StringBuilder("t.id, t.version");
    fields.forEach(field -> columns.append(", t.\"").append(field.column()).append('"'));
    return tx.query(
        "select " + columns + " from " + table(type) + " t where " + where,
        row -> row(type, fields, row),
        value);
  }

  private static SearchRow row(Type type, List<Field> fields, ResultSet row) throws SQLException {
    Map<Field, @Nullable Object> values = new HashMap<>();
    for (int i = 0; i < fields.size(); i++) {
      values.put(fields.get(i), value(fields.get(i), row, i + 3));
    }
    return SearchRow.of(type, row.getObject(1, UUID.class), row.getLong(2), values);
  }

  private static @Nullable Object value(Field field, ResultSet row, int at) throws SQLException {
    return switch (field.kind().shape()) {
      case RECORD -> row.getObject(at, UUID.class);
      case NUMBER -> row.getBigDecimal(at);
      case TEXTS -> {
        var array = row.getArray(at);
        yield array == null ? null : array.getArray();
      }
      default -> row.getString(at);
    };
  }

  private static void write(Transaction tx, Type type, List<SearchRow> rows) throws SQLException {
    var records = new ArrayList<UUID>();
    var owners = new ArrayList<@Nullable UUID>();
    var versions = new ArrayList<Long>();
    var docs = new ArrayList<String>();
    for (var row : rows) {
      records.add(row.record());
      owners.add(row.owner());
      versions.add(row.version());
      docs.add(row.doc());
    }
    tx.update(
        """
        insert into records.search as s (type, record, owner, version, doc)
        select ?, made.record, made.owner, made.version, cast(made.doc as tsvector)
        from unnest(?::uuid[], ?::uuid[], ?::bigint[], ?::text[])
          as made (record, owner, version, doc)
        join %s t on t.id = made.record and t.version = made.version
        on conflict (record) do update
          set owner = excluded.owner, version = excluded.version, doc = excluded.doc
          where s.version <= excluded.version
            and (s.owner, s.doc) is distinct from (excluded.owner, excluded.doc)\
        """
            .formatted(table(type)),
        type.name(),
        records.toArray(UUID[]::new),
        owners.toArray(UUID[]::new),
        versions.toArray(Long[]::new),
        docs.toArray(String[]::new));
  }

  private static String table(Type type) {
    return '"' + type.schema() + "\".\"" + type.table() + '"';
  }
}
