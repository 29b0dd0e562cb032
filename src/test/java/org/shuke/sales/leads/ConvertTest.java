package org.shuke.sales.leads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program;
import org.shuke.sales.leads.Crew.Rep;

class ConvertTest {
  @RegisterExtension static final Program PROGRAM = Program.withKey(Clock.systemUTC());

  private static final Crew CREW = new Crew(PROGRAM);
  private static final Rep ANN = CREW.hire("Ann", CREW.north);
  private static final Rep SUE = CREW.hire("Sue", CREW.south);

  private static String made(Rep rep, String plural, Map<String, ?> record) {
    var reply = rep.client().post("/api/v1/" + plural, record);
    assertEquals(201, reply.status(), reply.text());
    return reply.get("id");
  }

  @Test
  void nothingThatIsKnownOfALeadIsLost() {
    for (var type : List.of("leads", "accounts")) {
      CREW.made(
          "custom-fields",
          Map.of(
              "type",
              type,
              "name",
              "machine",
              "kind",
              "text",
              "labels",
              Map.of("en", "Machine", "zh", "设备")));
    }
    var lead =
        made(
            ANN,
            "leads",
            Map.of(
                "name",
                "李娜",
                "company",
                "晨光机械",
                "city",
                "苏州",
                "email",
                "li@cg.example",
                "interest",
                "Presses",
                "machine",
                "CNC 5",
                "source",
                "fair",
                "members",
                List.of(Map.of("user", SUE.id(), "credit", 30))));
    var more = Map.of("wechat", "lina88", "nextStep", "Send the offer", "nextStepOn", "2999-01-31");
    assertEquals(200, patched(lead, more));
    agreed(lead, "Stand 4", "You may write to me.");
    var call = made(ANN, "activities", Map.of("kind", "call", "subject", "First", "lead", lead));
    assertFalse(ANN.client().get("/api/v1/leads/" + lead).get("respondedAt").isEmpty());
    var reply = ANN.client().post("/api/v1/leads/" + lead + "/convert", Map.of("amount", 5000));
    assertEquals(200, reply.status(), reply.text());
    var account = ANN.client().get("/api/v1/accounts/" + reply.get("account"));
    assertEquals("晨光机械", account.get("name"));
    assertEquals("苏州", account.get("city"));
    assertEquals("CNC 5", account.get("machine"));
    var contact = ANN.client().get("/api/v1/contacts/" + reply.get("contact"));
    assertEquals("李", contact.get("familyName"));
    assertEquals(reply.get("account"), contact.get("account"));
    var opportunity = SUE.client().get("/api/v1/opportunities/" + reply.get("opportunity"));
    assertEquals(200, opportunity.status(), "the members of the lead work on");
    assertEquals("Presses", opportunity.get("notes"));
    assertEquals("Send the offer", opportunity.get("nextStep"));
    assertEquals("2999-01-31", opportunity.get("nextStepOn"));
    assertEquals("fair", opportunity.get("source"));
    assertEquals("Stand 4", opportunity.get("sourceDetail"));
    assertEquals("lina88", contact.get("wechat"));
    assertEquals("You may write to me.", contact.get("consent"));
    assertEquals("2026-03-01T09:00:00Z", contact.get("consentAt"));
    var moved = ANN.client().get("/api/v1/activities/" + call);
    assertEquals(reply.get("account"), moved.get("account"));
    assertEquals(reply.get("opportunity"), moved.get("opportunity"));
    assertEquals(lead, moved.get("lead"));
    assertEquals(409, ANN.client().post("/api/v1/leads/" + lead + "/convert", Map.of()).status());
  }

  /// As a public form notes it.
  private static void agreed(String lead, String detail, String consent) {
    assertEquals(200, patched(lead, Map.of("sourceDetail", detail, "consent", consent)));
    PROGRAM
        .database()
        .transaction(tx ->
            tx.update(
                "update sales.lead set consent_at = '2026-03-01T09:00Z' where id = ?::uuid", lead));
  }

  @Test
  void aKnownPersonHasAgreedTooUnlessItIsKnownToWhat() {
    var account = made(ANN, "accounts", Map.of("name", "Old friends"));
    for (var before : List.of("", "By letter")) {
      var known = new HashMap<String, Object>(Map.of("name", "Old Friend", "account", account));
      if (!before.isEmpty()) {
        known.put("consent", before);
      }
      var contact = made(ANN, "contacts", known);
      var lead = made(ANN, "leads", Map.of("name", "Old Friend", "company", "Old friends"));
      agreed(lead, "Form", "By form");
      var input = Map.of("account", account, "contact", contact, "without", true);
      var done = ANN.client().post("/api/v1/leads/" + lead + "/convert", input);
      assertEquals(200, done.status(), done.text());
      var path = "/api/v1/contacts/" + contact;
      assertEquals(before.isEmpty() ? "By form" : before, ANN.client().get(path).get("consent"));
      var undo = ANN.client().post("/api/v1/units/" + done.get("unit") + "/undo", Map.of());
      assertEquals(200, undo.status(), undo.text());
      assertEquals(before, ANN.client().get(path).get("consent"));
    }
  }

  /// The property: whatever a lead is like, its conversion undone leaves the house as it was.
  @Test
  void convertThenUndoIsANoOp() {
    var random = new Random(20);
    for (int i = 0; i < 25; i++) {
      var lead = anyLead(random, i);
      var before = state();
      var input = new HashMap<String, Object>(Map.of("anyway", true));
      if (random.nextBoolean()) {
        input.put("without", random.nextBoolean());
      }
      if (random.nextInt(3) == 0) {
        input.put("account", made(ANN, "accounts", Map.of("name", "Known " + i)));
        before = state();
      }
      var reply = ANN.client().post("/api/v1/leads/" + lead + "/convert", input);
      assertEquals(200, reply.status(), reply.text());
      assertTrue(!before.equals(state()));
      lookAt(reply.get("opportunity"));
      var preview = ANN.client().get("/api/v1/units/" + reply.get("unit"));
      assertEquals("0", preview.get("referred.count"), preview.text());
      var undo = ANN.client().post("/api/v1/units/" + reply.get("unit") + "/undo", Map.of());
      assertEquals(200, undo.status(), undo.text());
      assertEquals(before, state(), "lead " + i + " " + input + undo.text());
    }
  }

  /// What the program works out for whoever opens the page is no work of anybody's.
  private static void lookAt(String opportunity) {
    if (!opportunity.isEmpty()) {
      var page = ANN.client().get("/api/v1/opportunities/" + opportunity + "/page");
      assertEquals(200, page.status(), page.text());
    }
  }

  private static String anyLead(Random random, int i) {
    var lead = new HashMap<String, Object>(Map.of("name", "Person " + i + " Name"));
    if (random.nextBoolean()) {
      lead.put("company", "Company " + random.nextInt(5));
    }
    if (random.nextBoolean()) {
      lead.put("email", "p" + random.nextInt(9) + "@x.example");
    }
    if (random.nextBoolean()) {
      lead.put("members", List.of(Map.of("team", CREW.south, "write", true)));
    }
    var id = made(ANN, "leads", lead);
    if (random.nextBoolean()) {
      agreed(id, "Form " + i, "Agreed");
    }
    for (int n = random.nextInt(4); n > 0; n--) {
      made(ANN, "activities", Map.of("kind", "note", "subject", "N" + n, "lead", id));
    }
    return id;
  }

  /// All columns of what a conversion may touch but version, updatedAt and updatedBy; what is in
  /// the bin is not there.
  private static String state() {
    var tables =
        List.of(
            "sales.lead",
            "sales.lead_member",
            "customers.account",
            "customers.contact",
            "customers.activity",
            "customers.attachment",
            "sales.opportunity",
            "sales.opportunity_member");
    var hashes = new ArrayList<String>();
    for (var table : tables) {
      hashes.add(
          PROGRAM
              .database()
              .read(tx ->
                  tx.first(
                      """
                      select md5(coalesce(string_agg(j::text, ';' order by j::text), ''))
                      from (select to_jsonb(t) - 'version' - 'updated_at' - 'updated_by' as j
                            from %s t) rows
                      where j ->> 'binned_at' is null
                      """
                          .formatted(table),
                      row -> row.getString(1))));
    }
    return hashes.toString();
  }

  @Test
  void ofAHiddenTwinOneLearnsOnlyThatItExistsAndWhomToAsk() {
    made(SUE, "accounts", Map.of("name", "Hidden Twin", "city", "Secret", "email", "t@w.example"));
    var lead = made(ANN, "leads", Map.of("name", "Tom Twin", "company", "hidden twin"));
    var found = ANN.client().get("/api/v1/leads/" + lead + "/duplicates");
    assertEquals("{\"seen\":[],\"hidden\":[\"South\"]}", found.text());
    var refused = ANN.client().post("/api/v1/leads/" + lead + "/convert", Map.of());
    assertEquals(409, refused.status());
    assertFalse(refused.text().contains("Secret"), refused.text());
    made(
        SUE, "accounts", Map.of("name", "Hidden Twin", "city", "Other", "phone", "+8613900000001"));
    assertEquals(found.text(), ANN.client().get("/api/v1/leads/" + lead + "/duplicates").text());
    var near = made(ANN, "leads", Map.of("name", "Tom Twin", "company", "Hidden Twi"));
    assertEquals(
        "{\"seen\":[],\"hidden\":[]}",
        ANN.client().get("/api/v1/leads/" + near + "/duplicates").text());
  }

  @Test
  void whatIsQualifiedOrNotHasAReason() {
    var lead = made(ANN, "leads", Map.of("name", "Maybe"));
    var path = "/api/v1/leads/" + lead;
    assertEquals(422, ANN.client().post(path + "/qualify", Map.of("reason", " ")).status());
    assertEquals(200, ANN.client().post(path + "/qualify", Map.of("reason", "Budget")).status());
    assertEquals("qualified", ANN.client().get(path).get("status"));
    var no = Map.of("reason", "Too small", "recycleOn", "2999-01-01");
    assertEquals(200, ANN.client().post(path + "/disqualify", no).status());
    assertEquals("Too small", ANN.client().get(path).get("disqualifiedReason"));
    var past = Map.of("reason", "Too small", "recycleOn", "2020-01-01");
    assertEquals(422, ANN.client().post(path + "/disqualify", past).status());
  }

  @Test
  void onlyVerbsDecideWhatBecomesOfALead() {
    for (var status : List.of("qualified", "disqualified", "converted")) {
      var lead = Map.of("name", "Jumps", "status", status);
      assertEquals(422, ANN.client().post("/api/v1/leads", lead).status(), status);
    }
    var lead = made(ANN, "leads", Map.of("name", "Steps"));
    assertEquals(422, status(lead, "disqualified"));
    assertEquals(200, status(lead, "working"));
    assertEquals(200, status(lead, "new"));
    var done = ANN.client().post("/api/v1/leads/" + lead + "/convert", Map.of());
    assertEquals(200, done.status(), done.text());
    assertEquals(422, status(lead, "new"));
  }

  private static int status(String lead, String status) {
    return patched(lead, Map.of("status", status));
  }

  private static int patched(String lead, Map<String, ?> change) {
    var reply = ANN.client().with("If-Match", "*").patch("/api/v1/leads/" + lead, change);
    ANN.client().with("If-Match", null);
    return reply.status();
  }

  @Test
  void aDayToTakeALeadUpAgainMayHaveCome() {
    var lead = made(ANN, "leads", Map.of("name", "Later", "recycleOn", "2999-01-01"));
    PROGRAM
        .database()
        .transaction(tx ->
            tx.update("update sales.lead set recycle_on = '2020-01-01' where id = ?::uuid", lead));
    assertEquals(200, recycled(lead, "2020-01-01"));
    assertEquals(422, recycled(lead, "2020-01-02"));
  }

  private static int recycled(String lead, String day) {
    var change = Map.of("name", "Until " + day, "recycleOn", day);
    return CREW.admin.with("If-Match", "*").patch("/api/v1/leads/" + lead, change).status();
  }
}
