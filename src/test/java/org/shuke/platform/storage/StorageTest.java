package org.shuke.platform.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.shuke.platform.Settings;
import org.shuke.platform.TestDatabase;

class StorageTest {
  @RegisterExtension static final TestDatabase world = TestDatabase.fresh();

  @Test
  void anOutsideDatabaseIsUsedByItsUrl(@TempDir Path data) throws IOException {
    try (var storage = Storage.open(world.settings(data, Map.of()))) {
      assertTrue(storage.ready());
      var in = new ByteArrayInputStream("x".getBytes(StandardCharsets.UTF_8));
      var file = storage.files().put(in, 10, "x", "text/plain", null);
      assertEquals(file, storage.files().find(file.id()).orElseThrow());
    }
  }

  @Test
  void aWrongPasswordIsOneClearLine(@TempDir Path data) {
    var url = world.application().url() + "?user=shuke&password=wrong";
    var settings = world.settings(data, Map.of("SHUKE_DATABASE_URL", url));
    var wrong = assertThrows(Settings.Wrong.class, () -> Storage.open(settings));
    var line = String.valueOf(wrong.getMessage());
    assertTrue(line.startsWith("SHUKE_DATABASE_URL: cannot sign in"), line);
    assertTrue(line.lines().count() == 1 && !line.contains("password=wrong"), line);
  }
}
