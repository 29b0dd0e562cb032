package org.shuke.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program;
import org.shuke.Program.Client;
import org.shuke.Program.Reply;

/// No product is a part, or a variant, of itself.
class CompositionTest {
  @RegisterExtension static final Program PROGRAM = Program.withKey(Clock.systemUTC());

  private static int number;

  private static String product() {
    var name = "C" + ++number;
    var made = PROGRAM.admin().post("/api/v1/products", Map.of("sku", name, "name", name));
    assertEquals(201, made.status(), made.toString());
    return made.get("id");
  }

  private static Reply holds(String bundle, String... parts) {
    var components =
        List.of(parts).stream().map(part -> Map.of("component", part, "quantity", 2)).toList();
    return patch(bundle, Map.of("components", components));
  }

  private static Reply variant(String product, String parent) {
    return patch(product, Map.of("parent", parent));
  }

  private static Reply patch(String product, Map<String, ?> change) {
    Client admin = PROGRAM.admin().with("If-Match", "*");
    return admin.patch("/api/v1/products/" + product, change);
  }

  private static void assertRefused(Reply reply, String place) {
    assertEquals(422, reply.status(), reply.toString());
    assertEquals(place, reply.json().at("/errors/0/field").asString());
  }

  @Test
  void aBundleHoldsNeitherItselfNorWhatHoldsIt() {
    var screw = product();
    var inner = product();
    var middle = product();
    var outer = product();
    assertEquals(200, holds(inner, screw).status());
    assertEquals(200, holds(middle, inner, screw).status());
    assertEquals(200, holds(outer, middle, inner).status());

    var itself = holds(screw, screw);
    assertRefused(itself, "components[0].component");
    assertTrue(itself.text().contains("cannot be a part of itself"), itself.text());
    var chinese = PROGRAM.admin().with("If-Match", "*").with("Accept-Language", "zh");
    var component = Map.of("component", screw, "quantity", 1);
    var said = chinese.patch("/api/v1/products/" + screw, Map.of("components", List.of(component)));
    assertTrue(said.text().contains("套餐不能包含自身"), said.text());
    assertRefused(holds(inner, screw, outer), "components[1].component");
    assertRefused(holds(screw, middle), "components[0].component");
    assertEquals(200, holds(inner, screw, screw).status(), "twice beside each other is no circle");
    assertEquals(200, holds(middle, screw).status());
    assertEquals(200, holds(inner, middle).status(), "where the circle is open again");
  }

  @Test
  void aVariantIsNoParentOfItsParents() {
    var shirt = product();
    var red = product();
    var dark = product();
    assertRefused(variant(shirt, shirt), "parent");
    assertEquals(200, variant(red, shirt).status());
    assertEquals(200, variant(dark, red).status());
    assertRefused(variant(shirt, dark), "parent");
    assertEquals(200, variant(dark, shirt).status());
  }

  @Test
  void twoWhoCloseACircleAtOnceDoNotBothSucceed() throws Exception {
    try (var people = Executors.newFixedThreadPool(2)) {
      for (int i = 0; i < 10; i++) {
        var one = product();
        var other = product();
        var replies =
            people.invokeAll(
                List.<Callable<Reply>>of(() -> holds(one, other), () -> holds(other, one)));
        var statuses = List.of(replies.get(0).get().status(), replies.get(1).get().status());
        assertTrue(statuses.contains(200) && statuses.contains(422), statuses.toString());
      }
    }
  }
}
