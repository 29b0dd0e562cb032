package org.shuke.http.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program;
import org.shuke.Program.Reply;

/// What becomes of records when an administrator changes a field that they already have values in.
class CustomFieldChangesTest {
  @RegisterExtension static final Program PROGRAM = Program.with(Map.of());

  private final String name = "f" + System.nanoTime();
  private String field = "";
  private String record = "";

  @BeforeEach
  void aChoiceThatOneRecordHas() {
    field = made("choice", Map.of("choices", List.of("low", "high"))).get("id");
    record = PROGRAM.admin().post("/api/v1/accounts", Map.of("name", name, name, "low")).get("id");
  }

  @AfterEach
  void droppedForGood() {
    var path = "/api/v1/custom-fields/" + field + "?drop=true";
    PROGRAM.admin().with("If-Match", "*").delete(path);
  }

  private Reply made(String kind, Map<String, ?> more) {
    return made(name, kind, more);
  }

  private Reply made(String called, String kind, Map<String, ?> more) {
    var body = new HashMap<String, Object>(more);
    body.putAll(Map.of("type", "accounts", "name", called, "kind", kind));
    body.putIfAbsent("labels", Map.of("en", name, "zh", name));
    return PROGRAM.admin().post("/api/v1/custom-fields", body);
  }

  private Reply changed(Map<String, ?> change) {
    return PROGRAM.admin().with("If-Match", "*").patch("/api/v1/custom-fields/" + field, change);
  }

  private static Reply changed(String account, Map<String, ?> change) {
    return PROGRAM.admin().with("If-Match", "*").patch("/api/v1/accounts/" + account, change);
  }

  private String value() {
    return PROGRAM.admin().get("/api/v1/accounts/" + record).get(name);
  }

  private static void refused(int status, String code, Reply reply) {
    assertEquals(status, reply.status(), reply::toString);
    assertEquals(code, reply.get("errors.0.code"), reply::toString);
  }

  @Test
  void choicesAreRenamedAndAddedAndOneInUseStays() {
    var renamed = Map.of("value", "low", "labels", Map.of("en", "Little", "zh", "少"));
    assertEquals(200, changed(Map.of("choices", List.of(renamed, "mid", "high"))).status());
    assertEquals("low", value());
    refused(422, "choice-in-use", changed(Map.of("choices", List.of("mid", "high"))));
    assertEquals(200, changed(Map.of("choices", List.of(renamed, "high"))).status());
    assertEquals("low", value());
  }

  @Test
  void aFieldSaysWhoMadeItAndWhoChangedItLastAndWhen() {
    var path = "/api/v1/custom-fields/" + field;
    var made = PROGRAM.admin().get(path);
    assertEquals(made.get("createdAt"), made.get("updatedAt"));
    var changed = changed(Map.of("labels", Map.of("en", "Newer")));
    assertEquals(made.get("createdAt"), changed.get("createdAt"));
    assertTrue(
        Instant.parse(changed.get("updatedAt")).isAfter(Instant.parse(made.get("updatedAt"))));
    for (var each : PROGRAM.admin().get("/api/v1/custom-fields").json().get("items")) {
      for (var name :
          List.of("id", "version", "createdAt", "createdBy", "updatedAt", "updatedBy")) {
        assertTrue(each.hasNonNull(name), name);
      }
    }
  }

  @Test
  void choicesThatMakeNoSenseAreRefusedAndHarmNothing() {
    refused(422, "choice-twice", changed(Map.of("choices", List.of("low", "low"))));
    refused(422, "choice-empty", changed(Map.of("choices", List.of("low", " "))));
    refused(422, "required", changed(Map.of("choices", List.of())));
    refused(422, "required", changed(Map.of("labels", Map.of("en", "", "zh", " "))));
    assertEquals("low", value());
  }

  @Test
  void aRecordThatIsOlderThanARequiredFieldCanStillBeChanged() {
    var older = PROGRAM.admin().post("/api/v1/accounts", Map.of("name", name + "B")).get("id");
    assertEquals(200, changed(Map.of("required", true)).status());
    assertEquals(200, changed(older, Map.of("city", "Bath")).status());
    assertEquals(200, changed(older, Map.of(name, "high")).status());
    refused(422, "required", changed(older, Map.of(name, "")));
    refused(422, "required", changed(record, Map.of(name, "")));
    refused(422, "required", PROGRAM.admin().post("/api/v1/accounts", Map.of("name", name + "C")));
  }

  @Test
  void aFieldBecomesUniqueOnlyWhereNoTwoShareAValue() {
    var twin =
        PROGRAM.admin().post("/api/v1/accounts", Map.of("name", name + "B", name, "low")).get("id");
    refused(409, "not-unique-yet", changed(Map.of("unique", true)));
    assertEquals(200, changed(twin, Map.of(name, "high")).status());
    assertEquals(200, changed(Map.of("unique", true)).status());
    assertEquals(409, changed(twin, Map.of(name, "low")).status());
  }

  @Test
  void aRemovedFieldKeepsItsNameItsValuesAndItsRulesUntilItIsDropped() {
    assertEquals(200, changed(Map.of("required", true)).status());
    var path = "/api/v1/custom-fields/" + field;
    assertEquals(204, PROGRAM.admin().with("If-Match", "*").delete(path).status());
    assertTrue(PROGRAM.admin().get("/api/v1/accounts/" + record).json().path(name).isMissingNode());
    refused(422, "field-name-hidden", made("text", Map.of()));
    var back = changed(Map.of("hidden", false));
    assertEquals("true", back.json().get("required").asString(), back::toString);
    assertEquals("low", value());
    assertEquals(204, PROGRAM.admin().with("If-Match", "*").delete(path + "?drop=true").status());
    assertEquals(201, made("text", Map.of()).status());
    assertTrue(PROGRAM.admin().get("/api/v1/accounts/" + record).json().path(name).isNull());
  }

  @Test
  void filesAndAddressesAreNoKindsOfCustomFields() {
    for (var kind : List.of("file", "address", "json", "extension")) {
      var reply = made("x" + name, kind, Map.of());
      refused(422, "no-such-kind", reply);
      assertTrue(reply.get("errors.0.message").contains("multiChoice"), reply::toString);
    }
  }
}
