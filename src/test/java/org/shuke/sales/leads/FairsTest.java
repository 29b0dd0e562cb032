package org.shuke.sales.leads;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program;
import org.shuke.sales.leads.Crew.Rep;

class FairsTest {
  @RegisterExtension static final Program PROGRAM = Program.withKey(Clock.systemUTC());

  private static final Crew CREW = new Crew(PROGRAM);

  @Test
  void whoHadAMaterialBeforeIsMarkedAtWhateverFair() {
    var first = fair("Spring", 5);
    var second = fair("Autumn", 5);
    var brochure = CREW.made("materials", Map.of("name", "Brochure"));
    var lead = met(first, "Anna", "anna@fair.example");
    var again = met(second, "Anna Weber", "ANNA@fair.example");
    var other = met(second, "Tom", "tom@fair.example");
    assertEquals("false", handed(first, brochure, lead));
    assertEquals("true", handed(second, brochure, again));
    assertEquals("false", handed(second, brochure, other));
    assertEquals("2026-03-16T00:00:00Z", CREW.admin.get("/api/v1/leads/" + lead).get("respondBy"));
  }

  private static String fair(String name, int days) {
    return CREW.made(
        "events",
        Map.of(
            "name", name, "startsOn", "2026-03-08", "endsOn", "2026-03-10", "followUpDays", days));
  }

  private static String met(String fair, String name, String email) {
    return CREW.made("leads", Map.of("name", name, "email", email, "event", fair));
  }

  private static String handed(String fair, String material, String lead) {
    var id = CREW.made("hand-outs", Map.of("event", fair, "material", material, "lead", lead));
    return CREW.admin.get("/api/v1/hand-outs/" + id).get("repeated");
  }

  @Test
  void aCardBecomesALeadOnceAPersonHasConfirmedIt() {
    var card =
        CREW.made(
            "cards", Map.of("batch", "Fair", "text", "王小明\n销售经理\n苏州恒泰机械有限公司\n手机：13812345678"));
    var shown = CREW.admin.get("/api/v1/cards/" + card);
    assertEquals("苏州恒泰机械有限公司", shown.json().get("proposal").get("company").asString());
    var path = "/api/v1/cards/" + card;
    var confirmed =
        CREW.admin.post(path + "/confirm", Map.of("name", "王小明", "mobile", "+8613812345678"));
    assertEquals(200, confirmed.status(), confirmed.text());
    var lead = CREW.admin.get("/api/v1/leads/" + confirmed.get("lead"));
    assertEquals("card", lead.get("source"));
    assertEquals("Fair", lead.get("sourceDetail"));
    assertEquals(409, CREW.admin.post(path + "/confirm", Map.of("name", "x")).status());
    Rep ann = CREW.hire("Ann", CREW.north);
    assertEquals(404, ann.client().get(path).status());
  }
}
