package org.shuke.records.units;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.platform.Refusal;
import org.shuke.platform.TestDatabase;
import org.shuke.records.Ids;
import org.shuke.records.Scope;
import org.shuke.records.World;
import org.shuke.records.writes.Version;

class UnitsTest {
  @RegisterExtension static final TestDatabase test = TestDatabase.fresh();

  static final World world = new World(test);

  private static UUID account(String json) {
    return world.write(null, unit -> world.create(unit, "account", json));
  }

  private static void patch(UUID unit, String type, UUID id, String json) {
    world.write(
        unit,
        u -> world.writes().patch(u, world.type(type), id, new Version.Any(), World.json(json)));
  }

  private static Units.Begun undo(UUID unit) {
    return world.units().undo(world.administrator(), unit, false);
  }

  @Test
  void everythingThatAUnitDidIsAsBefore() {
    var kept =
        account("{'name':'Kept','city':'Lyon','addresses':[{'street':'A 1'},{'street':'B 2'}]}");
    var binned = account("{'name':'Binned'}");
    var before = world.state();
    var unit = Ids.next();

    world.write(
        unit,
        u -> {
          var made = world.create(u, "account", "{'name':'新客户','phone':'+8613800138000'}");
          var contact = world.create(u, "contact", "{'familyName':'Wu','account':'" + made + "'}");
          world.create(
              u,
              "order",
              "{'account':'"
                  + made
                  + "','placedAt':'2026-01-02T03:04:05Z','currency':'CNY',"
                  + "'lines':[{'quantity':2,'unitPrice':10.500000},{'quantity':1,'amount':3}]}");
          world
              .writes()
              .patch(
                  u,
                  world.type("contact"),
                  contact,
                  new Version.Any(),
                  World.json("{'jobTitle':'CTO'}"));
          world.writes().delete(u, world.type("account"), binned, new Version.Any());
          return true;
        });
    patch(unit, "account", kept, "{'name':'Renamed','city':null}");
    patch(unit, "account", kept, "{'name':'Renamed again','addresses':[{'street':'C 3'}]}");
    assertNotEquals(before, world.state());

    var done = undo(unit);

    assertNull(done.job());
    assertEquals(new Units.Done(true, 2, 3, 0), done.done());
    assertEquals(before, world.state());
    assertEquals(2, world.read("account", kept).get("addresses").size());
  }

  /// So many parts go into their table, and out of it, by one statement.
  @Test
  void manyPartsAddedChangedMovedAndRemovedAreAsBefore() {
    var many = IntStream.range(0, 20).mapToObj(i -> line(i, i)).toList();
    var account = account("{'name':'Buys much'}");
    var order =
        world.write(
            null,
            u ->
                world.create(
                    u,
                    "order",
                    "{'account':'%s','placedAt':'2026-01-02T03:04:05Z','currency':'CNY','lines':%s}"
                        .formatted(account, many)));
    var stored = new ArrayList<String>();
    world.read("order", order).get("lines").forEach(each -> stored.add(each.get("id").asString()));
    assertEquals(20, stored.size());
    var before = world.state();
    var parts = parts(order);
    var unit = Ids.next();
    // the last ten stay, turned round, every other one changed; ten go and nine come
    var next = new ArrayList<String>();
    for (int i = 19; i >= 10; i--) {
      var quantity = i % 2 == 0 ? ",'quantity':" + (100 + i) : "";
      next.add("{'id':'" + stored.get(i) + "'" + quantity + "}");
    }
    IntStream.range(0, 9).forEach(i -> next.add(line(50 + i, 1)));
    patch(unit, "order", order, "{'lines':" + next + "}");
    assertEquals(19, world.read("order", order).get("lines").size());
    assertEquals(stored.get(19), world.read("order", order).at("/lines/0/id").asString());
    assertEquals(List.of("create 9", "delete 10", "update 10"), logged(unit));

    var done = undo(unit);

    assertEquals(before, world.state());
    assertEquals(parts, parts(order), "each part with its values and its place");
    undo(done.unit());
    assertEquals(19, world.read("order", order).get("lines").size());
  }

  private static String line(int price, int quantity) {
    return "{'quantity':%d,'unitPrice':%d.25}".formatted(quantity + 1, price);
  }

  private static List<String> parts(UUID order) {
    return world
        .database()
        .read(tx ->
            tx.query(
                "select to_jsonb(l)::text from sales.order_line l where \"order\" = ? order by id",
                row -> row.getString(1),
                order));
  }

  /// What the log says of the parts that a unit touched.
  private static List<String> logged(UUID unit) {
    return world
        .database()
        .read(tx ->
            tx.query(
                """
                select op || ' ' || count(distinct part) from records.change
                where unit = ? and part is not null group by op order by op
                """,
                row -> row.getString(1),
                unit));
  }

  @Test
  void anUndoIsUndoneToo() {
    var kept =
        account("{'name':'Twice','tags':[],'addresses':[{'street':'A 1'},{'street':'B 2'}]}");
    var unit = Ids.next();
    world.write(
        unit,
        u -> {
          var parent = world.create(u, "account", "{'name':'Parent'}");
          world.create(u, "account", "{'name':'Child','parent':'" + parent + "'}");
          world
              .writes()
              .patch(
                  u,
                  world.type("account"),
                  kept,
                  new Version.Any(),
                  World.json("{'name':'Changed','addresses':[{'street':'Z 9'}]}"));
          return true;
        });
    var after = world.state();

    var first = undo(unit);
    var second = undo(first.unit());

    assertEquals(new Units.Done(true, 3, 0, 0), second.done());
    assertEquals(after, world.state());
    assertEquals(new Units.Done(true, 1, 2, 0), undo(second.unit()).done());
  }

  @Test
  void aFieldChangedSinceIsListedAndKept() {
    var id = account("{'name':'Old','city':'Old','region':'Old'}");
    var unit = Ids.next();
    patch(unit, "account", id, "{'name':'New','city':'New'}");
    world.write(
        null,
        u ->
            world
                .writes()
                .patch(
                    u,
                    world.type("account"),
                    id,
                    new Version.Any(),
                    World.json("{'city':'Mine'}")));

    var preview = world.units().preview(world.administrator(), unit);
    var done = undo(unit);

    assertEquals(1, preview.conflicts().count());
    assertEquals("New", preview.conflicts().items().getFirst().title());
    assertEquals(List.of("city"), preview.conflicts().items().getFirst().fields());
    assertEquals(new Units.Done(true, 1, 0, 1), done.done());
    assertEquals("Old", world.read("account", id).get("name").stringValue());
    assertEquals("Mine", world.read("account", id).get("city").stringValue());
  }

  @Test
  void aFieldChangedSinceIsOverwrittenWhenTold() {
    var id = account("{'name':'Old'}");
    var unit = Ids.next();
    patch(unit, "account", id, "{'name':'New'}");
    patch(Ids.next(), "account", id, "{'name':'Newer'}");

    world.units().undo(world.administrator(), unit, true);

    assertEquals("Old", world.read("account", id).get("name").stringValue());
  }

  @Test
  void whatSomethingElseRefersToStays() {
    var unit = Ids.next();
    var ids = new ArrayList<UUID>();
    world.write(
        unit,
        u -> {
          ids.add(world.create(u, "account", "{'name':'Grandparent'}"));
          ids.add(world.create(u, "account", "{'name':'Parent','parent':'" + ids.get(0) + "'}"));
          ids.add(world.create(u, "account", "{'name':'Alone'}"));
          return true;
        });
    world.write(
        null,
        u -> world.create(u, "contact", "{'familyName':'Li','account':'" + ids.get(1) + "'}"));

    var preview = world.units().preview(world.administrator(), unit);
    var done = undo(unit);

    assertEquals(
        List.of("Parent"), preview.referred().items().stream().map(Units.Referred::title).toList());
    assertEquals(new Units.Done(true, 0, 1, 2), done.done());
    assertFalse(world.read("account", ids.get(0)).isMissingNode());
    assertTrue(world.read("account", ids.get(2)).isMissingNode());
  }

  @Test
  void aCreatedRecordThatWasEditedSinceStays() {
    var unit = Ids.next();
    var id = world.write(unit, u -> world.create(u, "account", "{'name':'Made'}"));
    patch(Ids.next(), "account", id, "{'city':'Worked on'}");

    assertEquals(new Units.Done(true, 0, 0, 1), undo(unit).done());
    assertEquals("Worked on", world.read("account", id).get("city").stringValue());
  }

  @Test
  void aValueTakenMeanwhileKeepsOnlyItsRecord() {
    var one = account("{'name':'One','externalId':'X-1'}");
    var two = account("{'name':'Two'}");
    var unit = Ids.next();
    patch(unit, "account", one, "{'externalId':'X-2'}");
    patch(unit, "account", two, "{'name':'Deux'}");
    account("{'name':'Thief','externalId':'X-1'}");

    assertEquals(new Units.Done(true, 1, 0, 1), undo(unit).done());
    assertEquals("X-2", world.read("account", one).get("externalId").stringValue());
    assertEquals("Two", world.read("account", two).get("name").stringValue());
  }

  @Test
  void aUnitIsUndoneOnce() {
    var unit = Ids.next();
    world.write(unit, u -> world.create(u, "account", "{'name':'Once'}"));
    undo(unit);

    assertEquals(409, assertThrows(Refusal.class, () -> undo(unit)).status());
  }

  @Test
  void onlyItsOwnerAndAdministratorsSeeAUnit() {
    var rep = world.rep("accounts", Scope.OWN);
    var foreign = Ids.next();
    world.write(foreign, u -> world.create(u, "account", "{'name':'Foreign'}"));
    var own = Ids.next();
    var id = world.write(rep, own, u -> world.create(u, "account", "{'name':'Own'}"));

    assertEquals(
        404, assertThrows(Refusal.class, () -> world.units().undo(rep, foreign, false)).status());
    var seen = world.units().list(rep, null, 10).stream().map(Units.Item::id).toList();
    assertTrue(seen.contains(own) && !seen.contains(foreign));
    assertEquals(new Units.Done(true, 0, 1, 0), world.units().undo(rep, own, false).done());
    assertTrue(world.read("account", id).isMissingNode());
  }

  @Test
  void aRecordBeyondTheCallersReachIsKept() {
    var rep = world.rep("accounts", Scope.OWN);
    var own = Ids.next();
    var id = world.write(rep, own, u -> world.create(u, "account", "{'name':'Given away'}"));
    world.write(
        null,
        u ->
            world
                .writes()
                .patch(
                    u,
                    world.type("account"),
                    id,
                    new Version.Any(),
                    World.json("{'owner':'" + World.ADMINISTRATOR + "'}")));

    assertEquals(new Units.Done(true, 0, 0, 1), world.units().undo(rep, own, true).done());
    assertFalse(world.read("account", id).isMissingNode());
  }

  @Test
  void aLargeUndoIsAJob() throws Exception {
    var before = world.state();
    var unit = Ids.next();
    world.write(
        unit,
        u -> {
          for (int i = 0; i < 2_100; i++) {
            world.create(u, "account", "{'name':'Many " + i + "'}");
          }
          return true;
        });
    var begun = undo(unit);
    assertNotNull(begun.job());
    try (var jobs = world.jobs()) {
      jobs.start();
      for (int i = 0;
          i < 200 && !world.jobs().find(begun.job()).orElseThrow().state().ended();
          i++) {
        Thread.sleep(100);
      }
    }
    assertEquals(
        new Units.Done(true, 0, 2_100, 0),
        world.units().preview(world.administrator(), begun.unit()).progress());
    assertEquals(before, world.state());
    assertEquals("undo", world.units().list(world.administrator(), null, 1).getFirst().kind());
  }
}
