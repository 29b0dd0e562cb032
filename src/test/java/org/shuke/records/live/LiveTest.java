package org.shuke.records.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.platform.Refusal;
import org.shuke.platform.TestDatabase;
import org.shuke.records.Policy;
import org.shuke.records.Scope;
import org.shuke.records.live.Stream.Event;
import org.shuke.records.live.Stream.Event.What;
import org.shuke.records.search.Town;

class LiveTest {
  @RegisterExtension static final TestDatabase world = TestDatabase.fresh();

  private static final UUID ANNA = new UUID(2, 1);
  private static final UUID BO = new UUID(2, 2);
  private static Town town;

  private final Live live =
      new Live(world.database(), () -> town.catalog, Clock.systemUTC(), Duration.ofHours(1));

  @BeforeAll
  static void settle() {
    town = new Town(world);
  }

  private static Policy own(UUID user) {
    return town.caller(user, Town.reads("shop", Scope.OWN), Town.reads("good", Scope.ALL));
  }

  private Stream open(Policy policy, String... watched) {
    return open(policy, () -> policy, watched);
  }

  private Stream open(Policy policy, Supplier<@Nullable Policy> now, String... watched) {
    return live.open(policy, now, Watched.parse(List.of(watched), town.catalog));
  }

  private static UUID shop(UUID owner) {
    return town.add("shop", owner, "name", "Shop");
  }

  private static void change(UUID shop, @Nullable UUID owner) {
    world
        .database()
        .transaction(tx -> {
          tx.update(
              "update town.shop set version = version + 1, owner = coalesce(?, owner) where id = ?",
              owner,
              shop);
          return log(tx, "shop", shop);
        });
  }

  private static int log(org.shuke.platform.db.Transaction tx, String type, UUID record)
      throws java.sql.SQLException {
    return tx.update(
        """
        insert into records.change (at, actor, cause, type, record, version, op)
        values (now(), '00000000-0000-0000-0000-000000000001', 'test', ?, ?, 2, 'update')\
        """,
        type,
        record);
  }

  private List<Event> told(Stream stream) throws InterruptedException {
    live.tick();
    return stream.next(0);
  }

  @Test
  void aShownRecordThatChangesIsTold() throws Exception {
    var shop = shop(ANNA);
    try (var stream = open(own(ANNA), "shop:" + shop)) {
      assertEquals(List.of(), told(stream));
      change(shop, null);
      assertEquals(List.of(new Event(What.CHANGED, "shop", shop, 2)), told(stream));
      assertEquals(List.of(), told(stream));
    }
  }

  @Test
  void aRecordThatIsNoLongerReadableIsGoneOnce() throws Exception {
    var shop = shop(ANNA);
    try (var stream = open(own(ANNA), "shop:" + shop)) {
      change(shop, BO);
      assertEquals(List.of(new Event(What.GONE, "shop", shop, 0)), told(stream));
      change(shop, null);
      assertEquals(List.of(), told(stream));
    }
  }

  @Test
  void whatGoesWhileThePageSaysAnewWhatItShowsIsTold() throws Exception {
    var shop = shop(ANNA);
    var policy = own(ANNA);
    try (var stream = open(policy, "shop:" + shop)) {
      change(shop, BO);
      var watched = Watched.parse(List.of("shop", "shop:" + shop), town.catalog);
      live.show(stream.id(), policy, watched);
      assertEquals(List.of(new Event(What.GONE, "shop", shop, 0)), told(stream));
    }
  }

  @Test
  void nothingIsToldOfARecordThatWasNeverReadable() throws Exception {
    var shop = shop(BO);
    try (var stream = open(own(ANNA), "shop:" + shop, "shop")) {
      change(shop, null);
      assertEquals(List.of(), told(stream));
    }
  }

  @Test
  void whoWatchesATypeIsToldOfNewRecords() throws Exception {
    try (var stream = open(own(ANNA), "shop")) {
      var shop = shop(ANNA);
      change(shop, null);
      assertEquals(shop, told(stream).getFirst().id());
    }
  }

  @Test
  void manyChangesOfATypeAreOneHint() throws Exception {
    try (var stream = open(own(ANNA), "shop")) {
      world
          .database()
          .transaction(tx -> {
            for (int i = 0; i <= ChangeWindow.MOST; i++) {
              log(tx, "shop", UUID.randomUUID());
            }
            return null;
          });
      assertEquals(List.of(new Event(What.STALE, "shop", null, 0)), told(stream));
    }
  }

  @Test
  void aReaderThatIsTooSlowIsToldToReadAgain() throws Exception {
    var shop = shop(ANNA);
    try (var stream = open(own(ANNA), "shop:" + shop)) {
      for (int i = 0; i < 2_001; i++) {
        stream.tell("shop", java.util.Set.of(shop), Map.of(shop, (long) i));
      }
      assertEquals(List.of(new Event(What.STALE, "shop", null, 0)), stream.next(0));
    }
  }

  @Test
  void rightsAreThoseOfTheMomentOfSending() throws Exception {
    var shop = shop(BO);
    var policy = new AtomicReference<@Nullable Policy>(town.everything());
    try (var stream = open(town.everything(), policy::get, "shop:" + shop)) {
      policy.set(own(ANNA));
      change(shop, null);
      assertEquals(What.GONE, told(stream).getFirst().what());
      policy.set(null);
      change(shop, null);
      assertEquals(List.of(), told(stream));
      assertFalse(stream.open());
    }
  }

  @Test
  void onlyItsCallerChangesWhatAStreamWatches() throws Exception {
    var shop = shop(ANNA);
    var anna = own(ANNA);
    try (var stream = open(anna)) {
      var watched = List.of(new Watched("shop", shop));
      assertThrows(Refusal.class, () -> live.show(stream.id(), own(BO), watched));
      live.show(stream.id(), anna, watched);
      change(shop, null);
      assertEquals(1, told(stream).size());
    }
  }

  @Test
  void theStreamTellsByItself() throws Exception {
    var shop = shop(ANNA);
    var anna = own(ANNA);
    try (var alive = new Live(world.database(), () -> town.catalog, Clock.systemUTC());
        var stream = alive.open(anna, () -> anna, List.of(new Watched("shop", shop)))) {
      change(shop, null);
      assertEquals(1, stream.next(10_000).size());
    }
  }

  @Test
  void closingEndsEveryStreamAndRefusesNewOnes() {
    var stream = open(own(ANNA), "shop");
    live.close();
    assertFalse(stream.open());
    assertThrows(Refusal.class, () -> open(own(ANNA), "shop"));
  }

  /// everything changes hands all the time; each stream is told only what its caller may read
  /// when it is sent, and all of that.
  @Test
  void aStreamGetsOnlyIdsThatItsCallerMayRead() throws Exception {
    var random = new Random(13);
    var users = new UUID[6];
    var streams = new ArrayList<Stream>();
    for (int i = 0; i < users.length; i++) {
      users[i] = new UUID(3, i);
      streams.add(open(own(users[i]), "shop"));
    }
    var shops = new ArrayList<UUID>();
    var owners = new ArrayList<UUID>();
    for (int i = 0; i < 60; i++) {
      owners.add(users[random.nextInt(users.length)]);
      shops.add(shop(owners.getLast()));
    }
    int told = 0;
    for (int round = 0; round < 40; round++) {
      var expected = new ArrayList<HashSet<UUID>>();
      streams.forEach(s -> expected.add(new HashSet<>()));
      var touched = new HashSet<Integer>();
      for (int i = 0; i < 20; i++) {
        int shop = random.nextInt(shops.size());
        owners.set(shop, users[random.nextInt(users.length)]);
        change(shops.get(shop), owners.get(shop));
        touched.add(shop);
      }
      touched.forEach(
          shop -> expected.get(List.of(users).indexOf(owners.get(shop))).add(shops.get(shop)));
      for (int i = 0; i < streams.size(); i++) {
        told += check(streams.get(i), expected.get(i));
      }
    }
    assertTrue(told > 400);
    streams.forEach(Stream::close);
  }

  private int check(Stream stream, HashSet<UUID> readable) throws InterruptedException {
    var events = told(stream);
    assertEquals(readable, new HashSet<>(events.stream().map(Event::id).toList()));
    return events.size();
  }
}
