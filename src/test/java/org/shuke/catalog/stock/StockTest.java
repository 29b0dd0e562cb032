package org.shuke.catalog.stock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program;
import org.shuke.Program.Client;
import org.shuke.platform.Refusal;
import org.shuke.records.Policy;
import org.shuke.records.Principal;

class StockTest {
  @RegisterExtension static final Program PROGRAM = Program.withKey(Clock.systemUTC());

  private static final Client ADMIN = PROGRAM.admin();
  private static final AtomicInteger COUNT = new AtomicInteger();

  private static String product() {
    int number = COUNT.incrementAndGet();
    return ADMIN
        .post("/api/v1/products", Map.of("sku", "S" + number, "name", "Thing " + number))
        .get("id");
  }

  private static String warehouse(int rank) {
    int number = COUNT.incrementAndGet();
    return ADMIN
        .post(
            "/api/v1/warehouses",
            Map.of("code", "W" + number, "name", "House " + number, "rank", rank))
        .get("id");
  }

  private static String level(String product, String warehouse, int onHand) {
    var level =
        ADMIN.post("/api/v1/stock-levels", Map.of("product", product, "warehouse", warehouse));
    assertEquals(201, level.status(), level::toString);
    var count =
        ADMIN.post(
            "/api/v1/stock-levels/" + level.get("id") + "/count", Map.of("quantity", onHand));
    assertEquals(204, count.status(), count::toString);
    return level.get("id");
  }

  private static void holds(String level, int onHand, int reserved) {
    var reply = ADMIN.get("/api/v1/stock-levels/" + level);
    assertEquals(
        onHand + "/" + reserved,
        reply.json().at("/onHand").intValue() + "/" + reply.json().at("/reserved").intValue(),
        reply::toString);
  }

  /// What the desk does for somebody, as verbs do.
  private static void with(Act act) {
    var shuke = PROGRAM.shuke();
    var system = Policy.unlimited(Principal.SYSTEM, Policy.Members.NOBODY, shuke.catalog());
    shuke
        .writes()
        .write(
            system,
            "test",
            null,
            unit -> {
              act.on(shuke.products().stock(), unit);
              return true;
            });
  }

  private interface Act {
    void on(Stock stock, org.shuke.records.Unit unit) throws java.sql.SQLException;
  }

  private static Subject order() {
    return new Subject("order", UUID.randomUUID());
  }

  private static List<Goods> some(String product, int quantity) {
    return List.of(new Goods(UUID.fromString(product), BigDecimal.valueOf(quantity)));
  }

  @Test
  void goodsAreSetAsideByRankAndShippedFromWhatIsHeld() {
    var product = product();
    var near = level(product, warehouse(1), 5);
    var far = level(product, warehouse(2), 10);
    var order = order();
    with((stock, unit) -> stock.reserve(unit, order, some(product, 8)));
    holds(near, 5, 5);
    holds(far, 10, 3);
    with((stock, unit) -> stock.ship(unit, order, some(product, 6)));
    holds(near, 0, 0);
    holds(far, 9, 2);
    with((stock, unit) -> stock.release(unit, order));
    holds(far, 9, 0);
  }

  @Test
  void allLinesOrNoneAndTheRefusalSaysHowMuchThereIs() {
    var much = product();
    var little = product();
    var place = warehouse(1);
    var plenty = level(much, place, 10);
    level(little, place, 2);
    var lines = new ArrayList<>(some(much, 5));
    lines.addAll(some(little, 3));
    try {
      with((stock, unit) -> stock.reserve(unit, order(), lines));
      throw new AssertionError("there are only two");
    } catch (Refusal refusal) {
      var fault = refusal.faults().getFirst();
      assertEquals("lines[1].quantity", fault.field());
      assertEquals("2", fault.args().get("available"));
    }
    holds(plenty, 10, 0);
  }

  @Test
  void aProductHasOneLevelInAWarehouseAndKeepsItsPlace() {
    var product = product();
    var place = warehouse(1);
    var level = level(product, place, 1);
    var again = ADMIN.post("/api/v1/stock-levels", Map.of("product", product, "warehouse", place));
    assertEquals(409, again.status(), again::toString);
    var moved =
        ADMIN
            .with("If-Match", "*")
            .patch("/api/v1/stock-levels/" + level, Map.of("warehouse", warehouse(2)));
    ADMIN.with("If-Match", null);
    assertEquals(422, moved.status(), moved::toString);
  }

  @Test
  void movedGoodsAreTheSameInAll() {
    var product = product();
    var there = warehouse(2);
    var here = level(product, warehouse(1), 7);
    var reply =
        ADMIN.post(
            "/api/v1/stock-levels/" + here + "/move", Map.of("warehouse", there, "quantity", 3));
    assertEquals(204, reply.status(), reply::toString);
    holds(here, 4, 0);
    var other =
        ADMIN.get("/api/v1/stock-levels?filter=warehouse%20==%20%22" + there + "%22").json();
    assertEquals(3, other.at("/items/0/onHand").intValue());
  }

  @Test
  @Tag("slow")
  void underThirtyTwoThreadsNothingIsEverLessThanNothingAndTheLedgerAddsUp() throws Exception {
    race(32, 10_000);
  }

  @Test
  void underSomeThreadsNothingIsEverLessThanNothingAndTheLedgerAddsUp() throws Exception {
    race(16, 600);
  }

  private static void race(int threads, int operations) throws Exception {
    var products = List.of(product(), product(), product());
    var places = List.of(warehouse(1), warehouse(2));
    products.forEach(product -> places.forEach(place -> level(product, place, 20)));
    var start = new CountDownLatch(1);
    var work = new ArrayList<Future<?>>();
    try (var pool = Executors.newFixedThreadPool(threads)) {
      for (int thread = 0; thread < threads; thread++) {
        int seed = thread;
        work.add(
            pool.submit(() -> {
              start.await();
              var random = new Random(seed);
              var mine = new ArrayList<Subject>();
              for (int i = 0; i < operations / threads; i++) {
                act(random, products, places, mine);
              }
              return null;
            }));
      }
      start.countDown();
      for (var each : work) {
        each.get();
      }
    }
    for (var product : products) {
      addsUp(product);
    }
  }

  private static void act(
      Random random, List<String> products, List<String> places, List<Subject> mine) {
    var lines = new ArrayList<Goods>();
    for (var product : products) {
      if (random.nextInt(2) == 0) {
        lines.addAll(some(product, 1 + random.nextInt(5)));
      }
    }
    if (random.nextBoolean()) {
      java.util.Collections.reverse(lines);
    }
    try {
      switch (random.nextInt(5)) {
        case 0, 1 -> {
          var order = order();
          with((stock, unit) -> stock.reserve(unit, order, lines));
          mine.add(order);
        }
        case 2 -> {
          var order = mine.isEmpty() ? order() : mine.removeLast();
          with((stock, unit) -> stock.ship(unit, order, lines));
        }
        case 3 -> {
          if (!mine.isEmpty()) {
            var order = mine.removeFirst();
            with((stock, unit) -> stock.release(unit, order));
          }
        }
        default -> {
          var place = UUID.fromString(places.get(random.nextInt(places.size())));
          with((stock, unit) -> stock.receive(unit, place, lines, null));
        }
      }
    } catch (Refusal no) {
      assertTrue(no.status() == 422 || no.code().equals("busy"), no::toString);
    }
  }

  private static void addsUp(String product) {
    PROGRAM
        .database()
        .read(tx ->
            tx.query(
                """
                select l.on_hand, l.reserved, sum(m.on_hand), sum(m.reserved),
                  min(m.on_hand_after), min(m.reserved_after),
                  coalesce((select sum(h.quantity) from catalog.stock_hold h
                    where h.product = l.product and h.warehouse = l.warehouse), 0)
                from catalog.stock_level l
                join catalog.stock_movement m
                  on m.product = l.product and m.warehouse = l.warehouse
                where l.product = ? group by l.id
                """,
                row -> {
                  assertEquals(row.getBigDecimal(1), row.getBigDecimal(3), "on hand");
                  assertEquals(row.getBigDecimal(2), row.getBigDecimal(4), "reserved");
                  assertEquals(0, row.getBigDecimal(2).compareTo(row.getBigDecimal(7)), "held");
                  assertTrue(row.getBigDecimal(5).signum() >= 0);
                  assertTrue(row.getBigDecimal(6).signum() >= 0);
                  return true;
                },
                UUID.fromString(product)));
  }
}
