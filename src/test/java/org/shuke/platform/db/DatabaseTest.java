package org.shuke.platform.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.platform.Refusal;
import org.shuke.platform.TestDatabase;

class DatabaseTest {
  @RegisterExtension static final TestDatabase world = TestDatabase.fresh("platform");
  private static final Database database = world.database();

  @BeforeAll
  static void makeTable() {
    database
        .schema()
        .transaction(tx ->
            tx.update(
                "create table platform.thing (id int primary key, n int not null default 0)"));
    database.transaction(
        tx -> tx.update("insert into platform.thing select i from generate_series(1, 10) i"));
  }

  @Test
  void theApplicationUsesWhatTheOwnerMadeAndOwnsNothing() {
    assertEquals(10, count("select count(*) from platform.thing"));
    assertEquals(0, count("select count(*) from pg_class where relowner = current_user::regrole"));
    var refused =
        assertThrows(
            DatabaseFault.class,
            () -> database.transaction(tx -> tx.update("drop table platform.thing")));
    assertEquals("42501", refused.state());
    assertThrows(
        DatabaseFault.class,
        () -> database.transaction(tx -> tx.update("delete from platform.schema_history")));
  }

  private int count(String query) {
    return database.read(tx -> tx.query(query, row -> row.getInt(1)).getFirst());
  }

  @Test
  void aReadCannotWrite() {
    var refused =
        assertThrows(
            DatabaseFault.class,
            () -> database.read(tx -> tx.update("update platform.thing set n = 1")));
    assertEquals("25006", refused.state());
  }

  @Test
  void whatFailsLeavesNothingAndTellsNobody() {
    var told = new AtomicInteger();
    var fault =
        assertThrows(
            DatabaseFault.class,
            () ->
                database.transaction(tx -> {
                  tx.afterCommit(told::incrementAndGet);
                  tx.update("insert into platform.thing values (20)");
                  return tx.update("insert into platform.thing values (1)");
                }));
    assertEquals("23505", fault.state());
    assertEquals("thing_pkey", fault.constraint());
    assertEquals(0, count("select count(*) from platform.thing where id = 20"));
    assertEquals(0, told.get());
  }

  @Test
  void afterACommitItIsTold() {
    var told = new AtomicInteger();
    database.transaction(tx -> {
      tx.afterCommit(told::incrementAndGet);
      return tx.update("update platform.thing set n = n where id = 3");
    });
    assertEquals(1, told.get());
  }

  @Test
  void workThatMetAnotherIsDoneAgain() throws Exception {
    var runs = new AtomicInteger();
    var bothHoldOne = new CountDownLatch(2);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var forth = threads.submit(() -> crossing(1, 2, runs, bothHoldOne));
      var back = threads.submit(() -> crossing(2, 1, runs, bothHoldOne));
      forth.get();
      back.get();
    }
    assertTrue(runs.get() >= 3, "runs: " + runs);
    assertEquals(2, count("select n from platform.thing where id = 1"));
  }

  private static int crossing(int one, int other, AtomicInteger runs, CountDownLatch bothHoldOne) {
    return database.transaction(tx -> {
      runs.incrementAndGet();
      tx.update("update platform.thing set n = n + 1 where id = ?", one);
      bothHoldOne.countDown();
      try {
        bothHoldOne.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return tx.update("update platform.thing set n = n + 1 where id = ?", other);
    });
  }

  @Test
  void aLostConnectionIsPassedOverWhenReadingAndRefusedWhenWriting() {
    var tries = new AtomicInteger();
    int answer =
        database.read(tx -> {
          if (tries.incrementAndGet() == 1) {
            tx.query("select pg_terminate_backend(pg_backend_pid())", row -> row.getBoolean(1));
          }
          return tx.query("select 42", row -> row.getInt(1)).getFirst();
        });
    assertEquals(42, answer);
    var refusal =
        assertThrows(
            Refusal.class,
            () ->
                database.transaction(
                    tx -> tx.query("select pg_terminate_backend(pg_backend_pid())", row -> 1)));
    assertEquals(503, refusal.status());
    assertEquals("database-away", refusal.code());
    assertTrue(refusal.retryAfter() != null);
  }

  @Test
  void aTransactionWithinATransactionIsAFault() {
    assertThrows(
        IllegalStateException.class,
        () -> database.transaction(tx -> database.transaction(inner -> 1)));
  }

  @Test
  void aSnapshotSeesOneMoment() {
    int[] counts =
        database.snapshot(tx -> {
          int before =
              tx.query("select n from platform.thing where id = 9", r -> r.getInt(1)).getFirst();
          database
              .background()
              .transaction(w -> w.update("update platform.thing set n = 99 where id = 9"));
          return new int[] {
            before,
            tx.query("select n from platform.thing where id = 9", r -> r.getInt(1)).getFirst()
          };
        });
    assertEquals(counts[0], counts[1]);
  }

  @Test
  void theExtensionsAreThere() {
    assertEquals(1, count("select 1 where similarity('shuke', 'shuk') > 0.5"));
    assertTrue(database.ready());
  }
}
