package org.shuke.imports;

import java.sql.SQLException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.shuke.imports.Import.State;
import org.shuke.imports.Plan.Pass;
import org.shuke.imports.Plan.Stretch;
import org.shuke.platform.db.Database;
import org.shuke.platform.db.Transaction;

/// The writing of what was checked. Every chunk is a transaction of its own that carries its
/// results and is done with the rights of its moment; begun again, it finds the rows that have
/// none.
final class ImportWriting {
  /// Counting the ledger of a large import costs more than a chunk: it may take one part in so many
  /// of the time.
  private static final int COUNTING = 50;

  private static final int STRETCH = 500;

  private final Database database;
  private final Plans plans;
  private final Clock clock;
  private final Import of;
  private final Watch watch;
  private volatile long count = System.nanoTime();

  ImportWriting(Database database, Plans plans, Clock clock, Import of, Watch watch) {
    this.database = database;
    this.plans = plans;
    this.clock = clock;
    this.of = of;
    this.watch = watch;
  }

  void all() {
    Plan plan = plans.today(of);
    long settled = database.read(tx -> plan.counters(tx, of)).settled();
    for (Pass pass : database.background().transaction(tx -> plan.passes(tx, of))) {
      inStretches(pass, settled);
      settled += pass.rows();
    }
    while (isWritten(Plan::write)) {
      tell();
    }
  }

  /// Every hand takes the next rows by their numbers. To look for the first open ones instead would
  /// lead past the remains of all that is written already.
  private void inStretches(Pass pass, long settled) {
    var next = new AtomicInteger();
    try (var hands = Executors.newVirtualThreadPerTaskExecutor()) {
      var working =
          Stream.generate(() -> hands.submit(() -> stretches(pass, next, settled)))
              .limit(pass.hands())
              .toList();
      for (var hand : working) {
        hand.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while writing", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    }
  }

  private void stretches(Pass pass, AtomicInteger next, long settled) {
    for (int after; (after = next.getAndAdd(STRETCH)) < of.rows(); ) {
      var stretch = new Stretch(pass, after, after + STRETCH);
      Step step =
          (plan, tx, running, unit) -> {
            plan.write(tx, running, unit, stretch);
            return true;
          };
      if (!isWritten(step)) {
        return;
      }
      // told by how far the numbers are, which costs nothing, as if open rows lay evenly
      watch.progress(
          settled + pass.rows() * Math.min(after + STRETCH, of.rows()) / of.rows(), of.rows());
    }
  }

  /// @return false when there is nothing more to do, also because somebody stopped the import
  private boolean isWritten(Step step) {
    watch.checkpoint();
    Plan today = plans.today(of);
    return database
        .background()
        .transaction(tx -> {
          Import running = ImportSql.held(tx, of.id());
          return running != null
              && running.state() == State.RUNNING
              && step.write(today, tx, running, unit(running));
        });
  }

  private ImportUnit unit(Import running) {
    var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return new ImportUnit(running.id(), running.actor(), running.owner(), now);
  }

  private void tell() {
    long now = System.nanoTime();
    if (now - count > 0) {
      Plan plan = plans.today(of);
      watch.progress(database.read(tx -> plan.counters(tx, of)).settled(), of.rows());
      count = System.nanoTime() + COUNTING * (System.nanoTime() - now);
    }
  }

  @FunctionalInterface
  private interface Step {
    boolean write(Plan plan, Transaction tx, Import of, ImportUnit unit) throws SQLException;
  }
}
