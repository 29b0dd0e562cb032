package org.shuke.platform.jobs;

import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.db.Transaction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A job while it runs on this node.
public final class JobRun {

  /// Why a run has to stop before it is done.
  enum Stop {
    CANCELLED,
    SHUTDOWN,
    LOST
  }

  /// Thrown by [#checkpoint] to leave the work; the work lets it pass.
  static final class Stopped extends RuntimeException {
    private final Stop reason;

    Stopped(Stop reason) {
      super(reason.name(), null, false, false);
      this.reason = reason;
    }

    Stop reason() {
      return reason;
    }
  }

  private static final long BETWEEN_REPORTS = 400_000_000L;

  private final JobSql sql;
  private final Job job;
  private final int fence;
  private final Runnable told;
  private volatile @Nullable Stop stop;
  private long reported = System.nanoTime() - BETWEEN_REPORTS;

  JobRun(JobSql sql, Job job, int fence, Runnable told) {
    this.sql = sql;
    this.job = job;
    this.fence = fence;
    this.told = told;
  }

  public UUID id() {
    return job.id();
  }

  public String name() {
    return job.name();
  }

  public JsonNode params() {
    return job.params();
  }

  /// The params as they were submitted.
  public <T> T params(Class<T> type) {
    return JsonMapper.shared().treeToValue(job.params(), type);
  }

  public @Nullable UUID principal() {
    return job.principal();
  }

  int fence() {
    return fence;
  }

  /// Says how far the work is (0 to 1), with the key of a text and its args. Cheap: what comes too
  /// often is passed over. Also a [#checkpoint].
  public void progress(double part, String message, Map<String, ?> args) {
    checkpoint();
    long now = System.nanoTime();
    if (now - reported >= BETWEEN_REPORTS) {
      reported = now;
      sql.progress(this, Math.clamp(part, 0, 1), message, args);
      told.run();
    }
  }

  /// Leaves the work when it was cancelled, the program stops or another node has taken over.
  public void checkpoint() {
    var reason = stop;
    if (reason != null) {
      throw new Stopped(reason);
    }
  }

  /// Makes a transaction of the work safe: to be called as the last thing in it, it fails when
  /// another node has taken over.
  public void hold(Transaction tx) throws SQLException {
    if (!sql.holds(tx, this)) {
      throw new Stopped(Stop.LOST);
    }
  }

  void stop(Stop reason) {
    if (stop == null) {
      stop = reason;
    }
  }
}
