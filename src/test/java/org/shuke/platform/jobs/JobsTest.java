package org.shuke.platform.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.platform.Refusal;
import org.shuke.platform.TestDatabase;

@Tag("slow")
class JobsTest {
  @RegisterExtension static final TestDatabase world = TestDatabase.fresh("platform");

  private final List<Jobs> nodes = new ArrayList<>();

  record Greeting(String name, int times) {}

  private Jobs node() {
    var jobs = new Jobs(world.database(), Duration.ofSeconds(2));
    nodes.add(jobs);
    return jobs;
  }

  @AfterEach
  void stopNodes() {
    nodes.forEach(Jobs::close);
    world.database().transaction(tx -> tx.update("delete from platform.job"));
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "it took more than 20 s");
      Thread.sleep(10);
    }
  }

  private static Job ended(Jobs jobs, UUID id) throws InterruptedException {
    await(() -> jobs.find(id).orElseThrow().state().ended());
    return jobs.find(id).orElseThrow();
  }

  @Test
  void aJobRunsAndKeepsItsResult() throws Exception {
    var jobs = node();
    var told = Collections.newSetFromMap(new ConcurrentHashMap<UUID, Boolean>());
    jobs.listen(told::add);
    jobs.register(
        "greet",
        run -> {
          var greeting = run.params(Greeting.class);
          run.progress(0.5, "job.greet", Map.of("name", greeting.name()));
          return Map.of("said", greeting.name().repeat(greeting.times()));
        });
    jobs.start();
    var id = jobs.submit("greet", new Greeting("Li", 2), new UUID(0, 7));
    var job = ended(jobs, id);
    assertEquals(Job.State.DONE, job.state());
    assertEquals(1.0, job.progress());
    assertEquals("job.greet", job.message());
    assertEquals("{\"said\":\"LiLi\"}", String.valueOf(job.result()));
    assertEquals(new UUID(0, 7), job.principal());
    assertTrue(told.contains(id));
    assertEquals(id, jobs.latest(10, null, null).getFirst().id());
    var others = jobs.submit("greet", new Greeting("Wu", 1), new UUID(0, 8));
    assertEquals(others, jobs.latest(1, null, null).getFirst().id());
    assertEquals(id, jobs.latest(1, List.of(new UUID(0, 7)), null).getFirst().id());
    assertEquals(id, jobs.latest(1, null, others).getFirst().id());
  }

  @Test
  void aJobOfATransactionThatFailedDoesNotExist() throws Exception {
    var jobs = node();
    jobs.register("never", run -> null);
    jobs.start();
    assertThrows(
        Refusal.class,
        () ->
            world
                .database()
                .transaction(tx -> {
                  jobs.submit(tx, "never", Map.of(), null);
                  throw Refusal.notFound();
                }));
    assertTrue(jobs.latest(10, null, null).stream().noneMatch(job -> job.name().equals("never")));
  }

  @Test
  void whatIsRefusedOrBrokenSaysWhy() throws Exception {
    var jobs = node();
    jobs.register(
        "refused",
        run -> {
          throw Refusal.forbidden("forbidden", Map.of("x", 1));
        });
    jobs.register(
        "broken",
        run -> {
          throw new IllegalStateException("on purpose");
        });
    jobs.register(
        "deep",
        run -> {
          throw new StackOverflowError("on purpose");
        });
    jobs.start();
    var refused = ended(jobs, jobs.submit("refused", Map.of(), null));
    assertEquals(Job.State.FAILED, refused.state());
    assertEquals("problem.forbidden", refused.message());
    assertEquals(Map.of("x", 1), refused.args());
    for (var name : List.of("broken", "deep")) {
      var job = ended(jobs, jobs.submit(name, Map.of(), null));
      assertEquals(Job.State.FAILED, job.state());
      assertEquals("problem.internal", job.message());
    }
  }

  @Test
  void whatFailsForAMomentIsTriedAgain() throws Exception {
    var jobs = node();
    var tries = new AtomicInteger();
    jobs.register(
        "later",
        run -> {
          if (tries.incrementAndGet() == 1) {
            throw Refusal.unavailable("busy", Duration.ofSeconds(1));
          }
          return null;
        });
    jobs.start();
    assertEquals(Job.State.DONE, ended(jobs, jobs.submit("later", Map.of(), null)).state());
    assertEquals(2, tries.get());
  }

  @Test
  void aRunningJobIsCancelledAtItsNextCheckpoint() throws Exception {
    var jobs = node();
    var begun = new CountDownLatch(1);
    jobs.register(
        "endless",
        run -> {
          begun.countDown();
          while (true) {
            run.checkpoint();
            Thread.sleep(5);
          }
        });
    jobs.start();
    var id = jobs.submit("endless", Map.of(), null);
    begun.await();
    assertTrue(jobs.cancel(id));
    assertEquals(Job.State.CANCELLED, ended(jobs, id).state());
    assertFalse(jobs.cancel(id));
  }

  @Test
  void twoNodesRunEachJobOnceAndOneOfALaneAtATime() throws Exception {
    var runs = new ConcurrentHashMap<UUID, Integer>();
    var inLane = new AtomicInteger();
    var tooMany = new AtomicInteger();
    for (int i = 0; i < 2; i++) {
      var jobs = node();
      jobs.register("count", run -> runs.merge(run.id(), 1, Integer::sum));
      jobs.register(
          "lonely",
          "lane",
          run -> {
            if (inLane.incrementAndGet() > 1) {
              tooMany.incrementAndGet();
            }
            Thread.sleep(20);
            inLane.decrementAndGet();
            return runs.merge(run.id(), 1, Integer::sum);
          });
      jobs.start();
    }
    var ids = new ArrayList<UUID>();
    for (int i = 0; i < 15; i++) {
      ids.add(nodes.get(i % 2).submit("count", Map.of(), null));
      ids.add(nodes.get(i % 2).submit("lonely", Map.of(), null));
    }
    for (var id : ids) {
      assertEquals(Job.State.DONE, ended(nodes.getFirst(), id).state());
      assertEquals(1, runs.get(id));
    }
    assertEquals(0, tooMany.get());
  }

  @Test
  void aRecurringJobIsSubmittedOnceOverAllNodes() throws Exception {
    var runs = new AtomicInteger();
    for (int i = 0; i < 2; i++) {
      var jobs = node();
      jobs.register("tick", run -> runs.incrementAndGet());
      jobs.recurring("tick", moment -> moment.plusSeconds(runs.get() == 0 ? 1 : 3600));
      jobs.start();
    }
    await(() -> runs.get() > 0);
    Thread.sleep(1500);
    assertTrue(runs.get() <= 2, "runs: " + runs);
    assertEquals(
        1,
        nodes.getFirst().latest(50, null, null).stream()
            .filter(job -> job.name().equals("tick"))
            .count());
  }

  @Test
  void whatRecursDoesNotBuryTheJobsOfPeople() throws Exception {
    var jobs = node();
    var runs = new AtomicInteger();
    jobs.register("often", run -> runs.incrementAndGet());
    jobs.recurring("often", moment -> moment);
    jobs.start();
    var mine = jobs.submit("often", Map.of(), UUID.randomUUID());
    await(() -> runs.get() > 3);
    assertTrue(jobs.find(mine).isPresent());
    var left = jobs.latest(50, null, null).stream().filter(job -> job.principal() == null).toList();
    assertTrue(left.size() <= 2, "left: " + left);
  }

  @Test
  void aJobOfASilentNodeIsResumedElsewhereAndTheOldHolderCannotWrite() throws Exception {
    var jobs = node();
    var held = new AtomicInteger();
    var id = waitingJob("resume");
    var silent = new JobSql(world.database(), "silent");
    var claimed = silent.claim(List.of("resume"), 2).orElseThrow();
    var old = new JobRun(silent, claimed.job(), claimed.fence(), () -> {});
    assertTrue(holds(silent, old));
    jobs.register("resume", run -> held.incrementAndGet());
    jobs.start();
    assertEquals(Job.State.DONE, ended(jobs, id).state());
    assertEquals(1, held.get());
    assertFalse(holds(silent, old));
    silent.end(old, Job.State.FAILED, "problem.internal", Map.of());
    assertEquals(Job.State.DONE, jobs.find(id).orElseThrow().state());
  }

  @Test
  void aDeadNodesJobIsResumedAtOnceAndThatOfALivingOneIsLeftToIt() throws Exception {
    var kept = waitingJob("dear");
    var left = waitingJob("dear");
    try (var living = new Presence(world.database().login(), "living")) {
      living.show();
      new JobSql(world.database(), "living").claim(List.of("dear"), 30).orElseThrow();
      new JobSql(world.database(), "dead").claim(List.of("dear"), 30).orElseThrow();
      var jobs = new Jobs(world.database());
      nodes.add(jobs);
      jobs.register("dear", run -> null);
      jobs.start();
      assertEquals(Job.State.DONE, ended(jobs, left).state());
      assertEquals(Job.State.RUNNING, jobs.find(kept).orElseThrow().state());
      living.close();
      assertEquals(Job.State.DONE, ended(jobs, kept).state());
    }
  }

  private static boolean holds(JobSql node, JobRun run) {
    boolean held = world.database().transaction(tx -> node.holds(tx, run));
    return held;
  }

  private static UUID waitingJob(String name) {
    return world
        .database()
        .transaction(
            tx -> new JobSql(world.database(), "nobody").insert(tx, name, null, Map.of(), null));
  }

  @Test
  void aJobThatKillsItsNodesIsGivenUp() throws Exception {
    var jobs = node();
    jobs.register("poison", run -> null);
    var id = waitingJob("poison");
    world.database().transaction(tx -> tx.update("update platform.job set attempts = 5"));
    jobs.start();
    var job = ended(jobs, id);
    assertEquals(Job.State.FAILED, job.state());
    assertEquals("job.gave-up", job.message());
  }

  @Test
  void aNodeThatStopsHandsItsJobsBack() throws Exception {
    var first = node();
    var begun = new CountDownLatch(1);
    first.register(
        "handed",
        run -> {
          begun.countDown();
          while (true) {
            run.checkpoint();
            Thread.sleep(5);
          }
        });
    first.start();
    var id = first.submit("handed", Map.of(), null);
    begun.await();
    first.close();
    assertEquals(Job.State.WAITING, first.find(id).orElseThrow().state());
    var second = node();
    second.register("handed", run -> null);
    second.start();
    assertEquals(Job.State.DONE, ended(second, id).state());
  }
}
