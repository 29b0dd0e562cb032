package org.shuke.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program;
import org.shuke.Program.Reply;

/// A unit in which a product is sold has one size.
class ProductUnitsTest {
  @RegisterExtension static final Program program = Program.withKey(Clock.systemUTC());

  private static int number;

  private static Reply product(String... units) {
    var sizes = List.of(units).stream().map(unit -> Map.of("unit", unit, "factor", 12)).toList();
    var name = "T" + ++number;
    return program
        .admin()
        .post("/api/v1/products", Map.of("sku", name, "name", name, "unit", "tin", "units", sizes));
  }

  @Test
  void aUnitThatIsNamedTwiceIsRefusedAtItsPlace() {
    var twice = product("box", "crate", "Box ");
    assertEquals(422, twice.status(), twice.toString());
    assertEquals("units[2].unit", twice.json().at("/errors/0/field").asString());
    assertEquals("units[0].unit", product("tin").json().at("/errors/0/field").asString());
  }

  @Test
  void unitsMayBeRenamedAndResizedButNeverDoubled() {
    var made = product("box", "crate");
    var path = "/api/v1/products/" + made.get("id");
    var admin = program.admin().with("If-Match", "*");
    assertEquals(422, admin.patch(path, Map.of("unit", "box")).status());
    assertEquals(200, admin.patch(path, Map.of("name", "T", "unit", "jar")).status());
    var swapped =
        List.of(
            Map.of("id", made.json().at("/units/0/id").asString(), "unit", "crate", "factor", 6),
            Map.of("id", made.json().at("/units/1/id").asString(), "unit", "box", "factor", 24));
    assertEquals(200, admin.patch(path, Map.of("units", swapped)).status());
    assertEquals(2, admin.get(path).json().get("units").size());
  }
}
