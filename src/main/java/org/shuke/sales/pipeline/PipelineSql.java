package org.shuke.sales.pipeline;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.db.Database;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Draft;
import org.shuke.records.Unit;
import tools.jackson.databind.json.JsonMapper;

/// The statements of the room that are not the engine's.
final class PipelineSql {
  private final Database database;

  PipelineSql(Database database) {
    this.database = database;
  }

  List<Stages.Known> stages() {
    return database.read(tx ->
        tx.query(
            """
            select s.id, s.pipeline, s.name, p.position, s.position, s.kind, s.probability, s.entry,
              s.entry_hint, s.asked, s.approvers, s.stale_days
            from sales.stage s join sales.pipeline p on p.id = s.pipeline
            where s.binned_at is null and p.binned_at is null\
            """,
            PipelineSql::stage));
  }

  /// The account of an opportunity that is there already.
  @Nullable UUID accountOf(@Nullable UUID opportunity) {
    return database.read(tx ->
        tx.first(
            "select account from sales.opportunity where id = ? and account is not null",
            row -> row.getObject(1, UUID.class),
            opportunity));
  }

  private static Stages.Known stage(ResultSet row) throws SQLException {
    return new Stages.Known(
        row.getObject(1, UUID.class),
        row.getObject(2, UUID.class),
        row.getString(3),
        row.getBigDecimal(4),
        row.getBigDecimal(5),
        Stage.Kind.valueOf(row.getString(6).toUpperCase(Locale.ROOT)),
        row.getBigDecimal(7),
        row.getString(8),
        row.getString(9),
        asked(row.getString(10)),
        List.of((UUID[]) row.getArray(11).getArray()),
        row.getBigDecimal(12));
  }

  /// The names in a JSON list; anything else asks for nothing.
  static List<String> asked(@Nullable String json) {
    var names = new ArrayList<String>();
    if (json != null) {
      for (var name : JsonMapper.shared().readTree(json)) {
        names.add(name.asString());
      }
    }
    return List.copyOf(names);
  }

  /// Is there a pipeline, or was there ever one?
  static boolean anyPipeline(Transaction tx) throws SQLException {
    return tx.first("select 1 from sales.pipeline limit 1", row -> true) != null;
  }

  /// Gives the ready-made pipeline and its stages, where nobody has touched them, their names in a
  /// language.
  static void name(Transaction tx, Locale language) throws SQLException {
    tx.update(
        """
        update sales.pipeline p set name = ?
        where p.version = 1 and p.name in (?, ?)\
        """,
        ReadyStage.pipeline(language),
        ReadyStage.pipeline(Locale.ENGLISH),
        ReadyStage.pipeline(Locale.CHINESE));
    for (var stage : ReadyStage.ALL) {
      tx.update(
          "update sales.stage set name = ? where external_id = ? and version = 1",
          stage.name(language),
          stage.english());
    }
  }

  /// Only one node at a time makes the first pipeline.
  static void lockFirstStart(Transaction tx) throws SQLException {
    tx.query("select pg_advisory_xact_lock(hashtext('sales.pipeline'))", row -> true);
  }

  static long inStage(Transaction tx, UUID stage) throws SQLException {
    return count(tx, "select count(*) from sales.opportunity where stage = ?", stage);
  }

  static long stagesOf(Transaction tx, UUID pipeline) throws SQLException {
    return count(
        tx, "select count(*) from sales.stage where binned_at is null and pipeline = ?", pipeline);
  }

  /// Where each living stage of a pipeline stands.
  static Map<UUID, BigDecimal> placesOf(Transaction tx, UUID pipeline) throws SQLException {
    var places = new HashMap<UUID, BigDecimal>();
    tx.query(
        "select id, position from sales.stage where pipeline = ? and binned_at is null",
        row -> places.put(row.getObject(1, UUID.class), row.getBigDecimal(2)),
        pipeline);
    return places;
  }

  static void lockPipeline(Transaction tx, UUID pipeline) throws SQLException {
    tx.query("select id from sales.pipeline where id = ? for no key update", r -> true, pipeline);
  }

  /// Does another stage of the pipeline stand at the same place?
  static boolean sharesPlace(Transaction tx, Draft stage) throws SQLException {
    return tx.first(
            """
            select id from sales.stage
            where pipeline = ? and position = ? and id <> ? and binned_at is null limit 1\
            """,
            row -> true,
            stage.get("pipeline"),
            stage.get("position"),
            stage.id())
        != null;
  }

  /// The place after all stages of a pipeline.
  static BigDecimal lastPlace(Transaction tx, UUID pipeline) throws SQLException {
    var place =
        tx.first(
            """
            select coalesce(max(position) + 1, 0) from sales.stage
            where pipeline = ? and binned_at is null\
            """,
            row -> row.getBigDecimal(1),
            pipeline);
    return place == null ? BigDecimal.ZERO : place;
  }

  private static long count(Transaction tx, String sql, UUID id) throws SQLException {
    var count = tx.first(sql, row -> row.getLong(1), id);
    return count == null ? 0 : count;
  }

  /// The stages that an opportunity stood in before, the latest first.
  static List<UUID> formerStages(Transaction tx, UUID opportunity) throws SQLException {
    return tx.query(
        """
        select (v.before ->> 'stage')::uuid
        from records.change c join records.change_value v using (seq)
        where c.record = ? and c.type = 'opportunity' and c.part is null and v.before ->> 'stage' is not null
        order by c.seq desc\
        """,
        row -> row.getObject(1, UUID.class),
        opportunity);
  }

  /// Moves whatever stands in a stage, also in the bin, as one undoable unit; answers how many.
  static long moveAll(Unit unit, UUID whole, UUID from, Stages.Known into, String label)
      throws SQLException {
    var tx = unit.tx();
    tx.update(
        "insert into records.unit (id, kind, label, principal) values (?, 'retire', ?, ?)",
        whole,
        label,
        unit.actor());
    return tx.update(
        """
        with moved as (
          update sales.opportunity set stage = ?, pipeline = ?, probability = ?, stage_since = ?,
            version = version + 1, updated_at = ?, updated_by = ?
          where stage = ?
          returning id, version, old.pipeline as old_pipeline, old.probability as old_probability,
            old.stage_since as old_since),
        logged as (
          insert into records.change (at, actor, cause, unit, type, record, version, op)
          select ?, ?, ?, ?, 'opportunity', id, version, 'update' from moved
          returning seq, record)
        insert into records.change_value (seq, before, after)
        select l.seq,
          jsonb_build_object('stage', ?::uuid, 'pipeline', m.old_pipeline, 'probability',
            m.old_probability, 'stage_since', m.old_since),
          jsonb_build_object('stage', ?::uuid, 'pipeline', ?::uuid, 'probability', ?::numeric,
            'stage_since', ?::timestamptz)
        from logged l join moved m on m.id = l.record\
        """,
        into.id(),
        into.pipeline(),
        into.probability(),
        unit.at(),
        unit.at(),
        unit.actor(),
        from,
        unit.at(),
        unit.actor(),
        unit.cause(),
        whole,
        from,
        into.id(),
        into.pipeline(),
        into.probability(),
        unit.at());
  }

  /// Makes the visits of opportunities anew from the change log. `hop` follows a unit's undo and
  /// that undo's own undo: what was undone an odd number of times did not happen. An opportunity
  /// that an undo is taking away at this moment is waited for, and has no visits any more.
  static void visitAnew(Transaction tx, UUID[] changed) throws SQLException {
    var opportunities =
        tx.query(
                "select id from sales.opportunity where id = any (?) order by id for key share",
                row -> row.getObject(1, UUID.class),
                (Object) changed)
            .toArray(UUID[]::new);
    tx.update("delete from sales.stage_visit where opportunity = any (?)", (Object) opportunities);
    tx.update(
        """
        with recursive entry as (
          select c.record, c.seq, c.at, c.unit, (v.after ->> 'stage')::uuid as stage,
            (v.after ->> 'stage_since')::timestamptz as since
          from records.change c join records.change_value v using (seq)
          where c.record = any (?) and c.type = 'opportunity' and c.part is null
            and c.cause <> 'undo' and v.after ->> 'stage' is not null),
        hop as (
          select distinct e.record, e.unit, e.unit as last, 0 as hops
          from entry e where e.unit is not null
          union all
          select h.record, h.unit, u.undone_by, h.hops + 1
          from hop h join records.unit u on u.id = h.last
          where u.undone_by is not null and exists (
            select 1 from records.change c join records.change_value v using (seq)
            where c.unit = u.undone_by and c.record = h.record
              and (jsonb_exists(v.after, 'stage') or jsonb_exists(v.before, 'stage')))),
        undone as (
          select record, unit from hop group by record, unit having max(hops) % 2 = 1),
        kept as (
          select e.*, row_number() over w as n, count(*) over (partition by e.record) as all_of_it
          from entry e
          left join undone u on u.record = e.record and u.unit = e.unit
          where u.unit is null
          window w as (partition by e.record order by e.seq)),
        timed as (
          select k.*, coalesce(k.since, case when k.all_of_it = 1 then o.stage_since end, k.at) as came
          from kept k join sales.opportunity o on o.id = k.record
          join sales.stage s on s.id = k.stage)
        insert into sales.stage_visit (opportunity, position, stage, entered_at, left_at)
        select record, n - 1, stage, came, lead(came) over (partition by record order by seq)
        from timed\
        """,
        (Object) opportunities);
  }

  /// The uses of plays on an opportunity, in their order.
  static List<UUID> playUses(Transaction tx, UUID opportunity) throws SQLException {
    return tx.query(
        "select id from sales.play_use where opportunity = ? order by position, id",
        row -> row.getObject(1, UUID.class),
        opportunity);
  }
}
