package org.shuke.imports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import org.shuke.imports.files.Row;
import org.shuke.imports.files.RowReader;
import org.shuke.imports.files.Shape;

/// Reads a file on a thread of its own, a few batches ahead of the one who works on the rows:
/// reading and working overlap, and no more than those batches are ever in memory.
final class RowFlow implements AutoCloseable {
  private static final int BATCH = 500;
  private static final int AHEAD = 4;

  private record Batch(List<Row> rows, @Nullable Throwable failure) {}

  private final BlockingQueue<Batch> queue = new ArrayBlockingQueue<>(AHEAD);
  private final RowReader reader;
  private final Thread thread;

  private RowFlow(RowReader reader) {
    this.reader = reader;
    this.thread = Thread.ofVirtual().name("import reader").start(this::run);
  }

  static RowFlow of(Path file, Shape shape) throws IOException {
    return new RowFlow(RowReader.open(file, shape));
  }

  List<String> header() {
    return reader.header();
  }

  private void run() {
    try {
      List<Row> rows = new ArrayList<>(BATCH);
      for (Row row = reader.next(); row != null; row = reader.next()) {
        rows.add(row);
        if (rows.size() == BATCH) {
          queue.put(new Batch(rows, null));
          rows = new ArrayList<>(BATCH);
        }
      }
      queue.put(new Batch(rows, null));
      queue.put(new Batch(List.of(), null));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException | Error e) {
      fail(e);
    }
  }

  private void fail(Throwable failure) {
    try {
      queue.put(new Batch(List.of(), failure));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// The next rows in the order of the file; an empty list at its end.
  List<Row> next() throws IOException {
    try {
      Batch batch = queue.take();
      switch (batch.failure()) {
        case null -> {}
        case IOException e -> throw e;
        case RuntimeException e -> throw e;
        case Error e -> throw e;
        case Throwable e -> throw new IllegalStateException(e);
      }
      return batch.rows();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while reading", e);
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
      reader.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
