package org.shuke.sales.leads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program;
import org.shuke.Program.Reply;
import org.shuke.sales.leads.Crew.Rep;

/// Several people work on one record.
class CooperationTest {
  @RegisterExtension static final Program PROGRAM = Program.withKey(Clock.systemUTC());

  private static final Crew CREW = new Crew(PROGRAM);
  private static final Rep ANN = CREW.hire("Ann", CREW.north);
  private static final Rep SUE = CREW.hire("Sue", CREW.south);
  private static final Rep TOM = CREW.hire("Tom", CREW.south);

  private static final Map<String, String> JOB = Map.of("jobTitle", "Miller");
  private static final Map<String, String> CITY = Map.of("city", "Lyon");

  private static String made(Rep rep, String plural, Map<String, ?> record) {
    var reply = rep.client().post("/api/v1/" + plural, record);
    assertEquals(201, reply.status(), reply.text());
    return reply.get("id");
  }

  @Test
  void whoeverReadsARecordReadsItsActivities() {
    var members = List.of(Map.of("user", SUE.id()));
    for (var plural : List.of("accounts", "opportunities", "leads")) {
      var type = Map.of("accounts", "account", "opportunities", "opportunity").get(plural);
      var shared = made(ANN, plural, Map.of("name", "Shared " + plural, "members", members));
      var call =
          made(
              ANN,
              "activities",
              Map.of(
                  "kind",
                  "call",
                  "subject",
                  "Zebra" + plural,
                  type == null ? "lead" : type,
                  shared));
      var path = "/api/v1/activities/" + call;
      assertEquals(200, SUE.client().get(path).status(), plural);
      assertEquals(404, TOM.client().get(path).status(), plural);
      assertEquals(List.of(1, 0), found("/api/v1/search?q=Zebra" + plural), plural);
      assertEquals(List.of(1, 0), found("/api/v1/activities?q=Zebra" + plural), plural);
      var change = SUE.client().with("If-Match", "*").patch(path, Map.of("subject", "Hers"));
      assertEquals(403, change.status(), "who may only read it changes nothing of it");
    }
  }

  /// Whoever works on a customer works with its people and on what is under way there; what lies in
  /// a pool keeps its people for whoever claims it.
  @Test
  void whoeverIsOnTheTeamOfAnAccountReachesItsContactsAndOpportunities() {
    var account = made(ANN, "accounts", Map.of("name", "Shared Mills"));
    var contact = made(ANN, "contacts", Map.of("name", "Quagga Smith", "account", account));
    var deal = made(ANN, "opportunities", Map.of("name", "Mill deal", "account", account));
    var person = "/api/v1/contacts/" + contact;
    assertEquals(404, SUE.client().get(person).status());
    team(account, Map.of("user", SUE.id()));
    assertEquals(200, SUE.client().get(person).status());
    assertEquals(200, SUE.client().get("/api/v1/opportunities/" + deal).status());
    assertEquals(
        List.of(1, 0), found("/api/v1/contacts?filter=name%20%3D%3D%20%22Quagga%20Smith%22"));
    assertEquals(List.of(1, 0), found("/api/v1/search?q=Quagga"));
    assertEquals(List.of(1, 0), found("/api/v1/contacts?q=Quagga"));
    assertEquals(403, SUE.client().with("If-Match", "*").patch(person, JOB).status());
    team(account, Map.of("team", CREW.south, "write", true));
    assertEquals(200, SUE.client().with("If-Match", "*").patch(person, JOB).status());
    assertEquals(200, TOM.client().get(person).status());
    var pool = CREW.made("pools", Map.of("name", "Mills", "teams", List.of(CREW.south)));
    var free = new java.util.HashMap<String, Object>(Map.of("name", "Free Mills", "pool", pool));
    free.put("owner", null);
    var lying = CREW.made("accounts", free);
    var there = CREW.made("contacts", Map.of("name", "Unclaimed", "account", lying));
    assertEquals(200, SUE.client().get("/api/v1/accounts/" + lying).status());
    assertEquals(404, SUE.client().get("/api/v1/contacts/" + there).status());
  }

  private static void team(String account, Map<String, ?> member) {
    var change = Map.of("members", List.of(member));
    var reply = ANN.client().with("If-Match", "*").patch("/api/v1/accounts/" + account, change);
    assertEquals(200, reply.status(), reply.text());
  }

  private static String lead(Rep rep, String company) {
    return made(rep, "leads", Map.of("name", "Person of " + company, "company", company));
  }

  private static Reply ask(Rep rep, String lead, String team) {
    var input = Map.of("team", team, "reason", "I know their director");
    return rep.client().post("/api/v1/leads/" + lead + "/cooperate", input);
  }

  private static List<String> requests(Rep rep, String name) {
    var ids = new ArrayList<String>();
    rep.client()
        .get("/api/v1/cooperation-requests?limit=100")
        .json()
        .get("items")
        .forEach(item -> {
          if (item.get("title").asString().equals(name)) {
            ids.add("/api/v1/cooperation-requests/" + item.get("id").asString());
          }
        });
    return ids;
  }

  private static boolean told(Rep rep, String text) {
    return rep.client().get("/api/v1/inbox?limit=200").text().contains(text);
  }

  @Test
  void theOwnerOfAMaskedDuplicateLetsTheAskerIn() {
    var account = made(ANN, "accounts", Map.of("name", "Hidden Works"));
    var lead = lead(TOM, "Hidden Works");
    var asked = ask(TOM, lead, "North");
    assertEquals(200, asked.status(), asked.text());
    assertEquals(asked.text(), ask(TOM, lead, "North").text(), "asked again, the same is said");
    var open = requests(ANN, "Hidden Works");
    assertEquals(1, open.size(), "one open request for each asker and record");
    var path = open.getFirst();
    assertTrue(told(ANN, "asks to co-operate: Hidden Works"));
    for (var stranger : List.of(TOM, SUE)) {
      assertEquals(404, stranger.client().get(path).status());
      assertEquals(404, stranger.client().post(path + "/accept", Map.of()).status());
      assertEquals(List.of(), requests(stranger, "Hidden Works"));
    }
    assertEquals(404, TOM.client().get("/api/v1/accounts/" + account).status());
    var accepted = ANN.client().post(path + "/accept", Map.of("write", true));
    assertEquals(200, accepted.status(), accepted.text());
    var mine = TOM.client().get("/api/v1/accounts/" + account);
    assertEquals(TOM.id(), mine.get("members.0.user"));
    assertTrue(told(TOM, "let in to co-operate: Hidden Works"));
    var change = TOM.client().with("If-Match", "*").patch("/api/v1/accounts/" + account, CITY);
    assertEquals(200, change.status(), change.text());
    assertEquals(404, SUE.client().get("/api/v1/accounts/" + account).status());
    assertEquals(409, ANN.client().post(path + "/accept", Map.of()).status());
  }

  @Test
  void whoIsDeclinedIsToldWhyAndMayAskAgain() {
    var account = made(ANN, "accounts", Map.of("name", "Closed Works"));
    var lead = lead(TOM, "Closed Works");
    ask(TOM, lead, "North");
    var path = requests(ANN, "Closed Works").getFirst();
    assertEquals(422, ANN.client().post(path + "/decline", Map.of("reason", " ")).status());
    var declined = ANN.client().post(path + "/decline", Map.of("reason", "Nearly signed"));
    assertEquals(200, declined.status(), declined.text());
    assertTrue(told(TOM, "Person of Closed Works: Nearly signed"));
    assertEquals(404, TOM.client().get("/api/v1/accounts/" + account).status());
    assertEquals(409, ANN.client().post(path + "/accept", Map.of()).status());
    assertEquals(200, ask(TOM, lead, "North").status());
    assertEquals(2, requests(ANN, "Closed Works").size());
  }

  /// The answer tells neither how much that team has, nor of which kind, nor what others have.
  @Test
  void theAnswerTellsNoMoreThanTheDuplicateCheckDid() {
    made(ANN, "accounts", Map.of("name", "One Works"));
    var many = made(ANN, "accounts", Map.of("name", "Many Works", "email", "many@works.example"));
    var contact = Map.of("name", "Many", "email", "many@works.example", "account", many);
    made(ANN, "contacts", contact);
    made(ANN, "leads", Map.of("name", "Many", "email", "many@works.example"));
    var one = lead(TOM, "One Works");
    var three =
        made(
            TOM,
            "leads",
            Map.of("name", "M", "company", "Many Works", "email", "many@works.example"));
    var nobody = lead(TOM, "Unheard Works");
    assertEquals(
        ask(TOM, one, "North").text().replace(one, "*"),
        ask(TOM, three, "North").text().replace(three, "*"));
    var refused = ask(TOM, nobody, "North");
    assertEquals(409, refused.status(), refused.text());
    assertEquals(refused.text(), ask(TOM, one, "South").text(), "a team that has nothing like it");
    assertEquals(refused.text(), ask(TOM, one, "Nowhere").text(), "a team that does not exist");
    assertEquals(List.of(), requests(TOM, "Many Works"));
    assertEquals(404, ask(SUE, one, "North").status(), "a lead that is not hers");
  }

  @Test
  void twoQuestionsAtTheSameMomentMakeOneRequest() throws InterruptedException {
    made(ANN, "accounts", Map.of("name", "Race Works"));
    var lead = lead(TOM, "Race Works");
    var both =
        List.of(1, 2, 3, 4).stream()
            .map(i -> Thread.ofVirtual().start(() -> ask(TOM, lead, "North")))
            .toList();
    for (var each : both) {
      each.join();
    }
    assertEquals(1, requests(ANN, "Race Works").size());
  }

  /// How many of a list Sue finds, and how many Tom.
  private static List<Integer> found(String path) {
    return List.of(SUE, TOM).stream()
        .map(rep -> rep.client().get(path).json().get("items").size())
        .toList();
  }
}
