package org.shuke.sales.leads;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program;
import org.shuke.sales.leads.Crew.Rep;

/// Several people work on one record.
class CooperationTest {
  @RegisterExtension static final Program PROGRAM = Program.withKey(Clock.systemUTC());

  private static final Crew CREW = new Crew(PROGRAM);
  private static final Rep ANN = CREW.hire("Ann", CREW.north);
  private static final Rep SUE = CREW.hire("Sue", CREW.south);
  private static final Rep TOM = CREW.hire("Tom", CREW.south);

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

  /// How many of a list Sue finds, and how many Tom.
  private static List<Integer> found(String path) {
    return List.of(SUE, TOM).stream()
        .map(rep -> rep.client().get(path).json().get("items").size())
        .toList();
  }
}
