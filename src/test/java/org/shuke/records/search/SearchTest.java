package org.shuke.records.search;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.shuke.platform.TestDatabase;
import org.shuke.records.Bindings;
import org.shuke.records.Compiled;
import org.shuke.records.From;
import org.shuke.records.Policy;
import org.shuke.records.Scope;

class SearchTest {
  @RegisterExtension static final TestDatabase world = TestDatabase.fresh();

  private static final UUID ANNA = new UUID(1, 1);
  private static final UUID BO = new UUID(1, 2);
  private static final Clock CLOCK = Clock.systemUTC();

  private static Town town;
  private static Search search;

  @BeforeAll
  static void settle() {
    town = new Town(world);
    search = new Search(world.database(), CLOCK);
    var shuke =
        town.add(
            "shop",
            ANNA,
            "name",
            "北京熟客科技",
            "phone",
            "+8613812345678",
            "email",
            "hello@shuke.cn",
            "code",
            "K-1001");
    var acme = town.add("shop", BO, "name", "Acme Trading", "phone", "+442079460018");
    town.add("shop", BO, "name", "Acme");
    town.add("shop", BO, "name", "Acmeon Foods");
    town.add("person", ANNA, "name", "张三", "phone", "+8613900001111", "shop", shuke);
    town.add("person", BO, "name", "Zoe Acme", "shop", acme);
    town.add("visit", BO, "subject", "Tasting at 熟客", "shop", shuke);
    town.add("visit", BO, "subject", "Tasting at Acme", "shop", acme);
    town.add("good", null, "name", "Green tea 绿茶", "sku", "SKU-12");
  }

  private static List<String> titles(Policy caller, String words) {
    return search.find(caller, words, 10).stream().map(item -> item.title()).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "熟客,北京熟客科技",
    "shuke,北京熟客科技",
    "bjsk,北京熟客科技",
    "3812345,北京熟客科技",
    "hello@shu,北京熟客科技",
    "k-1001,北京熟客科技",
    "zs,张三",
    "zhangsan,张三",
    "張三,张三",
    "zhagnsan,张三",
    "sku12,Green tea 绿茶",
    "lücha,Green tea 绿茶",
    "lvcha,Green tea 绿茶",
    "acne trading,Acme Trading",
    "北京 1234,北京熟客科技"
  })
  void aRecordIsFoundByWhatPeopleType(String words, String title) {
    assertEquals(title, titles(town.everything(), words).getFirst());
  }

  @Test
  void theClosestAnswersComeFirst() {
    assertEquals(
        List.of("Acme", "Zoe Acme", "Acme Trading", "Tasting at Acme", "Acmeon Foods"),
        titles(town.everything(), "acme"));
  }

  /// More of them than a branch looks at.
  @Test
  void whoIsCalledSoComesBeforeAllWhoseDataMentionIt() {
    for (int i = 0; i < 210; i++) {
      town.add("shop", BO, "name", "S" + i, "code", "Heron " + i);
    }
    town.add("shop", BO, "name", "The long-named house of Heron and Sons");
    var found = titles(town.everything(), "heron");
    assertEquals("The long-named house of Heron and Sons", found.getFirst());
    assertEquals(10, found.size());
    var begun = titles(town.everything(), "hero");
    assertEquals("The long-named house of Heron and Sons", begun.getFirst());
  }

  @Test
  void aTypoIsForgivenOnlyWhenThereIsNoBetterAnswer() {
    assertEquals(List.of("Acmeon Foods"), titles(town.everything(), "acmeo"));
  }

  @ParameterizedTest
  @CsvSource({
    "北京没有",
    "北京新店",
    "张四",
    "王熟客",
    "zhangsxyz",
    "zhangqi",
    "acmeville",
    "acqqe",
    "tradition",
    "lvshu",
    "beijingtea",
    "acme nothing",
    "trasdni"
  })
  void whoOnlySharesASyllableIsNoGuess(String words) {
    town.add("person", BO, "name", "张松", "shop", null);
    assertEquals(List.of(), titles(town.everything(), words));
  }

  @Test
  void guessesAreFewAndToldAsSuch() {
    for (int i = 0; i < 30; i++) {
      town.add("good", null, "name", "Lantern " + i, "sku", "LT-" + i);
    }
    var guesses = search.find(town.everything(), "lantren", 50);
    assertEquals(5, guesses.size());
    assertTrue(guesses.stream().allMatch(Search.Item::guess));
    assertTrue(
        new String(search.answer(town.everything(), "lantren", 50), StandardCharsets.UTF_8)
            .endsWith("],\"guess\":true}"));
    assertTrue(
        search.find(town.everything(), "lantern", 50).stream().noneMatch(Search.Item::guess));
  }

  @ParameterizedTest
  @CsvSource({
    "zhagnsan,张三",
    "zhangsna,张三",
    "zangsan,张三",
    "amce,Acme",
    "accme,Acme",
    "acmeno food,Acmeon Foods",
    "acmon,Acmeon Foods",
    "tradign acme,Acme Trading",
    "北京热客科技,北京熟客科技",
    "北京熟可科技,北京熟客科技"
  })
  void oneTypoFindsWhoWasMeant(String words, String title) {
    assertTrue(titles(town.everything(), words).contains(title), words);
  }

  @Test
  void aSearchFindsOnlyWhatTheScopeReaches() {
    var anna =
        town.caller(
            ANNA,
            Town.reads("shop", Scope.OWN),
            Town.reads("person", Scope.TEAM),
            Town.reads("good", Scope.ALL));
    assertEquals(List.of(), titles(anna, "acme"));
    assertEquals(List.of("北京熟客科技"), titles(anna, "shuke"));
    assertEquals(List.of("张三"), titles(anna, "zs"));
    assertEquals(List.of("Green tea 绿茶"), titles(anna, "tea"));
  }

  @Test
  void whoMayReadTheShopFindsItsVisits() {
    var anna = town.caller(ANNA, Town.reads("shop", Scope.OWN), Town.reads("visit", Scope.OWN));
    assertEquals(List.of("Tasting at 熟客"), titles(anna, "tasting"));
    var bo = town.caller(BO, Town.reads("shop", Scope.OWN), Town.reads("visit", Scope.OWN));
    assertEquals(2, titles(bo, "tasting").size());
  }

  @Test
  void aHiddenFieldFindsNothingAndShowsNothing() {
    var caller = town.caller(BO, Town.reads("shop", Scope.ALL, "phone"));
    assertEquals(List.of(), titles(caller, "1234"));
    assertEquals(List.of(), titles(caller, "hello@shuke.cn"), "the mail shares the phone's group");
    var found = search.find(caller, "shuke", 10);
    assertEquals("hello@shuke.cn · K-1001", found.getFirst().detail());
    var nameless = town.caller(BO, Town.reads("shop", Scope.ALL, "name"));
    assertEquals(List.of(), titles(nameless, "熟客"));
    var byCode = search.find(nameless, "k-1001", 10).getFirst();
    assertEquals(null, byCode.title());
  }

  @Test
  void whatACallerMayNotReadDoesNotChangeHisAnswer() {
    var caller = town.caller(UUID.randomUUID(), Town.reads("shop", Scope.OWN));
    assertArrayEquals(search.answer(caller, "熟客", 5), search.answer(caller, "没有的", 5));
  }

  @Test
  void theDetailNamesWhatARecordBelongsToOnlyWhenThatIsReadable() {
    var both = town.caller(ANNA, Town.reads("shop", Scope.OWN), Town.reads("person", Scope.ALL));
    assertEquals("北京熟客科技 · +8613900001111", search.find(both, "张三", 5).getFirst().detail());
    assertEquals(null, search.find(both, "zoe", 5).getFirst().detail());
  }

  @Test
  void aBinnedRecordIsNotFound() {
    var id = town.add("good", null, "name", "Old Kettle", "sku", "KTL");
    assertEquals(1, titles(town.everything(), "kettle").size());
    world
        .database()
        .transaction(tx -> tx.update("update town.good set binned_at = now() where id = ?", id));
    assertEquals(List.of(), titles(town.everything(), "kettle"));
  }

  @Test
  void strangeQuestionsAreAnswered() {
    for (var words :
        List.of(
            "",
            " ",
            "!!!",
            "'",
            "\\",
            "a' | 'b",
            ":*",
            "&",
            "((",
            "a:b",
            "\u0000",
            "@",
            "a@",
            "—",
            "🙂",
            "x".repeat(5000),
            "张".repeat(5000),
            "1 2 3 4 5 6 7 8 9 10 11 12")) {
      assertTrue(search.find(town.everything(), words, 5).size() <= 5);
    }
  }

  @Test
  void theAnswerIsJson() {
    assertEquals(
        "{\"items\":[]}",
        new String(search.answer(town.everything(), "没有的", null), StandardCharsets.UTF_8));
    var some = new String(search.answer(town.everything(), "sku12", null), StandardCharsets.UTF_8);
    assertTrue(some.startsWith("{\"items\":[{\"type\":\"good\",\"id\":\""), some);
  }

  @Test
  void aListIsNarrowedByWords() {
    var anna = town.caller(ANNA, Town.reads("shop", Scope.OWN));
    assertEquals(1, listed(anna, "shuke"));
    assertEquals(0, listed(anna, "acme"));
    assertEquals(3, listed(town.everything(), "acm"));
    assertEquals(0, listed(town.everything(), "!!"));
  }

  private static int listed(Policy caller, String words) {
    var type = town.catalog.type("shop");
    var from = new From(town.catalog, type, caller::readable);
    var statement =
        Compiled.of(
            DSL.selectCount()
                .from(from.tables())
                .where(caller.readable(from.root()).and(SearchCondition.of(caller, from.root()))));
    var values =
        new Bindings(
            caller,
            CLOCK.instant(),
            caller.principal().zone(),
            List.of(),
            List.of(),
            SearchCondition.words(caller, words),
            null);
    return world
        .database()
        .read(tx -> {
          try (var prepared = statement.prepare(tx.connection(), values);
              var rows = prepared.executeQuery()) {
            assertTrue(rows.next());
            return rows.getInt(1);
          }
        });
  }

  @Test
  void anOlderRowNeverReplacesANewerOne() {
    var id = town.add("good", null, "name", "Brass lamp", "sku", "LMP");
    var type = town.catalog.type("good");
    var old = SearchRow.of(type, id, 0, java.util.Map.of(type.field("name"), "Iron lamp"));
    world
        .database()
        .transaction(tx ->
            tx.update(
                SearchRow.UPSERT, old.type(), old.record(), old.owner(), old.version(), old.doc()));
    assertFalse(titles(town.everything(), "brass").isEmpty());
  }

  @Test
  void whatWasLeftForLaterIsFoundAfterTheCatchUp() {
    var type = town.catalog.type("good");
    var unit = UUID.randomUUID();
    world
        .database()
        .transaction(tx -> {
          tx.update(
              "insert into town.good (id, name, sku) select uuidv7(), 'Imported kite ' || n, 'KT-'"
                  + " || n from generate_series(1, 4500) n");
          return tx.update(
              """
              insert into records.change (at, actor, cause, unit, type, record, version, op)
              select now(), '00000000-0000-0000-0000-000000000001', 'import', ?, 'good', id, 1, 'create'
              from town.good where name like 'Imported kite%'
              """,
              unit);
        });
    assertEquals(List.of(), titles(town.everything(), "kt-4500"));
    var done = new AtomicLong();
    new SearchCatchUp(world.database()).unit(town.catalog, unit, done::set);
    assertEquals(4_500, done.get());
    assertEquals(List.of("Imported kite 4500"), titles(town.everything(), "kt-4500"));
    var rewritten = new SearchCatchUp(world.database());
    rewritten.type(type, done::set);
    assertTrue(done.get() >= 4_500);
  }
}
