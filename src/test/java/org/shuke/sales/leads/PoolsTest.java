package org.shuke.sales.leads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program;
import org.shuke.Program.Reply;
import org.shuke.sales.leads.Crew.Rep;

class PoolsTest {
  @RegisterExtension static final Program PROGRAM = Program.withKey(Clock.systemUTC());

  private static final Crew CREW = new Crew(PROGRAM);
  private static final Rep ANN = CREW.hire("Ann", CREW.north);
  private static final Rep SUE = CREW.hire("Sue", CREW.south);

  @Test
  void whatLiesInAPoolIsSeenByItsTeamsOnlyUntilItIsClaimed() {
    var pool = CREW.made("pools", Map.of("name", "Open north", "teams", List.of(CREW.north)));
    var lead = CREW.pooled("Zebra Ltd", pool);
    var bob = CREW.hire("Bob", CREW.north);
    for (var path : List.of("/api/v1/leads/" + lead, "/api/v1/leads/" + lead + "/history")) {
      assertEquals(200, ANN.client().get(path).status(), path);
      assertEquals(404, SUE.client().get(path).status(), path);
    }
    assertEquals(1, ANN.client().get("/api/v1/search?q=Zebra").json().get("items").size());
    assertEquals(0, SUE.client().get("/api/v1/search?q=Zebra").json().get("items").size());
    assertEquals(
        1, ANN.client().get("/api/v1/leads?q=zebra&count=true").json().get("count").asInt());
    assertEquals(404, SUE.client().post("/api/v1/leads/" + lead + "/claim", Map.of()).status());
    assertEquals(
        403,
        ANN.client()
            .with("If-Match", "*")
            .patch("/api/v1/leads/" + lead, Map.of("city", "x"))
            .status());

    assertEquals(200, bob.client().post("/api/v1/leads/" + lead + "/claim", Map.of()).status());
    assertEquals(404, ANN.client().get("/api/v1/leads/" + lead).status());
    assertEquals(0, ANN.client().get("/api/v1/search?q=Zebra").json().get("items").size());
    var late = ANN.client().post("/api/v1/leads/" + lead + "/claim", Map.of());
    assertEquals(409, late.status());
    assertTrue(late.text().contains("Bob"), late.text());

    assertEquals(200, bob.client().post("/api/v1/leads/" + lead + "/return", Map.of()).status());
    assertEquals(200, ANN.client().get("/api/v1/leads/" + lead).status());
    var held = ANN.client().get("/api/v1/leads/" + lead + "/holdings").json().get("items");
    assertEquals("returned", held.get(0).get("ended").asString());
  }

  /// A lock, or another pool, would keep a record from ever coming back.
  @Test
  void aHolderNeitherLocksARecordNorTakesItOutOfItsPool() {
    var teams = List.of(CREW.north);
    var pool = CREW.made("pools", Map.of("name", "Kept", "teams", teams, "returnAfterDays", 30));
    var other = CREW.made("pools", Map.of("name", "Without return", "teams", teams));
    var path = "/api/v1/leads/" + CREW.pooled("Held", pool);
    assertEquals(200, ANN.client().post(path + "/claim", Map.of()).status());
    var never = Map.of("lockedUntil", "2099-01-01T00:00:00Z");
    var nowhere = new java.util.HashMap<String, Object>();
    nowhere.put("pool", null);
    for (var change : List.of(never, nowhere, Map.of("pool", other))) {
      var refused = ANN.client().with("If-Match", "*").patch(path, change);
      assertEquals(403, refused.status(), refused.text());
      assertTrue(refused.text().contains("Only who manages the pool"), refused.text());
    }
    var away = Map.of("pool", other, "reason", "Moved");
    assertEquals(403, ANN.client().post(path + "/return", away).status());
    var made = Map.of("name", "Locked", "lockedUntil", "2099-01-01T00:00:00Z");
    assertEquals(403, ANN.client().post("/api/v1/leads", made).status());
    assertEquals(200, CREW.admin.with("If-Match", "*").patch(path, never).status());
    CREW.admin.with("If-Match", null);
  }

  @Test
  void whyARecordWasGivenBackIsKept() {
    var pool = CREW.made("pools", Map.of("name", "Given back", "teams", List.of(CREW.north)));
    var claimed = "/api/v1/leads/" + CREW.pooled("Claimed", pool);
    assertEquals(200, ANN.client().post(claimed + "/claim", Map.of()).status());
    var own = ANN.client().post("/api/v1/leads", Map.of("name", "Never lay in a pool")).get("id");
    for (var path : List.of(claimed, "/api/v1/leads/" + own)) {
      var back = Map.of("pool", pool, "reason", " Too far away ");
      assertEquals(200, ANN.client().post(path + "/return", back).status());
      var held = ANN.client().get(path + "/holdings");
      assertEquals("Too far away", held.get("items.0.reason"), held.text());
      assertEquals("returned", held.get("items.0.ended"));
    }
  }

  @Test
  void aRecordIsForThoseWhomItsTeamNames() {
    var lead = CREW.made("leads", Map.of("name", "Shared"));
    assertEquals(404, SUE.client().get("/api/v1/leads/" + lead).status());
    members(lead, Map.of("user", SUE.id()));
    assertEquals(200, SUE.client().get("/api/v1/leads/" + lead).status());
    var change = Map.of("city", "Xi'an");
    assertEquals(
        403, SUE.client().with("If-Match", "*").patch("/api/v1/leads/" + lead, change).status());
    members(lead, Map.of("team", CREW.south, "write", true));
    assertEquals(
        200, SUE.client().with("If-Match", "*").patch("/api/v1/leads/" + lead, change).status());
    assertEquals(404, ANN.client().get("/api/v1/leads/" + lead).status());
    members(lead, Map.of("team", CREW.north));
    assertEquals(404, SUE.client().get("/api/v1/leads/" + lead).status());
  }

  private static void members(String lead, Map<String, ?> member) {
    var reply =
        CREW.admin
            .with("If-Match", "*")
            .patch("/api/v1/leads/" + lead, Map.of("members", List.of(member)));
    assertEquals(200, reply.status(), reply.text());
  }

  @Test
  void nobodyClaimsMoreThanThePoolSaysHoweverManyRequestsComeAtOnce() throws Exception {
    var pool =
        CREW.made(
            "pools", Map.of("name", "Few", "teams", List.of(CREW.north), "claimLimitPerDay", 3));
    var leads = new ArrayList<String>();
    for (int i = 0; i < 12; i++) {
      leads.add(CREW.pooled("Few " + i, pool));
    }
    var replies =
        together(
            leads.stream()
                .map(id ->
                    (Callable<Reply>)
                        () ->
                            ANN.client()
                                .at(PROGRAM.shuke().port())
                                .post("/api/v1/leads/" + id + "/claim", Map.of()))
                .toList());
    assertEquals(3, replies.stream().filter(r -> r.status() == 200).count());
    assertEquals(9, replies.stream().filter(r -> r.status() == 403).count());
    var standing = ANN.client().get("/api/v1/pools/" + pool + "/standing");
    assertEquals(0, standing.json().get("leftToday").asInt());
  }

  /// C-03: 32 claimants, one wins, the others read by whom it is taken.
  @Test
  @Tag("full")
  void ofThirtyTwoClaimantsOneWinsAThousandTimes() throws Exception {
    race(1_000);
  }

  @Test
  void ofThirtyTwoClaimantsOneWins() throws Exception {
    race(25);
  }

  private static void race(int rounds) throws Exception {
    var team = CREW.made("teams", Map.of("name", "Runners" + rounds));
    var runners = CREW.hire(32, team);
    var pool = CREW.made("pools", Map.of("name", "Race" + rounds, "teams", List.of(team)));
    for (int i = 0; i < rounds; i++) {
      var lead = CREW.pooled("Round " + i, pool);
      var calls =
          runners.stream()
              .map(r ->
                  (Callable<Reply>)
                      () -> r.client().post("/api/v1/leads/" + lead + "/claim", Map.of()))
              .toList();
      var replies = together(calls);
      var won = replies.stream().filter(r -> r.status() == 200).toList();
      assertEquals(1, won.size());
      assertEquals(31, replies.stream().filter(r -> r.status() == 409).count());
      var owner = CREW.admin.get("/api/v1/leads/" + lead + "?select=owner.name,owner");
      var name = owner.json().get("owner").get("name").asString();
      assertTrue(
          replies.stream().filter(r -> r.status() == 409).allMatch(r -> r.text().contains(name)));
    }
  }

  private static List<Reply> together(List<Callable<Reply>> calls) throws Exception {
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      var replies = new ArrayList<Reply>();
      for (var future : pool.invokeAll(calls)) {
        replies.add(future.get());
      }
      return replies;
    }
  }
}
