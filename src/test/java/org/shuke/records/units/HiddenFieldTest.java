package org.shuke.records.units;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program;

/// A field that an administrator hides keeps its values, also in an undo.
class HiddenFieldTest {
  @RegisterExtension static final Program program = Program.withKey(Clock.systemUTC());

  @Test
  void anUndoGivesBackWhatAHiddenFieldHeld() {
    var admin = program.admin();
    var field =
        admin.post(
            "/api/v1/custom-fields",
            Map.of(
                "type",
                "accounts",
                "name",
                "shade",
                "kind",
                "text",
                "labels",
                Map.of("en", "Shade", "zh", "色")));
    assertEquals(201, field.status(), field.toString());
    var account =
        admin
            .post("/api/v1/accounts", Map.of("name", "A", "kind", "company", "shade", "red"))
            .get("id");
    var change = Map.of("shade", "blue", "name", "B");
    var bulk =
        admin.post(
            "/api/v1/accounts/bulk",
            List.of(Map.of("op", "update", "id", account, "version", 1, "record", change)));
    assertEquals(200, bulk.json().at("/0/status").asInt(), bulk.toString());

    var path = "/api/v1/custom-fields/" + field.get("id");
    assertEquals(200, admin.with("If-Match", "*").patch(path, Map.of("hidden", true)).status());
    var unit = bulk.header("Shuke-Unit").orElseThrow();
    var undone = admin.post("/api/v1/units/" + unit + "/undo", Map.of());
    assertEquals(200, undone.status(), undone.toString());
    assertEquals(200, admin.with("If-Match", "*").patch(path, Map.of("hidden", false)).status());

    var record = admin.get("/api/v1/accounts/" + account).json();
    assertEquals("A", record.get("name").asString());
    assertEquals("red", record.get("shade").asString());
  }
}
