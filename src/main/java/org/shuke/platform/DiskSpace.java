package org.shuke.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The brake before a full disk, which would stop the database for good: first what is large
/// pauses, then nothing is written. It lets go by itself when there is room again.
public final class DiskSpace implements AutoCloseable {

  /// How much room there is.
  public enum Room {
    AMPLE,
    /// Less than 5 % and 2 GiB: imports, exports and uploads pause.
    LOW,
    /// Less than 1 % and 256 MiB: nothing is written.
    FULL
  }

  private static final long MIB = 1L << 20;
  private static final Duration TICK = Duration.ofSeconds(5);
  private static final Duration RETRY = Duration.ofSeconds(30);
  private static final Logger LOG = LoggerFactory.getLogger(DiskSpace.class);

  private final Path folder;
  private volatile Room room = Room.AMPLE;
  private volatile boolean closing;

  public DiskSpace(Path folder) {
    this.folder = folder;
    look();
  }

  /// Watches the folder's disk from now on.
  public DiskSpace watch() {
    Thread.ofVirtual().name("disk-space").start(this::loop);
    return this;
  }

  private void loop() {
    try {
      while (!closing) {
        Thread.sleep(TICK);
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    try {
      var store = Files.getFileStore(folder);
      seen(store.getUsableSpace(), store.getTotalSpace());
    } catch (IOException e) {
      LOG.warn("Cannot see how much room the disk of {} has: {}", folder, e.getMessage());
    }
  }

  /// A share of a small disk, an amount of a large one: 5 % of many terabytes is no shortage.
  void seen(long free, long total) {
    var before = room;
    room = roomOf(free, total);
    if (room != before) {
      LOG.warn("The disk of {} has {} MiB left: {}", folder, free / MIB, consequence(room));
    }
  }

  private static Room roomOf(long free, long total) {
    if (free < Math.min(total / 100, 256 * MIB)) {
      return Room.FULL;
    }
    return free < Math.min(total / 20, 2048 * MIB) ? Room.LOW : Room.AMPLE;
  }

  private static String consequence(Room room) {
    return switch (room) {
      case AMPLE -> "all work goes on";
      case LOW -> "imports, exports and uploads pause until there is more";
      case FULL -> "nothing is written until there is more";
    };
  }

  public Room room() {
    return room;
  }

  /// Refuses with 507 when files, imports and exports have to pause.
  public void mustHaveRoomForFiles() {
    if (room != Room.AMPLE) {
      throw new Refusal(507, "disk-low", Map.of()).after(RETRY);
    }
  }

  /// Refuses with 507 when nothing may be written.
  public void mustHaveRoomForWriting() {
    if (room == Room.FULL) {
      throw new Refusal(507, "disk-full", Map.of()).after(RETRY);
    }
  }

  @Override
  public void close() {
    closing = true;
  }
}
