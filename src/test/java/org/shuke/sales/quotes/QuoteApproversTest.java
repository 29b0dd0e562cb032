package org.shuke.sales.quotes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program;
import org.shuke.Program.Client;
import tools.jackson.databind.JsonNode;

/// Whom a quote's approval asks, and in which language.
class QuoteApproversTest {
  @RegisterExtension static final Program PROGRAM = Program.withKey(Clock.systemUTC());

  private static final Client ADMIN = PROGRAM.admin();

  @Test
  void anApprovalSpeaksTheLanguagesOfThoseWhoAreAskedAndNobodyWhoHasLeftIsAsked() {
    var known = ADMIN.get("/api/v1/settings/quotes").json();
    var li = user("Li", "zh");
    var ann = user("Ann", "en");
    var gone = user("Gone", "en");
    try {
      approvers(known, List.of(li, gone));
      ADMIN.with("If-Match", "*").patch("/api/v1/users/" + gone, Map.of("active", false));
      ADMIN.with("If-Match", null);
      var chinese = asked();
      assertTrue(chinese.get("title").asString().startsWith("报价单 Q-"), chinese.toString());
      assertTrue(chinese.get("reason").asString().startsWith("折扣"), chinese.toString());
      assertEquals(
          List.of(li), chinese.get("waitingFor").valueStream().map(p -> p.asString()).toList());
      approvers(known, List.of(li, ann));
      var both = asked().get("title").asString();
      assertTrue(both.matches("Quote Q-[-0-9]+ · 报价单 Q-[-0-9]+"), both);
    } finally {
      ADMIN.send("PUT", "/api/v1/settings/quotes", known);
    }
  }

  @Test
  void whoCouldNotBeAskedIsRefusedByNameWhereTheSettingNamesHim() {
    var known = ADMIN.get("/api/v1/settings/quotes").json();
    var here = user("Here", "en");
    var left = user("Left", "en");
    ADMIN.with("If-Match", "*").patch("/api/v1/users/" + left, Map.of("active", false));
    ADMIN.with("If-Match", null);
    var unknown = "00000000-0000-7000-8000-000000000000";
    var setting = known.deepCopy().asObject();
    setting.putArray("approvers").add(here).add(left);
    setting.putArray("secondApprovers").add(unknown);
    var refused = ADMIN.send("PUT", "/api/v1/settings/quotes", setting);
    assertEquals(422, refused.status(), refused.text());
    assertEquals("approvers", refused.get("errors.0.field"));
    assertTrue(refused.get("errors.0.message").startsWith("Left "), refused.text());
    assertEquals("secondApprovers", refused.get("errors.1.field"));
    assertTrue(refused.get("errors.1.message").contains(unknown), refused.text());
    assertEquals(2, refused.json().get("errors").size());
    assertEquals(known, ADMIN.get("/api/v1/settings/quotes").json());
  }

  @Test
  void whereNobodyElseCouldBeAskedAnAdministratorAnswersAndNoColleague() {
    var role = ADMIN.get("/api/v1/roles?filter=name%20==%20%22Salesperson%22").get("items.0.id");
    var colleague =
        ADMIN
            .post(
                "/api/v1/users",
                Map.of("name", "Own", "email", "own@quotes.example", "roles", List.of(role)))
            .get("id");
    var key = ADMIN.post("/api/v1/users/" + colleague + "/issue-key", Map.of("name", "k"));
    var own = PROGRAM.anonymous().key(key.get("key"));
    var quote = "/api/v1/quotes/" + submitted(Map.of("owner", colleague));
    assertEquals("submitted", own.get(quote).get("status"));
    var alone = own.post(quote + "/approve", Map.of());
    assertEquals(403, alone.status(), alone::toString);
    assertEquals("submitted", own.get(quote).get("status"));
    assertEquals(204, ADMIN.post(quote + "/approve", Map.of()).status());
    assertEquals("approved", own.get(quote).get("status"));
  }

  private static String user(String name, String locale) {
    var email = name.toLowerCase(Locale.ROOT) + "@quotes.example";
    return ADMIN
        .post("/api/v1/users", Map.of("name", name, "email", email, "locale", locale))
        .get("id");
  }

  private static void approvers(JsonNode known, List<String> people) {
    var setting = known.deepCopy().asObject();
    people.forEach(setting.putArray("approvers")::add);
    assertEquals(200, ADMIN.send("PUT", "/api/v1/settings/quotes", setting).status());
  }

  /// The approval of a quote with a high discount.
  private static JsonNode asked() {
    var id = submitted(Map.of());
    return ADMIN
        .get("/api/v1/approvals?filter=subject%20%3D%3D%20%22" + id + "%22")
        .json()
        .at("/items/0");
  }

  private static String submitted(Map<String, Object> more) {
    var account = ADMIN.post("/api/v1/accounts", Map.of("name", "Ning")).get("id");
    var high = Map.of("description", "Pump", "quantity", 1, "listPrice", 100, "discount", 40);
    var draft = new HashMap<String, Object>(more);
    draft.putAll(Map.of("account", account, "currency", "CNY", "lines", List.of(high)));
    var id = ADMIN.post("/api/v1/quotes", draft).get("id");
    var submitted = ADMIN.post("/api/v1/quotes/" + id + "/submit", Map.of());
    assertEquals("false", submitted.get("approved"), submitted::toString);
    return id;
  }
}
