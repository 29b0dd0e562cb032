package org.shuke.imports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.shuke.imports.Import.State;
import org.shuke.imports.Import.Warning;
import org.shuke.imports.values.Evidence;
import org.shuke.imports.values.Options;
import org.shuke.platform.Refusal;
import org.shuke.platform.db.Database;
import org.shuke.platform.db.Transaction;

/// What runs in the background: the check of a whole file, and the writing of what was checked.
/// Both may be killed anywhere and begun again.
final class ImportRun {
  static final Set<State> CHECKABLE =
      EnumSet.of(State.UPLOADED, State.CHECKING, State.CHECKED, State.FAILED);

  static final Set<State> STARTABLE = EnumSet.of(State.CHECKED, State.RUNNING, State.CANCELLED);

  private final Database database;
  private final StoredFiles files;
  private final Options options;
  private final Clock clock;
  private final Plans plans;
  private final Consumer<UUID> written;

  ImportRun(
      Database database,
      StoredFiles files,
      Options options,
      Clock clock,
      Plans plans,
      Consumer<UUID> written) {
    this.database = database;
    this.files = files;
    this.options = options;
    this.clock = clock;
    this.plans = plans;
    this.written = written;
  }

  /// Reads the whole file into the staging tables and finds out what would become of every row. It
  /// writes no record. All of it is one transaction: killed, nothing of it was there.
  void check(UUID id, Watch watch) {
    Import of = enter(id, State.CHECKING, CHECKABLE);
    try {
      Path file = files.verified(of.file());
      Plan plan = plans.today(of);
      Survey survey = survey(file, of, plan);
      Watch told = watch.outOf(survey.rows());
      database.background().transaction(tx -> staged(tx, of, plan, file, survey.evidence(), told));
    } catch (IOException e) {
      throw failed(id, "import-file-gone", new UncheckedIOException(e));
    } catch (Refusal e) {
      // a database that is away for a moment is no fault of the file
      throw e.retryAfter() == null ? failed(id, e.code(), e) : e;
    } catch (RuntimeException e) {
      watch.checkpoint();
      throw failed(id, "internal", e);
    }
  }

  private RuntimeException failed(UUID id, String code, RuntimeException why) {
    database
        .background()
        .transaction(tx -> {
          ImportSql.failed(tx, id, code);
          return code;
        });
    return why;
  }

  private Import enter(UUID id, State state, Set<State> from) {
    return database
        .background()
        .transaction(tx -> {
          Import of = ImportSql.locked(tx, id);
          if (of == null) {
            throw Refusal.notFound();
          }
          if (!from.contains(of.state()) || of.undone()) {
            throw Imports.notNow(of);
          }
          if (of.state() != state) {
            ImportSql.state(tx, id, state);
          }
          return of;
        });
  }

  private static Survey survey(Path file, Import of, Plan plan) throws IOException {
    try (var flow = RowFlow.of(file, of.shape())) {
      return Survey.of(flow, Cells.chosen(plan.targets(), of.mapping()));
    }
  }

  private Import staged(
      Transaction tx, Import of, Plan plan, Path file, Map<String, Evidence> evidence, Watch watch)
      throws SQLException {
    try (var flow = RowFlow.of(file, of.shape())) {
      plan.clear(tx, of);
      Mended mended = ImportSql.mended(tx, of.id());
      LocalDate today = LocalDate.now(clock.withZone(options.zone()));
      Cells cells = Cells.of(flow.header(), plan.targets(), of.mapping(), options, evidence, today);
      plan.stage(tx, of, flow, cells, mended, watch);
      plan.check(tx, of);
      List<Warning> warnings = warnings(of, evidence);
      warnings.addAll(plan.warnings(tx, of));
      ImportSql.checked(tx, of.id(), plan.counters(tx, of), plan.foretold(tx, of), warnings);
      return of;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What the file as a whole leaves open.
  private static List<Warning> warnings(Import of, Map<String, Evidence> evidence) {
    List<Warning> warnings = new ArrayList<>();
    of.shape().warnings().forEach(code -> warnings.add(Warning.of(null, code)));
    new HashMap<>(evidence)
        .forEach((column, found) -> {
          if (found.dateOrderOpen() && of.mapping().order(column) == null) {
            warnings.add(Warning.of(column, "date-order-open"));
          }
        });
    return warnings;
  }

  /// Writes what was checked, chunk by chunk. Every chunk is a transaction of its own that carries
  /// its results and is done with the rights of its moment; begun again, it goes on at the first
  /// row without one.
  void start(UUID id, Watch watch) {
    Import of = enter(id, State.RUNNING, STARTABLE);
    Plan plan = plans.today(of);
    database
        .background()
        .transaction(tx -> {
          ImportSql.unit(tx, of, now());
          plan.settle(tx, of);
          return of;
        });
    new ImportWriting(database, plans, clock, of, watch).all();
    // found and counted before it is called done, so that what is done can be looked for
    written.accept(id);
    database.background().transaction(tx -> finished(tx, plan, id));
    watch.progress(of.rows(), of.rows());
  }

  private static boolean finished(Transaction tx, Plan plan, UUID id) throws SQLException {
    Import of = ImportSql.locked(tx, id);
    if (of == null || of.state() != State.RUNNING) {
      return false;
    }
    ImportSql.ended(tx, id, State.DONE, plan.counters(tx, of), plan.made(tx, of));
    return true;
  }

  /// Stops an import. What was written stays until it is undone, and the rest can still be written;
  /// one that has written nothing is back at its columns.
  ///
  /// @return whether something may have been written
  boolean cancel(Import asked) {
    Plan plan = plans.of(asked);
    return database
        .background()
        .transaction(tx -> {
          Import of = ImportSql.locked(tx, asked.id());
          if (of == null) {
            throw Refusal.notFound();
          }
          if (of.state() == State.DONE || of.state() == State.CANCELLED) {
            throw Imports.notNow(of);
          }
          boolean running = of.state() == State.RUNNING;
          if (running) {
            ImportSql.ended(tx, of.id(), State.CANCELLED, plan.stopped(tx, of), plan.made(tx, of));
          } else {
            ImportSql.state(tx, of.id(), State.UPLOADED);
          }
          return running;
        });
  }

  /// What an import has written so far is found and counted.
  void tell(UUID id) {
    written.accept(id);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
