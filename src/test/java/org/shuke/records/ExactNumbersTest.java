package org.shuke.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program;

/// More digits than a double has come back as they were sent, by every way.
class ExactNumbersTest {
  @RegisterExtension static final Program PROGRAM = Program.withKey(Clock.systemUTC());

  private static final BigDecimal LONG = new BigDecimal("1234567890.123456789");

  @Test
  void anAnswerAboutAStaleVersionTellsTheRecordDigitForDigit() {
    var admin = PROGRAM.admin();
    var made = admin.post("/api/v1/products", Map.of("sku", "X-1", "name", "X", "listPrice", LONG));
    var path = "/api/v1/products/" + made.get("id");
    assertTrue(admin.get(path).text().contains(LONG.toString()));
    var stale = admin.with("If-Match", "\"9\"").patch(path, Map.of("name", "Y"));
    assertEquals(412, stale.status(), stale.toString());
    assertTrue(stale.text().contains("\"listPrice\":" + LONG), stale.text());
  }

  @Test
  void manyPartsAreWrittenAndLoggedDigitForDigit() {
    var admin = PROGRAM.admin();
    var line = Map.of("description", "T", "quantity", LONG, "unitPrice", 1);
    var account = admin.post("/api/v1/accounts", Map.of("name", "A", "kind", "company")).get("id");
    var quote = Map.of("account", account, "lines", Collections.nCopies(60, line));
    var made = admin.post("/api/v1/quotes", quote);
    assertEquals(201, made.status(), made.toString());
    var path = "/api/v1/quotes/" + made.get("id");
    assertEquals(60, admin.get(path).text().split(LONG.toString(), -1).length - 1);
    var fewer = admin.with("If-Match", "*").patch(path, Map.of("lines", List.of()));
    assertEquals(200, fewer.status(), fewer.toString());
    assertTrue(admin.get(path + "/history").text().contains(LONG.toString()));
  }
}
