package org.shuke.imports;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.imports.Import.State;
import org.shuke.imports.files.Shape;
import org.shuke.platform.db.Transaction;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The statements about imports themselves.
final class ImportSql {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String SELECT =
      """
      select i.id, i.version, i.created_at, i.owner, i.actor, i.type, i.state, i.file_name, i.file, i.shape,
        i.columns, i.mapping, i.warnings, i.rows, i.counters, i.made, i.problem, i.job, u.undone_by is not null
      from imports.import i left join records.unit u on u.id = i.id
      """;

  private ImportSql() {}

  static void insert(Transaction tx, Import of) throws SQLException {
    tx.update(
        """
        insert into imports.import
          (id, created_at, owner, actor, type, state, file_name, file, shape, columns, mapping, warnings, counters)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?::jsonb, ?::jsonb, ?::jsonb)
        """,
        of.id(),
        of.createdAt(),
        of.owner(),
        of.actor(),
        of.type(),
        name(of.state()),
        of.fileName(),
        of.file(),
        json(of.shape()),
        json(of.columns()),
        json(of.mapping()),
        json(of.warnings()),
        json(Counters.NONE));
  }

  static @Nullable Import find(Transaction tx, UUID id) throws SQLException {
    return tx.first(SELECT + "where i.id = ?", ImportSql::read, id);
  }

  /// The import, locked against everybody else who would act on it.
  static @Nullable Import locked(Transaction tx, UUID id) throws SQLException {
    return tx.first(SELECT + "where i.id = ? for update of i", ImportSql::read, id);
  }

  /// The import, which stays as it is until the transaction ends, and others may hold as well.
  static @Nullable Import held(Transaction tx, UUID id) throws SQLException {
    return tx.first(SELECT + "where i.id = ? for share of i", ImportSql::read, id);
  }

  static List<Import> latest(Transaction tx, @Nullable UUID owner, int most) throws SQLException {
    return tx.query(
        SELECT + "where coalesce(?::uuid, i.owner) = i.owner order by i.created_at desc limit ?",
        ImportSql::read,
        owner,
        most);
  }

  private static Import read(ResultSet row) throws SQLException {
    return new Import(
        row.getObject(1, UUID.class),
        row.getLong(2),
        row.getObject(3, OffsetDateTime.class).toInstant(),
        row.getObject(4, UUID.class),
        row.getObject(5, UUID.class),
        row.getString(6),
        State.valueOf(row.getString(7).toUpperCase(Locale.ROOT)),
        row.getString(8),
        row.getString(9),
        JSON.readValue(row.getString(10), Shape.class),
        JSON.readValue(row.getString(11), new TypeReference<List<Column>>() {}),
        JSON.readValue(row.getString(12), Mapping.class),
        JSON.readValue(row.getString(13), new TypeReference<List<Import.Warning>>() {}),
        row.getLong(14),
        counters(row.getString(15)),
        JSON.readValue(row.getString(16), new TypeReference<Map<String, Long>>() {}),
        row.getString(17),
        row.getObject(18, UUID.class),
        row.getBoolean(19));
  }

  private static @Nullable Counters counters(@Nullable String json) {
    return json == null ? null : JSON.readValue(json, Counters.class);
  }

  private static String json(Object value) {
    return JSON.writeValueAsString(value);
  }

  private static String name(State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  static void remap(Transaction tx, UUID id, Shape shape, List<Column> columns, Mapping mapping)
      throws SQLException {
    tx.update(
        """
        update imports.import
        set version = version + 1, state = 'uploaded', problem = null, counters = null, made = '{}',
          shape = ?::jsonb, columns = ?::jsonb, mapping = ?::jsonb
        where id = ?
        """,
        json(shape),
        json(columns),
        json(mapping),
        id);
  }

  static void state(Transaction tx, UUID id, State state) throws SQLException {
    tx.update(
        """
        update imports.import
        set version = version + 1, state = ?, problem = null, counters = null, made = '{}' where id = ?
        """,
        name(state),
        id);
  }

  /// The end of an import, with what its ledger says.
  static void ended(Transaction tx, UUID id, State state, Counters counters, Map<String, Long> made)
      throws SQLException {
    tx.update(
        """
        update imports.import
        set version = version + 1, state = ?, problem = null, counters = ?::jsonb, made = ?::jsonb, finished_at = now()
        where id = ?
        """,
        name(state),
        json(counters),
        json(made),
        id);
  }

  static void job(Transaction tx, UUID id, UUID job) throws SQLException {
    tx.update("update imports.import set job = ? where id = ?", job, id);
  }

  static void checked(
      Transaction tx,
      UUID id,
      Counters counters,
      Map<String, Long> made,
      List<Import.Warning> warnings)
      throws SQLException {
    tx.update(
        """
        update imports.import
        set version = version + 1, state = 'checked', rows = ?, counters = ?::jsonb, made = ?::jsonb, warnings = ?::jsonb
        where id = ? and state = 'checking'
        """,
        counters.rows(),
        json(counters),
        json(made),
        json(warnings),
        id);
  }

  /// The warnings of the staged rows by column and kind, the most frequent first.
  static List<Import.Warning> noted(Transaction tx, String table, UUID id) throws SQLException {
    return tx.query(
        """
        select n ->> 'column', n ->> 'code', count(*),
          to_json((array_agg(distinct n ->> 'value') filter (where n ->> 'value' is not null))[1:3])
        from %s r, jsonb_array_elements(r.warnings) n
        where r.import = ? group by 1, 2 order by 3 desc, 1, 2
        """
            .formatted(table),
        ImportSql::warning,
        id);
  }

  private static Import.Warning warning(ResultSet row) throws SQLException {
    String examples = row.getString(4);
    return new Import.Warning(
        row.getString(1),
        row.getString(2),
        row.getLong(3),
        examples == null ? null : JSON.readValue(examples, new TypeReference<List<String>>() {}));
  }

  static void failed(Transaction tx, UUID id, String problem) throws SQLException {
    tx.update(
        "update imports.import set version = version + 1, state = 'failed', problem = ? where id ="
            + " ?",
        problem,
        id);
  }

  /// Tells the planner what was just staged.
  static void measure(Transaction tx) throws SQLException {
    tx.first("select imports.measure()", row -> true);
  }

  /// The import as the unit that undoes together.
  static void unit(Transaction tx, Import of, Instant at) throws SQLException {
    tx.update(
        """
        insert into records.unit (id, kind, label, principal, created_at)
        values (?, 'import', ?, ?, ?) on conflict (id) do nothing
        """,
        of.id(),
        of.fileName(),
        of.actor(),
        at);
  }

  static void keepPart(Transaction tx, String file, int part, byte[] bytes) throws SQLException {
    tx.update(
        "insert into imports.file_part (file, part, bytes) values (?, ?, ?)", file, part, bytes);
  }

  static byte @Nullable [] part(Transaction tx, String file, int part) throws SQLException {
    return tx.first(
        "select bytes from imports.file_part where file = ? and part = ?",
        row -> row.getBytes(1),
        file,
        part);
  }

  static int forgetFile(Transaction tx, String file) throws SQLException {
    return tx.update("delete from imports.file_part where file = ?", file);
  }

  static void mend(Transaction tx, UUID id, long row, String column, String value)
      throws SQLException {
    tx.update(
        """
        insert into imports.mended (import, row, "column", value) values (?, ?, ?, ?)
        on conflict (import, row, "column") do update set value = excluded.value
        """,
        id,
        row,
        column,
        value);
  }

  static Mended mended(Transaction tx, UUID id) throws SQLException {
    Map<Long, Map<String, String>> cells = new HashMap<>();
    tx.query(
        "select row, \"column\", value from imports.mended where import = ?",
        row ->
            cells
                .computeIfAbsent(row.getLong(1), r -> new HashMap<>())
                .put(row.getString(2), row.getString(3)),
        id);
    return new Mended(cells);
  }

  /// Field by column, as people decided in earlier imports of the same type, the latest first.
  static Map<String, String> earlier(Transaction tx, UUID owner, String type) throws SQLException {
    Map<String, String> earlier = new HashMap<>();
    tx.query(
        """
        select m.key, m.value
        from (select mapping from imports.import
          where type = ? and owner = ? and state = 'done' order by created_at desc limit 20) i,
          jsonb_each_text(i.mapping -> 'columns') m
        """,
        row -> earlier.putIfAbsent(row.getString(1), row.getString(2)),
        type,
        owner);
    return earlier;
  }
}
