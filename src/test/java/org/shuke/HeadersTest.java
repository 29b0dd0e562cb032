package org.shuke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
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

  private static final Map<String, ?> LINE =
      Map.of("description", "Pump", "quantity", 1, "unitPrice", 1);

  private final List<String> wrong = new ArrayList<>();
  private final Set<Integer> statuses = new TreeSet<>();
  private int answers;

  private void look(String what, Reply reply) {
    look(what, reply.raw());
  }

  private void look(String what, HttpResponse<?> reply) {
    answers++;
    statuses.add(reply.statusCode());
    var headers = reply.headers();
    SAID.forEach((name, value) -> expect(what, name, value, headers));
    for (var name : THERE) {
      if (headers.firstValue(name).isEmpty()) {
        wrong.add(what + " " + reply.statusCode() + " lacks " + name);
      }
    }
    for (var name : List.of("Server", "X-Powered-By")) {
      if (headers.firstValue(name).isPresent()) {
        wrong.add(what + " tells " + name);
      }
    }
    var policy = headers.firstValue("Content-Security-Policy").orElse("");
    if (!policy.contains("default-src 'none'") || policy.contains("unsafe-")) {
      wrong.add(what + " allows " + policy);
    }
    boolean embedded = what.contains(EMBEDDED);
    if (!embedded && !policy.contains("frame-ancestors 'none'") && !policy.contains("sandbox")) {
      wrong.add(what + " may be framed: " + policy);
    }
    if (!embedded) {
      expect(what, "Cross-Origin-Resource-Policy", "same-origin", headers);
    }
  }

  private void expect(String what, String name, String value, HttpHeaders headers) {
    var said = headers.firstValue(name).orElse("");
    if (!said.equals(value)) {
      wrong.add(what + " says " + name + ": " + said);
    }
  }

  private static Client anonymous() {
    return PROGRAM.anonymous();
  }

  @Test
  void everyAnswerOfEveryAddressHasThem() {
    var made = forStrangers();
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
    nothingIsWrong();
    assertTrue(statuses.containsAll(Set.of(200, 400, 401, 404, 405, 422, 428)), statuses::toString);
  }

  private void nothingIsWrong() {
    System.out.println("security headers: " + answers + " answers, " + statuses);
    assertEquals("", String.join("\n", wrong.subList(0, Math.min(40, wrong.size()))));
  }

  @Test
  void whatACustomerOpensHasThem() {
    var admin = PROGRAM.admin();
    var quote = made("/api/v1/quotes", Map.of("account", account(), "lines", List.of(LINE)));
    admin.post("/api/v1/quotes/" + quote.get("id") + "/submit", Map.of());
    var link = admin.post("/api/v1/quotes/" + quote.get("id") + "/send", Map.of()).get("link");
    for (var path : List.of(link, link + "/pdf")) {
      var shown = anonymous().get(path);
      assertEquals(200, shown.status(), path);
      look("customer GET " + path, shown);
    }
    look("customer accepts what is stale", anonymous().post(link + "/accept", Map.of("hash", "0")));
    var hash = Map.of("hash", admin.get("/api/v1/quotes/" + quote.get("id")).get("hash"));
    look("customer accepts", anonymous().post(link + "/accept", hash));
    look("customer's dead link", anonymous().with("Accept", "text/html").get("/offer/nobody"));
    nothingIsWrong();
    assertTrue(statuses.contains(409), statuses::toString);
  }

  /// What somebody has brought is only ever saved, never shown.
  @Test
  void whatIsAttachedHasThem() {
    var form =
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.html\"\r\n"
            + "Content-Type: text/html\r\n\r\n<script>alert(1)</script>\r\n--b--\r\n";
    var upload = PROGRAM.admin().with("Content-Type", "multipart/form-data; boundary=b");
    var file = upload.post("/api/v1/files", form);
    assertEquals(201, file.status(), file.toString());
    var attached =
        made(
            "/api/v1/attachments",
            Map.of("name", "a.html", "file", file.get("id"), "account", account()));
    var content = PROGRAM.admin().get("/api/v1/attachments/" + attached.get("id") + "/content");
    assertEquals(200, content.status(), content.toString());
    look("attachment", content);
    assertEquals(
        "sandbox; default-src 'none'", content.header("Content-Security-Policy").orElseThrow());
    nothingIsWrong();
  }

  @Test
  void whatStaysOpenHasThemBeforeItsFirstEvent() throws IOException, InterruptedException {
    var user = made("/api/v1/users", Map.of("name", "Ada", "email", "ada@example.com"));
    var invited = PROGRAM.admin().post("/api/v1/users/" + user.get("id") + "/invite", Map.of());
    var token = invited.get("link").replaceAll(".*[=/#]", "");
    var ada = anonymous();
    var signed =
        ada.post("/api/v1/invitation", Map.of("token", token, "password", "three horses in rain"));
    assertEquals(200, signed.status(), signed.toString());
    var request =
        HttpRequest.newBuilder(
                URI.create("http://localhost:" + PROGRAM.shuke().port() + "/api/v1/live"))
            .header(
                "Cookie",
                ada.cookies().entrySet().stream()
                    .map(e -> e.getKey() + "=" + e.getValue())
                    .collect(Collectors.joining("; ")))
            .build();
    try (var http = HttpClient.newHttpClient()) {
      var stream = http.send(request, BodyHandlers.ofInputStream());
      assertEquals(200, stream.statusCode());
      assertEquals("text/event-stream", stream.headers().firstValue("Content-Type").orElseThrow());
      look("live", stream);
      stream.body().close();
    }
    nothingIsWrong();
  }

  private static String account() {
    return made("/api/v1/accounts", Map.of("name", "Ning")).get("id");
  }

  private static Reply made(String path, Map<String, ?> record) {
    var reply = PROGRAM.admin().post(path, record);
    assertEquals(201, reply.status(), reply.toString());
    return reply;
  }

  /// A file, a quote and a form for strangers, so that their addresses answer with what they have.
  private static String forStrangers() {
    var admin = PROGRAM.admin();
    var quote =
        made(
            "/api/v1/quotes",
            Map.of("account", account(), "currency", "CNY", "lines", List.of(LINE)));
    assertEquals(200, admin.get("/api/v1/quotes/" + quote.get("id") + "/pdf").status());
    made("/api/v1/web-forms", Map.of("name", "Contact", "slug", "contact"));
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
