package org.shuke.records.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.platform.Refusal;
import org.shuke.platform.TestDatabase;
import org.shuke.platform.Texts;
import org.shuke.records.Grant;
import org.shuke.records.Policy;
import org.shuke.records.Right;
import org.shuke.records.Scope;
import org.shuke.records.Verb;
import org.shuke.records.World;
import org.shuke.records.writes.Version;

class HistoryTest {
  @RegisterExtension static final TestDatabase test = TestDatabase.fresh();

  static final World world = new World(test);
  static final Texts texts = Texts.load();
  static final History history =
      new History(world.database(), texts, world.cursors(), Clock.systemUTC());
  static final Timeline timeline =
      new Timeline(world.database(), texts, world.cursors(), Clock.systemUTC());

  private static UUID account(String json) {
    return world.write(null, unit -> world.create(unit, "account", json));
  }

  private static void patch(UUID id, String json) {
    world.write(
        null,
        u ->
            world
                .writes()
                .patch(u, world.type("account"), id, new Version.Any(), World.json(json)));
  }

  private static List<History.Item> history(Policy policy, UUID id) {
    return history.of(policy, world.type("account"), id, Locale.ENGLISH, null, 25).items();
  }

  private static Timeline.Page timeline(Policy policy, UUID id, String cursor, String kinds) {
    return timeline.of(policy, world.type("account"), id, Locale.ENGLISH, cursor, kinds);
  }

  @Test
  void everyVersionSaysWhoChangedWhatFromWhatToWhat() {
    var parent = account("{'name':'Mother'}");
    var id = account("{'name':'Before','employees':12.50,'addresses':[{'street':'A 1'}]}");
    patch(id, "{'name':'After','parent':'" + parent + "','addresses':[{'street':'B 2'}]}");

    var items = history(world.administrator(), id);

    assertEquals(List.of(2L, 1L), items.stream().map(History.Item::version).toList());
    var last = items.getFirst();
    assertEquals("update", last.op());
    assertEquals("Ada", last.actor().name());
    var name = change(last, "name");
    assertEquals("Before", name.before().stringValue());
    assertEquals("After", name.after().stringValue());
    assertEquals("Mother", change(last, "parent").after().get("title").stringValue());
    assertTrue(last.changes().stream().anyMatch(c -> c.field().equals("addresses.street")));
    assertEquals("12.50", change(items.getLast(), "employees").after().decimalValue().toString());
  }

  private static History.Change change(History.Item item, String field) {
    return item.changes().stream().filter(c -> c.field().equals(field)).findFirst().orElseThrow();
  }

  @Test
  void aFieldThatMayNotBeReadDoesNotOccur() {
    var id = account("{'name':'Secretive','phone':'+8613800138000','owner':'" + World.REP + "'}");
    patch(id, "{'phone':'+8613800138001'}");
    var verbs = Map.of(Verb.READ, Scope.OWN);
    for (var right : List.of(Right.NONE, Right.MASK)) {
      var rep = world.rep(List.of(new Grant("account", verbs, Map.of("phone", right))));

      assertEquals(List.of(1L), history(rep, id).stream().map(History.Item::version).toList());
      assertFalse(
          history(rep, id).getFirst().changes().stream().anyMatch(c -> c.field().equals("phone")));
      assertEquals(1, timeline(rep, id, null, "change").items().size());
    }
  }

  @Test
  void anInvisibleRecordHasNoHistory() {
    var id = account("{'name':'Foreign'}");
    var rep = world.rep("accounts", Scope.OWN);

    assertEquals(404, assertThrows(Refusal.class, () -> history(rep, id)).status());
    assertEquals(404, assertThrows(Refusal.class, () -> timeline(rep, id, null, null)).status());
  }

  @Test
  void historyGoesOnWhereThePageEnded() {
    var id = account("{'name':'0'}");
    for (int i = 1; i < 7; i++) {
      patch(id, "{'name':'" + i + "'}");
    }
    var admin = world.administrator();
    var type = world.type("account");

    var first = history.of(admin, type, id, Locale.ENGLISH, null, 4);
    var second = history.of(admin, type, id, Locale.ENGLISH, first.next(), 4);

    assertEquals(
        List.of(7L, 6L, 5L, 4L), first.items().stream().map(History.Item::version).toList());
    assertEquals(List.of(3L, 2L, 1L), second.items().stream().map(History.Item::version).toList());
    assertNull(second.next());
  }

  @Test
  void theTimelineUnitesWhatBelongsToTheRecord() {
    var id = account("{'name':'Busy'}");
    world.write(
        null,
        u -> {
          world.create(
              u,
              "activity",
              "{'kind':'call','subject':'Rang','at':'2026-03-01T10:00:00Z','account':'"
                  + id
                  + "'}");
          world.create(
              u,
              "order",
              "{'number':'T-1','account':'"
                  + id
                  + "','placedAt':'2026-02-01T10:00:00Z',"
                  + "'currency':'EUR','lines':[{'quantity':1,'amount':42}]}");
          return true;
        });
    patch(id, "{'city':'Lyon'}");

    var items = timeline(world.administrator(), id, null, null).items();

    assertEquals(4, items.size());
    assertEquals("Changed: City", items.getFirst().title());
    var tail = items.subList(2, 4);
    assertEquals(List.of("activity", "order"), tail.stream().map(Timeline.Item::type).toList());
    assertEquals("Call", tail.getFirst().detail());
    assertEquals("Confirmed", tail.getLast().detail());
    assertEquals(new BigDecimal("42"), tail.getLast().amount());
    assertEquals("EUR", tail.getLast().currency());
    assertEquals(
        "Ada", String.valueOf(tail.getLast().actor() == null ? "" : tail.getLast().actor().name()));
    assertEquals(1, timeline(world.administrator(), id, null, "order").items().size());
  }

  @Test
  void theTimelinePagesWithoutGapOrDouble() {
    var id = account("{'name':'Long'}");
    world.write(
        null,
        u -> {
          for (int i = 0; i < 60; i++) {
            world.create(
                u,
                "activity",
                "{'subject':'n"
                    + i
                    + "','at':'2026-03-0"
                    + (1 + i % 3)
                    + "T10:00:00Z','account':'"
                    + id
                    + "'}");
          }
          return true;
        });
    var seen = new ArrayList<String>();
    String cursor = null;
    do {
      var page = timeline(world.administrator(), id, cursor, null);
      page.items().forEach(item -> seen.add(item.id()));
      cursor = page.next();
    } while (cursor != null);

    assertEquals(61, seen.size());
    assertEquals(61, new HashSet<>(seen).size());
  }

  @Test
  void aTypeThatMayNotBeReadIsNotOnTheTimeline() {
    var id = account("{'name':'Half','owner':'" + World.REP + "'}");
    world.write(
        null,
        u ->
            world.create(
                u,
                "order",
                "{'number':'T-9','account':'"
                    + id
                    + "','placedAt':'2026-02-01T10:00:00Z','currency':'EUR'}"));
    var rep = world.rep("accounts", Scope.OWN);

    assertEquals(
        List.of("change"),
        timeline(rep, id, null, null).items().stream().map(Timeline.Item::type).toList());
    assertFalse(timeline(rep, id, null, null).kinds().contains("order"));
    assertTrue(timeline(world.administrator(), id, null, null).kinds().contains("order"));
    assertEquals(400, assertThrows(Refusal.class, () -> timeline(rep, id, null, "order")).status());
  }
}
