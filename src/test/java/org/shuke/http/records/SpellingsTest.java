package org.shuke.http.records;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program;

/// How the page learns by which letters its Chinese names are typed.
class SpellingsTest {
  @RegisterExtension static final Program PROGRAM = Program.with(Map.of());

  private static Program.Reply asked(List<String> names) {
    return PROGRAM.admin().post("/api/v1/spellings", Map.of("names", names));
  }

  @Test
  void aChineseNameIsTypedByPinyinOrInitialsFromEachOfItsCharactersOn() {
    assertEquals(
        "[[\"kehu\",\"hu\",\"kh\"],[],[\"daoru\",\"ru\",\"dr\"]]",
        asked(List.of("客户", "Accounts", "导入")).json().get("items").toString());
  }

  @Test
  void whoAsksForTooMuchIsToldHowMuchHeMayAsk() {
    for (var names : List.of(Collections.nCopies(1_001, "客户"), List.of("客".repeat(201)))) {
      var refused = asked(names);
      assertEquals(400, refused.status());
      assertEquals("names", refused.get("errors.0.field"));
      assertEquals("spellings-many", refused.get("errors.0.code"));
    }
    assertEquals(
        401, PROGRAM.anonymous().post("/api/v1/spellings", Map.of("names", List.of())).status());
  }
}
