package org.shuke.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program;

/// The first administrator, in the order it happens.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FirstStartTest {
  @RegisterExtension static final Program program = Program.fresh();

  private static final String PASSWORD = "three horses under rain";

  private static Map<String, String> setup(String code, String password) {
    return Map.of("code", code, "name", "Ada", "email", "Ada@example.com", "password", password);
  }

  @Test
  @Order(1)
  void beforeItNothingButTheSetUpIsThere() {
    var caller = program.anonymous();
    assertEquals("{\"needed\":true}", caller.get("/api/v1/setup").text());
    assertEquals(401, caller.get("/api/v1/session").status());
    assertEquals(401, caller.get("/api/v1/accounts").status());
    assertEquals(401, caller.signIn("ada@example.com", PASSWORD).status());
  }

  @Test
  @Order(2)
  void onlyTheConsolesCodeMakesTheFirstAdministrator() {
    var caller = program.anonymous();
    assertEquals(403, caller.post("/api/v1/setup", setup("AAAA-BBBB-CCCC", PASSWORD)).status());
    var code = program.code().orElseThrow();
    assertEquals(422, caller.post("/api/v1/setup", setup(code, "password12")).status());
    assertEquals(422, caller.post("/api/v1/setup", setup(code, "short")).status());
    var wrong = Map.of("code", code, "name", " ", "email", "ada", "password", "short");
    assertEquals(3, caller.post("/api/v1/setup", wrong).json().get("errors").size());
    assertEquals(422, caller.post("/api/v1/setup", setup(code, "Ada@example.com")).status());
    var typed = " " + code.toLowerCase(Locale.ROOT).replace("-", "");
    var reply = caller.keep(caller.post("/api/v1/setup", setup(typed, PASSWORD)));
    assertEquals(200, reply.status(), reply.toString());
    assertEquals("true", reply.get("administrator"));
    assertEquals("Ada", caller.get("/api/v1/session").get("user.name"));
  }

  @Test
  @Order(3)
  void afterItTheSetUpIsDead() {
    var caller = program.anonymous();
    assertEquals("{\"needed\":false}", caller.get("/api/v1/setup").text());
    var code = program.code().orElseThrow();
    assertEquals(404, caller.post("/api/v1/setup", setup(code, PASSWORD)).status());
  }

  @Test
  @Order(4)
  void theAdministratorSignsInWithAnyCaseOfHisAddress() {
    var caller = program.anonymous();
    assertEquals(401, caller.signIn("ada@example.com", PASSWORD + "!").status());
    var reply = caller.signIn("ADA@EXAMPLE.COM", PASSWORD);
    assertEquals(200, reply.status(), reply.toString());
    assertTrue(reply.get("csrf").length() > 40);
    assertEquals(200, caller.get("/api/v1/accounts").status());
  }

  @Test
  @Order(5)
  void whatIsReadyMadeHasItsNamesInTheLanguageOfTheSetUp() {
    try (var chinese = Program.fresh()) {
      var caller = chinese.anonymous().with("Accept-Language", "zh");
      var code = chinese.code().orElseThrow();
      assertEquals(200, caller.keep(caller.post("/api/v1/setup", setup(code, PASSWORD))).status());
      var roles = caller.get("/api/v1/roles?select=name&limit=50").text();
      assertTrue(roles.contains("\"销售经理\""), roles);
      assertFalse(roles.matches(".*\"name\":\"[A-Za-z ]+\".*"), roles);
      var stages = caller.get("/api/v1/stages?select=name,pipeline.name&sort=position").text();
      assertTrue(stages.contains("\"初步接洽\""), stages);
      assertTrue(stages.contains("\"销售流程\""), stages);
      assertFalse(stages.matches(".*\"name\":\"[A-Za-z ]+\".*"), stages);
    }
    var english = program.anonymous();
    english.signIn("ada@example.com", PASSWORD);
    var roles = english.get("/api/v1/roles?select=name&limit=50").text();
    assertTrue(roles.contains("\"Sales manager\""), roles);
  }
}
