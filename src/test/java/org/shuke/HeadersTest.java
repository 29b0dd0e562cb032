package org.shuke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program.Client;
import org.shuke.Program.Reply;
import org.shuke.http.Door;
import org.shuke.http.Method;
import org.shuke.http.Route;

/// W-04: every address of the running program, however it answers: found, refused, not there, not
/// understood; records, files, papers, streams of rows, pages for strangers.
class HeadersTest {
  @RegisterExtension static final Program PROGRAM = Program.withKey(Clock.systemUTC());

  /// What each answer says, to the letter where there is but one right word.
  private static final Map<String, String> SAID =
      Map.of(
          "X-Content-Type-Options", "nosniff",
          "Cross-Origin-Opener-Policy", "same-origin");

  private static final List<String> THERE =
      List.of("Content-Security-Policy", "Referrer-Policy", "Permissions-Policy", "Cache-Control");

  /// What stands in other sites' pages on purpose: the forms, with what belongs to them.
  private static final String EMBEDDED = "/forms/";

  private final List<String> wrong = new ArrayList<>();
  private final Set<Integer> statuses = new TreeSet<>();
  private int answers;

  private void look(String what, Reply reply) {
    answers++;
    statuses.add(reply.status());
    SAID.forEach((name, value) -> expect(what, name, value, reply.header(name).orElse("")));
    for (var name : THERE) {
      if (reply.header(name).isEmpty()) {
        wrong.add(what + " " + reply.status() + " lacks " + name);
      }
    }
    for (var name : List.of("Server", "X-Powered-By")) {
      if (reply.header(name).isPresent()) {
        wrong.add(what + " tells " + name);
      }
    }
    var policy = reply.header("Content-Security-Policy").orElse("");
    if (!policy.contains("default-src 'none'") || policy.contains("unsafe-")) {
      wrong.add(what + " allows " + policy);
    }
    boolean embedded = what.contains(EMBEDDED);
    if (!embedded && !policy.contains("frame-ancestors 'none'") && !policy.contains("sandbox")) {
      wrong.add(what + " may be framed: " + policy);
    }
    if (!embedded) {
      expect(
          what,
          "Cross-Origin-Resource-Policy",
          "same-origin",
          reply.header("Cross-Origin-Resource-Policy").orElse(""));
    }
  }

  private void expect(String what, String name, String value, String said) {
    if (!said.equals(value)) {
      wrong.add(what + " says " + name + ": " + said);
    }
  }

  private static Client anonymous() {
    return PROGRAM.anonymous();
  }

  @Test
  void everyAnswerOfEveryAddressHasThem() {
    var made = made();
    for (var route : PROGRAM.shuke().http().routes()) {
      if (route.door() == Door.SESSION && route.path().contains("/live")) {
        look(route.toString(), anonymous().send("GET", filled(route, made), null));
        continue;
      }
      for (var path : both(route, made)) {
        var method = route.method().name();
        var body = route.method() == Method.GET || route.method() == Method.DELETE ? null : "{}";
        look("stranger " + method + " " + path, anonymous().send(method, path, body));
        look("admin " + method + " " + path, PROGRAM.admin().send(method, path, body));
        if (body != null) {
          look("broken " + method + " " + path, PROGRAM.admin().send(method, path, "{"));
        }
        look("other " + path, PROGRAM.admin().send("PATCH", path, "{}"));
      }
    }
    for (var path :
        List.of(
            "/",
            "/nowhere",
            "/assets/nothing.js",
            "/api/v1/nowhere",
            "/api/nothing",
            "/%00",
            "/forms/nobody",
            "/offer/nobody",
            "/calendar/x.ics",
            "/api/v1/accounts?filter=%25%25",
            "/api/v1/accounts/export?format=xlsx",
            "/api/v1/accounts/export?format=nonsense")) {
      look("stranger GET " + path, anonymous().get(path));
      look("admin GET " + path, PROGRAM.admin().get(path));
    }
    System.out.println("security headers: " + answers + " answers, " + statuses);
    assertEquals("", String.join("\n", wrong.subList(0, Math.min(40, wrong.size()))));
    assertTrue(statuses.containsAll(Set.of(200, 400, 401, 404, 405, 422, 428)), statuses::toString);
  }

  /// A file, a quote and a form for strangers, so that their addresses answer with what they have.
  private static String made() {
    var admin = PROGRAM.admin();
    var account =
        admin.post("/api/v1/accounts", Map.of("name", "Ning", "kind", "company")).get("id");
    var line = Map.of("description", "Pump", "quantity", 1, "unitPrice", 1);
    var quote =
        admin.post(
            "/api/v1/quotes",
            Map.of("account", account, "currency", "CNY", "lines", List.of(line)));
    assertEquals(201, quote.status(), quote.toString());
    assertEquals(200, admin.get("/api/v1/quotes/" + quote.get("id") + "/pdf").status());
    var form = admin.post("/api/v1/web-forms", Map.of("name", "Contact", "slug", "contact"));
    assertEquals(201, form.status(), form.toString());
    assertEquals(200, anonymous().get("/forms/contact").status());
    return quote.get("id");
  }

  /// With what is there, and with what is not.
  private static Set<String> both(Route route, String made) {
    return new TreeSet<>(List.of(filled(route, made), filled(route, UUID.randomUUID().toString())));
  }

  private static String filled(Route route, String id) {
    return route
        .path()
        .replace("{plural}", "quotes")
        .replace("{slug}", "contact")
        .replaceAll("\\{[^}]+}", id);
  }
}
