package org.shuke.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;

/// Program and limit take turns, so that whatever else the machine does meets both alike.
final class Turns {
  private static final int ROUNDS = 3;
  private static final Duration WARM_UP = Duration.ofSeconds(6);
  private static final Duration ROUND = Duration.ofSeconds(6);

  private Turns() {}

  static Figure compare(
      String what,
      double wanted,
      Callable<? extends Rush.Caller> program,
      Callable<? extends Rush.Caller> limit)
      throws Exception {
    Rush.run(House.CALLERS, WARM_UP, program);
    Rush.run(House.CALLERS, WARM_UP.dividedBy(2), limit);
    var ratios = new double[ROUNDS];
    double best = 0;
    double bestLimit = 0;
    for (int i = 0; i < ROUNDS; i++) {
      double reached = Rush.run(House.CALLERS, ROUND, program).perSecond();
      double raw = Rush.run(House.CALLERS, ROUND, limit).perSecond();
      ratios[i] = reached / raw;
      best = Math.max(best, reached);
      bestLimit = Math.max(bestLimit, raw);
    }
    Arrays.sort(ratios);
    return Figure.ratio(what, best, bestLimit, ratios[ROUNDS / 2], "/s", wanted);
  }
}
