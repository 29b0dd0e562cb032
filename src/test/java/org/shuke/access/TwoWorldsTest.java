package org.shuke.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program;
import org.shuke.Program.Reply;
import org.shuke.access.House.Somebody;

/// two houses differ only in what one of their people may not read: other people's
/// records, a hidden field, a hidden account behind a relation. Whatever he asks, both answer with
/// the same bytes.
@Tag("slow")
public class TwoWorldsTest {
  @RegisterExtension static final Program one = Program.withKey(Clock.systemUTC());
  @RegisterExtension static final Program two = Program.withKey(Clock.systemUTC());

  private final House first = new House(one);
  private final House second = new House(two, "Geheim");

  @Test
  void whatOneMayNotReadChangesNoByteOfAnyAnswer() {
    var here = first.people.get("rival");
    var there = second.people.get("rival");
    var all = new Question("GET", "/api/v1/accounts?limit=500", "", "", -1);
    assertNotEquals(
        Twins.masked(all.ask(first.people.get("analyst"), first)),
        Twins.masked(all.ask(second.people.get("analyst"), second)),
        "the worlds differ for who may see it");
    int asked = 0;
    for (var question : questions(here, there)) {
      var a = question.ask(here, first);
      var b = question.ask(there, second);
      assertEquals(Twins.masked(a), Twins.masked(b), question.toString());
      assertTrue(a.status() < 500, question + " " + a);
      asked++;
    }
    System.out.println("two worlds: " + asked + " answers alike");
  }

  /// The n-th record of that type that he owns, or null for a question about the type.
  private record Question(String method, String path, Object body, String plural, int own) {
    Reply ask(Somebody who, House house) {
      var full = path;
      if (own >= 0) {
        var mine =
            house.things.stream()
                .filter(t -> t.plural().equals(plural) && who.user().equals(t.owner()))
                .toList();
        full = path.replace("{id}", mine.get(own).id());
      }
      var hidden =
          house.things.stream()
              .filter(t -> t.plural().equals("accounts") && !who.user().equals(t.owner()))
              .findFirst()
              .orElseThrow();
      full = full.replace("{hidden}", hidden.id());
      return who.client()
          .with("If-Match", "\"1\"")
          .send(method, full, method.equals("GET") ? null : body);
    }
  }

  private List<Question> questions(Somebody here, Somebody there) {
    var all = new ArrayList<Question>();
    get(all, "/api/v1/types");
    get(all, "/api/v1/insight/value/overview");
    get(all, "/api/v1/jobs");
    get(all, "/api/v1/units");
    var words =
        Stream.concat(first.things.stream(), second.things.stream())
            .map(House.Thing::word)
            .distinct();
    words.forEach(word -> get(all, "/api/v1/search?q=" + word));
    for (var word : List.of("City0", "GeheimCity0", "Geheim", "mail0", "13800000100")) {
      get(all, "/api/v1/search?q=" + word);
    }
    for (var type : one.admin().get("/api/v1/types").json().get("items")) {
      var plural = type.get("plural").asString();
      get(all, "/api/v1/types/" + type.get("name").asString());
      get(all, "/api/v1/" + plural + "?count=true&limit=500");
      get(all, "/api/v1/" + plural + "/bin");
      get(all, "/api/v1/" + plural + "/export?format=csv");
      for (var field : type.get("fields")) {
        var name = field.get("name").asString();
        for (var use : List.of("?select=", "?sort=", "?sort=-", "?limit=1&count=true&sort=")) {
          get(all, "/api/v1/" + plural + use + name);
        }
        get(all, "/api/v1/" + plural + "?filter=" + text(name + " != null"));
        post(
            all,
            "/api/v1/" + plural + "/aggregate",
            Map.of("groupBy", List.of(name), "measures", Map.of("n", "count()"), "sort", "n"));
        post(
            all,
            "/api/v1/" + plural + "/aggregate",
            Map.of("measures", Map.of("d", "countDistinct(" + name + ")")));
      }
    }
    relations(all);
    own(all);
    return all;
  }

  private static void relations(List<Question> all) {
    for (var plural : List.of("contacts", "orders", "activities")) {
      for (var path :
          List.of("account.name", "account.city", "account.owner.name", "owner.team.name")) {
        get(all, "/api/v1/" + plural + "?limit=500&select=id," + path);
        get(all, "/api/v1/" + plural + "?limit=500&sort=" + path);
        get(all, "/api/v1/" + plural + "?count=true&filter=" + text(path + " != null"));
        get(all, "/api/v1/" + plural + "?count=true&filter=" + text("!(" + path + " == \"x\")"));
        post(
            all,
            "/api/v1/" + plural + "/aggregate",
            Map.of("groupBy", List.of(path), "measures", Map.of("n", "count()")));
      }
    }
    for (var filter :
        List.of(
            "orders.exists(o, o.total > 100)",
            "contacts.size() > 1",
            "activities.size() >= 2",
            "orders.filter(o, o.account.city != null).size() > 0",
            "contacts.all(c, c.account.name != null)",
            "city == \"City0\"",
            "subsidiaries.size() == 0",
            "owner.name == \"rep\"")) {
      get(all, "/api/v1/accounts?count=true&filter=" + text(filter));
    }
    post(
        all,
        "/api/v1/orders/aggregate",
        Map.of(
            "groupBy",
            List.of("currency"),
            "measures",
            Map.of("sum", "sum(total)", "avg", "avg(total)")));
    get(all, "/api/v1/accounts/{hidden}");
    get(all, "/api/v1/accounts/{hidden}/timeline");
    get(all, "/api/v1/accounts/{hidden}/page");
    get(all, "/api/v1/accounts/{hidden}/history");
    all.add(new Question("PATCH", "/api/v1/accounts/{hidden}", Map.of("name", "x"), "", -1));
    all.add(new Question("DELETE", "/api/v1/accounts/{hidden}", Map.of(), "", -1));
  }

  private static void own(List<Question> all) {
    for (var plural : House.OWNED) {
      for (int i = 0; i < 2; i++) {
        for (var rest : List.of("", "/page", "/timeline", "/history")) {
          all.add(new Question("GET", "/api/v1/" + plural + "/{id}" + rest, "", plural, i));
        }
        all.add(
            new Question("PATCH", "/api/v1/" + plural + "/{id}", Map.of("city", "x"), plural, i));
      }
    }
  }

  private static void get(List<Question> all, String path) {
    all.add(new Question("GET", path, "", "", -1));
  }

  private static void post(List<Question> all, String path, Object body) {
    all.add(new Question("POST", path, body, "", -1));
  }

  private static String text(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
