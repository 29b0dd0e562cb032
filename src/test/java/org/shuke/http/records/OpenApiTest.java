package org.shuke.http.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.shuke.platform.TestDatabase;
import org.shuke.records.Ids;
import org.shuke.records.World;
import tools.jackson.databind.JsonNode;

class OpenApiTest {
  @RegisterExtension static final TestDatabase test = TestDatabase.fresh();

  @TempDir static Path page;
  static World world;
  static Served served;

  @BeforeAll
  static void start() {
    world = new World(test);
    served = new Served(world, page);
    world.write(Ids.next(), u -> world.create(u, "tag", "{'name':'To be undone'}"));
    world.write(
        null,
        u -> {
          var account =
              world.create(
                  u,
                  "account",
                  "{'name':'A','addresses':[{'street':'S'}],'dates':[{'kind':'birthday','date':'2020-01-01'}]}");
          var contact =
              world.create(u, "contact", "{'familyName':'C','account':'" + account + "'}");
          world.create(u, "activity", "{'subject':'S','account':'" + account + "'}");
          world.create(u, "product", "{'sku':'P','name':'P'}");
          world.create(u, "tag", "{'name':'T'}");
          world.create(u, "team", "{'name':'T'}");
          world.create(
              u,
              "order",
              "{'number':'O','account':'" + account + "','lines':[{'quantity':1,'amount':1}]}");
          return contact;
        });
  }

  @AfterAll
  static void stop() {
    served.close();
  }

  private record Operation(String method, String path, JsonNode said) {}

  private static List<Operation> operations(JsonNode document) {
    var operations = new ArrayList<Operation>();
    for (var path : document.get("paths").properties()) {
      for (var method : path.getValue().properties()) {
        operations.add(
            new Operation(
                method.getKey().toUpperCase(Locale.ROOT), path.getKey(), method.getValue()));
      }
    }
    return operations;
  }

  @Test
  void everyOperationAnswersAsTheDocumentSays() {
    var known = new HashMap<String, @Nullable String>();
    var wrong = new TreeSet<String>();
    int driven = 0;
    for (var operation : operations(served.get("/api/openapi.json"))) {
      var path = filled(operation.path(), known);
      if (path == null || operation.method().equals("DELETE")) {
        continue;
      }
      if (path.endsWith("/restore")) {
        var record = path.replace("/restore", "");
        assertEquals(
            204,
            served.send("admin", "DELETE", record, null, "If-Match", "*").statusCode(),
            record);
      }
      var body = operation.said().has("requestBody") ? "{}" : null;
      var answer =
          operation.said().toString().contains("\"If-Match\"")
              ? served.send("admin", operation.method(), path, body, "If-Match", "*")
              : served.send("admin", operation.method(), path, body);
      int status = answer.statusCode();
      driven++;
      if (status == 404 || status == 405 || status >= 500) {
        wrong.add(operation.method() + " " + path + ": " + answer.body());
      }
    }
    assertEquals(new TreeSet<String>(), wrong);
    assertTrue(driven > 150, driven + " operations driven");
  }

  /// The path with the id of a record that is there; null when there is none of that kind.
  private static @Nullable String filled(String path, Map<String, @Nullable String> known) {
    if (!path.contains("{")) {
      return path;
    }
    var list = path.substring(0, path.indexOf("/{"));
    if (path.contains("/{value}")) {
      return path.replace("{value}", "none-yet");
    }
    if (path.contains("/{name}")) {
      return path.replace("{name}", "account");
    }
    if (!known.containsKey(list)) {
      var items = served.get(list + "?limit=1").path("items");
      known.put(list, items.isEmpty() ? null : items.get(0).get("id").stringValue());
    }
    var id = known.get(list);
    return id == null ? null : path.replace("{id}", id);
  }

  @Test
  void everyAddressIsInTheDocument() {
    var document = served.get("/api/openapi.json").get("paths");
    for (var route : served.routes()) {
      if (route.path().startsWith("/api/v1/") && !route.path().contains("{verb}")) {
        var path = route.path().replace("{plural}", "accounts").replace("{field}", "externalId");
        var method = route.method().name().toLowerCase(Locale.ROOT);
        assertTrue(document.path(path).has(method), route.toString());
      }
    }
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    var document = served.get("/api/openapi.json");
    var text = document.toString();
    var schemas = document.get("components").get("schemas");
    for (int at = text.indexOf("#/components/schemas/");
        at >= 0;
        at = text.indexOf("#/components/schemas/", at + 1)) {
      var name = text.substring(at + 21, text.indexOf('"', at));
      assertTrue(schemas.has(name), name);
    }
  }

  @Test
  void aTypeThatMayNotBeReadIsNotInIt() {
    var document = Served.json(served.send("rep", "GET", "/api/openapi.json", null));

    assertTrue(document.get("paths").has("/api/v1/accounts"));
    assertFalse(document.get("paths").has("/api/v1/products"));
    assertFalse(document.get("components").get("schemas").has("Product"));
  }

  @Test
  void itSpeaksTheCallersLanguage() {
    var chinese =
        Served.json(
            served.send("admin", "GET", "/api/openapi.json", null, "Accept-Language", "zh"));

    assertFalse(
        chinese
            .get("paths")
            .get("/api/v1/accounts")
            .get("get")
            .get("summary")
            .stringValue()
            .contains("List"));
  }

  @Test
  void thePageIsServedWithItsOwnScript() {
    assertTrue(served.send("admin", "GET", "/api/docs", null).body().contains("docs.js"));
    assertEquals(200, served.send("admin", "GET", "/api/docs/docs.js", null).statusCode());
    assertEquals(200, served.send("admin", "GET", "/api/docs/docs.css", null).statusCode());
  }
}
