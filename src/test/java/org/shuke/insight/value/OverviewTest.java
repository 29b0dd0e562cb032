package org.shuke.insight.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.demo.CompanyWorld;
import org.shuke.platform.Refusal;
import org.shuke.platform.TestDatabase;
import org.shuke.records.Grant;
import org.shuke.records.Policy;
import org.shuke.records.Scope;
import org.shuke.records.Verb;
import org.shuke.records.reads.Aggregate;
import org.shuke.records.reads.Query;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OverviewTest {
  @RegisterExtension static final TestDatabase test = TestDatabase.fresh();

  private static CompanyWorld world;

  @BeforeAll
  static void makeTheCompany() {
    world = new CompanyWorld(test, 300);
  }

  private static JsonNode overview(Policy caller) {
    return new Overview(
            world.database(), world.reads(), CompanyWorld.TEXTS, CompanyWorld.CLOCK, "CNY")
        .read(caller, ValueSetting.DEFAULT);
  }

  private static void everyFigureIsItsList(Policy caller) {
    var overview = overview(caller);
    for (var part : List.of("rfm", "classes", "abc", "stages", "classStages")) {
      assertTrue(overview.path(part).size() > 2, part);
      for (var figure : overview.path(part)) {
        var filter = figure.path("filter").stringValue();
        var query = Query.of(null, filter, null, 1, null, true, null);
        assertEquals(
            world.reads().count(caller, world.type("account"), query),
            figure.path("accounts").asLong(),
            filter);
      }
    }
  }

  @Test
  void everyFigureEqualsTheCountOfTheListBehindIt() {
    everyFigureIsItsList(world.administrator());
  }

  @Test
  void theFiguresOfACallerAreThoseOfHisOwnAccounts() {
    var owner =
        world
            .ids(
                "select owner from customers.account group by owner order by count(*) desc limit 1")
            .getFirst();
    var caller = world.user(owner, List.of(grant("account", Scope.OWN), grant("order", Scope.ALL)));
    everyFigureIsItsList(caller);
    assertTrue(
        overview(caller).path("accounts").asLong()
            < overview(world.administrator()).path("accounts").asLong());
  }

  @Test
  void theCurveEndsWithEverybodyAndEverything() {
    var overview = overview(world.administrator());
    var last = overview.at("/pareto/" + (overview.path("pareto").size() - 1));
    assertEquals(overview.path("accounts").asLong(), last.path("accounts").asLong());
    assertEquals(1.0, last.path("cumulative").asDouble());
    assertEquals(1.0, last.path("share").asDouble());
  }

  @Test
  void theMonthsAndTheAdviceAreThere() {
    var overview = overview(world.administrator());
    assertTrue(overview.path("months").size() > 20);
    assertTrue(overview.at("/classes/0/advice").stringValue().contains("专人"));
    assertEquals("2026-11-23", overview.path("asOf").stringValue());
  }

  @Test
  void theOrdersBehindAMonthAddUpToIt() {
    var caller = world.administrator();
    for (var month : overview(caller).path("months")) {
      var filter = month.path("filter").stringValue();
      var ask =
          new Aggregate(
              List.of(), Map.of("amount", "sum(totalBase)"), filter, null, null, null, null);
      var found =
          new JsonMapper().readTree(world.reads().aggregate(caller, world.type("order"), ask));
      assertEquals(
          0,
          month.path("amount").decimalValue().compareTo(found.at("/items/0/amount").decimalValue()),
          filter);
    }
  }

  @Test
  void whoeverMayNotReadAllOrdersIsRefused() {
    var caller =
        world.user(
            new UUID(9, 9), List.of(grant("account", Scope.ALL), grant("order", Scope.TEAM)));
    assertEquals(403, assertThrows(Refusal.class, () -> overview(caller)).status());
  }

  private static Grant grant(String type, Scope scope) {
    return new Grant(type, Map.of(Verb.READ, scope), Map.of());
  }
}
