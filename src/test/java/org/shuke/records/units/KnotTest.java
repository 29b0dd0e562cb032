package org.shuke.records.units;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.platform.TestDatabase;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Ids;
import org.shuke.records.Unit;
import org.shuke.records.World;
import org.shuke.records.search.SearchCatchUp;
import org.shuke.records.writes.Version;

/// Records of one unit that name each other, undone in chunks of three.
class KnotTest {
  private static final int CHUNK = 3;

  @RegisterExtension static final TestDatabase test = TestDatabase.fresh();

  static final World world = new World(test);

  /// Makes people, and then says who names whom.
  private static List<UUID> people(UUID unit, int many, List<int[]> named) {
    return world.write(
        unit,
        u -> {
          var ids = new ArrayList<UUID>();
          for (int i = 0; i < many; i++) {
            ids.add(world.create(u, "contact", "{'familyName':'Person " + i + "'}"));
          }
          for (int i = 0; i < many; i++) {
            int from = i;
            var relations =
                named.stream()
                    .filter(pair -> pair[0] == from)
                    .map(pair -> "{'kind':'family','otherContact':'" + ids.get(pair[1]) + "'}")
                    .collect(Collectors.joining(",", "{'jobTitle':'Known','relations':[", "]}"));
            world
                .writes()
                .patch(
                    u, world.type("contact"), ids.get(i), new Version.Any(), World.json(relations));
          }
          return ids;
        });
  }

  /// Who names whom, at random.
  private static List<int[]> anybody(Random random, int many) {
    return IntStream.range(0, random.nextInt(3 * many))
        .mapToObj(i -> new int[] {random.nextInt(many), random.nextInt(many)})
        .toList();
  }

  private static Outcome undo(UUID unit) {
    return undo(unit, Ids.next());
  }

  /// @param undo the unit that the undo is
  private static Outcome undo(UUID unit, UUID undo) {
    var sql = new UnitSql(CHUNK);
    var database = world.database();
    database.transaction(tx -> {
      sql.open(tx.connection(), undo, "undo", "", World.ADMINISTRATOR, unit, null);
      sql.begin(tx.connection(), undo, unit, false);
      return true;
    });
    while (true) {
      var progress = database.transaction(tx -> chunk(sql, tx, undo));
      if (progress.done()) {
        return progress.outcome();
      }
    }
  }

  private static UnitSql.Progress chunk(UnitSql sql, Transaction tx, UUID undo)
      throws SQLException {
    var progress = sql.progress(tx.connection(), undo);
    return new Undo(
            sql,
            SearchCatchUp::records,
            world.writes().guards(),
            Clock.systemUTC(),
            world.administrator(),
            progress,
            sql.types(tx.connection(), progress.undoes()))
        .chunk(tx);
  }

  private static boolean isThere(UUID contact) {
    return !world.read("contact", contact).isMissingNode();
  }

  @Test
  void twoWhoNameEachOtherFromDifferentChunksAreBothRemoved() {
    var before = world.state();
    var unit = Ids.next();
    people(unit, 8, List.of(new int[] {0, 7}, new int[] {7, 0}));
    assertNotEquals(before, world.state());

    assertEquals(new Outcome(0, 8, 0), undo(unit));
    assertEquals(before, world.state());
  }

  @Test
  void anyNumberOfPeopleWhoNameAnybodyAreRemoved() {
    for (int seed = 1; seed <= 8; seed++) {
      var random = new Random(seed);
      int many = 5 + random.nextInt(20);
      var named = anybody(random, many);
      var before = world.state();
      var unit = Ids.next();
      people(unit, many, named);

      assertEquals(new Outcome(0, many, 0), undo(unit), "seed " + seed);
      assertEquals(before, world.state(), "seed " + seed);
    }
  }

  @Test
  void whoIsNeededElsewhereStaysWithAllThatHeNames() {
    var unit = Ids.next();
    // 0, 4 and 8 name each other in a ring, as 1 and 7 do; 3 is named by the ring alone
    var named =
        List.of(
            new int[] {0, 4},
            new int[] {4, 8},
            new int[] {8, 0},
            new int[] {8, 3},
            new int[] {1, 7},
            new int[] {7, 1});
    var ids = people(unit, 9, named);
    var outside =
        world.write(
            null,
            u ->
                world.create(
                    u,
                    "contact",
                    "{'familyName':'Outside','relations':[{'kind':'family','otherContact':'"
                        + ids.get(4)
                        + "'}]}"));

    assertEquals(new Outcome(0, 5, 4), undo(unit));
    for (int kept : List.of(0, 3, 4, 8)) {
      assertEquals(
          named.stream().filter(pair -> pair[0] == kept).count(),
          world.read("contact", ids.get(kept)).get("relations").size());
    }
    for (int removed : List.of(1, 2, 5, 6, 7)) {
      assertFalse(isThere(ids.get(removed)));
    }
    assertEquals(1, world.read("contact", outside).get("relations").size());
  }

  @Test
  void whatAnUndoTookBackComesBackWholeWhereverItsChunksEnd() {
    for (int seed = 1; seed <= 8; seed++) {
      var random = new Random(seed);
      int many = 5 + random.nextInt(20);
      var named = anybody(random, many);
      var unit = Ids.next();
      people(unit, many, named);
      var made = world.state();
      var undo = Ids.next();
      undo(unit, undo);

      assertEquals(new Outcome(many, 0, 0), undo(undo), "seed " + seed);
      assertEquals(made, world.state(), "seed " + seed);
    }
  }

  @Test
  void accountsComeBackUnderParentsOfLaterChunksAndSoDoThoseThatNamedThem() {
    var before = world.write(null, u -> world.create(u, "account", "{'name':'There before'}"));
    var unit = Ids.next();
    world.write(
        unit,
        u -> {
          var ids = new ArrayList<UUID>();
          for (int i = 0; i < 10; i++) {
            ids.add(world.create(u, "account", "{'name':'House " + i + "'}"));
          }
          for (int i = 0; i < 9; i++) {
            under(u, ids.get(i), ids.get(i + 1));
          }
          under(u, before, ids.get(8));
          return ids;
        });
    var made = world.state();
    var undo = Ids.next();
    undo(unit, undo);

    assertEquals(new Outcome(11, 0, 0), undo(undo));
    assertEquals(made, world.state());
  }

  @Test
  void whatIsNotGivenBackIsMissedByThoseAlone() {
    var unit = Ids.next();
    var ids =
        world.write(
            unit,
            u -> {
              var made = new ArrayList<UUID>();
              for (int i = 0; i < 8; i++) {
                made.add(
                    world.create(
                        u, "account", "{'name':'Firm " + i + "','externalId':'F" + i + "'}"));
              }
              under(u, made.get(0), made.get(7));
              under(u, made.get(1), made.get(6));
              return made;
            });
    var undo = Ids.next();
    undo(unit, undo);
    world.write(
        null, u -> world.create(u, "account", "{'name':'Took the number','externalId':'F7'}"));

    // the seventh cannot come back, and the first is told of as missing it
    assertEquals(new Outcome(7, 0, 2), undo(undo));
    assertEquals(
        ids.get(6).toString(), world.read("account", ids.get(1)).get("parent").stringValue());
    assertEquals("Firm 0", world.read("account", ids.get(0)).get("name").stringValue());
    assertFalse(world.read("account", ids.get(0)).hasNonNull("parent"));
  }

  private static void under(Unit unit, UUID account, UUID parent) throws SQLException {
    world
        .writes()
        .patch(
            unit,
            world.type("account"),
            account,
            new Version.Any(),
            World.json("{'parent':'" + parent + "'}"));
  }
}
