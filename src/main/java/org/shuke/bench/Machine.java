package org.shuke.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/// What the figures were measured on. A durable commit waits for the disk, so the disk's own time
/// stands beside every figure.
final class Machine {
  private static final int TIMES = 400;
  private static final int PAGE = 8_192;

  private Machine() {}

  static Figure disk(Path data) throws IOException {
    var file = Files.createTempFile(data, "fsync", null);
    var took = new long[TIMES];
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (int i = 0; i < TIMES; i++) {
        long begun = System.nanoTime();
        channel.write(ByteBuffer.allocate(PAGE), 0);
        channel.force(false);
        took[i] = System.nanoTime() - begun;
      }
    } finally {
      Files.delete(file);
    }
    Arrays.sort(took);
    return Figure.of(
        "the disk: fsync of 8 KiB",
        "p50 %.2f ms, p99 %.2f ms",
        took[TIMES / 2] / 1e6,
        took[TIMES * 99 / 100] / 1e6);
  }

  static String description() {
    return "%d cores, %d GiB heap at most, %s %s, Java %s"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            Runtime.getRuntime().maxMemory() >> 30,
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            System.getProperty("java.version"));
  }
}
