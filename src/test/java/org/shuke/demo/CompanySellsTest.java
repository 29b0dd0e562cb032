package org.shuke.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.ZoneId;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program;

/// The made-up company sells as companies do: each customer in one language, targets that are
/// almost reached, good months and bad ones, and nothing that is over in the future.
class CompanySellsTest {
  @RegisterExtension static final Program PROGRAM = Program.withKey(Clock.systemUTC());

  private static final String CHINESE = "[一-龥]";

  @BeforeAll
  static void load() {
    var demo = new Demo(Clock.systemUTC(), ZoneId.of("Asia/Shanghai"), Currency.getInstance("CNY"));
    PROGRAM.database().background().transaction(tx -> demo.load(tx, Scale.DEMO.of(600)));
  }

  private static <T extends Comparable<T>> List<T> all(String sql, Class<T> type) {
    return PROGRAM.database().read(tx -> tx.query(sql, row -> row.getObject(1, type)));
  }

  private static long count(String from) {
    return all("select count(*) from " + from, Long.class).getFirst();
  }

  private static void someAndNone(String some, String none) {
    assertTrue(count(some) > 0, "none " + some);
    assertEquals(0, count(none), none);
  }

  @Test
  void customersAtHomeGoThroughAChinesePipelineAndTheOthersThroughAnEnglishOne() {
    var stages = "sales.stage s join sales.pipeline p on p.id = s.pipeline";
    someAndNone(stages, stages + " where s.name ~ '%1$s' <> (p.name ~ '%1$s')".formatted(CHINESE));
    var deals =
        """
        sales.opportunity o join sales.pipeline p on p.id = o.pipeline
        join customers.account a on a.id = o.account where a.country %s 'CN'
        and p.name %s '%s'\
        """;
    someAndNone(deals.formatted("=", "~", CHINESE), deals.formatted("=", "!~", CHINESE));
    someAndNone(deals.formatted("<>", "!~", CHINESE), deals.formatted("<>", "~", CHINESE));
    var plays = "sales.play y join sales.stage s on s.id = y.stage";
    someAndNone(
        plays,
        plays
            + " where concat(y.name, y.todo, y.say) ~ '%1$s' <> (s.name ~ '%1$s')"
                .formatted(CHINESE));
    someAndNone("sales.quote", "sales.quote where language = 'zh' and currency <> 'CNY'");
    someAndNone(
        "sales.play_use",
        "sales.play_use u join sales.opportunity o on o.id = u.opportunity where u.used_at > now()");
  }

  @Test
  void aBoardOpensOnThePipelineThatMostOfWhatIsAskedForIsIn() {
    for (var abroad : List.of("==", "!=")) {
      var board = "/api/v1/opportunities/board?filter=account.country%20" + abroad + "%20%22CN%22";
      var opened = PROGRAM.admin().get(board);
      assertEquals(6, opened.json().path("columns").size());
      for (var pipeline : PROGRAM.admin().get("/api/v1/pipelines").json().path("items")) {
        var other = PROGRAM.admin().get(board + "&pipeline=" + pipeline.path("id").stringValue());
        assertTrue(shown(opened) >= shown(other), pipeline::toString);
      }
    }
  }

  private static int shown(Program.Reply board) {
    return board
        .json()
        .path("columns")
        .valueStream()
        .mapToInt(c -> c.path("count").intValue())
        .sum();
  }

  @Test
  void noNameIsTwoNames() {
    for (var table :
        List.of(
            "access.team",
            "sales.pipeline",
            "sales.stage",
            "sales.play",
            "sales.event",
            "sales.material",
            "sales.territory",
            "sales.assignment_rule",
            "sales.score_rule",
            "sales.web_form",
            "customers.pool",
            "customers.visit_rule",
            "catalog.price_book",
            "catalog.promotion",
            "catalog.price_floor",
            "catalog.tax_rate",
            "catalog.warehouse",
            "automation.rule",
            "automation.approval_step")) {
      someAndNone(table, table + " where name ~ '" + CHINESE + "' and name ~ '[A-Za-z]{2}'");
    }
  }

  @Test
  void whatIsOverWasReachedByHalfToALittleMoreThanAllAndByEachOtherwise() {
    var year = java.time.LocalDate.now(ZoneId.of("Asia/Shanghai")).getYear() - 1;
    var admin = PROGRAM.admin();
    for (int quarter = 2; quarter <= 4; quarter++) {
      var items = admin.get("/api/v1/targets/attainment?period=" + year + "-Q" + quarter).json();
      var shares = new java.util.TreeSet<Long>();
      for (var item : items.path("items")) {
        if (!item.at("/target/measure").asString().equals("count")) {
          double share =
              item.path("achieved").doubleValue() / item.at("/target/amount").doubleValue();
          assertTrue(share > 0.55 && share < 1.25, item.toString());
          shares.add(Math.round(share * 100));
        }
      }
      assertTrue(shares.size() > 5, shares.toString());
    }
    for (var of : List.of("owner", "team", "territory", "product")) {
      assertTrue(count("sales.target where " + of + " is not null") > 4, of);
    }
  }

  @Test
  void whatManagersExpectedIsKeptWithAllTheySaidBefore() {
    someAndNone(
        "sales.forecast_entry where version > 1",
        """
        sales.forecast_entry e where e.version <> (select count(*) from records.change c
          where c.record = e.id) or e.updated_at > now() or e.owner = e.person\
        """);
    someAndNone(
        "records.change where type = 'forecast-entry'",
        """
        sales.forecast_entry e join records.change c on c.record = e.id and c.version = e.version
        join records.change_value v using (seq)
        where (v.after ->> 'amount')::numeric <> e.amount\
        """);
  }

  @Test
  void nothingThatIsOverLiesInTheFuture() {
    for (var over :
        List.of(
            """
            sales.opportunity o join sales.stage s on s.id = o.stage
            where s.kind <> 'open' and o.close_date > now() + interval '1 day'\
            """,
            "sales.\"order\" where placed_at > now()",
            "sales.invoice where issued_on > now() + interval '1 day'",
            "sales.payment where received_at > now()",
            "sales.contract where signed_at > now()",
            "sales.quote where sent_at > now() or answered_at > now()",
            "channels.mail where sent_at > now()",
            "sales.event where ends_on > now()")) {
      assertEquals(0, count(over), over);
    }
  }

  @Test
  void someIsOverdueAndSomeIsScarceButNotMost() {
    share("sales.invoice", "open > 0 and due_on < current_date", 0.02, 0.25);
    share("catalog.stock_level", "on_hand <= reorder_at", 0.02, 0.3);
    share("sales.shipment", "kind = 'back'", 0.01, 0.15);
  }

  private static void share(String table, String part, double least, double most) {
    double share = (double) count(table + " where " + part) / count(table);
    assertTrue(share > least && share < most, table + " where " + part + ": " + share);
  }

  @Test
  void theYearHasItsSeasons() {
    var months =
        all(
            """
            select count(*) from sales."order"
            where placed_at > date_trunc('month', now()) - interval '12 months'
              and placed_at < date_trunc('month', now())
            group by date_trunc('month', placed_at) order by 1\
            """,
            Long.class);
    assertEquals(12, months.size());
    assertTrue(months.getLast() > months.getFirst() * 1.3, months.toString());
  }

  @Test
  void aLeadFindsItsPersonByTurnByLoadByTerritoryOrComesIntoAPool() {
    assertEquals("网站线索轮流分配", assigned("webForm", "zh", "CN", "浙江").get("assignedBy"));
    var german = assigned("webForm", "en", "DE", "Hamburg");
    assertEquals("Web leads by territory", german.get("assignedBy"));
    assertEquals("clara.brandt@shuke.example", email(german.get("owner")));
    assertEquals("展会线索给手头最少的人", assigned("fair", "zh", "CN", "上海").get("assignedBy"));
    var referred = assigned("referral", "zh", "CN", "广东");
    assertEquals("huang.zhiqiang@shuke.example", email(referred.get("owner")));
    var rest = assigned("call", "en", "US", "Oregon");
    assertEquals(
        1, count("customers.pool where name = 'Abroad' and id = '" + rest.get("pool") + "'"));
  }

  private static String email(String user) {
    return all("select email from access.\"user\" where id = '" + user + "'", String.class)
        .getFirst();
  }

  private static Program.Reply assigned(
      String source, String language, String country, String region) {
    var lead = new HashMap<String, @org.jspecify.annotations.Nullable Object>();
    lead.put("name", "Ada " + source);
    lead.put("source", source);
    lead.put("language", language);
    lead.put("country", country);
    lead.put("region", region);
    lead.put("company", "Ada & Co");
    lead.put("owner", null);
    var made = PROGRAM.admin().post("/api/v1/leads", lead);
    assertEquals(201, made.status(), made::toString);
    return PROGRAM.admin().get("/api/v1/leads/" + made.get("id"));
  }
}
