package org.shuke.platform.jobs;

import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Doorbell;
import org.shuke.platform.Refusal;
import org.shuke.platform.db.Database;
import org.shuke.platform.db.DatabaseFault;
import org.shuke.platform.db.Transaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Submits, runs and shows background work.
///
/// All kinds are registered before [#start]. A node only takes jobs whose kind it knows, so that an
/// old and a new program can share a database while one replaces the other.
public final class Jobs implements AutoCloseable {
  private static final int AT_ONCE = 4;
  private static final int ATTEMPTS = 5;
  private static final int KEPT_DAYS = 90;
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration STOP = Duration.ofSeconds(20);
  private static final String TIDY = "jobs-tidy";
  private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);

  /// After how long a node that hangs has lost its jobs; tests make it shorter. One that has died
  /// is known at once, see [Presence].
  public static final Duration LEASE = Duration.ofSeconds(30);

  private record Kind(@Nullable String lane, JobWork work) {}

  private record Running(JobRun run, Thread thread) {}

  private final Database database;
  private final JobSql sql;
  private final Presence presence;
  private final Duration lease;
  private final Map<String, Kind> kinds = new ConcurrentHashMap<>();
  private final Map<String, Schedule> schedules = new ConcurrentHashMap<>();
  private final Map<UUID, Running> running = new ConcurrentHashMap<>();
  private final List<Consumer<UUID>> listeners = new CopyOnWriteArrayList<>();
  private final Doorbell bell = new Doorbell();
  private volatile boolean closing;
  private @Nullable Thread loop;

  public Jobs(Database database) {
    this(database, LEASE);
  }

  public Jobs(Database database, Duration lease) {
    this.database = database;
    this.lease = lease;
    var node = ProcessHandle.current().pid() + "-" + UUID.randomUUID();
    this.sql = new JobSql(database, node);
    this.presence = new Presence(database.login(), node);
    register(TIDY, run -> sql.forgetOlderThan(KEPT_DAYS));
    recurring(TIDY, Schedule.daily(LocalTime.of(3, 30), ZoneOffset.UTC));
  }

  /// A kind of job of which several may run at once.
  public void register(String name, JobWork work) {
    kinds.put(name, new Kind(null, work));
  }

  /// A kind of job; those of one lane run one after the other, over all nodes.
  public void register(String name, String lane, JobWork work) {
    kinds.put(name, new Kind(lane, work));
  }

  /// Lets a registered job be submitted by itself, once per time over all nodes.
  public void recurring(String name, Schedule schedule) {
    schedules.put(name, schedule);
  }

  /// The kinds of jobs that this program knows.
  public Set<String> names() {
    return Set.copyOf(kinds.keySet());
  }

  /// Starts to take jobs.
  public void start() {
    schedules.forEach(sql::plan);
    loop = Thread.ofPlatform().name("jobs").daemon().start(this::loop);
  }

  /// Submits a job within the caller's transaction; it begins after the commit.
  ///
  /// @param params a record or map, kept as JSON
  public UUID submit(Transaction tx, String name, Object params, @Nullable UUID principal)
      throws SQLException {
    var kind = kinds.get(name);
    if (kind == null) {
      throw new IllegalArgumentException("No job '" + name + "'; known: " + kinds.keySet());
    }
    tx.afterCommit(bell::ring);
    return sql.insert(tx, name, kind.lane(), params, principal);
  }

  /// Submits a job.
  public UUID submit(String name, Object params, @Nullable UUID principal) {
    return database.transaction(tx -> submit(tx, name, params, principal));
  }

  public Optional<Job> find(UUID id) {
    return sql.find(id);
  }

  /// The latest jobs that one of the principals asked for, newest first.
  ///
  /// @param principals all jobs where absent
  /// @param before only jobs older than this one
  public List<Job> latest(int limit, @Nullable Collection<UUID> principals, @Nullable UUID before) {
    return sql.latest(limit, principals, before);
  }

  /// Asks a job to stop; a waiting one is cancelled at once. False when it has ended already.
  public boolean cancel(UUID id) {
    var found = sql.cancel(id);
    var here = running.get(id);
    if (here != null) {
      here.run().stop(JobRun.Stop.CANCELLED);
    }
    tell(id);
    return found;
  }

  /// Tells of every change of a job that runs on this node, by its id.
  public void listen(Consumer<UUID> listener) {
    listeners.add(listener);
  }

  private void tell(UUID id) {
    listeners.forEach(listener -> listener.accept(id));
  }

  private void loop() {
    while (!closing) {
      try {
        presence.show();
        keepHold();
        if (sql.submitDue(schedules) > 0) {
          LOG.debug("Recurring jobs submitted");
        }
        claim();
      } catch (Refusal | DatabaseFault e) {
        LOG.debug("The jobs wait for the database: {}", e.getMessage());
      } catch (RuntimeException e) {
        LOG.error("The jobs' loop met an unexpected problem and goes on", e);
      }
      rest();
    }
  }

  private void rest() {
    if (!bell.await(TICK)) {
      closing = true;
    }
  }

  private void keepHold() {
    if (running.isEmpty()) {
      return;
    }
    var held = sql.heartbeat(running.keySet());
    running.forEach((id, here) -> {
      var known = held.get(id);
      if (known == null || known.fence() != here.run().fence()) {
        here.run().stop(JobRun.Stop.LOST);
      } else if (known.cancel()) {
        here.run().stop(JobRun.Stop.CANCELLED);
      }
    });
  }

  private void claim() {
    while (!closing && running.size() < AT_ONCE) {
      var claimed = sql.claim(kinds.keySet(), Math.toIntExact(lease.toSeconds()));
      if (claimed.isEmpty()) {
        return;
      }
      begin(claimed.get());
    }
  }

  private void begin(JobSql.Claimed claimed) {
    var job = claimed.job();
    var kind = kinds.get(job.name());
    var run = new JobRun(sql, job, claimed.fence(), () -> tell(job.id()));
    if (kind == null || claimed.attempts() > ATTEMPTS) {
      sql.end(run, Job.State.FAILED, "job.gave-up", Map.of("attempts", ATTEMPTS));
      tell(job.id());
      return;
    }
    var thread =
        Thread.ofPlatform()
            .name("job " + job.name())
            .daemon()
            .unstarted(() -> run(run, kind.work(), claimed.attempts()));
    running.put(job.id(), new Running(run, thread));
    thread.start();
    tell(job.id());
  }

  private void run(JobRun run, JobWork work, int attempt) {
    try {
      perform(run, work, attempt);
    } catch (Refusal | DatabaseFault e) {
      LOG.warn("The end of job {} could not be written; it will be resumed", run.id());
    } finally {
      running.remove(run.id());
      bell.ring();
      tell(run.id());
    }
  }

  private void perform(JobRun run, JobWork work, int attempt) {
    try {
      sql.done(run, work.run(run));
    } catch (JobRun.Stopped e) {
      switch (e.reason()) {
        case CANCELLED -> sql.end(run, Job.State.CANCELLED, null, Map.of());
        case SHUTDOWN -> sql.handBack(run);
        case LOST -> LOG.warn("Job {} is run by another node now", run.id());
      }
    } catch (Refusal e) {
      if (e.retryAfter() != null && attempt < ATTEMPTS) {
        sql.retry(run, 1 << attempt, "problem." + e.code());
      } else {
        sql.end(run, Job.State.FAILED, "problem." + e.code(), e.args());
      }
    } catch (InterruptedException e) {
      sql.handBack(run);
    } catch (Exception | Error e) {
      LOG.error("Job {} {} failed", run.name(), run.id(), e);
      sql.end(run, Job.State.FAILED, "problem.internal", Map.of());
    }
  }

  /// Takes no more jobs, lets the running ones stop at their next checkpoint and hands them back.
  @Override
  public void close() {
    closing = true;
    bell.ring();
    var here = List.copyOf(running.values());
    here.forEach(job -> job.run().stop(JobRun.Stop.SHUTDOWN));
    long end = System.nanoTime() + STOP.toNanos();
    try {
      if (loop != null) {
        loop.join(STOP);
      }
      for (var job : here) {
        if (!job.thread().join(Duration.ofNanos(Math.max(1, end - System.nanoTime())))) {
          job.thread().interrupt();
          sql.handBack(job.run());
        }
      }
      presence.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
