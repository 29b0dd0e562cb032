package org.shuke.sales.papers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.shuke.platform.Refusal;

class LetterheadTest {
  private static Letterhead reachedAt(
      @Nullable String country,
      @Nullable String phone,
      @Nullable String email,
      @Nullable String website) {
    return new Letterhead(
        "Shop", null, null, null, country, phone, email, website, null, null, null, null, null);
  }

  private static List<String> faults(Letterhead letterhead) {
    return assertThrows(Refusal.class, () -> letterhead.checked(() -> "CN")).faults().stream()
        .map(fault -> fault.field() + " " + fault.code())
        .toList();
  }

  @Test
  void whatReachesNobodyDoesNotStandOnThePapers() {
    assertEquals(
        List.of("phone value.phone", "email value.email", "website value.url"),
        faults(reachedAt(null, "call us", "nonsense", "our page")));
    var reached = reachedAt(null, "021-6888 4417", "hello@shop.example", "www.shop.example");
    assertEquals(reached, reached.checked(() -> "CN"));
    var nothing = reachedAt(null, " ", null, "");
    assertEquals(nothing, nothing.checked(() -> "CN"));
  }

  @Test
  void aPhoneIsOneOfTheCompanysCountryUnlessItSaysItsOwn() {
    assertEquals(List.of("phone value.phone"), faults(reachedAt(null, "01 42 68 53 00", null, "")));
    for (var french :
        List.of(
            reachedAt("FR", "01 42 68 53 00", null, ""),
            reachedAt(null, "+33142685300", null, ""))) {
      assertEquals(french, french.checked(() -> "CN"));
    }
    assertEquals(List.of("phone value.phone"), faults(reachedAt("FR", "021-6888 4417", null, "")));
  }
}
