package org.shuke.imports;

import java.util.Map;
import java.util.UUID;
import org.shuke.platform.jobs.JobRun;
import org.shuke.platform.jobs.Jobs;

/// Checks and starts as background jobs. A job that is run again after a crash goes on where the
/// ledger says.
final class ImportJobs {
  static final String CHECK = "import.check";
  static final String START = "import.start";
  static final String TELL = "import.tell";

  /// What a job is told.
  record Told(UUID id) {}

  private ImportJobs() {}

  static void register(Jobs jobs, ImportRun run) {
    jobs.register(
        CHECK,
        "imports",
        job -> {
          run.check(job.params(Told.class).id(), watch(job, "import.job.check"));
          return null;
        });
    jobs.register(
        START,
        "imports",
        job -> {
          run.start(job.params(Told.class).id(), watch(job, "import.job.start"));
          return null;
        });
    jobs.register(
        TELL,
        "imports",
        job -> {
          run.tell(job.params(Told.class).id());
          return null;
        });
  }

  private static Watch watch(JobRun job, String message) {
    return new Watch() {
      @Override
      public void progress(long done, long total) {
        double part = total == 0 ? 0 : (double) done / total;
        job.progress(part, message, Map.of("done", done, "total", total));
      }

      @Override
      public void checkpoint() {
        job.checkpoint();
      }
    };
  }
}
