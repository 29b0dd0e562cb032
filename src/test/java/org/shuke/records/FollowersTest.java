package org.shuke.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.platform.TestDatabase;
import org.shuke.platform.db.DatabaseFault;
import org.shuke.records.Followers.Change;
import org.shuke.records.Followers.Start;

class FollowersTest {
  @RegisterExtension static final TestDatabase world = TestDatabase.fresh();

  private static final String LOG =
      """
      insert into records.change (at, actor, cause, type, record, version, op)
      values (now(), '00000000-0000-0000-0000-000000000001', 'test', 'thing', ?, ?, 'update')
      returning seq\
      """;

  private static final String TOO_MANY = "53300";

  private final Followers followers = new Followers(world.database());
  private final String name = UUID.randomUUID().toString();

  @BeforeEach
  void begin() {
    followers.register(name, Start.NOW);
  }

  /// The server keeps few connections, and the class before may still be giving back its own.
  private static Connection connect() throws SQLException {
    var login = world.application();
    for (int tries = 1; ; tries++) {
      try {
        var connection = DriverManager.getConnection(login.url(), login.user(), login.password());
        connection.setAutoCommit(false);
        return connection;
      } catch (SQLException full) {
        if (!TOO_MANY.equals(full.getSQLState()) || tries == 100) {
          throw full;
        }
        LockSupport.parkNanos(100_000_000);
      }
    }
  }

  private static long log(Connection connection, UUID record, long version) throws SQLException {
    try (var statement = connection.prepareStatement(LOG)) {
      statement.setObject(1, record);
      statement.setLong(2, version);
      try (var rows = statement.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }

  private List<Change> read(int page) {
    var all = new ArrayList<Change>();
    followers.follow(name, page, (tx, changes) -> all.addAll(changes));
    return all;
  }

  /// T1 writes S; T2 updates R and commits; T1 updates R and commits. An id horizon gives T1's
  /// change of R before T2's.
  @Test
  void theLateTransactionComesLateAndInOrder() throws SQLException {
    var r = UUID.randomUUID();
    var s = UUID.randomUUID();
    try (var t1 = connect();
        var t2 = connect()) {
      log(t1, s, 1);
      log(t2, r, 1);
      t2.commit();
      var first = read(100);
      log(t1, r, 2);
      t1.commit();
      var second = read(100);
      assertEquals(List.of(r), first.stream().map(Change::record).toList());
      assertEquals(List.of(s, r), second.stream().map(Change::record).toList());
      assertEquals(2, second.getLast().version());
    }
    assertEquals(List.of(), read(100));
  }

  @Test
  void askingWhetherThereIsAnythingNewDoesNotReadTheLog() throws SQLException {
    try (var login = connect();
        var statement = login.createStatement()) {
      for (int i = 0; i < 20; i++) {
        statement.executeUpdate(
            """
            insert into records.change (at, actor, cause, type, record, version, op)
            select now(), '00000000-0000-0000-0000-000000000001', 'test', 'thing',
              gen_random_uuid(), 1, 'create'
            from generate_series(1, 1000)\
            """);
        login.commit();
      }
    }
    world.database().schema().transaction(tx -> tx.update("analyze records.change"));
    read(1_000);
    assertFalse(followers.behind(name));
    var plan =
        world
            .database()
            .transaction(tx ->
                tx.query(
                    "explain " + Followers.BEHIND.replace("?", "'" + name + "'"),
                    row -> row.getString(1)));
    assertTrue(
        plan.stream().anyMatch(line -> line.contains("Backward using change_xid")), plan::toString);
  }

  @Test
  void aLongTransactionHoldsNobodyUp() throws SQLException {
    var seen = new ArrayList<UUID>();
    var late = UUID.randomUUID();
    try (var slow = connect();
        var quick = connect()) {
      log(slow, late, 1);
      for (int i = 0; i < 3; i++) {
        var id = UUID.randomUUID();
        log(quick, id, 1);
        quick.commit();
        assertEquals(List.of(id), read(100).stream().map(Change::record).toList());
      }
      slow.commit();
      read(100).forEach(change -> seen.add(change.record()));
    }
    assertEquals(List.of(late), seen);
  }

  @Test
  void aWindowIsReadInPagesAndResumedWhereItStopped() throws SQLException {
    var record = UUID.randomUUID();
    try (var connection = connect()) {
      for (int version = 1; version <= 25; version++) {
        log(connection, record, version);
      }
      connection.commit();
    }
    var seen = new ArrayList<Long>();
    var pages = new int[1];
    assertThrows(
        IllegalStateException.class,
        () ->
            followers.follow(
                name,
                10,
                (tx, changes) -> {
                  if (++pages[0] == 2) {
                    throw new IllegalStateException("killed");
                  }
                  changes.forEach(change -> seen.add(change.version()));
                }));
    try (var connection = connect()) {
      log(connection, record, 26);
      connection.commit();
    }
    read(10).forEach(change -> seen.add(change.version()));
    read(10).forEach(change -> seen.add(change.version()));
    assertEquals(java.util.stream.LongStream.rangeClosed(1, 26).boxed().toList(), seen);
  }

  @Test
  void whatTheReaderWritesCommitsWithItsPlace() throws SQLException {
    try (var connection = connect()) {
      log(connection, UUID.randomUUID(), 1);
      connection.commit();
    }
    assertThrows(
        DatabaseFault.class,
        () -> followers.follow(name, 10, (tx, changes) -> tx.update("select no_such_column")));
    assertEquals(1, read(10).size());
  }

  @Test
  void aNewFollowerMayBeginAtTheBeginning() throws SQLException {
    try (var connection = connect()) {
      log(connection, UUID.randomUUID(), 1);
      connection.commit();
    }
    var all = UUID.randomUUID().toString();
    followers.register(all, Start.BEGINNING);
    long logged =
        world
            .database()
            .read(tx -> tx.first("select count(*) from records.change", row -> row.getLong(1)));
    assertEquals(logged, followers.follow(all, 1_000, (tx, changes) -> {}));
  }

  /// 64 writers on 40 records, a third of the transactions rolled back, some slow; a reader at work
  /// all the time (D-09).
  @Test
  void everyCommittedChangeOfManyWritersIsReadOnceAndInOrder() throws Exception {
    makeThings();
    Set<Long> committed = ConcurrentHashMap.newKeySet();
    var read = new ArrayList<Change>();
    try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = new ArrayList<Future<?>>();
      for (int i = 0; i < 64; i++) {
        int seed = i;
        running.add(
            writers.submit(() -> {
              write(seed, committed);
              return null;
            }));
      }
      while (!running.stream().allMatch(Future::isDone)) {
        read.addAll(read(50));
      }
      for (var writer : running) {
        writer.get();
      }
    }
    read.addAll(read(50));
    assertEquals(read.size(), new HashSet<>(read.stream().map(Change::seq).toList()).size());
    assertEquals(committed, new HashSet<>(read.stream().map(Change::seq).toList()));
    Map<UUID, Long> versions = new HashMap<>();
    for (var change : read) {
      long before = versions.getOrDefault(change.record(), 0L);
      assertEquals(before + 1, change.version(), "in the order of the record's versions");
      versions.put(change.record(), change.version());
    }
  }

  private static void makeThings() throws SQLException {
    var owner = world.owner();
    try (var connection = DriverManager.getConnection(owner.url(), owner.user(), owner.password());
        var statement = connection.createStatement()) {
      statement.execute(
          "create table records.thing (id uuid primary key, version bigint not null default 0)");
      statement.execute(
          "insert into records.thing (id) select uuidv7() from generate_series(1, 40)");
    }
  }

  private static final Object CONNECTING = new Object();

  private static void write(int seed, Set<Long> committed) throws SQLException {
    var random = new Random(seed);
    Connection connection;
    synchronized (CONNECTING) {
      connection = connect();
    }
    try (connection) {
      for (int i = 0; i < 30; i++) {
        var seqs = new ArrayList<Long>();
        for (var record : some(connection, random)) {
          seqs.add(log(connection, record, next(connection, record)));
          if (random.nextInt(20) == 0) {
            try (var pause = connection.createStatement()) {
              pause.execute("select pg_sleep(0.02)");
            }
          }
        }
        if (random.nextInt(3) == 0) {
          connection.rollback();
        } else {
          connection.commit();
          committed.addAll(seqs);
        }
      }
    }
  }

  /// One to three records, locked in the order of their ids, so that writers never wait in a ring.
  private static List<UUID> some(Connection connection, Random random) throws SQLException {
    var ids = new ArrayList<UUID>();
    try (var statement =
        connection.prepareStatement(
            "select id from (select id, row_number() over (order by id) as n from records.thing) t"
                + " where n = any (?) order by id")) {
      var places = new Long[1 + random.nextInt(3)];
      for (int i = 0; i < places.length; i++) {
        places[i] = 1L + random.nextInt(40);
      }
      statement.setArray(1, connection.createArrayOf("bigint", places));
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          ids.add(rows.getObject(1, UUID.class));
        }
      }
    }
    return ids;
  }

  private static long next(Connection connection, UUID record) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "update records.thing set version = version + 1 where id = ? returning version")) {
      statement.setObject(1, record);
      try (var rows = statement.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }
}
