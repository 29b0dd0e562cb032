package org.shuke.http.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.shuke.Program;
import org.shuke.Program.Reply;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a built-in field can do, a custom one of every kind can do too.
class CustomFieldFamilyTest {
  @RegisterExtension static final Program PROGRAM = Program.withKey(Clock.systemUTC());

  private static final List<Object> CHOICES =
      List.of(
          Map.of("value", "low", "labels", Map.of("en", "Low", "zh", "低")),
          Map.of("value", "high", "labels", Map.of("en", "High", "zh", "高")));

  /// One kind, with two values of it.
  ///
  /// @param one in JSON, and `oneCell` as a file has it
  /// @param filter holds for the first only; `%s` is the field
  record Case(
      String kind,
      Map<String, ?> asked,
      Object one,
      Object other,
      String oneCell,
      String filter,
      boolean sorted,
      String measure,
      String word) {
    @Override
    public String toString() {
      return kind + (asked.containsKey("unique") ? " (unique)" : "");
    }
  }

  private static String target;

  @BeforeAll
  static void target() {
    var made =
        PROGRAM
            .admin()
            .post("/api/v1/accounts", Map.of("name", "Target Ltd", "externalId", "target"));
    assertEquals(201, made.status(), made::toString);
    target = made.get("id");
  }

  static List<Case> kinds() {
    return List.of(
        new Case(
            "text", Map.of(), "apple", "zebra", "apple", "%s == 'apple'", true, "min(%s)", "apple"),
        new Case(
            "text",
            Map.of("unique", true),
            "u-apple",
            "u-zebra",
            "u-plum",
            "%s.startsWith('u-a')",
            true,
            "max(%s)",
            "zebra"),
        new Case(
            "longText",
            Map.of(),
            "a long\ntale",
            "another",
            "a tale",
            "%s.contains('long')",
            false,
            "count()",
            "another"),
        new Case("number", Map.of(), 12.5, 99, "1,234.5", "%s < 50.0", true, "sum(%s)", ""),
        new Case("money", Map.of(), 10.25, 20, "7.50", "%s == 10.25", true, "count()", ""),
        new Case(
            "date",
            Map.of(),
            "2024-03-05",
            "2025-01-01",
            "5 March 2024",
            "%s < date('2024-12-31')",
            true,
            "max(%s)",
            ""),
        new Case(
            "instant",
            Map.of(),
            "2024-03-05T10:00:00Z",
            "2025-01-01T00:00:00Z",
            "2024-03-05 10:00",
            "%s < timestamp('2024-12-31T00:00:00Z')",
            true,
            "max(%s)",
            ""),
        new Case(
            "duration",
            Map.of(),
            "PT1H",
            "PT2H",
            "1:30",
            "%s < duration('90m')",
            true,
            "max(%s)",
            ""),
        new Case("boolean", Map.of(), true, false, "yes", "%s", true, "count()", ""),
        new Case(
            "choice",
            Map.of("choices", CHOICES),
            "low",
            "high",
            "High",
            "%s == 'low'",
            true,
            "countDistinct(%s)",
            ""),
        new Case(
            "multiChoice",
            Map.of("choices", CHOICES),
            List.of("low", "high"),
            List.of("high"),
            "低; high",
            "%s.exists(c, c == 'low')",
            false,
            "count()",
            ""),
        new Case(
            "email",
            Map.of(),
            "ann@example.org",
            "zoe@example.org",
            "bob@example.org",
            "%s.startsWith('ann')",
            true,
            "min(%s)",
            "zoe@example.org"),
        new Case(
            "phone",
            Map.of(),
            "+8613800138000",
            "+8613900139000",
            "138 0013 8001",
            "%s == '+8613800138000'",
            true,
            "count()",
            "13900139000"),
        new Case(
            "url",
            Map.of(),
            "https://a.example.org",
            "https://z.example.org",
            "b.example.org",
            "%s.contains('//a.')",
            true,
            "min(%s)",
            ""),
        new Case(
            "reference",
            Map.of("target", "accounts"),
            "@target",
            "@none",
            "Target Ltd",
            "%s.name == 'Target Ltd'",
            false,
            "countDistinct(%s)",
            ""),
        new Case(
            "references",
            Map.of("target", "accounts"),
            "@targets",
            "@empty",
            "target",
            "%s.exists(c, c.name == 'Target Ltd')",
            false,
            "count()",
            ""));
  }

  private final Program.Client admin = PROGRAM.admin();

  @ParameterizedTest
  @MethodSource("kinds")
  void aCustomFieldIsLikeAnyOther(Case of) throws IOException, InterruptedException {
    String name = "f" + System.nanoTime();
    Reply field = made(name, of);
    String first = account(name + "A", name, value(of.one()));
    String second = account(name + "B", name, value(of.other()));

    listed(name, of);
    changedAndRemembered(name, of, first);
    foundByItsWord(of, name);
    imported(name, of);
    exported(name);
    declared(name, field);
    defaultsAndRules(name, of, field, second);
  }

  private Reply made(String name, Case of) {
    var body = new HashMap<String, Object>(of.asked());
    body.putAll(Map.of("type", "accounts", "name", name, "kind", of.kind()));
    body.put("labels", Map.of("en", name, "zh", "字段" + name));
    body.put("help", Map.of("en", "What it is for", "zh", "用途"));
    var reply = admin.post("/api/v1/custom-fields", body);
    assertEquals(201, reply.status(), reply::toString);
    return reply;
  }

  private static Object value(Object of) {
    return switch (of.toString()) {
      case "@target" -> target;
      case "@targets" -> List.of(target);
      case "@empty" -> List.of();
      case "@none" -> "";
      default -> of;
    };
  }

  private String account(String key, String field, Object value) {
    var reply =
        admin.post("/api/v1/accounts", Map.of("name", key, "externalId", key, field, value));
    assertEquals(201, reply.status(), reply::toString);
    return reply.get("id");
  }

  /// List, select, filter, sort, group and measure.
  private void listed(String name, Case of) {
    String ours = "name.startsWith('" + name + "')";
    var all = items("select=name," + name + "&sort=name&filter=" + encoded(ours));
    assertEquals(2, all.size());
    var one = items("select=name&filter=" + encoded(ours + " && " + of.filter().formatted(name)));
    assertEquals(
        List.of(name + "A"), one.valueStream().map(r -> r.get("name").asString()).toList());
    var sort = admin.get("/api/v1/accounts?select=name&sort=-" + name + "&filter=" + encoded(ours));
    assertEquals(of.sorted() ? 200 : 400, sort.status(), sort::toString);
    var measured =
        admin.post(
            "/api/v1/accounts/aggregate",
            Map.of("measures", Map.of("m", of.measure().formatted(name)), "filter", ours));
    assertEquals(200, measured.status(), measured::toString);
    if (of.sorted()) {
      var grouped =
          admin.post(
              "/api/v1/accounts/aggregate",
              Map.of("groupBy", List.of(name), "measures", Map.of("n", "count()"), "filter", ours));
      assertEquals(2, grouped.json().get("items").size(), grouped::toString);
    }
  }

  /// A change is in the history, and its undo puts the value back.
  private void changedAndRemembered(String name, Case of, String id) throws InterruptedException {
    var before = admin.get("/api/v1/accounts/" + id).json().get(name);
    var bulk =
        admin.post(
            "/api/v1/accounts/bulk",
            List.of(
                Map.of("op", "update", "id", id, "version", 1, "record", Map.of(name, free(of)))));
    assertEquals(200, bulk.json().get(0).get("status").intValue(), bulk::toString);
    var history = admin.get("/api/v1/accounts/" + id + "/history");
    assertEquals(200, history.status(), history::toString);
    assertTrue(history.text().contains(name), history::toString);
    var undo =
        admin.post("/api/v1/units/" + bulk.header("Shuke-Unit").orElseThrow() + "/undo", Map.of());
    assertTrue(undo.status() < 300, undo::toString);
    for (int i = 0; i < 100; i++) {
      if (before.equals(admin.get("/api/v1/accounts/" + id).json().get(name))) {
        break;
      }
      Thread.sleep(50);
    }
    assertEquals(before, admin.get("/api/v1/accounts/" + id).json().get(name));
  }

  /// A value that no other record has.
  private static Object free(Case of) {
    return of.asked().containsKey("unique") ? "u-free" + System.nanoTime() : value(of.other());
  }

  private void foundByItsWord(Case of, String name) {
    if (!of.word().isEmpty()) {
      var found = admin.get("/api/v1/accounts?select=name&limit=500&q=" + encoded(of.word()));
      assertTrue(found.text().contains("\"" + name), of + ": " + found);
    }
  }

  private void imported(String name, Case of) throws IOException, InterruptedException {
    String file = "External id,Name,%s%n%sC,%sC,\"%s\"%n".formatted(name, name, name, of.oneCell());
    var made = upload(file);
    var one = "/api/v1/imports/" + made.get("id").stringValue();
    assertEquals(name, made.at("/mapping/columns/" + name).stringValue(), made::toString);
    step(one, "check", "checked");
    var checked = admin.get(one);
    assertEquals("1", checked.get("counters.created"), () -> admin.get(one + "/errors").text());
    step(one, "start", "done");
    var stored =
        items("select=" + name + "&filter=" + encoded("externalId == '" + name + "C'"))
            .get(0)
            .get(name);
    assertTrue(!stored.isNull() && !stored.isEmpty() || stored.isValueNode(), stored::toString);
    var undone = admin.post("/api/v1/units/" + made.get("id").stringValue() + "/undo", Map.of());
    assertTrue(undone.status() < 300, undone::toString);
  }

  private void step(String one, String verb, String state) throws InterruptedException {
    assertEquals(202, admin.post(one + "/" + verb, Map.of()).status());
    for (int i = 0; i < 400 && !admin.get(one).get("state").equals(state); i++) {
      Thread.sleep(25);
    }
    assertEquals(state, admin.get(one).get("state"), () -> admin.get(one).text());
  }

  private static JsonNode upload(String file) throws IOException, InterruptedException {
    var body =
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f.csv\"\r\n\r\n%s\r\n--b--\r\n"
            .formatted(file);
    var request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://localhost:" + PROGRAM.shuke().port() + "/api/v1/imports?as=accounts"))
            .header("Authorization", "Bearer " + Program.ADMIN_KEY)
            .header("Content-Type", "multipart/form-data; boundary=b")
            .POST(BodyPublishers.ofString(body))
            .build();
    var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    assertEquals(201, answer.statusCode(), answer.body());
    return JsonMapper.shared().readTree(answer.body());
  }

  private void exported(String name) {
    for (String format : List.of("csv", "xlsx", "jsonl")) {
      var reply =
          admin.get(
              "/api/v1/accounts/export?format="
                  + format
                  + "&select=name,"
                  + name
                  + "&filter="
                  + encoded("name.startsWith('" + name + "')"));
      assertEquals(200, reply.status(), format);
      assertTrue(reply.raw().body().length > 40, format);
    }
  }

  private void declared(String name, Reply field) {
    var types = admin.with("Accept-Language", "zh").get("/api/v1/types/accounts").text();
    assertTrue(types.contains("字段" + name), "in the types");
    assertTrue(types.contains("用途"), "its help");
    admin.with("Accept-Language", "en");
    assertTrue(admin.get("/api/openapi.json").text().contains("\"" + name + "\""), "in OpenAPI");
    assertEquals(name, field.get("name"));
  }

  /// A default fills what is not said, a required field must be there, a unique one only once.
  private void defaultsAndRules(String name, Case of, Reply field, String second) {
    var change = new HashMap<String, Object>(Map.of("required", true));
    boolean absent = of.other().equals("@none") || of.other().equals("@empty");
    boolean unique = of.asked().containsKey("unique");
    if (!unique) {
      change.put("defaultValue", value(of.one()));
    }
    var changed =
        PROGRAM
            .admin()
            .with("If-Match", "*")
            .patch("/api/v1/custom-fields/" + field.get("id"), change);
    assertEquals(200, changed.status(), changed::toString);
    var plain = admin.post("/api/v1/accounts", Map.of("name", name + "D"));
    assertEquals(unique ? 422 : 201, plain.status(), plain::toString);
    if (unique) {
      var twice = admin.post("/api/v1/accounts", Map.of("name", name + "E", name, of.other()));
      assertEquals(409, twice.status(), twice::toString);
    } else if (!absent) {
      var stored = admin.get("/api/v1/accounts/" + plain.get("id")).json().get(name);
      assertEquals(
          admin
              .get(
                  "/api/v1/accounts?select="
                      + name
                      + "&filter="
                      + encoded("name == '" + name + "A'"))
              .json()
              .at("/items/0/" + name),
          stored);
    }
    var emptied =
        PROGRAM
            .admin()
            .with("If-Match", "*")
            .patch("/api/v1/accounts/" + second, "{\"" + name + "\":null}");
    assertEquals(422, emptied.status(), emptied::toString);
    var free =
        PROGRAM
            .admin()
            .with("If-Match", "*")
            .patch("/api/v1/custom-fields/" + field.get("id"), Map.of("required", false));
    assertEquals(200, free.status(), free::toString);
  }

  private JsonNode items(String query) {
    var reply = admin.get("/api/v1/accounts?" + query);
    assertEquals(200, reply.status(), reply::toString);
    return reply.json().get("items");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
