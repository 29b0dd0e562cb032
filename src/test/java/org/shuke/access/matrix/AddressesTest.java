package org.shuke.access.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program;
import org.shuke.Program.Reply;
import org.shuke.access.StateHash;
import org.shuke.access.matrix.People.Somebody;
import org.shuke.http.Door;
import org.shuke.http.Method;
import org.shuke.http.Route;

/// the addresses that belong to no type, read from the running program: units, imports,
/// jobs, custom fields, settings, figures, and whatever a room adds. Nobody learns there what he
/// may not know, and who has no right at all changes nothing.
@Tag("slow")
class AddressesTest {
  @RegisterExtension static final Program program = Program.withKey(Clock.systemUTC());

  private static Estate estate;
  private static StateHash hash;
  private static String unit;
  private static String upload;
  private static String job;
  private static String field;

  @BeforeAll
  static void anEstateWithWorkDone() {
    estate = new Estate(program);
    hash = new StateHash(program.database());
    var admin = program.admin();
    var rows = List.of(Map.of("op", "create", "record", Map.of("name", "zqunitunitun")));
    unit = admin.post("/api/v1/accounts/bulk", rows).header("Shuke-Unit").orElseThrow();
    estate.again();
    upload = imported(estate.people.get("admin"), "accounts").get("id");
    job = admin.post("/api/v1/imports/" + upload + "/check", Map.of()).get("job");
    field = admin.get("/api/v1/custom-fields").json().at("/items/0/id").asString();
  }

  private static Reply imported(Somebody who, String as) {
    var form =
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f.csv\"\r\n\r\n"
            + "name,city\r\nzqfilefilefi,zqfilefilefj\r\n\r\n--b--\r\n";
    var client = who.client().with("Content-Type", "multipart/form-data; boundary=b");
    var reply = client.send("POST", "/api/v1/imports?as=" + as, form);
    who.client().with("Content-Type", null);
    return reply;
  }

  @Test
  void whatOthersHaveUnderWayIsNotThere() {
    var asker = new Asker(estate);
    for (var who : estate.people.inside()) {
      boolean all = who.roles() == null && who.limit() == null;
      if (all || who.user().equals(estate.people.get("admin").user())) {
        continue;
      }
      var before = Attempts.state(estate, hash);
      for (var path : List.of("units/" + unit, "imports/" + upload, "jobs/" + job)) {
        asker.expect(who, path, asker.get(who, "/api/v1/" + path), 404);
      }
      for (var path :
          List.of(
              "units/" + unit + "/undo",
              "imports/" + upload + "/check",
              "imports/" + upload + "/start",
              "imports/" + upload + "/cancel",
              "jobs/" + job + "/cancel")) {
        asker.expect(who, path, asker.ask(who, "POST", "/api/v1/" + path, Map.of()), 404);
      }
      for (var path : List.of("/errors", "/errors.csv")) {
        var at = "/api/v1/imports/" + upload + path;
        asker.expect(who, at, asker.get(who, at), 404);
      }
      for (var path : List.of("units", "imports", "jobs")) {
        var list = asker.get(who, "/api/v1/" + path);
        boolean told = List.of(unit, upload, job).stream().anyMatch(list.text()::contains);
        asker.same(who, path, false, told);
      }
      asker.same(who, "nothing changed", before, Attempts.state(estate, hash));
    }
    asker.done("under way");
  }

  @Test
  void onlyWhoMayImportsAndWhatIsRefusedLeavesNoFile() {
    var asker = new Asker(estate);
    for (var who : estate.people.inside()) {
      var before = Attempts.state(estate, hash);
      for (var type : estate.types()) {
        boolean never = type.isPart() || type.byDesk() != null || type.schema().equals("access");
        boolean seen = !never && estate.oracle.may(who, "read", type);
        boolean may =
            estate.oracle.may(who, "import", type) && estate.oracle.may(who, "create", type);
        if (!seen || !may) {
          asker.expect(who, "import " + type, imported(who, type.plural()), seen ? 403 : 400);
        }
      }
      asker.same(who, "nothing changed", before, Attempts.state(estate, hash));
    }
    var rival = estate.people.get("rival");
    assertEquals(201, imported(rival, "contacts").status());
    asker.done("imports");
  }

  @Test
  void fieldsAreMadeByAdministratorsAlone() {
    var asker = new Asker(estate);
    for (var who : estate.people.inside()) {
      if (who.roles() == null && who.limit() == null) {
        continue;
      }
      var before = Attempts.state(estate, hash);
      var all = "/api/v1/custom-fields";
      var asked =
          Map.of(
              "type", "accounts", "name", "mine", "kind", "text", "labels", Map.of("en", "Mine"));
      asker.expect(who, all, asker.get(who, all), 403);
      asker.expect(who, all, asker.ask(who, "POST", all, asked), 403);
      for (var method : List.of("GET", "PATCH", "DELETE")) {
        var body = method.equals("PATCH") ? Map.of("hidden", true) : null;
        asker.expect(who, method, asker.ask(who, method, all + "/" + field, body), 403);
      }
      asker.same(who, "nothing changed", before, Attempts.state(estate, hash));
    }
    asker.done("custom fields");
  }

  /// Whatever address a room has added: it is asked by everybody, with ids of what is there.
  @Test
  void noAddressTellsWhatMayNotBeRead() {
    var asker = new Asker(estate);
    var account = estate.facts().of(estate.catalog.type("account")).getFirst();
    for (var route : others()) {
      for (var who : estate.people.inside()) {
        if (route.method() == Method.GET && who.roles() != null) {
          for (var id : List.of(account.id(), unit, UUID.randomUUID().toString())) {
            asker.get(who, filled(route, id));
          }
        }
      }
    }
    asker.done("other addresses");
  }

  @Test
  void whoHasNoRightsChangesNothingAnywhere() {
    var asker = new Asker(estate);
    var account = estate.facts().of(estate.catalog.type("account")).getFirst();
    for (var name : List.of("nobody", "gone", "anonymous")) {
      var who = estate.people.get(name);
      var before = Attempts.state(estate, hash);
      for (var route : program.shuke().http().routes()) {
        if (route.method() == Method.GET || route.door() == Door.OPEN || own(route)) {
          continue;
        }
        var path = filled(route, account.id());
        var reply = asker.ask(who, route.method().name(), path, Map.of());
        if (!name.equals("nobody")) {
          asker.expect(who, route.toString(), reply, 401);
        }
      }
      asker.same(who, "nothing changed", before, Attempts.state(estate, hash));
    }
    asker.done("without rights");
  }

  /// What everybody may change of himself: signing out, his password, what he is told of.
  private static boolean own(Route route) {
    return route.path().startsWith("/api/v1/session") || route.path().startsWith("/api/v1/inbox");
  }

  private static List<Route> others() {
    return program.shuke().http().routes().stream()
        .filter(r -> !r.path().startsWith("/api/v1/{plural}") && r.door() == Door.SIGNED_IN)
        .toList();
  }

  private static String filled(Route route, String id) {
    return route.path().replace("{plural}", "accounts").replaceAll("\\{[^}]+}", id);
  }
}
