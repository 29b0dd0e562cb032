package org.shuke.platform;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DiskSpaceTest {
  private static final long GIB = 1L << 30;
  private final DiskSpace disk = new DiskSpace(Path.of("target"));

  @Test
  void filesPauseFirstThenAllWriting() {
    disk.seen(10 * GIB, 100 * GIB);
    assertDoesNotThrow(disk::mustHaveRoomForFiles);
    disk.seen(GIB, 100 * GIB);
    assertEquals(DiskSpace.Room.LOW, disk.room());
    var low = assertThrows(Refusal.class, disk::mustHaveRoomForFiles);
    assertEquals("507 disk-low", low.status() + " " + low.code());
    assertDoesNotThrow(disk::mustHaveRoomForWriting);
    disk.seen(GIB / 5, 100 * GIB);
    var full = assertThrows(Refusal.class, disk::mustHaveRoomForWriting);
    assertEquals("507 disk-full", full.status() + " " + full.code());
    disk.seen(10 * GIB, 100 * GIB);
    assertDoesNotThrow(disk::mustHaveRoomForWriting);
  }

  @Test
  void aSmallDiskIsMeasuredByItsShare() {
    disk.seen(8 << 20, 100 << 20);
    assertEquals(DiskSpace.Room.AMPLE, disk.room());
    disk.seen(4 << 20, 100 << 20);
    assertEquals(DiskSpace.Room.LOW, disk.room());
    disk.seen(1 << 19, 100 << 20);
    assertEquals(DiskSpace.Room.FULL, disk.room());
  }
}
