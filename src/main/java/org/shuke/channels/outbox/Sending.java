package org.shuke.channels.outbox;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Doorbell;
import org.shuke.platform.Refusal;
import org.shuke.platform.db.Database;
import org.shuke.platform.db.DatabaseFault;
import org.shuke.platform.db.Transaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The workers that empty the outbox: claim, call, write down the end.
public final class Sending implements AutoCloseable {
  private static final int WORKERS = 4;
  private static final int LEASE_SECONDS = 12;
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration KEEP = Duration.ofSeconds(4);
  private static final Duration GIVE_UP = Duration.ofDays(5);
  private static final List<Duration> WAITS =
      List.of(
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(2),
          Duration.ofHours(8),
          Duration.ofHours(24));
  private static final Logger LOG = LoggerFactory.getLogger(Sending.class);

  private final Database database;
  private final Map<String, Sender> senders = new LinkedHashMap<>();
  private final Set<Claim> held = ConcurrentHashMap.newKeySet();
  private final Doorbell bell = new Doorbell();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean closed;

  public Sending(Database database) {
    this.database = database;
  }

  /// How a kind leaves; said once, when the program is put together.
  public void register(String kind, Sender sender) {
    senders.put(kind, sender);
  }

  /// Something was put in by a transaction that has just been committed.
  public void wake() {
    bell.ring();
  }

  public void start() {
    for (int i = 0; i < WORKERS; i++) {
      threads.add(Thread.ofPlatform().name("outbox " + i).daemon().start(this::work));
    }
    threads.add(Thread.ofVirtual().name("outbox leases").start(this::keep));
  }

  private void work() {
    while (!closed) {
      try {
        if (!one()) {
          rest();
        }
      } catch (Refusal | DatabaseFault e) {
        LOG.debug("The outbox waits for the database: {}", e.getMessage());
        rest();
      } catch (RuntimeException e) {
        LOG.error("The outbox met an unexpected problem and goes on", e);
        rest();
      }
    }
  }

  private void rest() {
    if (!bell.await(TICK)) {
      closed = true;
    }
  }

  private record Taken(Claim claim, @Nullable String stop) {}

  private boolean one() {
    var taken = database.jobs().transaction(this::take);
    if (taken == null) {
      return false;
    }
    var claim = taken.claim();
    held.add(claim);
    try {
      var outcome =
          taken.stop() == null ? sender(claim).send(claim) : new Outcome.Refused(taken.stop());
      end(claim, outcome);
    } catch (RuntimeException e) {
      LOG.error("{} {} could not be sent", claim.kind(), claim.id(), e);
      end(claim, new Outcome.Later(String.valueOf(e.getMessage()), null));
    } finally {
      held.remove(claim);
    }
    return true;
  }

  private @Nullable Taken take(Transaction tx) throws SQLException {
    var claim = OutboxSql.claim(tx, senders.keySet(), LEASE_SECONDS);
    if (claim == null) {
      return null;
    }
    var stop = sender(claim).stops(tx, claim);
    sender(claim).moved(tx, claim, Sender.State.CLAIMED, null);
    return new Taken(claim, stop);
  }

  private Sender sender(Claim claim) {
    var sender = senders.get(claim.kind());
    if (sender == null) {
      throw new IllegalStateException("nobody sends a " + claim.kind());
    }
    return sender;
  }

  private void end(Claim claim, Outcome outcome) {
    database
        .background()
        .transaction(tx -> {
          switch (outcome) {
            case Outcome.Sent sent -> finish(tx, claim, "sent", null, sent);
            case Outcome.Refused refused -> finish(tx, claim, "failed", refused.words(), refused);
            case Outcome.Later later when claim.age().compareTo(GIVE_UP) > 0 ->
                finish(tx, claim, "failed", later.words(), new Outcome.Refused(later.words()));
            case Outcome.Unknown unknown when claim.age().compareTo(GIVE_UP) > 0 ->
                finish(tx, claim, "uncertain", unknown.words(), unknown);
            case Outcome.Later later ->
                wait(tx, claim, pause(claim, later.pause()), later.words(), false);
            case Outcome.Unknown unknown ->
                wait(tx, claim, pause(claim, null), unknown.words(), true);
          }
          return true;
        });
  }

  private void wait(Transaction tx, Claim claim, Duration pause, String words, boolean doubtful)
      throws SQLException {
    if (OutboxSql.later(tx, claim, pause, words, doubtful)) {
      sender(claim).moved(tx, claim, Sender.State.QUEUED, words);
    }
  }

  private void finish(
      Transaction tx, Claim claim, String state, @Nullable String problem, Outcome outcome)
      throws SQLException {
    if (OutboxSql.end(tx, claim, state, problem)) {
      sender(claim).ended(tx, claim, outcome);
    }
  }

  private static Duration pause(Claim claim, @Nullable Duration asked) {
    var own = WAITS.get(Math.min(claim.attempts(), WAITS.size()) - 1);
    return asked != null && asked.compareTo(own) > 0 && asked.compareTo(GIVE_UP) < 0 ? asked : own;
  }

  private void keep() {
    while (!closed) {
      try {
        Thread.sleep(KEEP);
        var now = List.copyOf(held);
        if (!now.isEmpty()) {
          database
              .jobs()
              .transaction(tx -> {
                OutboxSql.keep(tx, now, LEASE_SECONDS);
                return true;
              });
        }
      } catch (InterruptedException e) {
        return;
      } catch (Refusal | DatabaseFault e) {
        LOG.debug("Claims could not be kept: {}", e.getMessage());
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    bell.ring();
    if (!threads.isEmpty()) {
      threads.getLast().interrupt();
    }
    try {
      for (var thread : threads) {
        thread.join(Duration.ofSeconds(5));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
