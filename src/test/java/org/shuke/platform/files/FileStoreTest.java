package org.shuke.platform.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.shuke.platform.DiskSpace;
import org.shuke.platform.Refusal;
import org.shuke.platform.TestDatabase;

class FileStoreTest {
  @RegisterExtension static final TestDatabase world = TestDatabase.fresh("platform");
  private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);

  private final Path data;
  private final FileStore files;

  FileStoreTest(@TempDir Path data) {
    this.data = data;
    this.files = new FileStore(world.database(), data, new DiskSpace(data), Clock.systemUTC());
  }

  @BeforeEach
  void forgetFiles() {
    world.database().transaction(tx -> tx.update("delete from platform.file"));
  }

  private StoredFile put(String name) throws IOException {
    return files.put(new ByteArrayInputStream(HELLO), 100, name, "text/plain", new UUID(0, 1));
  }

  @Test
  void aFileComesBackAsItWasStored() throws IOException {
    var put = put("C:\\people\\../list\u0000.csv");
    assertEquals("list.csv", put.name());
    assertEquals(put, files.find(put.id()).orElseThrow());
    try (var in = files.open(put)) {
      assertArrayEquals(HELLO, in.readAllBytes());
    }
    assertEquals(
        "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824", put.content().sha256());
  }

  @Test
  void equalContentIsKeptOnceForAllItsRows() throws IOException {
    var one = put("one");
    var other = put("other");
    assertEquals(files.path(one.content()), files.path(other.content()));
    world
        .database()
        .transaction(tx -> {
          files.remove(tx, one.id());
          return 0;
        });
    age(files.path(one.content()));
    assertEquals(0, files.tidy().deleted());
    world
        .database()
        .transaction(tx -> {
          files.remove(tx, other.id());
          return 0;
        });
    assertEquals(1, files.tidy().deleted());
    assertFalse(Files.exists(files.path(one.content())));
  }

  private static void age(Path file) throws IOException {
    var old = Clock.systemUTC().instant().minus(Duration.ofHours(25));
    Files.setLastModifiedTime(file, FileTime.from(old));
  }

  @Test
  void youngContentWithoutARowIsLeftAlone() throws IOException {
    var content = files.store(new ByteArrayInputStream(HELLO), 100);
    assertEquals(0, files.tidy().deleted());
    assertTrue(Files.exists(files.path(content)));
  }

  @Test
  void contentThatIsGoneIsFound() throws IOException {
    var put = put("lost");
    Files.delete(files.path(put.content()));
    assertEquals(List.of(put.id()), files.tidy().missing());
  }

  @Test
  void whatIsTooLargeLeavesNothing() throws IOException {
    var refusal =
        assertThrows(
            Refusal.class, () -> files.store(new ByteArrayInputStream(new byte[3 << 20]), 1 << 20));
    assertEquals(413, refusal.status());
    assertEquals("1 MiB", refusal.args().get("limit"));
    try (var left = Files.list(data.resolve("files/new"))) {
      assertEquals(0, left.count());
    }
  }
}
