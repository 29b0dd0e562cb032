package org.shuke.http.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program;
import org.shuke.Program.Reply;
import tools.jackson.databind.JsonNode;

/// A custom field becomes one of another kind: what will not convert is said first, and nothing is
/// lost silently.
class KindChangeTest {
  @RegisterExtension static final Program PROGRAM = Program.withKey(Clock.systemUTC());

  private final Program.Client admin = PROGRAM.admin();
  private final String prefix = "k" + System.nanoTime();

  private Reply field(String name, String kind, Map<String, ?> more) {
    var body = new HashMap<String, Object>(more);
    body.put("type", "accounts");
    body.put("name", name);
    body.put("kind", kind);
    body.put("labels", Map.of("en", name, "zh", name));
    var reply = admin.post("/api/v1/custom-fields", body);
    assertEquals(201, reply.status(), reply::toString);
    return reply;
  }

  private void accounts(String field, List<?> values) {
    for (int i = 0; i < values.size(); i++) {
      var reply =
          admin.post(
              "/api/v1/accounts",
              Map.of("name", prefix + i, "externalId", prefix + i, field, values.get(i)));
      assertEquals(201, reply.status(), reply::toString);
    }
  }

  private JsonNode preview(Reply field, Map<String, ?> asked) {
    var reply = admin.post("/api/v1/custom-fields/" + field.get("id") + "/preview-kind", asked);
    assertEquals(200, reply.status(), reply::toString);
    return reply.json();
  }

  private JsonNode change(Reply field, Map<String, ?> asked) throws InterruptedException {
    var reply =
        PROGRAM
            .admin()
            .with("If-Match", "\"" + field.get("version") + "\"")
            .post("/api/v1/custom-fields/" + field.get("id") + "/change-kind", asked);
    assertEquals(202, reply.status(), reply::toString);
    for (int i = 0; i < 600; i++) {
      var job = admin.get("/api/v1/jobs/" + reply.get("job")).json();
      if (!List.of("waiting", "running").contains(job.get("state").stringValue())) {
        return job;
      }
      Thread.sleep(50);
    }
    throw new AssertionError("the job does not end");
  }

  private List<String> values(String field) {
    var reply =
        admin.get(
            "/api/v1/accounts?sort=externalId&limit=100&select=name,"
                + field
                + "&filter=name.startsWith(\"".replace("\"", "%22")
                + prefix
                + "%22)");
    assertEquals(200, reply.status(), reply::toString);
    return reply.json().get("items").valueStream().map(r -> r.get(field).asString()).toList();
  }

  @Test
  void textBecomesNumbersAndWhatDoesNotIsShownFirst() throws InterruptedException {
    String name = prefix + "a";
    var field = field(name, "text", Map.of());
    accounts(name, List.of("12.5", "1,200", "a lot", "7"));
    var preview = preview(field, Map.of("kind", "number"));
    assertEquals(4, preview.get("values").intValue());
    assertEquals(1, preview.get("lost").intValue());
    assertEquals("a lot", preview.at("/failing/0/value").stringValue());

    assertEquals("failed", change(field, Map.of("kind", "number")).get("state").stringValue());
    assertEquals(List.of("12.5", "1,200", "a lot", "7"), values(name));

    var job = change(field, Map.of("kind", "number", "lost", 1));
    assertEquals("done", job.get("state").stringValue(), job::toString);
    assertEquals(List.of("12.5", "1200", "", "7"), values(name));
    var sum =
        admin.post(
            "/api/v1/accounts/aggregate",
            "{\"measures\":{\"s\":\"sum(%s)\"},\"filter\":\"%s > 10.0\"}".formatted(name, name));
    assertEquals("1212.5", sum.get("items.0.s"), sum::toString);

    var kept =
        admin
            .get("/api/v1/custom-fields")
            .json()
            .get("items")
            .valueStream()
            .filter(f -> f.get("name").stringValue().startsWith(name + "Before"))
            .findFirst()
            .orElseThrow();
    assertTrue(kept.get("hidden").booleanValue());
    var shown =
        PROGRAM
            .admin()
            .with("If-Match", "*")
            .patch(
                "/api/v1/custom-fields/" + kept.get("id").stringValue(), Map.of("hidden", false));
    assertEquals(200, shown.status(), shown::toString);
    assertEquals(List.of("12.5", "1,200", "a lot", "7"), values(kept.get("name").stringValue()));
  }

  @Test
  void everyOtherPairKeepsWhatItCan() throws InterruptedException {
    var choices = List.of(Map.of("value", "red", "labels", Map.of("en", "Red", "zh", "红")));
    accounts("city", List.of("x"));
    String other = admin.get("/api/v1/accounts?limit=1&select=name").get("items.0.name");
    converts(
        "b",
        "text",
        List.of("红", "red", "blue"),
        "choice",
        Map.of("choices", choices),
        List.of("red", "red", ""));
    converts("c", "number", List.of(5, 6.50), "text", Map.of(), List.of("5", "6.5"));
    converts(
        "d", "date", List.of("2024-03-05"), "instant", Map.of(), List.of("2024-03-05T00:00:00Z"));
    converts(
        "e", "instant", List.of("2024-03-05T08:00:00Z"), "date", Map.of(), List.of("2024-03-05"));
    converts(
        "f",
        "text",
        List.of("yes", "0", "maybe"),
        "boolean",
        Map.of(),
        List.of("true", "false", ""));
    converts(
        "g",
        "text",
        List.of("+86 138 0013 8000", "none"),
        "phone",
        Map.of(),
        List.of("+8613800138000", ""));
    converts("h", "choice", List.of("red"), "multiChoice", Map.of(), List.of("[red]"), choices);
    converts("i", "duration", List.of("PT1H"), "text", Map.of(), List.of("3600"));
    converts(
        "j",
        "text",
        List.of(other, "nobody at all"),
        "reference",
        Map.of("target", "accounts"),
        List.of("*", ""));
  }

  private void converts(
      String suffix,
      String from,
      List<?> values,
      String to,
      Map<String, ?> more,
      List<String> after)
      throws InterruptedException {
    converts(suffix, from, values, to, more, after, List.of());
  }

  private void converts(
      String suffix,
      String from,
      List<?> values,
      String to,
      Map<String, ?> more,
      List<String> after,
      List<?> choices)
      throws InterruptedException {
    var test = new KindChangeTest();
    String name = test.prefix + suffix;
    var field = field(name, from, choices.isEmpty() ? Map.of() : Map.of("choices", choices));
    test.accounts(name, values);
    var asked = new HashMap<String, Object>(more);
    asked.put("kind", to);
    asked.put("lost", preview(field, asked).get("lost").longValue());
    assertEquals(
        after.stream().filter(String::isEmpty).count(), asked.get("lost"), from + " to " + to);
    assertEquals("done", change(field, asked).get("state").stringValue(), from + " to " + to);
    var found =
        admin
            .get(
                "/api/v1/accounts?sort=externalId&select="
                    + name
                    + "&filter=name.startsWith(%22"
                    + test.prefix
                    + "%22)")
            .json()
            .get("items");
    for (int i = 0; i < after.size(); i++) {
      var value = found.get(i).get(name);
      String text = value.isArray() ? "[" + value.get(0).asString() + "]" : value.asString();
      if (after.get(i).equals("*")) {
        assertTrue(text.length() == 36, text);
      } else {
        assertEquals(after.get(i), text, from + " to " + to);
      }
    }
  }

  @Test
  void aUseOfTheFieldIsListedBeforeItGoes() {
    String name = prefix + "u";
    var field = field(name, "number", Map.of());
    field(name + "Double", "formula", Map.of("formula", name + " * 2.0"));
    var role =
        admin.post(
            "/api/v1/roles",
            Map.of(
                "name",
                prefix,
                "grants",
                List.of(
                    Map.of(
                        "type",
                        "accounts",
                        "verbs",
                        Map.of("read", "all"),
                        "fields",
                        Map.of(name, "read")))));
    assertEquals(201, role.status(), role::toString);
    var uses = admin.get("/api/v1/custom-fields/" + field.get("id") + "/uses");
    assertTrue(uses.text().contains(name + "Double"), uses::toString);
    assertTrue(uses.text().contains("role: " + prefix), uses::toString);
    var refused =
        PROGRAM
            .admin()
            .with("If-Match", "*")
            .delete("/api/v1/custom-fields/" + field.get("id") + "?drop=true");
    assertEquals(409, refused.status(), refused::toString);
  }

  @Test
  void anIndexIsBuiltAndDroppedInTheBackground() throws InterruptedException {
    var field = field(prefix + "x", "number", Map.of());
    String indexes =
        "select count(*) from pg_indexes where schemaname = 'customers' and indexdef like '%x\\_%'"
            + " and indexname ~ ('_index$')";
    long before = count(indexes);
    for (boolean wanted : new boolean[] {true, false}) {
      var reply =
          PROGRAM
              .admin()
              .with("If-Match", "*")
              .patch("/api/v1/custom-fields/" + field.get("id"), Map.of("indexed", wanted));
      assertEquals(200, reply.status(), reply::toString);
      long end = before + (wanted ? 1 : 0);
      for (int i = 0; i < 200 && count(indexes) != end; i++) {
        Thread.sleep(50);
      }
      assertEquals(end, count(indexes));
    }
  }

  private static long count(String sql) {
    return PROGRAM.database().transaction(tx -> tx.query(sql, row -> row.getLong(1)).getFirst());
  }
}
