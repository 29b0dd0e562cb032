package org.shuke.access;

import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program;

/// Who calls is read once and remembered while nobody's rights change.
class RememberedCallersTest {
  @RegisterExtension static final Program program = Program.withKey(Clock.systemUTC());

  @Test
  void onlyAWriteThatMayChangeRightsMakesCallersBeReadAgain() throws InterruptedException {
    var clock = Clock.systemUTC();
    var shuke = program.shuke();
    try (var doors =
        new Authentication(
            program.database(),
            shuke.ground().settings(),
            clock,
            shuke::catalog,
            new Audit(clock))) {
      assertTrue(remembersAfter(doors, List.of("api", "v1", "contacts")));
      for (var plural : List.of("users", "teams", "roles", "api-keys", "units", "imports")) {
        var before = doors.key(Program.ADMIN_KEY);
        doors.written(List.of("api", "v1", plural, "bulk"));
        assertNotSame(before, doors.key(Program.ADMIN_KEY), plural);
      }
    }
  }

  /// A node that was too busy to ask for changes in time trusts nothing; then it is asked again.
  private static boolean remembersAfter(Authentication doors, List<String> write)
      throws InterruptedException {
    for (int i = 0; i < 100; i++) {
      var before = doors.key(Program.ADMIN_KEY);
      doors.written(write);
      if (doors.key(Program.ADMIN_KEY) == before) {
        return true;
      }
      Thread.sleep(100);
    }
    return false;
  }
}
