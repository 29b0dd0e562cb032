package org.shuke.http.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.shuke.platform.TestDatabase;
import org.shuke.records.World;

/// Units, bulk changes, exports and histories over real HTTP.
class ManyRecordsTest {
  @RegisterExtension static final TestDatabase test = TestDatabase.fresh();

  @TempDir static Path page;
  static World world;
  static Served served;

  @BeforeAll
  static void start() {
    world = new World(test);
    served = new Served(world, page);
  }

  @AfterAll
  static void stop() {
    served.close();
  }

  private static String bulk(String rows) {
    return rows.replace('\'', '"');
  }

  @Test
  void aBulkChangeAnswersRowByRowAndIsUndoneByItsUnit() {
    var before = world.state();
    var answer =
        served.send(
            "admin",
            "POST",
            "/api/v1/accounts/bulk",
            bulk(
                "[{'op':'create','record':{'name':'One'}},{'op':'create','record':{'name':''}},"
                    + "{'op':'steal'},{'op':'delete','id':'"
                    + UUID.randomUUID()
                    + "','version':1}]"),
            "Accept-Language",
            "zh");
    var rows = Served.json(answer);

    assertEquals(200, answer.statusCode());
    assertEquals(
        List.of(201, 422, 400, 404),
        rows.valueStream().map(row -> row.get("status").intValue()).toList());
    assertTrue(rows.get(1).get("errors").get(0).get("field").stringValue().equals("name"));
    var unit = answer.headers().firstValue("Shuke-Unit").orElseThrow();
    var preview = served.get("/api/v1/units/" + unit);
    assertEquals(1, preview.get("remove").intValue());
    var undone = Served.json(served.send("admin", "POST", "/api/v1/units/" + unit + "/undo", "{}"));
    assertTrue(undone.get("job").isNull());
    assertEquals(1, undone.get("done").get("removed").intValue());
    assertEquals(before, world.state());
    assertEquals(
        409, served.send("admin", "POST", "/api/v1/units/" + unit + "/undo", null).statusCode());
  }

  @Test
  void allOrNothingIsNothingWhenOneIsRefused() {
    var before = world.state();
    var answer =
        served.send(
            "admin",
            "POST",
            "/api/v1/accounts/bulk?atomic=true",
            bulk("[{'op':'create','record':{'name':'A'}},{'op':'create','record':{'nam':'B'}}]"));

    assertEquals(422, answer.statusCode());
    var items = Served.json(answer).get("items");
    assertEquals(1, items.size());
    assertEquals(1, items.get(0).get("index").intValue());
    assertEquals(400, items.get(0).get("status").intValue());
    assertEquals(before, world.state());
  }

  @Test
  void aRepeatedBulkHasOneEffect() {
    var body = bulk("[{'op':'create','record':{'name':'Only once'}}]");
    var first =
        served.send("admin", "POST", "/api/v1/accounts/bulk", body, "Idempotency-Key", "k-1");
    var again =
        served.send("admin", "POST", "/api/v1/accounts/bulk", body, "Idempotency-Key", "k-1");

    assertEquals(200, first.statusCode());
    assertEquals(first.body(), again.body());
    var list = served.get("/api/v1/accounts?count=true&filter=name%20%3D%3D%20%22Only%20once%22");
    assertEquals(1, list.get("count").intValue());
  }

  @Test
  void tooManyRowsAreRefused() {
    var body = "[" + "{},".repeat(10_000) + "{}]";
    assertEquals(413, served.send("admin", "POST", "/api/v1/accounts/bulk", body).statusCode());
  }

  @Test
  void aChangeByFilterIsCountedFirst() {
    served.send(
        "admin",
        "POST",
        "/api/v1/accounts/bulk",
        bulk(
            "[{'op':'create','record':{'name':'F1','city':'F'}},"
                + "{'op':'create','record':{'name':'F2','city':'F'}}]"));
    var filter = "{\"filter\":\"city == 'F'\",\"op\":\"update\",\"record\":{\"region\":\"R\"}";
    var count =
        Served.json(
            served.send(
                "admin", "POST", "/api/v1/accounts/bulk-by-filter", filter + ",\"dryRun\":true}"));
    var done =
        Served.json(served.send("admin", "POST", "/api/v1/accounts/bulk-by-filter", filter + "}"));

    assertEquals(2, count.get("count").intValue());
    assertEquals(2, done.get("done").intValue());
    assertTrue(done.get("unit").isString());
  }

  @Test
  void anExportIsAFileForThoseWithTheRight() {
    served.send(
        "admin",
        "POST",
        "/api/v1/accounts/bulk",
        bulk("[{'op':'create','record':{'name':'=cmd()','city':'E'}}]"));
    var answer =
        served.send(
            "admin",
            "GET",
            "/api/v1/accounts/export?select=name&filter=city%20%3D%3D%20%22E%22",
            null);

    assertEquals(200, answer.statusCode());
    assertEquals("\uFEFFName\r\n\"'=cmd()\"\r\n", answer.body());
    assertEquals(
        "attachment; filename=\"accounts.csv\"",
        answer.headers().firstValue("Content-Disposition").orElseThrow());
    assertEquals(
        400, served.send("admin", "GET", "/api/v1/accounts/export?format=pdf", null).statusCode());
    assertEquals(
        400, served.send("admin", "GET", "/api/v1/accounts/export?select=nam", null).statusCode());
    assertEquals(403, served.send("rep", "GET", "/api/v1/products/export", null).statusCode());
    assertTrue(served.exported.contains(1L));
  }

  @Test
  void aRecordTellsItsHistoryAndItsTimeline() {
    var made =
        Served.json(
            served.send("admin", "POST", "/api/v1/accounts", bulk("{'name':'Told','city':'A'}")));
    var id = made.get("id").stringValue();
    served.send(
        "admin", "PATCH", "/api/v1/accounts/" + id, bulk("{'city':'B'}"), "If-Match", "\"1\"");

    var history = served.get("/api/v1/accounts/" + id + "/history").get("items");
    var timeline = served.get("/api/v1/accounts/" + id + "/timeline?kinds=change").get("items");

    assertEquals("A", history.get(0).get("changes").get(0).get("before").stringValue());
    assertEquals("City", history.get(0).get("changes").get(0).get("label").stringValue());
    assertEquals("Changed: City", timeline.get(0).get("title").stringValue());
    assertEquals(
        404, served.send("rep", "GET", "/api/v1/accounts/" + id + "/history", null).statusCode());
  }
}
