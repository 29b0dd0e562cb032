package org.shuke.platform.jobs;

import org.jspecify.annotations.Nullable;

/// What a job does. It may be run again after a crash, so it goes on where its own rows say it
/// stopped.
@FunctionalInterface
public interface JobWork {

  /// Does the work; the answer, if there is one, is kept as the job's result in JSON.
  @Nullable Object run(JobRun run) throws Exception;
}
