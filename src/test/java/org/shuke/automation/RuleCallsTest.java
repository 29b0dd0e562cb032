package org.shuke.automation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program;
import org.shuke.Program.Client;
import tools.jackson.databind.JsonNode;

/// What became of the web hooks that a rule called stands in its log.
class RuleCallsTest {
  @RegisterExtension
  static final Program PROGRAM = Program.with(Map.of("SHUKE_EGRESS_ALLOW", "127.0.0.1/32"));

  private static final Client ADMIN = PROGRAM.admin();

  private static HttpServer answering(int status) throws IOException {
    var server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext(
        "/in",
        exchange -> {
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static String calling(int port, String city) {
    var rule =
        ADMIN.post(
            "/api/v1/rules",
            Map.of(
                "name",
                "Calls for " + city,
                "onType",
                "accounts",
                "trigger",
                "created",
                "condition",
                "city == \"" + city + "\"",
                "actions",
                List.of(Map.of("do", "hook", "url", "http://127.0.0.1:" + port + "/in"))));
    assertEquals(201, rule.status(), rule.text());
    ADMIN.post("/api/v1/accounts", Map.of("name", "A", "kind", "company", "city", city));
    return rule.get("id");
  }

  private static JsonNode called(String rule, String state, int tries) throws Exception {
    JsonNode call = null;
    for (int i = 0; i < 300; i++) {
      call = ADMIN.get("/api/v1/rules/" + rule + "/runs").json().at("/items/0/calls/0");
      if (state.equals(call.path("state").asString("")) && call.path("tries").asInt() >= tries) {
        return call;
      }
      Thread.sleep(50);
    }
    throw new AssertionError(state + " is " + call);
  }

  @Test
  void whatWasDeliveredSaysSo() throws Exception {
    var server = answering(204);
    called(calling(server.getAddress().getPort(), "Here"), "delivered", 1);
    server.stop(0);
  }

  @Test
  void whatIsRefusedForGoodSaysWhyAndTheAuthorIsTold() throws Exception {
    var server = answering(410);
    var rule = calling(server.getAddress().getPort(), "Gone");
    assertEquals("HTTP 410", called(rule, "failed", 1).get("problem").stringValue());
    var inbox = ADMIN.get("/api/v1/inbox").text();
    assertTrue(inbox.contains("Calls for Gone") && inbox.contains("HTTP 410"), inbox);
    server.stop(0);
  }

  @Test
  void whatFailsForNowWaitsWithItsReason() throws Exception {
    var server = answering(500);
    var rule = calling(server.getAddress().getPort(), "Later");
    var call = called(rule, "waiting", 1);
    for (int i = 0; i < 100 && call.get("problem").isNull(); i++) {
      Thread.sleep(50);
      call = called(rule, "waiting", 1);
    }
    assertEquals("HTTP 500", call.get("problem").stringValue());
    server.stop(0);
  }
}
