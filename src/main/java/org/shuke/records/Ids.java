package org.shuke.records;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/// Makes ids: UUIDv7 (RFC 9562), in increasing order within this program, so that they sort by
/// time.
public final class Ids {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final AtomicLong LAST = new AtomicLong();
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private Ids() {}

  /// 48 bits of milliseconds and 12 bits of a fraction that only grows (RFC 9562, method 3), then
  /// 62 random bits.
  public static UUID next() {
    long now = System.currentTimeMillis() << 12;
    long tick = LAST.updateAndGet(last -> Math.max(last + 1, now));
    long high = ((tick >>> 12) << 16) | 0x7000L | (tick & 0xFFF);
    return new UUID(high, (RANDOM.nextLong() >>> 2) | VARIANT);
  }
}
