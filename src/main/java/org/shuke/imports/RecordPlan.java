package org.shuke.imports;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.shuke.platform.db.Database;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Bindings;
import org.shuke.records.Policy;
import org.shuke.records.Type;
import org.shuke.records.writes.Writes;

/// Rows become records of one type, created or met by a key.
final class RecordPlan implements Plan {
  /// The rest of the machine is for those who work on it.
  private static final int HANDS = 2;

  private final Database database;
  private final Policy policy;
  private final Type type;
  private final List<Target> targets;
  private final Clock clock;
  private final Rooms rooms;

  /// @param policy of the user who imports
  RecordPlan(
      Database database,
      Policy policy,
      Type type,
      List<Target> targets,
      Clock clock,
      Writes writes) {
    this.database = database;
    this.policy = policy;
    this.type = type;
    this.targets = targets;
    this.clock = clock;
    this.rooms = new Rooms(writes, policy, type);
  }

  @Override
  public List<Target> targets() {
    return targets;
  }

  @Override
  public void stage(
      Transaction tx, Import of, RowFlow flow, Cells cells, Mended mended, Watch watch)
      throws IOException, SQLException {
    var lookups = Lookup.of(policy, type, mapped(of));
    var homes = new AccountHomes(database, policy, bindings(), lookups);
    new RecordStage(of.id(), type, cells, of.mapping(), targets, homes)
        .copy(tx.connection(), flow, mended, watch);
  }

  @Override
  public void check(Transaction tx, Import of) throws SQLException {
    var bindings = bindings();
    new RecordCheckSql(
            policy, type, of.mapping(), mapped(of), links(of, bindings), parts(), bindings, rooms)
        .check(tx, of.id());
  }

  private List<Target> mapped(Import of) {
    return List.copyOf(Cells.chosen(targets, of.mapping()).values());
  }

  private Links links(Import of, Bindings bindings) {
    return new Links(policy, type, of.mapping(), mapped(of), bindings);
  }

  private Bindings bindings() {
    return Bindings.of(policy, clock.instant());
  }

  @Override
  public void clear(Transaction tx, Import of) throws SQLException {
    tx.update("delete from imports.row where import = ?", of.id());
  }

  @Override
  public void settle(Transaction tx, Import of) throws SQLException {
    tx.update(
        """
        update imports.row
        set result = case plan when 'unchanged' then 'unchanged' when 'skip' then 'skipped' else 'failed' end
        where import = ? and result is null and plan in ('unchanged', 'skip', 'fail')
        """,
        of.id());
  }

  /// New records, those that others refer to first; then the changes of old ones. Where rows make
  /// what they name, two hands might make the same.
  @Override
  public List<Pass> passes(Transaction tx, Import of) throws SQLException {
    int hands = links(of, bindings()).makeSome() ? 1 : HANDS;
    List<Pass> passes =
        new ArrayList<>(
            tx.query(
                """
                select level, count(*) from imports.row
                where import = ? and result is null and plan = 'create' group by 1 order by 1
                """,
                row -> new Pass("create", row.getInt(1), hands, row.getLong(2)),
                of.id()));
    // also where none is open yet: what is made before its parts waits for them there
    passes.addAll(
        tx.query(
            "select count(*) from imports.row where import = ? and result is null and plan = 'update'",
            row -> new Pass("update", 0, 1, row.getLong(1)),
            of.id()));
    return passes;
  }

  @Override
  public void write(Transaction tx, Import of, ImportUnit unit, Stretch stretch)
      throws SQLException {
    var bindings = bindings();
    writing(of, links(of, bindings), bindings, unit).write(tx, stretch);
  }

  private RecordWriteSql writing(Import of, Links links, Bindings bindings, ImportUnit unit) {
    return new RecordWriteSql(type, of.mapping(), links, parts(), bindings, unit, rooms);
  }

  private Parts parts() {
    return new Parts(policy.catalog(), type);
  }

  @Override
  public Counters counters(Transaction tx, Import of) throws SQLException {
    return counters(tx, of, "plan");
  }

  @Override
  public Counters stopped(Transaction tx, Import of) throws SQLException {
    // of what waits for its parts alone, the record is there
    String created =
        "case when level = " + RecordWriteSql.LAST + " then 'created' else 'skipped' end";
    return counters(tx, of, created);
  }

  private static Counters counters(Transaction tx, Import of, String open) throws SQLException {
    var counters =
        tx.first(
            """
            select count(*),
              count(*) filter (where done in ('create', 'created')),
              count(*) filter (where done in ('update', 'updated')),
              count(*) filter (where done = 'unchanged'),
              count(*) filter (where done in ('skip', 'skipped')),
              count(*) filter (where done in ('fail', 'failed')),
              count(result)
            from (select result, coalesce(result, %s) as done from imports.row where import = ?) r
            """
                .formatted(open),
            Counters::read,
            of.id());
    return counters == null ? Counters.NONE : counters;
  }

  /// Of other types: what rows name and is not there.
  @Override
  public Map<String, Long> foretold(Transaction tx, Import of) throws SQLException {
    Map<String, Long> made = new LinkedHashMap<>();
    links(of, bindings()).foretell(tx, of.id(), made);
    return made;
  }

  @Override
  public Map<String, Long> made(Transaction tx, Import of) throws SQLException {
    Map<String, Long> made = new LinkedHashMap<>();
    if (of.mapping().create() != null && !of.mapping().create().isEmpty()) {
      tx.query(
          """
          select type, count(*) from records.change
          where unit = ? and op = 'create' and part is null and type <> ? group by type order by 2 desc
          """,
          row -> made.put(policy.catalog().type(row.getString(1)).plural(), row.getLong(2)),
          of.id(),
          of.type());
    }
    return made;
  }

  @Override
  public String table() {
    return "imports.row";
  }
}
