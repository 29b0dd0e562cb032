package org.shuke.sales.papers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.shuke.platform.Refusal;

class LetterheadTest {
  private static Letterhead reachedAt(@Nullable String email) {
    return new Letterhead(
        "Shop", null, null, null, null, null, email, null, null, null, null, null, null);
  }

  @Test
  void whatIsNoMailAddressDoesNotStandOnThePapers() {
    var refused = assertThrows(Refusal.class, () -> reachedAt("nonsense").checked());
    assertEquals("email", refused.faults().getFirst().field());
    assertEquals("hello@shop.example", reachedAt("hello@shop.example").checked().email());
    assertEquals(null, reachedAt(null).checked().email());
  }
}
