package org.shuke.sales.quotes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program;
import org.shuke.Program.Client;
import org.shuke.Program.Reply;

/// C-04: whatever happens to an offer at the moment the customer answers, exactly one thing
/// happens, and everybody else is told clearly.
@Tag("slow")
class AnswerRaceTest {
  @RegisterExtension static final Program PROGRAM = Program.withKey(Clock.systemUTC());

  private static final Client ADMIN = PROGRAM.admin();

  private static Reply verb(String id, String verb, Map<String, ?> input) {
    return PROGRAM.admin().post("/api/v1/quotes/" + id + "/" + verb, input);
  }

  private static String draft(String account) {
    var line = Map.of("description", "Pump", "quantity", 2, "unitPrice", 10);
    var option = Map.of("description", "Hose", "quantity", 1, "unitPrice", 5, "optional", true);
    return ADMIN
        .post("/api/v1/quotes", Map.of("account", account, "lines", List.of(line, option)))
        .get("id");
  }

  @Test
  void exactlyOneThingHappens() throws Exception {
    race(150);
  }

  @Test
  @Tag("full")
  void exactlyOneThingHappensAThousandTimes() throws Exception {
    race(1_000);
  }

  private static void race(int rounds) throws Exception {
    var account =
        ADMIN.post("/api/v1/accounts", Map.of("name", "Ning", "kind", "company")).get("id");
    int accepted = 0;
    try (var pool = Executors.newFixedThreadPool(5)) {
      for (int round = 0; round < rounds; round++) {
        var id = draft(account);
        verb(id, "submit", Map.of());
        var link = verb(id, "send", Map.of()).get("link");
        var hash = ADMIN.get("/api/v1/quotes/" + id).get("hash");
        var next = verb(id, "revise", Map.of()).get("id");
        verb(next, "submit", Map.of());
        var yes = Map.of("hash", hash, "name", "Li Na");
        var more = PROGRAM.anonymous().get(link + "/choice?options=2").get("hash");
        var yesAndMore = Map.of("hash", more, "options", List.of(2), "name", "Li Na");
        List<Callable<Reply>> acts =
            List.of(
                () -> PROGRAM.anonymous().post(link + "/accept", yes),
                () -> PROGRAM.anonymous().post(link + "/accept", yesAndMore),
                () -> PROGRAM.anonymous().post(link + "/decline", Map.of()),
                () -> verb(next, "send", Map.of()),
                () ->
                    PROGRAM
                        .admin()
                        .with("If-Match", "*")
                        .patch(
                            "/api/v1/quotes/" + id,
                            Map.of(
                                "lines",
                                List.of(
                                    Map.of(
                                        "description", "Pump", "quantity", 1, "unitPrice", 1)))));
        var done = pool.invokeAll(acts).stream().map(Future::resultNow).toList();
        done.forEach(r -> assertTrue(r.status() < 500, r::toString));
        assertEquals(422, done.get(4).status(), done.get(4)::toString);
        var quote = ADMIN.get("/api/v1/quotes/" + id);
        var orders =
            ADMIN.get("/api/v1/orders?filter=quote%20==%20%22" + id + "%22").json().at("/items");
        boolean plain = done.get(0).status() == 200;
        boolean yesCame = plain || done.get(1).status() == 200;
        assertEquals(yesCame ? "accepted" : quote.get("status"), quote.get("status"));
        assertEquals(yesCame ? 1 : 0, orders.size(), quote::toString);
        if (yesCame) {
          accepted++;
          assertEquals(plain ? 409 : 200, done.get(1).status(), "one choice of two");
          assertEquals(plain ? 20 : 25, orders.get(0).path("total").asInt());
          assertEquals(409, done.get(2).status());
          assertEquals(409, done.get(3).status());
        }
      }
    }
    assertTrue(accepted > 0);
  }
}
