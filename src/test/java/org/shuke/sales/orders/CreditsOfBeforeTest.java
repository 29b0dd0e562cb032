package org.shuke.sales.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program;
import org.shuke.Program.Client;

class CreditsOfBeforeTest {
  @RegisterExtension static final Program PROGRAM = Program.withKey(Clock.systemUTC());

  private static final Client ADMIN = PROGRAM.admin();
  private static final String TOLD =
      """
      select number || ' ' || trim_scale(credited)
        || ' ' || coalesce(trim_scale(credited_base)::text, 'no base') as told
      from sales."order" where credited is not null order by number\
      """;

  private static Map<String, Object> line(double quantity, double price, Object... more) {
    var line = new HashMap<String, Object>();
    line.put("description", "A");
    line.put("quantity", quantity);
    line.put("unitPrice", price);
    for (int i = 0; i < more.length; i += 2) {
      line.put(String.valueOf(more[i]), more[i + 1]);
    }
    return line;
  }

  /// An order of which so much of its first line came back.
  @SafeVarargs
  private static void returned(
      double back, String currency, Map<String, ?> head, Map<String, Object>... lines) {
    var order = new HashMap<String, Object>(head);
    order.put("currency", currency);
    order.put("lines", List.of(lines));
    var made = ADMIN.post("/api/v1/orders", order);
    assertEquals(201, made.status(), made::toString);
    var path = "/api/v1/orders/" + made.get("id");
    var first = ADMIN.get(path + "?select=lines.id").get("lines.0.id");
    assertEquals(200, ADMIN.post(path + "/ship", Map.of()).status());
    var part = Map.of("line", first, "quantity", back);
    var reply = ADMIN.post(path + "/return", Map.of("lines", List.of(part)));
    assertEquals(200, reply.status(), reply::toString);
  }

  private static List<String> told() throws SQLException {
    return PROGRAM
        .database()
        .background()
        .transaction(tx -> tx.query(TOLD, row -> row.getString(1)));
  }

  private static String migration() throws IOException {
    try (var script = Program.class.getResourceAsStream("/db/sales/V122__credits_of_before.sql")) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void whatCameBackBeforeIsCreditedAsWhatComesBackNow() throws Exception {
    var rate = Map.of("currency", "EUR", "validFrom", "2020-01-01", "rate", 7.812345);
    assertEquals(201, ADMIN.post("/api/v1/exchange-rates", rate).status());
    var none = Map.<String, Object>of();
    returned(1, "CNY", none, line(3, 3.335, "taxRate", 13), line(1, 5, "taxRate", 6));
    returned(2, "EUR", none, line(7, 100.01, "taxRate", 9), line(2, 1));
    returned(2, "EUR", Map.of("tax", 17.77), line(7, 33.33), line(3, 0.7));
    returned(1, "JPY", none, line(3, 1000, "taxRate", 10));
    returned(1, "KWD", none, line(3, 1, "taxRate", 5), line(1, 1));
    returned(2, "CNY", Map.of("tax", 0.3), line(2, 1.005), line(-1, 0.5));
    returned(0.3, "CNY", none, line(0.7, 123456789.123, "taxRate", 13));
    var reckoned = told();
    assertEquals(7, reckoned.size());
    var script = migration();
    PROGRAM
        .database()
        .background()
        .transaction(tx -> {
          try (var statement = tx.connection().createStatement()) {
            statement.execute("update sales.\"order\" set credited = null, credited_base = null");
            assertTrue(statement.executeUpdate(script) > 0);
          }
          return null;
        });
    assertEquals(reckoned, told());
  }
}
