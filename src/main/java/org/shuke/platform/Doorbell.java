package org.shuke.platform;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Wakes one who waits for work; rung several times before he looks, it has rung once.
public final class Doorbell {
  private final Semaphore rung = new Semaphore(0);

  public void ring() {
    rung.release();
  }

  /// Waits for a ring, at most so long.
  ///
  /// @return false when the thread was told to stop
  public boolean await(Duration most) {
    try {
      if (rung.tryAcquire(most.toMillis(), TimeUnit.MILLISECONDS)) {
        rung.drainPermits();
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
