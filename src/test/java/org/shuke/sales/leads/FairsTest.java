package org.shuke.sales.leads;

import static java.nio.charset.StandardCharsets.UTF_8;
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

  @Test
  void whoeverHandsAMaterialOutAgainIsToldAtOnce() {
    var fair = fair("Summer", 5);
    var bag = CREW.made("materials", Map.of("name", "Canvas bag"));
    var lead = met(fair, "Ida", "ida@fair.example");
    var record = Map.of("event", fair, "material", bag, "lead", lead);
    var first = CREW.admin.post("/api/v1/hand-outs", record);
    assertEquals(false, first.json().has("advice"), first.text());
    var second = CREW.admin.post("/api/v1/hand-outs", record);
    assertEquals("This person had Canvas bag before.", second.get("advice.0.message"));
  }

  /// One card a row, each cell under the name of its column; the fair goes along to the lead.
  @Test
  void aTableOfCardsFromAFairIsReadRowByRow() {
    var fair = fair("Spring of tables", 2);
    var table =
        "First name,Last name,Company,Mobile,City,Seat\n"
            + "Anna,Weber,Acme GmbH,+49 151 2345678,Ulm,A 3\n"
            + "小明,王,苏州恒泰机械有限公司,13812345678,苏州,\n";
    var form =
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"met.csv\"\r\n\r\n"
            + table
            + "\r\n--b--\r\n";
    var sent =
        CREW.admin
            .with("Content-Type", "multipart/form-data; boundary=b")
            .send("POST", "/api/v1/cards/batch?event=" + fair, form.getBytes(UTF_8));
    CREW.admin.with("Content-Type", null);
    assertEquals(201, sent.status(), sent.text());
    assertEquals("2", sent.get("cards"));
    var cards =
        CREW.admin.get("/api/v1/cards?sort=createdAt&filter=batch%20%3D%3D%20%22met.csv%22");
    var anna = cards.json().get("items").get(0);
    var proposal = anna.get("proposal");
    assertEquals("Anna Weber", proposal.get("name").asString(), cards.text());
    assertEquals("Acme GmbH", proposal.get("company").asString());
    assertEquals("Ulm", proposal.get("city").asString());
    var wang = cards.json().get("items").get(1).get("proposal");
    assertEquals("王小明", wang.get("name").asString());
    assertEquals("+86 13812345678", wang.get("mobile").asString());
    var path = "/api/v1/cards/" + anna.get("id").asString() + "/confirm";
    var lead = CREW.admin.post(path, Map.of("name", "Anna Weber")).get("lead");
    assertEquals(fair, CREW.admin.get("/api/v1/leads/" + lead).get("event"));
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
