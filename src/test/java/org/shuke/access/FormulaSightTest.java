package org.shuke.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuke.Program;
import org.shuke.Program.Client;
import org.shuke.Program.Reply;

/// Formulas that an administrator made of a city: whoever reads the city masked or not at all
/// learns it from none of them, by no path, neither straight nor through another formula, a
/// reference or the records of a relation.
class FormulaSightTest {
  @RegisterExtension static final Program program = Program.withKey(Clock.systemUTC());

  private static final String ACCOUNTS = "/api/v1/accounts";
  private static final String CONTACTS = "/api/v1/contacts";
  private static final Map<String, String> VERBS =
      Map.of("read", "all", "create", "all", "update", "all", "delete", "all", "export", "all");

  /// What says the city again, by the list that it stands in.
  private static final Map<String, List<String>> TELLING =
      Map.of(
          ACCOUNTS, List.of("zqtold", "zqnested", "zqcounted", "zqrelated"),
          CONTACTS, List.of("zqabove", "zqround"));

  private static Client admin;
  private static String account;
  private static String contact;

  @BeforeAll
  static void formulasOverACity() {
    admin = program.admin();
    account = made(ACCOUNTS, Map.of("name", "Zebra", "city", "Zqville"));
    contact = made(CONTACTS, Map.of("familyName", "Zorn", "account", account));
    formula("accounts", "zqtold", "city + '!'");
    formula("accounts", "zqnested", "zqtold + '?'");
    formula("accounts", "zqcounted", "city == 'Zqville' ? 4711 : 0");
    formula("contacts", "zqabove", "account.city + '~'");
    formula("contacts", "zqround", "account.zqnested + '^'");
    formula("accounts", "zqrelated", "contacts.exists(c, c.zqabove == 'Zqville~') ? 4712 : 0");
  }

  private static String made(String path, Map<String, ?> record) {
    var reply = admin.post(path, record);
    assertEquals(201, reply.status(), reply.toString());
    return reply.get("id");
  }

  private static void formula(String type, String name, String source) {
    var field =
        new HashMap<String, Object>(
            Map.of("type", type, "name", name, "kind", "formula", "formula", source));
    field.put("labels", Map.of("en", name, "zh", name));
    made("/api/v1/custom-fields", field);
  }

  private static Client person(String right) {
    var fields = Map.of("city", right);
    return program.person(
        Map.of("type", "accounts", "verbs", VERBS, "fields", fields),
        Map.of("type", "contacts", "verbs", VERBS));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static void tellsNothing(String what, Reply reply) {
    for (var secret : List.of("Zqville", "4711", "4712")) {
      assertFalse(reply.text().contains(secret), what + " " + reply);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "mask"})
  void whatIsHiddenStandsInNoAnswerOfAFormula(String right) {
    var who = person(right);
    var one = List.of(ACCOUNTS + "/" + account, CONTACTS + "/" + contact);
    var paths = new ArrayList<>(List.of(ACCOUNTS, CONTACTS, "/api/v1/search?q=Zebra"));
    for (var path : one) {
      paths.addAll(List.of(path, path + "/page", path + "/history", path + "/timeline"));
    }
    for (var list : List.of(ACCOUNTS, CONTACTS)) {
      for (var format : List.of("csv", "jsonl")) {
        paths.add(list + "/export?format=" + format);
      }
    }
    for (var path : paths) {
      var reply = who.get(path);
      assertEquals(200, reply.status(), path + " " + reply);
      tellsNothing(path, reply);
      for (var name : TELLING.values().stream().flatMap(List::stream).toList()) {
        assertFalse(reply.text().contains(name), path + " " + name + " " + reply);
      }
    }
    assertTrue(admin.get(ACCOUNTS + "/export?format=csv").text().contains("Zqville!?"));
    assertTrue(admin.get(CONTACTS + "/" + contact).text().contains("Zqville!?^"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "mask"})
  void nobodyAsksAFormulaForWhatIsHidden(String right) {
    var who = person(right);
    TELLING.forEach((list, names) -> {
      for (var name : names) {
        for (var path :
            List.of(
                list + "?select=" + name,
                list + "?filter=" + encoded(name + " != null"),
                list + "?filter=" + encoded("has(" + name + ")"),
                list + "?sort=" + name,
                list + "/export?format=csv&select=" + name,
                list + "/export?format=csv&sort=" + name,
                list + "/export?format=csv&filter=" + encoded(name + " != null"))) {
          refusedAsIfItWereNotThere(who, path, name, c -> c.get(path));
        }
        for (var body : aggregates(name)) {
          var path = list + "/aggregate " + body;
          refusedAsIfItWereNotThere(who, path, name, c -> c.post(list + "/aggregate", body));
        }
        var query = Map.of("filter", name + " == '1' || " + name + " == 1");
        assertEquals(400, who.post(list + "/query", query).status(), name);
      }
    });
    var through = CONTACTS + "?select=account.zqtold,account.zqnested";
    assertEquals(400, who.get(through).status());
    assertEquals(200, admin.get(through).status());
    var inside = ACCOUNTS + "?filter=" + encoded("contacts.exists(c, c.zqround != '')");
    assertEquals(400, who.get(inside).status());
    assertEquals(200, admin.get(inside).status());
  }

  private static List<Map<String, Object>> aggregates(String name) {
    var n = Map.of("n", "count()");
    var all = new ArrayList<Map<String, Object>>();
    all.add(Map.of("groupBy", List.of(name), "measures", n));
    for (var measure : List.of("countDistinct", "min", "max")) {
      all.add(Map.of("measures", Map.of("n", measure + "(" + name + ")")));
    }
    all.add(Map.of("measures", n, "filter", name + " != null"));
    return all;
  }

  private interface Ask {
    Reply by(Client who);
  }

  /// The refusal says the very same of a name that nobody ever gave to anything.
  private static void refusedAsIfItWereNotThere(Client who, String path, String name, Ask ask) {
    var reply = ask.by(who);
    assertEquals(400, reply.status(), path + " " + reply);
    tellsNothing(path, reply);
    assertFalse(
        reply.json().toString().replace("“" + name + "”", "").contains("did you mean"),
        path + " " + reply);
    assertNotEquals(400, ask.by(admin).status(), path);
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "mask"})
  void noErrorKnowsTheNameOfAFormulaOverWhatIsHidden(String right) {
    var who = person(right);
    TELLING.forEach((list, names) -> {
      for (var name : names) {
        var nearly = name.substring(0, name.length() - 1);
        var filter = who.get(list + "?filter=" + encoded(nearly + " == 1"));
        assertEquals(400, filter.status());
        assertFalse(filter.text().contains(name), filter.toString());
        var sort = who.get(list + "?sort=" + nearly);
        assertFalse(sort.text().contains(name), sort.toString());
        same(who, name, any -> who.post(list, inOrder(any)));
        var one = list + "/" + (list.equals(ACCOUNTS) ? account : contact);
        same(who, name, any -> who.with("If-Match", "*").patch(one, Map.of(any, 1)));
        same(
            who,
            name,
            any -> who.with("If-Match", "*").send("PUT", list + "/by/" + any + "/1", Map.of()));
        same(
            who,
            name,
            any ->
                who.post(
                    list + "/bulk",
                    List.of(
                        Map.of(
                            "op",
                            "update",
                            "id",
                            account,
                            "version",
                            1,
                            "record",
                            Map.of(any, 1)))));
        same(
            who,
            name,
            any ->
                who.post(
                    list + "/bulk-by-filter",
                    Map.of("op", "update", "filter", any + " == 1", "record", Map.of())));
      }
    });
  }

  /// Faults are told in the order of the body, and a plain map has another one in each run.
  private static Map<String, Object> inOrder(String any) {
    var body = new LinkedHashMap<String, Object>(Map.of("name", "x"));
    body.put("familyName", "x");
    body.put(any, 1);
    return body;
  }

  private interface Naming {
    Reply of(String name);
  }

  private static void same(Client who, String name, Naming asked) {
    var never = "zq" + "x".repeat(name.length() - 2);
    var there = asked.of(name);
    var nothing = asked.of(never);
    assertEquals(nothing.status(), there.status(), name + " " + there);
    assertEquals(nothing.text().replace(never, name), there.text(), name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "mask"})
  void noDescriptionShowsAFormulaOverWhatIsHidden(String right) {
    var who = person(right);
    for (var path : List.of("/api/v1/types", "/api/v1/types/account", "/api/openapi.json")) {
      var told = who.get(path);
      assertEquals(200, told.status());
      var known = admin.get(path).text();
      TELLING
          .get(ACCOUNTS)
          .forEach(name -> {
            assertFalse(told.text().contains(name), path + " " + name);
            assertTrue(known.contains(name), path + " " + name);
          });
    }
  }

  @Test
  void aRoleThatNamesTheFormulaItselfOpensNothing() {
    var fields = new LinkedHashMap<String, String>(Map.of("city", "none"));
    TELLING.get(ACCOUNTS).forEach(name -> fields.put(name, "read"));
    var refused =
        admin.post(
            "/api/v1/roles",
            Map.of(
                "name",
                "names formulas",
                "grants",
                List.of(Map.of("type", "accounts", "verbs", VERBS, "fields", fields))));
    if (refused.status() == 201) {
      var who = program.person(Map.of("type", "accounts", "verbs", VERBS, "fields", fields));
      tellsNothing("one", who.get(ACCOUNTS + "/" + account));
      assertEquals(400, who.get(ACCOUNTS + "?sort=zqtold").status());
    }
  }

  @Test
  void whoReadsTheCityReadsItsFormulasAndCanMaskOne() {
    var reads = person("read");
    assertEquals("Zqville!?", reads.get(ACCOUNTS + "/" + account).get("zqnested"));
    assertEquals("Zqville!?^", reads.get(CONTACTS + "/" + contact).get("zqround"));
    var masks =
        program.person(
            Map.of("type", "accounts", "verbs", VERBS, "fields", Map.of("zqtold", "mask")));
    var shown = masks.get(ACCOUNTS + "/" + account);
    assertEquals("***", shown.get("zqtold"));
    assertFalse(shown.json().has("zqnested"), "what follows from a masked formula is not there");
    assertEquals(400, masks.get(ACCOUNTS + "?sort=zqtold").status());
  }
}
