package org.shuke.imports;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.shuke.imports.files.Row;
import org.shuke.records.Ids;

/// Batches of a file's rows, understood on several threads and handed over in the order of the
/// file. Only a few of them are in memory at a time.
final class Batches implements AutoCloseable {
  /// Writes one row down; called from several threads.
  @FunctionalInterface
  interface Work {
    /// @param number of the row in its file, from 1
    /// @param id for the record that it may become; ids grow with the numbers
    void write(Lines lines, long number, UUID id, Row row);

    /// Told of the rows that are coming, to ask for all of them together.
    default void prepare(List<Row> rows) {}
  }

  private static final int THREADS = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 4);
  private static final int AHEAD = THREADS + 1;

  private final RowFlow flow;
  private final Work work;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(THREADS, Thread.ofPlatform().name("import rows").factory());
  private final Queue<Future<Lines>> under = new ArrayDeque<>();
  private long number;
  private boolean ended;

  Batches(RowFlow flow, Work work) {
    this.flow = flow;
    this.work = work;
  }

  /// The next batch, or null at the end of the file.
  @Nullable Lines next() throws IOException {
    while (!ended && under.size() < AHEAD) {
      var rows = flow.next();
      ended = rows.isEmpty();
      if (!ended) {
        submit(rows);
      }
    }
    var first = under.poll();
    return first == null ? null : result(first);
  }

  private void submit(List<Row> rows) {
    long before = number;
    number += rows.size();
    var ids = rows.stream().map(row -> Ids.next()).toList();
    under.add(
        threads.submit(() -> {
          work.prepare(rows);
          var lines = new Lines(before + rows.size());
          for (int i = 0; i < rows.size(); i++) {
            work.write(lines, before + i + 1, ids.get(i), rows.get(i));
          }
          return lines;
        }));
  }

  private static Lines result(Future<Lines> lines) throws IOException {
    try {
      return lines.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while reading", e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
