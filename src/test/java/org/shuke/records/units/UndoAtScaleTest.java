package org.shuke.records.units;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.platform.TestDatabase;
import org.shuke.platform.db.Database;
import org.shuke.records.Ids;
import org.shuke.records.World;
import org.shuke.records.search.SearchCatchUp;

/// The undo of a large import: killed in the middle, with rows that people edited since.
class UndoAtScaleTest {
  private static final int EDITED = 300;

  @RegisterExtension final TestDatabase test = TestDatabase.fresh();

  private final World world = new World(test);

  private static final class Killed extends RuntimeException {
    private final long serialVersionUID = 1;
  }

  private Database database() {
    return world.database();
  }

  private void run(String sql, Object... values) {
    database().background().transaction(tx -> tx.update(sql, values));
  }

  /// What was there before the import.
  private void existing(int updated) {
    run(
        """
        insert into customers.account (name, city, external_id, created_by, updated_by, owner)
        select 'Old ' || n, 'Here', 'old-' || n, ?, ?, ? from generate_series(1, ?) n
        """,
        World.ADMINISTRATOR,
        World.ADMINISTRATOR,
        World.ADMINISTRATOR,
        updated);
  }

  /// As an import writes it: rows and change rows set by set.
  private void imported(UUID unit, int created) {
    database()
        .background()
        .transaction(tx -> {
          world.units().open(tx.connection(), unit, "import", "file.csv", world.administrator());
          return true;
        });
    run(
        """
        with made as (
          insert into customers.account (name, city, external_id, created_by, updated_by, owner)
          select 'New ' || n, 'There', 'new-' || n, ?, ?, ? from generate_series(1, ?) n
          returning id, name, city, external_id, kind, owner),
        found as (
          insert into records.search (type, record, owner, version, doc)
          select 'account', id, owner, 1, to_tsvector('simple', name) from made),
        logged as (
          insert into records.change (at, actor, cause, unit, type, record, version, op)
          select now(), ?, 'import', ?, 'account', id, 1, 'create' from made
          returning seq, record)
        insert into records.change_value (seq, after)
        select l.seq, to_jsonb(m) - 'id' from logged l join made m on m.id = l.record
        """,
        World.ADMINISTRATOR,
        World.ADMINISTRATOR,
        World.ADMINISTRATOR,
        created,
        World.ADMINISTRATOR,
        unit);
    run(
        """
        with changed as (
          update customers.account set city = 'Moved', version = 2 where external_id like 'old-%'
          returning id),
        logged as (
          insert into records.change (at, actor, cause, unit, type, record, version, op)
          select now(), ?, 'import', ?, 'account', id, 2, 'update' from changed
          returning seq)
        insert into records.change_value (seq, before, after)
        select seq, '{"city": "Here"}', '{"city": "Moved"}' from logged
        """,
        World.ADMINISTRATOR, unit);
    run("analyze");
  }

  /// People go on working: on created rows and on updated ones.
  private void edited() {
    run(
        """
        with touched as (
          (select id, version from customers.account where external_id like 'new-%' limit ?)
          union all
          (select id, version from customers.account where external_id like 'old-%' limit ?)),
        changed as (
          update customers.account a set city = 'Mine', version = a.version + 1
          from touched t where t.id = a.id returning a.id, a.version)
        insert into records.change (at, actor, cause, type, record, version, op)
        select now(), ?, 'page', 'account', id, version, 'update' from changed
        """,
        EDITED / 2, EDITED / 2, World.ADMINISTRATOR);
  }

  @Test
  @Tag("slow")
  void anImportIsUndoneAlthoughTheUndoIsKilledInBetween() throws InterruptedException {
    undone(20_000);
  }

  @Test
  @Tag("full")
  void anImportOf100000RowsIsUndoneWithinAMinute() throws InterruptedException {
    var took = undone(100_000);
    assertTrue(took.toSeconds() <= 60, took.toString());
  }

  /// A tenth of the rows changes what was there, the others are new.
  private Duration undone(int rows) throws InterruptedException {
    int updated = rows / 10;
    existing(updated);
    var before = world.state();
    var unit = Ids.next();
    imported(unit, rows - updated);
    edited();

    var preview = world.units().preview(world.administrator(), unit);
    assertEquals(EDITED, preview.conflicts().count());
    assertEquals(rows - updated - EDITED / 2, preview.remove());

    long started = System.nanoTime();
    var begun = world.units().undo(world.administrator(), unit, false);
    killedInTheMiddle(begun.unit());
    var job = begun.job();
    assertNotNull(job);
    try (var jobs = world.jobs()) {
      jobs.start();
      while (!jobs.find(job).orElseThrow().state().ended()) {
        Thread.sleep(50);
      }
    }
    var took = Duration.ofNanos(System.nanoTime() - started);

    assertEquals(
        new Units.Done(true, updated - EDITED / 2, rows - updated - EDITED / 2, EDITED),
        world.units().preview(world.administrator(), begun.unit()).progress());
    forgetTheEdited();
    assertEquals(before, world.state());
    return took;
  }

  /// Some chunks are done, one is lost half-way.
  private void killedInTheMiddle(UUID undo) {
    var sql = new UnitSql(Undo.CHUNK);
    for (int i = 0; i < 3; i++) {
      database().background().transaction(tx -> chunk(sql, tx, undo));
    }
    assertThrows(
        Killed.class,
        () ->
            database()
                .background()
                .transaction(tx -> {
                  chunk(sql, tx, undo);
                  throw new Killed();
                }));
  }

  private UnitSql.Progress chunk(UnitSql sql, org.shuke.platform.db.Transaction tx, UUID undo)
      throws java.sql.SQLException {
    var progress = sql.progress(tx.connection(), undo);
    var types = sql.types(tx.connection(), progress.undoes());
    return new Undo(
            sql,
            SearchCatchUp::records,
            world.writes().guards(),
            Clock.systemUTC(),
            world.administrator(),
            progress,
            types)
        .chunk(tx);
  }

  /// What was kept is set aside by hand, so that the rest can be compared.
  private void forgetTheEdited() {
    run("delete from customers.account where external_id like 'new-%' and city = 'Mine'");
    run("update customers.account set city = 'Here' where city = 'Mine'");
  }
}
