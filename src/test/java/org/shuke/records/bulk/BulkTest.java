package org.shuke.records.bulk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.platform.Refusal;
import org.shuke.platform.TestDatabase;
import org.shuke.records.Policy;
import org.shuke.records.Scope;
import org.shuke.records.World;
import org.shuke.records.writes.Version;

class BulkTest {
  @RegisterExtension static final TestDatabase test = TestDatabase.fresh();

  static final World world = new World(test);
  static final Bulk bulk = new Bulk(world.writes(), world.units());
  static final ByFilter byFilter =
      new ByFilter(world.reads(), world.writes(), bulk, world.jobs(), id -> world.administrator());

  private static Operation create(String json) {
    return new Operation.Create(World.json(json));
  }

  private static Bulk.Outcome run(Policy policy, Operation... operations) {
    return bulk.run(policy, "test", world.type("account"), List.of(operations));
  }

  private static List<Integer> statuses(Bulk.Outcome outcome) {
    return outcome.results().stream()
        .map(result ->
            switch (result) {
              case Result.Done done -> done.status();
              case Result.Refused refused -> refused.refusal().status();
            })
        .toList();
  }

  @Test
  void aRefusedRowStopsNoOther() {
    var admin = world.administrator();
    var made = run(admin, create("{'name':'A','externalId':'B-1'}"), create("{'name':'B'}"));
    var ids =
        made.results().stream().map(r -> assertInstanceOf(Result.Done.class, r).id()).toList();

    var outcome =
        run(
            admin,
            create("{'name':'C'}"),
            create("{'name':''}"),
            create("{'name':'D','externalId':'B-1'}"),
            create("{'nam':'E'}"),
            new Operation.Update(ids.get(0), new Version.Exactly(1), World.json("{'name':'A2'}")),
            new Operation.Update(ids.get(0), new Version.Exactly(1), World.json("{'name':'A3'}")),
            new Operation.Update(ids.get(1), null, World.json("{'name':'B2'}")),
            new Operation.Delete(ids.get(1), new Version.Exactly(1)),
            new Operation.Delete(UUID.randomUUID(), new Version.Any()));

    assertEquals(List.of(201, 422, 409, 400, 200, 412, 428, 204, 404), statuses(outcome));
    assertEquals("A2", world.read("account", ids.get(0)).get("name").stringValue());
    assertNotNull(outcome.unit());
  }

  @Test
  void aBulkChangeIsUndoneAsOne() {
    var before = world.state();
    var operations = new ArrayList<Operation>();
    for (int i = 0; i < 700; i++) {
      operations.add(create("{'name':'Bulk " + i + "'}"));
    }
    var outcome = bulk.run(world.administrator(), "test", world.type("account"), operations);

    world.units().undo(world.administrator(), outcome.unit(), false);

    assertEquals(700, outcome.done());
    assertEquals(before, world.state());
  }

  @Test
  void whereNothingWasDoneThereIsNoUnit() {
    var before = world.state();
    var outcome = run(world.administrator(), create("{'name':''}"));

    assertNull(outcome.unit());
    assertEquals(before, world.state());
  }

  @Test
  void aFilterChangesOnlyWhatTheCallerMay() {
    var admin = world.administrator();
    run(
        admin,
        create("{'name':'Mine','city':'Here','owner':'" + World.REP + "'}"),
        create("{'name':'Mine too','city':'Here','owner':'" + World.REP + "'}"),
        create("{'name':'Not mine','city':'Here'}"));
    var rep = world.rep("accounts", Scope.OWN);
    var ask = new ByFilter.Ask("account", "city == \"Here\"", null, World.json("{'city':'There'}"));

    assertEquals(2, byFilter.count(rep, ask));
    var done = byFilter.begin(rep, "test", ask);

    assertEquals(2, done.count());
    assertEquals(2, done.done());
    assertEquals(1, byFilter.count(admin, ask));
    world.units().undo(rep, done.unit(), false);
    assertEquals(3, byFilter.count(admin, ask));
  }

  @Test
  void whatAFilterDeletesIsInTheBin() {
    run(world.administrator(), create("{'name':'Gone','region':'X'}"));
    var ask = new ByFilter.Ask("account", "region == \"X\"", null, null);

    assertEquals(1, byFilter.begin(world.administrator(), "test", ask).done());
    assertEquals(0, byFilter.count(world.administrator(), ask));
  }

  @Test
  void aFilterNeedsTheRight() {
    var reader = world.rep(List.of());
    var ask = new ByFilter.Ask("account", null, null, null);

    assertEquals(
        403, assertThrows(Refusal.class, () -> byFilter.begin(reader, "test", ask)).status());
  }
}
