package org.shuke.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.shuke.platform.TestDatabase;

class SalesImportTest {
  private static final String HEADER =
      "Invoice,Date,Product code,Product name,Quantity,Unit price,Customer,Customer name,Country\n";

  @RegisterExtension static final TestDatabase WORLD = TestDatabase.fresh();

  @TempDir static Path folder;

  static Desk desk;

  @BeforeAll
  static void open() {
    desk = new Desk(WORLD, folder);
  }

  @Test
  void linesBecomeOrdersAccountsAndProducts() {
    Counters counters =
        desk.bring(
            "sales",
            HEADER
                + """
                A1,2024-03-05 09:30,P-1,Tea cup,2,12.5,K1,Blue Ltd,UK
                A1,2024-03-05 09:20,P-2,Saucer,1,3.25,K1,Blue Ltd,UK
                A2,2024-03-06,P-1,Teacup,1,13,K1,Blue Limited,EIRE
                A3,2024-03-06,P-1,Tea cup,1,13,,,
                """);
    assertEquals(new Counters(4, 4, 0, 0, 0, 0, 4), counters);
    assertEquals(
        "A1|2024-03-05 01:20:00+00|completed|CNY|28.25|28.25|K1",
        desk.ask(
            """
            select o.number, o.placed_at, o.status, o.currency, o.total, o.total_base, a.external_id
            from sales."order" o join customers.account a on a.id = o.account where number = 'A1'
            """));
    assertEquals(
        "Blue Limited|IE|company|{customer}",
        desk.ask(
            "select name, country, kind, parties from customers.account where external_id = 'K1'"));
    assertEquals("Tea cup", desk.ask("select name from catalog.product where sku = 'P-1'"));
    assertEquals("null", desk.ask("select account from sales.\"order\" where number = 'A3'"));
    assertEquals(
        List.of("0|2|12.5|25.0|null", "1|1|3.25|3.25|null"),
        desk.lines(
            """
            select l.position, l.quantity, l.unit_price, l.amount, l.description from sales.order_line l
            join sales."order" o on o.id = l."order" where o.number = 'A1' order by position
            """));
  }

  @Test
  void everyRecordAndLineHasItsChangeRowInTheUnitOfTheImport() {
    Import of =
        desk.checked(
            "sales", HEADER + "B1,2024-01-01,PB,Box,1,5,KB,,\nB1,2024-01-01,PB,Box,1,5,KB,,\n");
    desk.started(of);
    assertEquals(
        List.of("account|1", "order|1", "order-line|2", "product|1"),
        desk.lines(
            "select type, count(*) from records.change where unit = ? and op = 'create' group by"
                + " type order by type",
            of.id()));
    assertEquals(
        "B1|10",
        desk.ask(
            """
            select v.after ->> 'number', v.after ->> 'total' from records.change c
            join records.change_value v using (seq) where c.unit = ? and c.type = 'order'
            """,
            of.id()));
    assertEquals("import", desk.ask("select kind from records.unit where id = ?", of.id()));
  }

  @Test
  void creditNotesAndReturnsAreReturned() {
    desk.bring(
        "sales",
        HEADER
            + """
            C77,2024-03-05,P-1,Tea cup,-2,12.5,KC,,
            D77,2024-03-05,P-1,Tea cup,-2,12.5,KC,,
            E77,2024-03-05,P-1,Tea cup,-2,12.5,KC,,
            E77,2024-03-05,P-1,Tea cup,3,12.5,KC,,
            """);
    assertEquals(
        List.of("C77|returned|-25.0", "D77|returned|-25.0", "E77|completed|12.5"),
        desk.lines(
            "select number, status, total from sales.\"order\" where number ~ '^[CDE]77$' order by"
                + " 1"));
  }

  @Test
  void theCheckForetellsWhatTheRunMakes() {
    desk.bring("sales", HEADER + "F1,2024-03-05,PF1,Fan,1,2,KF1,,\n");
    Import of =
        desk.checked(
            "sales",
            HEADER
                + """
                F1,2024-03-05,PF1,Fan,1,2,KF1,,
                F2,2024-03-05,PF1,Fan,1,2,KF1,,
                F3,2024-03-05,PF2,Fork,1,2,KF2,,
                F4,2024-03-05,PF3,Flag,many,2,KF3,,
                """);
    var foretold = Map.of("orders", 2L, "accounts", 1L, "products", 1L);
    assertEquals(foretold, of.made());
    desk.started(of);
    assertEquals(foretold, desk.imports.get(desk.policy, of.id()).made());
  }

  @Test
  void theProgressOfACheckIsOutOfAllRows() {
    var totals = new TreeSet<Long>();
    Import of = desk.upload("sales", HEADER + "E1,2024-03-05,PE,Egg,1,2,KE,,\n".repeat(3));
    desk.imports
        .run()
        .check(
            of.id(),
            new Watch() {
              @Override
              public void progress(long done, long total) {
                totals.add(total);
              }

              @Override
              public void checkpoint() {}
            });
    assertEquals(Set.of(3L), totals);
  }

  @Test
  void importingTheSameFileAgainChangesNothing() {
    String file = HEADER + "G1,2024-03-05,PG,Glass,1,2,KG,,\nG2,2024-03-05,PG,Glass,1,2,KG,,\n";
    desk.bring("sales", file);
    String before = desk.ask("select count(*), max(seq) from records.change");
    assertEquals(new Counters(2, 0, 0, 2, 0, 0, 2), desk.bring("sales", file));
    assertEquals(before, desk.ask("select count(*), max(seq) from records.change"));
  }

  @Test
  void aChangedOrderIsSkippedOrReplacedByChoice() {
    desk.bring("sales", HEADER + "H1,2024-03-05,PH,Hat,1,2,KH,,\n");
    String changed = HEADER + "H1,2024-03-05,PH,Hat,3,2,KH,,\nH1,2024-03-05,PH2,Cap,1,1,KH,,\n";
    assertEquals(new Counters(2, 0, 0, 0, 2, 0, 2), desk.bring("sales", changed));
    Import of = desk.upload("sales", changed);
    Mapping replace =
        new Mapping(of.mapping().columns(), null, null, null, null, "replace", null, null);
    desk.imports.change(desk.policy, of.id(), -1, new Imports.Change(replace, null, null));
    desk.imports.run().check(of.id(), Watch.NOBODY);
    assertEquals(new Counters(2, 0, 2, 0, 0, 0, 2), desk.started(of));
    assertEquals(
        "7|2|2",
        desk.ask(
            "select total, version, (select count(*) from sales.order_line l where l.\"order\" ="
                + " o.id) from sales.\"order\" o where number = 'H1'"));
  }

  @Test
  void anOrderWithAnUnreadableLineIsRefusedAsAWhole() {
    Import of =
        desk.checked(
            "sales",
            HEADER
                + """
                J1,2024-03-05,PJ,Jar,many,2,KJ,,
                J1,2024-03-05,PJ,Jar,1,2,KJ,,
                J2,2024-03-05,PJ,Jar,1,2,KJ,,
                ,2024-03-05,PJ,Jar,1,2,KJ,,
                """);
    assertEquals(new Counters(4, 1, 0, 0, 0, 3, 0), desk.imports.counters(of));
    assertEquals(new Counters(4, 1, 0, 0, 0, 3, 4), desk.started(of));
    assertEquals(
        List.of("2|number-wrong", "3|order-incomplete", "5|required"),
        desk.lines(
            "select line, faults -> 0 ->> 'code' from imports.sales_row where import = ? and faults"
                + " is not null order by row",
            of.id()));
  }

  @Test
  void amountsInAnotherCurrencyKeepItAndAreWorthTheRateOfTheirDay() {
    desk.database.transaction(tx -> {
      java.util.UUID user = desk.policy.principal().id();
      return tx.update(
          "insert into catalog.exchange_rate (created_by, updated_by, currency, valid_from, rate)"
              + " values (?, ?, 'EUR', '2024-01-01', 8)",
          user,
          user);
    });
    desk.bring(
        "sales", HEADER + "L1,2024-03-05,PL,Lamp,2,€10,KL,,\nL2,2023-03-05,PL,Lamp,2,€10,KL,,\n");
    assertEquals(
        List.of("L1|EUR|20|160", "L2|EUR|20|null"),
        desk.lines(
            "select number, currency, total, total_base from sales.\"order\" where number like 'L_'"
                + " order by 1"));
  }

  @Test
  void anImportThatWasCutOffGoesOnAtTheFirstOrderWithoutAResult() {
    var file = new StringBuilder(HEADER);
    for (int i = 0; i < 3_000; i++) {
      file.append("R")
          .append(i / 2)
          .append(",2024-03-05,PR")
          .append(i % 7)
          .append(",Rope,1,2,KR")
          .append(i % 9)
          .append(",,\n");
    }
    Import of = desk.checked("sales", file.toString());
    for (int cut = 1; cut <= 3; cut++) {
      var stopping = new StopsAfter(cut);
      assertThrows(StopsAfter.Stopped.class, () -> desk.imports.run().start(of.id(), stopping));
    }
    assertEquals(new Counters(3_000, 3_000, 0, 0, 0, 0, 3_000), desk.started(of));
    assertEquals(
        "1500|3000|1500",
        desk.ask(
            """
            select count(distinct o.id), count(*), (select count(*) from records.change where unit = ? and type = 'order')
            from sales."order" o join sales.order_line l on l."order" = o.id where o.number ~ '^R[0-9]'
            """,
            of.id()));
  }

  /// Stops the work after some chunks, as a crash between two transactions would.
  private static final class StopsAfter implements Watch {
    static final class Stopped extends RuntimeException {
      private static final long serialVersionUID = 1;
    }

    private int left;

    StopsAfter(int chunks) {
      left = chunks;
    }

    @Override
    public void progress(long done, long total) {}

    @Override
    public void checkpoint() {
      if (left-- == 0) {
        throw new Stopped();
      }
    }
  }

  @Test
  void whatTheImporterMayNotSeeIsTakenAndSaysNothingMore() {
    desk.bring("sales", HEADER + "T1,2024-03-05,PT,Tin,1,2,KT,,\n");
    Desk rep = desk.representative("Rep" + System.nanoTime());
    Import of =
        rep.checked(
            "sales",
            HEADER
                + "T1,2024-03-05,PT,Tin,1,2,KT,,\n"
                + "T2,2024-03-05,PT,Tin,1,2,KT,,\n"
                + "T3,2024-03-05,PT,Tin,1,2,KT3,,\n");
    assertEquals(new Counters(3, 1, 0, 0, 0, 2, 3), rep.started(of));
    assertEquals(
        List.of("taken", "taken"),
        rep.lines(
            "select distinct faults -> 0 ->> 'code' from imports.sales_row where import = ? and row"
                + " = 1 union all select faults -> 0 ->> 'code' from imports.sales_row where import"
                + " = ? and row = 2",
            of.id(),
            of.id()));
  }

  @Test
  void aMendedCellIsReadInPlaceOfTheFiles() {
    Import of = desk.checked("sales", HEADER + "M1,2024-03-05,PM,Mug,two,2,KM,,\n");
    var mend = new Imports.Mend(1, Map.of("Quantity", "2"));
    desk.imports.change(desk.policy, of.id(), -1, new Imports.Change(null, null, List.of(mend)));
    desk.imports.run().check(of.id(), Watch.NOBODY);
    assertEquals(new Counters(1, 1, 0, 0, 0, 0, 1), desk.started(of));
  }

  @Test
  @Tag("slow")
  void theRetailYearComesInWhole() {
    Path retail = Path.of("../shared/data/online_retail/online_retail_2010_2011.csv.gz");
    assumeTrue(Files.exists(retail), "skipped: ../shared/data/online_retail is not here");
    String before = desk.ask("select count(*) from sales.order_line");
    long start = System.nanoTime();
    Import of = desk.upload("sales", retail);
    long uploaded = System.nanoTime();
    desk.imports.run().check(of.id(), Watch.NOBODY);
    long checked = System.nanoTime();
    Counters counters = desk.started(of);
    long done = System.nanoTime();
    System.out.printf(
        "retail: upload %.1f s, check %.1f s, write %.1f s%n",
        (uploaded - start) / 1e9, (checked - uploaded) / 1e9, (done - checked) / 1e9);
    assertEquals(new Counters(541_909, 541_909, 0, 0, 0, 0, 541_909), counters);
    String unit =
        "from records.change c join sales.order_line l on l.id = c.part where c.unit = '"
            + of.id()
            + "'";
    assertEquals(
        "541909|5176450|9747747.93",
        desk.ask("select count(*), sum(quantity), round(sum(amount), 2) " + unit));
    assertEquals(
        "25900|3836|9747747.93",
        desk.ask(
            """
            select count(*), count(*) filter (where o.number like 'C%'), round(sum(o.total), 2)
            from records.change c join sales."order" o on o.id = c.record
            where c.unit = ? and c.type = 'order' and c.part is null
            """,
            of.id()));
    assertEquals(
        "4372|4070",
        desk.ask(
            "select (select count(*) from imports.sales_account where import = ?), (select count(*)"
                + " from imports.sales_product where import = ?)",
            of.id(),
            of.id()));
    assertEquals(
        "IE",
        desk.ask(
            "select a.country from customers.account a join sales.\"order\" o on o.account = a.id"
                + " where o.number = '536540'"));
  }
}
