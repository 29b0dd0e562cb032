package org.shuke.sales.leads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program;
import org.shuke.Program.Reply;
import org.shuke.sales.leads.Crew.Rep;

/// Who says that a record is his is judged by what was done for it.
class DisputesTest {
  @RegisterExtension static final Program PROGRAM = Program.withKey(Clock.systemUTC());

  private static final Crew CREW = new Crew(PROGRAM);
  private static final Rep ANN = CREW.hire("Ann", CREW.north);
  private static final Rep BOB = CREW.hire("Bob", CREW.north);
  private static final Rep SUE = CREW.hire("Sue", CREW.south);

  private static String made(Rep rep, String plural, Map<String, ?> record) {
    var reply = rep.client().post("/api/v1/" + plural, record);
    assertEquals(201, reply.status(), reply.text());
    return reply.get("id");
  }

  private static String owner(String plural, String id) {
    return CREW.admin.get("/api/v1/" + plural + "/" + id).get("owner");
  }

  /// The verdict's points are reckoned again here from the log as the API shows it.
  @Test
  void theEvidenceFollowsFromTheLogAndNeitherPartyDecides() {
    var pool = CREW.made("pools", Map.of("name", "P", "teams", List.of(CREW.north)));
    var lead = CREW.pooled("Disputed", pool);
    claim(ANN, lead);
    var now = Instant.now();
    call(ANN, lead, "visit", now.minus(1, ChronoUnit.SECONDS));
    call(ANN, lead, "call", now.minus(90, ChronoUnit.DAYS));
    assertEquals(200, ANN.client().post("/api/v1/leads/" + lead + "/return", Map.of()).status());
    claim(BOB, lead);
    call(BOB, lead, "mail", now);
    var opened =
        CREW.admin.post(
            "/api/v1/ownership-disputes",
            Map.of("recordType", "lead", "record", lead, "claimant", ANN.id(), "reason", "Mine"));
    assertEquals(201, opened.status(), opened.text());
    var dispute = "/api/v1/ownership-disputes/" + opened.get("id");
    var shown = CREW.admin.get(dispute);
    assertEquals(BOB.id(), shown.get("holder"));
    assertEquals("Disputed", shown.get("title"));
    assertEquals(reckon(lead, ANN.id(), now), shown.json().get("claimantPoints").asInt());
    assertEquals(reckon(lead, BOB.id(), now), shown.json().get("holderPoints").asInt());
    assertEquals(403, ANN.client().post(dispute + "/decide", verdict("claimant", null)).status());
    var decided = CREW.admin.post(dispute + "/decide", verdict("split", 40));
    assertEquals(200, decided.status(), decided.text());
    var after = CREW.admin.get("/api/v1/leads/" + lead);
    assertEquals(BOB.id(), after.get("owner"));
    assertEquals(40, after.json().get("members").get(0).get("credit").asInt());
    assertEquals(200, ANN.client().get("/api/v1/leads/" + lead).status());
    assertEquals(409, CREW.admin.post(dispute + "/decide", verdict("holder", null)).status());
  }

  private static Reply dispute(Rep rep, String account) {
    return rep.client().post("/api/v1/accounts/" + account + "/dispute", Map.of("reason", "Mine"));
  }

  @Test
  void oneVerdictEndsEveryDisputeAboutARecordAndMovesWhatIsUnderWay() {
    var readers = List.of(Map.of("user", BOB.id()), Map.of("user", SUE.id()));
    var account = made(ANN, "accounts", Map.of("name", "Contested", "members", readers));
    var open = made(ANN, "opportunities", Map.of("name", "Under way", "account", account));
    var won = made(ANN, "opportunities", Map.of("name", "Won", "account", account));
    assertEquals(
        200, ANN.client().post("/api/v1/opportunities/" + won + "/win", Map.of()).status());
    var bob = dispute(BOB, account);
    assertEquals(200, bob.status(), bob.text());
    assertEquals(409, dispute(BOB, account).status(), "the same dispute twice");
    var sue = dispute(SUE, account);
    assertEquals(200, sue.status(), sue.text());
    var path = "/api/v1/ownership-disputes/";
    var decided = CREW.admin.post(path + bob.get("dispute") + "/decide", verdict("claimant", null));
    assertEquals(200, decided.status(), decided.text());
    assertEquals(BOB.id(), owner("accounts", account));
    assertEquals(BOB.id(), owner("opportunities", open));
    assertEquals(ANN.id(), owner("opportunities", won), "what is done stays done by whom it was");
    var other = CREW.admin.get(path + sue.get("dispute"));
    assertEquals("decided", other.get("status"));
    assertEquals("holder", other.get("verdict"));
    var rules = ANN.client().get("/api/v1/settings/ownership");
    assertEquals("20", rules.get("entered"), "the written rules are for everybody to read");
    assertEquals(403, ANN.client().get("/api/v1/settings/company").status());
  }

  private static Reply contest(Rep rep, String lead, String team) {
    var said = Map.of("team", team, "reason", "I met them first");
    return rep.client().post("/api/v1/leads/" + lead + "/contest", said);
  }

  private static String seen(Rep rep) {
    return rep.client().get("/api/v1/ownership-disputes?limit=200").text();
  }

  private static boolean told(Rep rep, String text) {
    return rep.client().get("/api/v1/inbox?limit=200").text().contains(text);
  }

  @Test
  void whatOneMayNotSeeIsDisputedWithoutSeeingMoreOfIt() {
    var account = made(ANN, "accounts", Map.of("name", "Unseen Works"));
    var lead =
        made(SUE, "leads", Map.of("name", "Sue's own", "company", "Unseen Works", "city", "Ulm"));
    assertEquals(404, dispute(SUE, account).status());
    var said = contest(SUE, lead, "North");
    assertEquals(200, said.status(), said.text());
    assertEquals(said.text(), contest(SUE, lead, "North").text(), "said again, the same is told");
    assertEquals(409, contest(SUE, lead, "South").status());
    assertTrue(!seen(SUE).contains("Unseen"), "it names what she may not see");
    assertEquals(404, SUE.client().get("/api/v1/accounts/" + account).status());
    assertTrue(told(ANN, "Unseen Works"));
    var items =
        CREW.admin.get("/api/v1/ownership-disputes?limit=200").json().get("items").valueStream();
    var open = items.filter(each -> each.get("record").asString().equals(account)).toList();
    assertEquals(1, open.size(), "one open dispute of each claimant and record");
    var path = "/api/v1/ownership-disputes/" + open.getFirst().get("id").asString();
    assertEquals(404, SUE.client().get(path).status());
    assertEquals(200, CREW.admin.post(path + "/gather", Map.of()).status());
    assertEquals(404, SUE.client().get(path).status());
    assertEquals(200, CREW.admin.post(path + "/decide", verdict("holder", null)).status());
    assertEquals(404, SUE.client().get(path).status());
    assertTrue(told(SUE, "What resembles Sue's own stays where it is: Evidence"));
    contest(SUE, lead, "North");
    var again =
        CREW.admin
            .get("/api/v1/ownership-disputes?limit=200&filter=status%20%3D%3D%20%22open%22")
            .json()
            .get("items")
            .valueStream()
            .filter(each -> each.get("record").asString().equals(account))
            .findFirst()
            .orElseThrow();
    var second = "/api/v1/ownership-disputes/" + again.get("id").asString();
    assertEquals(200, CREW.admin.post(second + "/decide", verdict("claimant", null)).status());
    assertEquals(200, SUE.client().get("/api/v1/accounts/" + account).status());
    assertEquals(200, SUE.client().get(second).status(), "what is hers is hers to see");
  }

  private static Map<String, Object> verdict(String verdict, Integer credit) {
    var input = new HashMap<String, Object>(Map.of("verdict", verdict, "reason", "Evidence"));
    if (credit != null) {
      input.put("claimantCredit", credit);
    }
    return input;
  }

  private static void claim(Rep rep, String lead) {
    var reply = rep.client().post("/api/v1/leads/" + lead + "/claim", Map.of());
    assertEquals(200, reply.status(), reply.text());
  }

  private static void call(Rep rep, String lead, String kind, Instant at) {
    made(
        rep,
        "activities",
        Map.of("kind", kind, "subject", kind, "lead", lead, "at", at.toString(), "done", true));
  }

  /// 20 for who wrote it down, 15 for the first contact, 10 for each claim, -10 for each return,
  /// contacts by their kind and double in the last 30 days.
  private static int reckon(String lead, String user, Instant now) {
    int points = 0;
    var log =
        PROGRAM
            .database()
            .read(tx ->
                tx.query(
                    """
                    select c.op, coalesce(p.on_behalf_of, p.id)::text, v.before ->> 'owner',
                      v.after ->> 'owner'
                    from records.change c join records.change_value v using (seq)
                    join records.principal p on p.id = c.actor
                    where c.record = ?::uuid and c.part is null
                    """,
                    row ->
                        new String[] {
                          row.getString(1), row.getString(2), row.getString(3), row.getString(4)
                        },
                    lead));
    for (var change : log) {
      if (change[0].equals("create")) {
        points += change[1].equals(user) ? 20 : 0;
      } else if (user.equals(change[3])) {
        points += 10;
      } else if (user.equals(change[2]) && change[3] == null) {
        points -= 10;
      }
    }
    var weights = Map.of("call", 2, "mail", 1, "meeting", 5, "visit", 6);
    var activities =
        CREW.admin
            .get("/api/v1/activities?limit=100&sort=at&filter=lead%20%3D%3D%20%22" + lead + "%22")
            .json()
            .get("items");
    boolean first = true;
    for (var each : activities) {
      boolean mine = each.get("owner").asString().equals(user);
      boolean recent =
          Instant.parse(each.get("at").asString()).isAfter(now.minus(30, ChronoUnit.DAYS));
      int weight = weights.get(each.get("kind").asString()) * (recent ? 2 : 1);
      points += mine ? weight + (first ? 15 : 0) : 0;
      first = false;
    }
    return points;
  }

  @Test
  void aSplitGivesTheClaimantNoMoreThanTheOthersLeave() {
    var others = List.of(Map.of("user", SUE.id(), "credit", 80), Map.of("user", BOB.id()));
    var account = made(ANN, "accounts", Map.of("name", "Mostly Sue's", "members", others));
    var dispute = "/api/v1/ownership-disputes/" + dispute(BOB, account).get("dispute");
    var tooMuch = CREW.admin.post(dispute + "/decide", verdict("split", 30));
    assertEquals(422, tooMuch.status(), tooMuch.text());
    assertEquals("claimantCredit", tooMuch.get("errors.0.field"));
    assertTrue(tooMuch.text().contains("between 0 and 20"), tooMuch.text());
    var unsaid = CREW.admin.post(dispute + "/decide", verdict("split", null));
    assertEquals(422, unsaid.status(), unsaid.text());
    assertEquals("claimantCredit", unsaid.get("errors.0.field"));
    var split = CREW.admin.post(dispute + "/decide", verdict("split", 20));
    assertEquals(200, split.status(), split.text());
    assertEquals(20, CREW.admin.get(dispute).json().get("claimantCredit").asInt());
    var more =
        List.of(Map.of("user", SUE.id(), "credit", 80), Map.of("user", BOB.id(), "credit", 30));
    var refused = CREW.admin.post("/api/v1/accounts", Map.of("name", "Too much", "members", more));
    assertEquals("members[1].credit", refused.get("errors.0.field"), refused.text());
  }

  @Test
  void whatHasNoMembersIsNotShared() {
    var contact = made(ANN, "contacts", Map.of("name", "Nobody's part"));
    var opened =
        CREW.made(
            "ownership-disputes",
            Map.of(
                "recordType",
                "contact",
                "record",
                contact,
                "claimant",
                BOB.id(),
                "reason",
                "Mine"));
    var split =
        CREW.admin.post("/api/v1/ownership-disputes/" + opened + "/decide", verdict("split", null));
    assertEquals(422, split.status(), split.text());
    assertEquals("verdict", split.get("errors.0.field"));
  }

  @Test
  void whatWasGivenMoreThanOnceIsHandedOverAllTheSame() {
    var leaver = CREW.hire("Generous", CREW.north);
    var members =
        List.of(Map.of("user", leaver.id()), Map.of("user", SUE.id()), Map.of("user", BOB.id()));
    var account = made(ANN, "accounts", Map.of("name", "Given twice", "members", members));
    PROGRAM
        .database()
        .transaction(tx ->
            tx.update(
                "update customers.account_member set credit = 60 where account = ?::uuid",
                account));
    var handOver = CREW.made("hand-overs", Map.of("from", leaver.id(), "to", SUE.id()));
    var run = CREW.admin.post("/api/v1/hand-overs/" + handOver + "/run", Map.of());
    assertEquals(200, run.status(), run.text());
    var kept = CREW.admin.get("/api/v1/accounts/" + account).json().get("members");
    assertEquals(2, kept.size(), kept.toString());
    assertEquals(60, kept.get(0).get("credit").asInt(), "nobody loses what he has");
  }
}
