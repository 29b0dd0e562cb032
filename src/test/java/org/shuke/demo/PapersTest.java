package org.shuke.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program;

/// The papers of the made-up company agree with one another, as if they had been lived.
class PapersTest {
  @RegisterExtension static final Program PROGRAM = Program.withKey(Clock.systemUTC());

  @BeforeAll
  static void load() {
    var demo = new Demo(Clock.systemUTC(), ZoneId.of("Asia/Shanghai"), Currency.getInstance("CNY"));
    PROGRAM.database().background().transaction(tx -> demo.load(tx, Scale.DEMO.of(300)));
  }

  private static long count(String from) {
    var sql = "select count(*) from " + from;
    return PROGRAM.database().read(tx -> tx.query(sql, row -> row.getLong(1))).getFirst();
  }

  private static void someAndNone(String some, String none) {
    assertTrue(count(some) > 0, "none " + some);
    assertEquals(0, count(none), none);
  }

  @Test
  void whatWasAcceptedIsOrderedAsItWasOffered() {
    someAndNone(
        "sales.\"order\" where quote is not null",
        """
        sales.quote q left join sales."order" o on o.quote = q.id
        where q.status = 'accepted'
          and (o.total is distinct from q.total or o.tax is distinct from q.tax
            or o.account <> q.account or o.placed_at > now())\
        """);
  }

  @Test
  void whatIsSubmittedWaitsInSomebodysInboxAndCanBeDecided() {
    var waiting =
        """
        sales.quote q left join automation.approval a
          on a.subject = q.id::text and a.subject_version = q.version and a.state = 'pending'
        where q.status = 'submitted'\
        """;
    someAndNone(waiting, waiting + " and coalesce(cardinality(a.waiting_for), 0) = 0");
    var admin = PROGRAM.admin();
    var quote = admin.get("/api/v1/quotes?filter=status%20==%20%22submitted%22").get("items.0.id");
    var approved = admin.post("/api/v1/quotes/" + quote + "/approve", Map.of());
    assertEquals(204, approved.status(), approved::toString);
    assertEquals("approved", admin.get("/api/v1/quotes/" + quote).get("status"));
  }

  @Test
  void aSecondVersionFollowsOneThatItReplaced() {
    someAndNone(
        "sales.quote where status = 'superseded' and total > 0",
        """
        sales.quote n left join sales.quote b on b.id = n.revises
        where n.revision = 2 and (b.status is distinct from 'superseded'
          or n.number <> b.number || '-v2' or b.sent_at > n.sent_at)\
        """);
  }

  @Test
  void whatCameBackIsNotOwedAndInvoicesAreOpenForWhatIsNotPaid() {
    someAndNone("sales.shipment where kind = 'back'", "sales.invoice where open > amount");
    someAndNone(
        "sales.invoice where status = 'partlyPaid'",
        """
        sales."order" o join sales.invoice i on i."order" = o.id
        where i.open <> o.total + coalesce(o.tax, 0) - coalesce(o.credited, 0) - o.paid\
        """);
    someAndNone(
        "sales.\"order\" where credited > 0",
        """
        sales."order" o where o.paid <> (
          select coalesce(sum(amount), 0) from sales.payment where "order" = o.id)\
        """);
  }

  @Test
  void numbersHaveTheFormOfTheirRangesAndCountingGoesOnBehindThem() {
    var forms =
        Map.of(
            "\"order\"", "^SO-\\d{6}$",
            "shipment", "^SH-\\d{4}-\\d{5}$",
            "invoice", "^INV-\\d{4}-\\d{5}$",
            "payment", "^PAY-\\d{4}-\\d{5}$",
            "quote", "^Q-\\d{4}-\\d{4}(-v2)?$");
    forms.forEach((table, form) ->
        someAndNone("sales." + table, "sales." + table + " where number !~ '" + form + "'"));
    var made = PROGRAM.admin().post("/api/v1/orders", Map.of("currency", "CNY"));
    assertEquals(201, made.status(), made::toString);
    someAndNone(
        "sales.\"order\"",
        "sales.\"order\" where number > '" + made.get("number") + "' and number like 'SO-%'");
  }
}
