package org.shuke.sales.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program;
import org.shuke.Program.Client;

/// With whom an order is talked about.
class OrderContactTest {
  @RegisterExtension static final Program PROGRAM = Program.withKey(Clock.systemUTC());

  private static final Client ADMIN = PROGRAM.admin();

  private static String account;
  private static String contact;

  @BeforeAll
  static void aCustomer() {
    account = made("accounts", Map.of("name", "Mill", "kind", "company"));
    contact = made("contacts", Map.of("name", "Li Na", "account", account));
  }

  private static String made(String plural, Map<String, ?> record) {
    var reply = ADMIN.post("/api/v1/" + plural, record);
    assertEquals(201, reply.status(), reply::toString);
    return reply.get("id");
  }

  @Test
  void anOrderKeepsTheContactOfItsQuote() {
    var line = Map.of("description", "Tea", "quantity", 1, "unitPrice", 3);
    var offer = Map.of("account", account, "contact", contact, "lines", List.of(line));
    var quote = "/api/v1/quotes/" + made("quotes", offer);
    assertEquals(200, ADMIN.post(quote + "/submit", Map.of()).status());
    assertEquals(200, ADMIN.post(quote + "/send", Map.of()).status());
    var hash = Map.of("hash", ADMIN.get(quote).get("hash"));
    var order = ADMIN.post(quote + "/accept", hash).get("order");
    assertEquals(contact, ADMIN.get("/api/v1/orders/" + order).get("contact"));
    var orders = ADMIN.get("/api/v1/contacts/" + contact + "/page").text();
    assertTrue(orders.contains(order), orders);
  }

  @Test
  void aFileOfOrdersNamesContacts() throws InterruptedException {
    var file =
        "Number,Account,Contact,Currency,Status,Placed at\nF-1,Mill,Li Na,CNY,confirmed,2026-03-01\n";
    var form =
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f.csv\"\r\n\r\n%s\r\n--b--\r\n";
    var sent =
        PROGRAM
            .admin()
            .with("Content-Type", "multipart/form-data; boundary=b")
            .post("/api/v1/imports?as=orders", form.formatted(file));
    assertEquals(201, sent.status(), sent::toString);
    var one = "/api/v1/imports/" + sent.get("id");
    step(one, "check", "checked");
    step(one, "start", "done");
    var order = ADMIN.get("/api/v1/orders?filter=number%20%3D%3D%20%22F-1%22");
    assertEquals(contact, order.get("items.0.contact"), order::toString);
  }

  private static void step(String one, String verb, String state) throws InterruptedException {
    assertEquals(202, PROGRAM.admin().post(one + "/" + verb, Map.of()).status());
    for (int i = 0; i < 400 && !ADMIN.get(one).get("state").equals(state); i++) {
      Thread.sleep(25);
    }
    assertEquals(state, ADMIN.get(one).get("state"), ADMIN.get(one)::toString);
  }
}
