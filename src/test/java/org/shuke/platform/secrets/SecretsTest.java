package org.shuke.platform.secrets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
  private static final String WORDS = "w".repeat(40);

  @TempDir Path data;

  @Test
  void whatIsSealedIsReadByNobodyButWithTheKeyAndForItsPurpose() {
    var secrets = Secrets.of(WORDS, data);
    var sealed = secrets.seal("hook", "whsec_abc");
    assertFalse(sealed.contains("abc"));
    assertNotEquals(sealed, secrets.seal("hook", "whsec_abc"), "a fresh nonce each");
    assertEquals("whsec_abc", Secrets.of(WORDS, data).open("hook", sealed));
    assertThrows(IllegalStateException.class, () -> secrets.open("mail", sealed));
    var other = Secrets.of("x".repeat(40), data);
    assertThrows(IllegalStateException.class, () -> other.open("hook", sealed));
    assertThrows(IllegalStateException.class, () -> secrets.open("hook", "whsec_plain"));
  }

  @Test
  void theKeyFileIsMadeOnceAndIsItsOwnersAlone() throws Exception {
    var sealed = Secrets.of(null, data).seal("hook", "s");
    assertEquals("s", Secrets.of(null, data).open("hook", sealed));
    assertEquals(
        PosixFilePermissions.fromString("rw-------"),
        Files.getPosixFilePermissions(data.resolve("secret.key")));
    try (var files = Files.list(data)) {
      assertEquals(1, files.count(), "nothing else is left lying about");
    }
  }
}
