package org.shuke.imports;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.shuke.imports.Import.State;
import org.shuke.imports.files.Detect;
import org.shuke.imports.files.Row;
import org.shuke.imports.files.RowReader;
import org.shuke.imports.files.Shape;
import org.shuke.imports.values.Options;
import org.shuke.platform.Refusal;
import org.shuke.platform.Refusal.Fault;
import org.shuke.platform.db.Database;
import org.shuke.platform.db.Transaction;
import org.shuke.platform.jobs.Jobs;
import org.shuke.records.Ids;
import org.shuke.records.Policy;

/// The imports desk: takes files, proposes what they mean, and has them checked and written.
public final class Imports {
  private static final int SAMPLES = 50;
  private static final int SHOWN = 5;
  private static final int MOST_MENDED = 10_000;

  /// Cells to be read instead of those in the file.
  ///
  /// @param cells value by column
  public record Mend(long row, Map<String, String> cells) {}

  /// What a person may change of an import before it starts; what is absent stays.
  public record Change(
      @Nullable Mapping mapping, @Nullable Shape shape, @Nullable List<Mend> mended) {}

  private final Database database;
  private final StoredFiles files;
  private final Clock clock;
  private final Plans plans;
  private final ImportRun run;
  private final Jobs jobs;

  /// @param folder where this node keeps its copies of the files
  /// @param options the company's zone, locale and currency
  /// @param written told of every import that has written what it could
  public Imports(
      Database database,
      Path folder,
      Options options,
      Clock clock,
      Plans plans,
      Jobs jobs,
      Consumer<UUID> written) {
    this.database = database;
    this.files = new StoredFiles(folder, database);
    this.clock = clock;
    this.plans = plans;
    this.run = new ImportRun(database, files, options, clock, plans, written);
    this.jobs = jobs;
    ImportJobs.register(jobs, run);
  }

  /// Keeps a file and proposes how to read it and what its columns mean.
  ///
  /// @param as a plural (`contacts`) or `sales`
  public Import upload(Policy policy, String as, String fileName, InputStream content) {
    String type = plans.mustImport(policy, as);
    UUID id = Ids.next();
    try {
      String file = files.keep(id, content);
      try {
        return enter(policy, id, type, fileName, file);
      } catch (RuntimeException e) {
        files.forget(file);
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Import enter(Policy policy, UUID id, String type, String fileName, String file)
      throws IOException {
    Shape shape = Detect.of(files.path(file));
    List<Column> columns = columns(files.path(file), shape);
    if (columns.isEmpty()) {
      throw Refusal.invalid("file", "import-file-empty", Map.of("name", fileName));
    }
    UUID owner = policy.principal().user();
    if (owner == null) {
      throw Refusal.forbidden("may-not-import", Map.of("type", type));
    }
    return database
        .background()
        .transaction(tx -> {
          Map<String, String> earlier = ImportSql.earlier(tx, owner, type);
          Mapping proposed = plans.proposal(policy, type, columns, earlier);
          Mapping mapping = plans.offered(tx, policy, type, proposed, files.path(file), shape);
          var made =
              new Import(
                  id,
                  1,
                  clock.instant(),
                  owner,
                  policy.principal().id(),
                  type,
                  State.UPLOADED,
                  fileName,
                  file,
                  shape,
                  shown(columns),
                  mapping,
                  List.of(),
                  0,
                  Counters.NONE,
                  Map.of(),
                  null,
                  null,
                  false);
          ImportSql.insert(tx, made);
          return made;
        });
  }

  private static List<Column> columns(Path file, Shape shape) throws IOException {
    try (RowReader reader = RowReader.open(file, shape)) {
      List<List<String>> samples = new ArrayList<>();
      reader.header().forEach(name -> samples.add(new ArrayList<>()));
      int seen = 0;
      for (Row row = reader.next(); row != null && seen < SAMPLES; row = reader.next()) {
        seen++;
        for (int i = 0; i < samples.size(); i++) {
          String cell = row.cells().get(i);
          samples.get(i).add(cell.length() > 200 ? cell.substring(0, 200) : cell);
        }
      }
      List<Column> columns = new ArrayList<>();
      for (int i = 0; i < samples.size(); i++) {
        columns.add(new Column(reader.header().get(i), samples.get(i)));
      }
      return columns;
    }
  }

  private static List<Column> shown(List<Column> columns) {
    return columns.stream()
        .map(c ->
            new Column(
                c.name(),
                c.samples().stream().filter(s -> !s.isBlank()).distinct().limit(SHOWN).toList()))
        .toList();
  }

  /// The import, for those who may see it: who brought it, and administrators.
  public Import get(Policy policy, UUID id) {
    return database.read(tx -> visible(ImportSql.find(tx, id), policy));
  }

  public List<Import> latest(Policy policy, int most) {
    UUID owner = policy.administers() ? null : policy.principal().user();
    return database.read(tx -> ImportSql.latest(tx, owner, most));
  }

  private static Import visible(@Nullable Import of, Policy policy) {
    if (of == null || !policy.administers() && !of.owner().equals(policy.principal().user())) {
      throw Refusal.notFound();
    }
    return of;
  }

  public Counters counters(Import of) {
    if (of.counted() != null) {
      return of.counted();
    }
    Plan plan = plans.of(of);
    return database.read(tx -> plan.counters(tx, of));
  }

  /// Changes what the columns mean, how the file is read, or single cells; it must be checked again
  /// then.
  public Import change(Policy policy, UUID id, long version, Change change) {
    return database.transaction(tx -> {
      Import of = visible(ImportSql.locked(tx, id), policy);
      if (version >= 0 && of.version() != version) {
        throw Refusal.precondition("stale", Map.of("type", "import"));
      }
      if (of.state() == State.CHECKING
          || of.state().compareTo(State.RUNNING) >= 0 && of.state() != State.FAILED) {
        throw notNow(of);
      }
      apply(tx, policy, of, change);
      return visible(ImportSql.find(tx, id), policy);
    });
  }

  /// Read another way, the columns are others: what they mean is proposed anew.
  private void apply(Transaction tx, Policy policy, Import of, Change change) throws SQLException {
    try {
      Shape shape =
          change.shape() == null
              ? of.shape()
              : Detect.again(files.path(of.file()), of.shape(), change.shape());
      List<Column> columns =
          change.shape() == null ? of.columns() : columns(files.path(of.file()), shape);
      Mapping mapping = change.mapping();
      if (mapping == null) {
        mapping =
            change.shape() == null
                ? of.mapping()
                : plans.proposal(policy, of.type(), columns, Map.of());
      }
      plans.mustFit(of, mapping, columns);
      ImportSql.remap(tx, of.id(), shape, shown(columns), mapping);
      mend(tx, of, columns, change.mended() == null ? List.of() : change.mended());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void mend(Transaction tx, Import of, List<Column> columns, List<Mend> mended)
      throws SQLException {
    List<String> names = columns.stream().map(Column::name).toList();
    if (mended.size() > MOST_MENDED) {
      throw Refusal.tooLarge(MOST_MENDED + " rows");
    }
    for (Mend each : mended) {
      for (var cell : each.cells().entrySet()) {
        if (!names.contains(cell.getKey())) {
          throw Refusal.invalid(
              List.of(new Fault("mended", "import-no-column", Map.of("name", cell.getKey()))));
        }
        ImportSql.mend(tx, of.id(), each.row(), cell.getKey(), cell.getValue());
      }
    }
  }

  /// Has every row staged and checked in the background; no record is written. Answers the job.
  public UUID check(Policy policy, UUID id) {
    return submit(policy, id, ImportJobs.CHECK, State.CHECKING, ImportRun.CHECKABLE);
  }

  /// Has what was checked written in the background. Answers the job.
  public UUID start(Policy policy, UUID id) {
    return submit(policy, id, ImportJobs.START, State.RUNNING, ImportRun.STARTABLE);
  }

  private UUID submit(Policy policy, UUID id, String job, State state, Set<State> from) {
    return database.transaction(tx -> {
      Import of = visible(ImportSql.locked(tx, id), policy);
      plans.mustImport(policy, plans.as(of));
      if (!from.contains(of.state()) || of.undone()) {
        throw notNow(of);
      }
      ImportSql.state(tx, id, state);
      UUID submitted = jobs.submit(tx, job, new ImportJobs.Told(id), policy.principal().id());
      ImportSql.job(tx, id, submitted);
      return submitted;
    });
  }

  /// Stops an import. Answers the job that ran, if one did.
  public @Nullable UUID cancel(Policy policy, UUID id) {
    Import of = get(policy, id);
    if (of.job() != null) {
      jobs.cancel(of.job());
    }
    if (run.cancel(of)) {
      // in the lane of imports, so behind what was still being written
      jobs.submit(ImportJobs.TELL, new ImportJobs.Told(id), policy.principal().id());
    }
    return of.job();
  }

  /// Gives the refused rows to the taker, in the order of the file.
  void errors(Import of, ErrorRows.Page page, ErrorRows.Taker taker) {
    Path file = files.path(of.file());
    Plan plan = plans.of(of);
    database
        .background()
        .transaction(tx -> {
          try {
            ErrorRows.each(tx, of, plan, file, page, taker);
            return of;
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /// What the columns of this import may be mapped to.
  List<Target> targets(Import of) {
    return plans.of(of).targets();
  }

  /// Whether rows of this import may meet records by this target.
  boolean isKey(Import of, Target target) {
    return plans.isKey(of, target);
  }

  /// What an import was uploaded as: a plural or `sales`.
  String as(Import of) {
    return plans.as(of);
  }

  /// For jobs, and for those who wait.
  ImportRun run() {
    return run;
  }

  static Refusal notNow(Import of) {
    String state = of.undone() ? "undone" : of.state().name().toLowerCase(java.util.Locale.ROOT);
    return Refusal.conflict("import-not-now", Map.of("state", "import.state." + state));
  }
}
