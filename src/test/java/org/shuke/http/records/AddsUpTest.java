package org.shuke.http.records;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program;
import tools.jackson.databind.json.JsonMapper;

/// What a page may add up at the foot of a list.
class AddsUpTest {
  @RegisterExtension static final Program PROGRAM = Program.withKey(Clock.systemUTC());

  @Test
  void moneyAndQuantitiesAddUpAndSharesRatesAndDaysDoNot() {
    assertEquals(
        Map.of("onHand", true, "reserved", true, "available", true, "reorderAt", false),
        of("stock-levels", "onHand", "reserved", "available", "reorderAt"));
    assertEquals(
        Map.of("amount", true, "probability", false, "closeDate", false),
        of("opportunities", "amount", "probability", "closeDate"));
    assertEquals(
        Map.of("quantity", true, "taxRate", false), of("order-lines", "quantity", "taxRate"));
  }

  private static Map<String, Boolean> of(String plural, String... names) {
    var type = JsonMapper.shared().readTree(PROGRAM.admin().get("/api/v1/types/" + plural).text());
    var told = new TreeMap<String, Boolean>();
    for (var field : type.path("fields")) {
      if (java.util.List.of(names).contains(field.path("name").asString())) {
        told.put(field.path("name").asString(), field.path("addsUp").asBoolean());
      }
    }
    return told;
  }
}
