package org.shuke.sales.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program;
import org.shuke.Program.Client;
import org.shuke.Program.Reply;

/// What a stage asks for holds on every way into it.
class EntryTest {
  @RegisterExtension static final Program PROGRAM = Program.withKey(Clock.systemUTC());

  private static final Client ADMIN = PROGRAM.admin();

  private static String pipeline;
  private static String first;
  private static String strict;
  private static String guarded;
  private static String chief;

  @BeforeAll
  static void prepare() {
    chief =
        made(
            "users",
            Map.of("name", "Chief", "email", "chief@entry.example", "roles", List.of(manager())));
    pipeline = made("pipelines", Map.of("name", "Tenders"));
    first = made("stages", Map.of("name", "First", "pipeline", pipeline, "externalId", "First"));
    strict =
        made(
            "stages",
            Map.of(
                "name",
                "Strict",
                "pipeline",
                pipeline,
                "position",
                1,
                "externalId",
                "Strict",
                "asked",
                List.of("nextStep", "competitors"),
                "entry",
                "amount >= 1000.0",
                "entryHint",
                "At least 1,000"));
    guarded =
        made(
            "stages",
            Map.of(
                "name",
                "Guarded",
                "pipeline",
                pipeline,
                "position",
                2,
                "externalId",
                "Guarded",
                "approvers",
                List.of(chief)));
  }

  private static String manager() {
    var name = encoded("name == \"Sales manager\"");
    return ADMIN.get("/api/v1/roles?filter=" + name).get("items.0.id");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String made(String plural, Map<String, ?> with) {
    var made = PROGRAM.admin().post("/api/v1/" + plural, with);
    assertEquals(201, made.status(), made::toString);
    return made.get("id");
  }

  private static String opened(String key, Map<String, ?> more) {
    var with = new HashMap<String, Object>(more);
    with.put("name", key);
    with.put("externalId", key);
    with.put("pipeline", pipeline);
    return made("opportunities", with);
  }

  private static Reply read(String id) {
    return ADMIN.get("/api/v1/opportunities/" + id);
  }

  @Test
  void whoIsAskedToAgreeIsAskedInHisLanguage() {
    var client = PROGRAM.admin().with("If-Match", "*");
    assertEquals(200, client.patch("/api/v1/users/" + chief, Map.of("locale", "zh")).status());
    var account = made("accounts", Map.of("name", "Asked Ltd."));
    var id = opened("asked", Map.of("account", account, "amount", 5));
    var ask = "/api/v1/opportunities/" + id + "/ask-to-enter";
    var asked = PROGRAM.admin().post(ask, Map.of("stage", guarded, "reason", "Now"));
    assertEquals(200, asked.status(), asked::toString);
    var approvals = ADMIN.get("/api/v1/approvals?filter=" + encoded("subject == \"" + id + "\""));
    assertEquals("asked → Guarded", approvals.get("items.0.title"), approvals::toString);
    assertEquals(
        List.of("客户", "金额"),
        approvals.json().at("/items/0/facts").findValuesAsString("label"),
        approvals::toString);
  }

  @Test
  void aBulkChangeIsHeldToIt() {
    var poor = opened("bulk-poor", Map.of("amount", 5));
    var rich =
        opened(
            "bulk-rich",
            Map.of(
                "amount",
                5_000,
                "nextStep",
                "Sign",
                "competitors",
                List.of(Map.of("name", "Other Ltd."))));
    var rows =
        List.of(poor, rich).stream()
            .map(id ->
                Map.of("op", "update", "id", id, "version", 1, "record", Map.of("stage", strict)))
            .toList();
    var done = PROGRAM.admin().post("/api/v1/opportunities/bulk", rows);
    assertEquals(200, done.status(), done::toString);
    assertEquals(first, read(poor).get("stage"), done::toString);
    assertEquals(strict, read(rich).get("stage"), done::toString);
    assertTrue(done.text().contains("At least 1,000"), done::toString);
    var filter =
        Map.of(
            "op",
            "update",
            "filter",
            "externalId == \"bulk-poor\"",
            "record",
            Map.of("stage", strict));
    var filtered = PROGRAM.admin().post("/api/v1/opportunities/bulk-by-filter", filter);
    assertTrue(filtered.status() < 300, filtered::toString);
    assertEquals(first, read(poor).get("stage"), filtered::toString);
  }

  @Test
  void anImportThatMovesWhatIsThereIsHeldToItRowByRow() throws Exception {
    var poor = opened("import-poor", Map.of("amount", 5));
    var waiting = opened("import-waiting", Map.of("amount", 5));
    var rich =
        opened(
            "import-rich",
            Map.of("amount", 5, "competitors", List.of(Map.of("name", "Other Ltd."))));
    var one =
        checked(
            """
            External id,Name,Stage,Amount,Next step
            import-poor,import-poor,Strict,6,
            import-rich,import-rich,Strict,5000,Sign
            import-waiting,import-waiting,Guarded,7,
            """);
    var errors = ADMIN.get(one + "/errors");
    assertTrue(errors.text().contains("The stage “Strict” asks: At least 1,000"), errors::toString);
    assertTrue(errors.text().contains("“Strict” asks for this to be filled in"), errors::toString);
    assertTrue(errors.text().contains("Somebody must agree before"), errors::toString);
    assertEquals(first, read(rich).get("stage"), "a check changes nothing");
    assertEquals("1", read(rich).get("version"), "a check changes nothing");
    assertEquals("2", ADMIN.get(one).get("counters.failed"), ADMIN.get(one)::toString);
    step(one, "start", "done");
    assertEquals("1", ADMIN.get(one).get("counters.updated"), ADMIN.get(one)::toString);
    assertEquals(first, read(poor).get("stage"));
    assertEquals(first, read(waiting).get("stage"));
    assertEquals("5", read(waiting).get("amount"), "a refused row leaves no trace");
    assertEquals(strict, read(rich).get("stage"));
    assertEquals("5000", read(rich).get("amount"));
    var unit = one.substring(one.lastIndexOf('/') + 1);
    var undone = PROGRAM.admin().post("/api/v1/units/" + unit + "/undo", Map.of());
    assertTrue(undone.status() < 300, undone::toString);
    for (int i = 0; i < 200 && !read(rich).get("stage").equals(first); i++) {
      Thread.sleep(25);
    }
    assertEquals(first, read(rich).get("stage"));
    assertEquals("5", read(rich).get("amount"));
  }

  @Test
  void whatHasLongHappenedComesInWhereverItStands() throws Exception {
    var one =
        checked(
            """
            External id,Name,Stage,Amount
            import-old,import-old,Guarded,6
            import-older,import-older,Strict,6
            """);
    step(one, "start", "done");
    assertEquals("2", ADMIN.get(one).get("counters.created"), ADMIN.get(one)::toString);
    var again =
        checked(
            """
            External id,Name,Stage,Amount
            import-old,import-old,Guarded,9
            """);
    step(again, "start", "done");
    assertEquals("1", ADMIN.get(again).get("counters.updated"), "it stays where it stands");
  }

  private static String checked(String file) throws Exception {
    var form =
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f.csv\"\r\n\r\n%s\r\n--b--\r\n";
    var sent =
        PROGRAM
            .admin()
            .with("Content-Type", "multipart/form-data; boundary=b")
            .post("/api/v1/imports?as=opportunities", form.formatted(file));
    assertEquals(201, sent.status(), sent::toString);
    var one = "/api/v1/imports/" + sent.get("id");
    step(one, "check", "checked");
    return one;
  }

  private static void step(String one, String verb, String state) throws InterruptedException {
    assertEquals(202, PROGRAM.admin().post(one + "/" + verb, Map.of()).status());
    for (int i = 0; i < 400 && !ADMIN.get(one).get("state").equals(state); i++) {
      Thread.sleep(25);
    }
    assertEquals(state, ADMIN.get(one).get("state"), ADMIN.get(one)::toString);
  }

  private static Reply patched(String stage, Map<String, ?> change) {
    return PROGRAM.admin().with("If-Match", "*").patch("/api/v1/stages/" + stage, change);
  }

  @Test
  void onlyAStageThatMovesIsHeldToItsPlace() {
    var steps = made("pipelines", Map.of("name", "Old steps"));
    var one = made("stages", Map.of("name", "One", "pipeline", steps));
    var two = made("stages", Map.of("name", "Two", "pipeline", steps));
    var three = made("stages", Map.of("name", "Three", "pipeline", steps));
    PROGRAM
        .database()
        .transaction(
            tx -> tx.update("update sales.stage set position = 0 where id = ?::uuid", two));
    var renamed = patched(one, Map.of("name", "First", "position", 0.0));
    assertEquals(200, renamed.status(), renamed::toString);
    var taken = patched(three, Map.of("position", 0));
    assertEquals(422, taken.status(), taken::toString);
    assertEquals("position", taken.get("errors.0.field"));
    assertEquals(200, patched(two, Map.of("position", 1)).status());
  }

  @Test
  void stagesChangePlacesInOneStep() {
    var steps = made("pipelines", Map.of("name", "Turned"));
    var names = List.of("One", "Two", "Three");
    var ids =
        names.stream()
            .map(name -> made("stages", Map.of("name", name, "pipeline", steps)))
            .toList();
    assertEquals(204, arranged(steps, ids.get(1), ids.get(0), ids.get(2)).status());
    assertEquals(List.of("Two", "One", "Three"), inOrder(steps));
    assertEquals("1", ADMIN.get("/api/v1/stages/" + ids.get(2)).get("version"), "it stays");
    assertEquals(204, arranged(steps, ids.get(2), ids.get(1), ids.get(0)).status());
    assertEquals(List.of("Three", "Two", "One"), inOrder(steps));
    var history = ADMIN.get("/api/v1/stages/" + ids.get(0) + "/history").text();
    assertTrue(history.contains("position"), history);
    for (var wrong :
        List.of(List.of(ids.get(0), ids.get(1)), List.of(ids.get(0), ids.get(0), ids.get(1)))) {
      var refused = arranged(steps, wrong.toArray(String[]::new));
      assertEquals(422, refused.status(), refused::toString);
      assertEquals("stages", refused.get("errors.0.field"));
    }
    assertEquals(422, arranged(steps, first, ids.get(0), ids.get(1)).status());
    assertEquals(List.of("Three", "Two", "One"), inOrder(steps));
  }

  private static Reply arranged(String steps, String... stages) {
    var path = "/api/v1/pipelines/" + steps + "/arrange";
    return PROGRAM.admin().post(path, Map.of("stages", List.of(stages)));
  }

  private static List<String> inOrder(String steps) {
    var filter = encoded("pipeline == \"" + steps + "\"");
    return ADMIN
        .get("/api/v1/stages?sort=position&select=name&filter=" + filter)
        .json()
        .get("items")
        .valueStream()
        .map(stage -> stage.get("name").asString())
        .toList();
  }

  @Test
  void stagesThatComeAtOnceHaveAPlaceEach() {
    var steps = made("pipelines", Map.of("name", "At once"));
    var places =
        IntStream.range(0, 8)
            .mapToObj(i -> Map.of("name", "Step " + i, "pipeline", steps))
            .map(stage ->
                CompletableFuture.supplyAsync(
                    () -> made("stages", stage), Thread::startVirtualThread))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .map(id -> ADMIN.get("/api/v1/stages/" + id).get("position"))
            .distinct()
            .toList();
    assertEquals(8, places.size(), places::toString);
  }
}
