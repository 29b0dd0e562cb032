package org.shuke.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Several callers that do the same again and again for some time.
final class Rush {
  /// What they reached.
  ///
  /// @param perSecond how often, all callers together
  /// @param sorted how long each call took, in nanoseconds, the shortest first
  record Reached(double perSecond, long[] sorted) {
    double millis(double share) {
      return sorted.length == 0
          ? 0
          : sorted[(int) Math.min(sorted.length - 1L, (long) (share * sorted.length))] / 1e6;
    }
  }

  /// One caller, with a connection of its own.
  interface Caller extends AutoCloseable {
    void call() throws Exception;

    @Override
    default void close() throws Exception {}
  }

  private Rush() {}

  static Reached run(int callers, Duration time, Callable<? extends Caller> newCaller)
      throws Exception {
    try (var threads = Executors.newFixedThreadPool(callers)) {
      var running = new java.util.ArrayList<Future<long[]>>();
      long begun = System.nanoTime();
      long end = begun + time.toNanos();
      for (int i = 0; i < callers; i++) {
        running.add(threads.submit(() -> one(newCaller, end)));
      }
      var all = new long[running.size()][];
      for (int i = 0; i < all.length; i++) {
        all[i] = result(running.get(i));
      }
      double seconds = (System.nanoTime() - begun) / 1e9;
      var sorted = Arrays.stream(all).flatMapToLong(Arrays::stream).sorted().toArray();
      return new Reached(sorted.length / seconds, sorted);
    }
  }

  private static long[] one(Callable<? extends Caller> newCaller, long end) throws Exception {
    var took = new long[1024];
    int n = 0;
    try (var caller = newCaller.call()) {
      for (long now = System.nanoTime(); now < end; ) {
        caller.call();
        long done = System.nanoTime();
        if (n == took.length) {
          took = Arrays.copyOf(took, 2 * n);
        }
        took[n++] = done - now;
        now = done;
      }
    }
    return Arrays.copyOf(took, n);
  }

  private static long[] result(Future<long[]> future) throws Exception {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }
}
