package org.shuke.http.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program;
import org.shuke.Program.Reply;

/// What a caller who asked for something wrong is told.
class RefusalsTest {
  @RegisterExtension static final Program PROGRAM = Program.withKey(Clock.systemUTC());

  private static final String PASSWORD = "three horses under rain";

  private static Reply aggregate(@Nullable Object groupBy, String measure, int limit) {
    var body = new HashMap<String, @Nullable Object>();
    body.put("groupBy", Arrays.asList(groupBy));
    body.put("measures", Map.of("n", measure));
    body.put("limit", limit);
    return PROGRAM.admin().post("/api/v1/accounts/aggregate", body);
  }

  private static Set<String> fields(Reply refused) {
    return refused
        .json()
        .get("errors")
        .valueStream()
        .map(error -> error.get("field").asString())
        .collect(Collectors.toSet());
  }

  /// Somebody with one role, signed in, in Chinese.
  private static Program.Client somebody(String name, String role) {
    var admin = PROGRAM.admin();
    var email = name + "@shuke.example";
    var roles = admin.get("/api/v1/roles?filter=name%3D%3D%22" + role + "%22").json().get("items");
    var user =
        admin
            .post(
                "/api/v1/users",
                Map.of(
                    "email", email, "name", name, "roles", List.of(roles.at("/0/id").asString())))
            .get("id");
    var link = admin.post("/api/v1/users/" + user + "/invite", Map.of()).get("link");
    var client = PROGRAM.anonymous().with("Accept-Language", "zh");
    client.keep(
        client.post(
            "/api/v1/invitation", Map.of("token", link.split("#")[1], "password", PASSWORD)));
    return client;
  }

  @Test
  void figuresAreAskedForInWholeAndWithinTheLimit() {
    assertEquals(200, aggregate("kind", "count()", 500).status());
    assertEquals(Set.of("limit"), fields(aggregate("kind", "count()", 0)));
    assertEquals(Set.of("limit"), fields(aggregate("kind", "count()", 501)));
    assertEquals(Set.of("measures"), fields(aggregate("kind", "count(name)", 5)));
    assertEquals(Set.of("groupBy"), fields(aggregate(null, "count()", 5)));
    var nothing = new HashMap<String, @Nullable Object>();
    nothing.put("n", null);
    var reply = PROGRAM.admin().post("/api/v1/accounts/aggregate", Map.of("measures", nothing));
    assertEquals(400, reply.status(), reply.toString());
    assertEquals(Set.of("measures"), fields(reply));
  }

  @Test
  void aTakenValueIsToldWithItsHolderToWhomMaySeeIt() {
    var holder =
        PROGRAM.admin().post("/api/v1/accounts", Map.of("name", "Holder", "externalId", "T\"1"));
    var again = Map.of("name", "Second", "externalId", "T\"1");
    var told = PROGRAM.admin().post("/api/v1/accounts", again);
    assertEquals(409, told.status());
    assertEquals(holder.get("id"), told.get("id"));
    var hidden = somebody("taker", "Salesperson").post("/api/v1/accounts", again);
    assertEquals(409, hidden.status());
    assertTrue(hidden.json().path("id").isMissingNode(), hidden.toString());
  }

  @Test
  void aHolderInTheBinIsToldToWhomMaySeeItInHisLanguage() {
    var admin = PROGRAM.admin();
    var holder = admin.post("/api/v1/accounts", Map.of("name", "Binned", "externalId", "B-1"));
    admin.with("If-Match", "*").delete("/api/v1/accounts/" + holder.get("id"));
    var again = Map.of("name", "Second", "externalId", "B-1");
    var told = PROGRAM.admin().post("/api/v1/accounts", again);
    assertEquals("409 " + holder.get("id"), told.status() + " " + told.get("id"));
    assertEquals("taken-in-bin", told.get("errors.0.code"));
    assertTrue(told.get("errors.0.message").contains("in the bin"), told.toString());
    var put =
        PROGRAM.admin().send("PUT", "/api/v1/accounts/by/externalId/B-1", Map.of("name", "Third"));
    assertEquals("taken-in-bin", put.get("errors.0.code"), put.toString());
    var chinese = somebody("keeper", "Administrator").post("/api/v1/accounts", again);
    assertTrue(chinese.get("errors.0.message").contains("回收站"), chinese.toString());
    var hidden = somebody("binner", "Salesperson").post("/api/v1/accounts", again);
    assertEquals(409, hidden.status());
    assertEquals("该值已被其他记录使用，必须唯一。", hidden.get("errors.0.message"));
    assertTrue(hidden.json().path("id").isMissingNode(), hidden.toString());
  }

  @Test
  void anAddressAndABodyThatNameDifferentValuesAreRefusedAtTheField() {
    var at = "/api/v1/accounts/by/externalId/U-1";
    var admin = PROGRAM.admin();
    var other = admin.send("PUT", at, Map.of("name", "Upserted", "externalId", "U-2"));
    assertEquals(400, other.status(), other.toString());
    assertEquals(Set.of("externalId"), fields(other));
    var same = admin.send("PUT", at, Map.of("name", "Upserted", "externalId", "U-1"));
    assertEquals(201, same.status(), same.toString());
    var emptied = new HashMap<String, @Nullable Object>(Map.of("name", "Emptied"));
    emptied.put("externalId", null);
    assertEquals(400, admin.send("PUT", at, emptied).status());
    var kept = admin.get("/api/v1/accounts/" + same.get("id"));
    assertEquals("Upserted U-1", kept.get("name") + " " + kept.get("externalId"));
  }

  @Test
  void aKindOfRecordIsCalledAsPeopleCallIt() {
    var refused = somebody("reader", "Salesperson").post("/api/v1/users", Map.of());
    assertEquals("您无权新建此类记录（用户）；请向管理员申请权限。", refused.get("detail"));
  }

  @Test
  void allThatIsWrongIsToldAtOnce() {
    var self = somebody("self", "Salesperson");
    assertEquals(
        Set.of("name", "locale", "timezone"),
        fields(
            self.patch(
                "/api/v1/session", Map.of("name", "", "locale", "tlh", "timezone", "Mars"))));
    assertEquals(
        Set.of("old", "new"),
        fields(self.post("/api/v1/session/password", Map.of("old", "x", "new", "y"))));
    var admin = PROGRAM.admin();
    assertEquals(
        Set.of("returns", "asOf"),
        fields(
            admin.send(
                "PUT", "/api/v1/settings/value", Map.of("returns", "maybe", "asOf", "soon"))));
    assertEquals(
        Set.of("email", "country", "phone", "website"),
        fields(
            admin.send(
                "PUT",
                "/api/v1/settings/company",
                Map.of("email", "x", "country", "XX", "phone", "12", "website", "a b"))));
  }
}
