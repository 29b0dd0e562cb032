package org.shuke.records.numbers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.platform.Refusal;
import org.shuke.platform.TestDatabase;

/// C-05: many draw at once, some of whom give up.
class NumbersTest {
  private static final int DRAWERS = 16;

  @RegisterExtension static final TestDatabase WORLD = TestDatabase.fresh();

  @Test
  void aGapFreeRangeHasEveryNumberOnceWhoeverGivesUp() throws Exception {
    gapFree("few", 640);
  }

  @Test
  @Tag("full")
  void aGapFreeRangeHasEveryNumberOnceInTenThousandDraws() throws Exception {
    gapFree("many", 10_000);
  }

  @Test
  void twoNodesNeverGiveTheSameNumber() throws Exception {
    range("free", false);
    var one = new Numbers(WORLD.database(), ZoneOffset.UTC, Clock.systemUTC());
    var other = new Numbers(WORLD.database(), ZoneOffset.UTC, Clock.systemUTC());
    var drawn = new ConcurrentLinkedQueue<@Nullable String>();
    together(3_200, i -> drawn.add((i % 2 == 0 ? one : other).next("free")));
    assertEquals(3_200, new HashSet<>(drawn).size());
  }

  private static void gapFree(String subject, int draws) throws Exception {
    range(subject, true);
    Queue<Long> kept = new ConcurrentLinkedQueue<>();
    together(draws, i -> draw(subject, kept));
    assertEquals(
        LongStream.rangeClosed(1, kept.size()).boxed().toList(), kept.stream().sorted().toList());
  }

  /// One transaction in four is not kept.
  private static void draw(String subject, Queue<Long> kept) {
    boolean keeps = ThreadLocalRandom.current().nextInt(4) > 0;
    var today = LocalDate.now(ZoneOffset.UTC);
    try {
      kept.add(
          WORLD
              .database()
              .background()
              .transaction(tx -> {
                var drawn = NumberSql.draw(tx, subject, today, 1, true);
                if (!keeps || drawn == null) {
                  throw new GivenUp();
                }
                return drawn.last();
              }));
    } catch (GivenUp e) {
      // its number is somebody else's
    } catch (Refusal busy) {
      assertEquals(503, busy.status());
    }
  }

  private static final class GivenUp extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private interface Drawer {
    void draw(int i);
  }

  private static void together(int draws, Drawer drawer) throws Exception {
    try (var pool = Executors.newFixedThreadPool(DRAWERS)) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < draws; i++) {
        int number = i;
        all.add(pool.submit(() -> drawer.draw(number)));
      }
      for (var each : all) {
        each.get();
      }
    }
  }

  private static void range(String subject, boolean gapFree) {
    WORLD
        .database()
        .transaction(tx ->
            tx.update(
                """
                insert into records.number_range
                  (subject, pattern, gap_free, restart, created_by, updated_by)
                values (?, 'N-{0000}', ?, 'never', gen_random_uuid(), gen_random_uuid())
                """,
                subject,
                gapFree));
  }
}
