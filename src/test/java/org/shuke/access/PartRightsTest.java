package org.shuke.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program;
import org.shuke.Program.Client;
import org.shuke.Program.Reply;

/// A role says of single fields of a part who reads, writes or guesses them; its rows are reached
/// as its owner is.
class PartRightsTest {
  @RegisterExtension static final Program program = Program.withKey(Clock.systemUTC());

  private static final Map<String, String> VERBS =
      Map.of("read", "all", "create", "all", "update", "all", "export", "all");
  private static final String STREET = "Hidden Lane 7";

  private static Client admin;
  private static String deskRole;
  private static String desk;
  private static Client clerk;
  private static int number;

  @BeforeAll
  static void aDeskThatKnowsCitiesButNoStreets() {
    admin = program.admin();
    deskRole =
        role(
            Map.of("type", "accounts", "verbs", VERBS),
            part(Map.of("street", "none", "recipient", "mask", "postalCode", "read")));
    desk = user(deskRole);
    clerk = key(desk, Map.of("name", "k"));
  }

  private static Map<String, Object> part(Map<String, String> fields) {
    return Map.of("type", "account-addresses", "fields", fields);
  }

  private static Reply asked(Client who, Object... grants) {
    var role = Map.of("name", "R" + ++number, "grants", List.of(grants));
    return who.post("/api/v1/roles", role);
  }

  private static String role(Object... grants) {
    var made = asked(admin, grants);
    assertEquals(201, made.status(), made.toString());
    return made.get("id");
  }

  private static String user(String... roles) {
    var email = "u" + ++number + "@example.com";
    var made =
        admin.post("/api/v1/users", Map.of("name", "U", "email", email, "roles", List.of(roles)));
    assertEquals(201, made.status(), made.toString());
    return made.get("id");
  }

  private static Client key(String user, Map<String, ?> wanted) {
    var issued = admin.post("/api/v1/users/" + user + "/issue-key", wanted);
    assertEquals(200, issued.status(), issued.toString());
    return program.anonymous().key(issued.get("key"));
  }

  private static String account() {
    var address =
        Map.of("street", STREET, "recipient", "Mrs Zhou", "postalCode", "310000", "city", "Hz");
    var made =
        admin.post(
            "/api/v1/accounts",
            Map.of("name", "A" + ++number, "kind", "company", "addresses", List.of(address)));
    assertEquals(201, made.status(), made.toString());
    return "/api/v1/accounts/" + made.get("id");
  }

  private static String address(String account) {
    return admin.get(account).json().at("/addresses/0/id").asString();
  }

  private static Reply put(Client who, String account, Map<String, ?> address) {
    return who.with("If-Match", "*").patch(account, Map.of("addresses", List.of(address)));
  }

  private static String query(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Test
  void aRoleNamesFieldsOfAPartButNoVerbs() {
    var grant = part(Map.of("street", "none"));
    var role = admin.get("/api/v1/roles/" + role(grant)).json();
    assertEquals("none", role.at("/grants/0/fields/street").asString());

    var verbs = asked(admin, Map.of("type", "account-addresses", "verbs", Map.of("read", "all")));
    assertEquals(422, verbs.status());
    assertEquals("grants[0].verbs", verbs.json().at("/errors/0/field").asString());
    assertTrue(verbs.text().contains("are parts of “accounts”"), verbs.text());

    var unknown = asked(admin, part(Map.of("streat", "none")));
    assertEquals(422, unknown.status());
    assertTrue(unknown.text().contains("street"), unknown.text());
  }

  @Test
  void whatIsHiddenInAPartStandsInNoAnswer() {
    var account = account();
    put(admin, account, Map.of("id", address(account), "street", STREET + "b"));
    for (var asked :
        List.of(
            account,
            account + "?select=addresses",
            account + "/page",
            account + "/history",
            account + "/timeline",
            "/api/v1/accounts?select=name,addresses",
            "/api/v1/accounts/export?format=jsonl",
            "/api/v1/account-addresses",
            "/api/v1/account-addresses/export?format=csv")) {
      var reply = clerk.get(asked);
      assertEquals(200, reply.status(), asked + " " + reply);
      assertFalse(reply.text().contains("Hidden"), asked + " " + reply);
      assertFalse(reply.text().contains("Zhou"), asked + " " + reply);
    }
    var shown = clerk.get(account).json().at("/addresses/0");
    assertFalse(shown.has("street"));
    assertEquals("M***", shown.get("recipient").asString());
    assertEquals("310000", shown.get("postalCode").asString());
  }

  @Test
  void nobodyAsksByWhatIsHiddenInAPart() {
    var parts = "/api/v1/account-addresses";
    for (var name : List.of("street", "recipient")) {
      var some = query("addresses.exists(a, a.%s == \"x\")".formatted(name));
      for (var asked :
          List.of(
              parts + "?filter=" + query(name + " != null"),
              parts + "?sort=" + name,
              "/api/v1/accounts?filter=" + some)) {
        assertEquals(400, clerk.get(asked).status(), asked);
        assertEquals(200, admin.get(asked).status(), asked);
      }
      var sum = Map.of("groupBy", List.of(name), "measures", Map.of("n", "count()"));
      assertEquals(400, clerk.post(parts + "/aggregate", sum).status());
      assertEquals(200, admin.post(parts + "/aggregate", sum).status());
    }
  }

  @Test
  void whatMayNotBeWrittenInAPartStaysWhenTheRestIsWritten() {
    var account = account();
    var id = address(account);
    assertEquals(400, put(clerk, account, Map.of("id", id, "street", "x")).status());
    assertEquals(403, put(clerk, account, Map.of("id", id, "recipient", "x")).status());
    assertEquals(403, put(clerk, account, Map.of("id", id, "postalCode", "1")).status());

    assertEquals(200, put(clerk, account, Map.of("id", id, "city", "Suzhou")).status());
    var now = admin.get(account).json().at("/addresses/0");
    assertEquals("Suzhou", now.get("city").asString());
    assertEquals(STREET, now.get("street").asString());
    assertEquals("Mrs Zhou", now.get("recipient").asString());
  }

  @Test
  void aFormulaOverWhatIsHiddenDoesNotExistEither() {
    var account = account();
    var formula =
        Map.of(
            "type", "accounts",
            "name", "inLanes",
            "kind", "formula",
            "formula", "addresses.filter(a, a.id != null && a.street.contains(\"Lane\")).size()",
            "labels", Map.of("en", "In lanes", "zh", "巷子"));
    assertEquals(201, admin.post("/api/v1/custom-fields", formula).status());

    assertEquals("1", admin.get(account).json().path("inLanes").asString());
    var shown = clerk.get(account);
    assertEquals(200, shown.status(), shown.toString());
    assertFalse(shown.json().has("inLanes"));
    assertEquals(400, clerk.get("/api/v1/accounts?filter=" + query("inLanes > 0")).status());
    assertFalse(clerk.get("/api/v1/types/account").text().contains("inLanes"));
  }

  @Test
  void severalRolesAddUpForPartsToo() {
    var account = account();
    var both = key(user(deskRole, role(part(Map.of("street", "read")))), Map.of("name", "k"));
    assertEquals(STREET, both.get(account).json().at("/addresses/0/street").asString());
    assertEquals(403, put(both, account, Map.of("id", address(account), "street", "x")).status());
  }

  @Test
  void aKeyDoesNoMoreInAPartThanItsUserAndItsScopes() {
    var account = account();
    var accounts = Map.of("type", "accounts", "verbs", VERBS);
    var wide = key(desk, scoped(accounts, part(Map.of("street", "write"))));
    assertFalse(wide.get(account).text().contains("Hidden"));

    var everything = user(role(accounts));
    var narrow = key(everything, scoped(accounts, part(Map.of("street", "mask"))));
    assertEquals("H***", narrow.get(account).json().at("/addresses/0/street").asString());
    var open = key(everything, scoped(accounts));
    assertEquals(STREET, open.get(account).json().at("/addresses/0/street").asString());
  }

  private static Map<String, Object> scoped(Object... scopes) {
    return Map.of("name", "k" + ++number, "scopes", List.of(scopes));
  }

  /// The one who makes roles sees streets masked, and so does whoever gets a role of his.
  @Test
  void nobodyGivesMoreOfAPartThanHeHas() {
    var people = Map.of("type", "roles", "verbs", Map.of("read", "all", "create", "all"));
    var accounts = Map.of("type", "accounts", "verbs", VERBS);
    var giver =
        key(
            user(role(people, accounts, part(Map.of("street", "mask", "city", "read")))),
            Map.of("name", "k"));
    var less = part(Map.of("street", "mask", "city", "mask"));
    assertEquals(201, asked(giver, accounts, less).status());

    var refused =
        Stream.of(
            asked(giver, accounts),
            asked(giver, accounts, part(Map.of("street", "read", "city", "read"))),
            asked(giver, part(Map.of("street", "read"))));
    refused.forEach(reply -> {
      assertEquals(403, reply.status(), reply.toString());
      assertTrue(reply.text().contains("account-addresses.street"), reply.text());
    });
  }

  @Test
  void noPaperShowsALineThatIsHidden() {
    var line = Map.of("description", "Tea", "quantity", 2, "unitPrice", 5);
    var asked =
        Map.of("account", account().substring(17), "currency", "CNY", "lines", List.of(line));
    var quote = admin.post("/api/v1/quotes", asked);
    assertEquals(201, quote.status(), quote.toString());
    var paper = "/api/v1/quotes/" + quote.get("id") + "/pdf";
    var types = Stream.of("accounts", "quotes", "products", "users");
    var grants = types.map(t -> Map.of("type", t, "verbs", Map.of("read", "all"))).toArray();
    var open = role(grants);
    var closed = role(Map.of("type", "quote-lines", "fields", Map.of("discount", "mask")));
    assertEquals(200, key(user(open), Map.of("name", "k")).get(paper).status());
    var refused = key(user(open, closed), Map.of("name", "k")).get(paper);
    assertEquals(403, refused.status(), refused.toString());
  }

  @Test
  void thePageIsToldOfTheRightsInAPart() {
    var told = clerk.get("/api/v1/types/account-address").json();
    assertEquals("account", told.get("partOf").asString());
    var access =
        told.get("fields")
            .valueStream()
            .map(field -> field.get("name").asString() + " " + field.get("access").asString())
            .toList();
    assertTrue(access.containsAll(List.of("recipient mask", "postalCode read", "city write")));
    assertTrue(access.stream().noneMatch(each -> each.startsWith("street ")));
  }
}
