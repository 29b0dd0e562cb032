package org.shuke.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.shuke.insight.value.ValueSetting;
import org.shuke.insight.value.Values;
import org.shuke.platform.TestDatabase;

/// Sales files that know customers and products by their names alone, and what a check tells of a
/// file before it is taken.
class SalesNamesTest {
  private static final String HEADER =
      "Invoice,Date,Product Name,Quantity,Unit Price,Customer Name,Country\n";
  private static final String BOUGHT =
      """
      select o.number, a.name, a.external_id, p.sku, p.name from sales."order" o
      join sales.order_line l on l."order" = o.id
      left join customers.account a on a.id = o.account left join catalog.product p on p.id = l.product
      where o.number like ? order by 1
      """;

  @RegisterExtension static final TestDatabase WORLD = TestDatabase.fresh();

  @TempDir static Path folder;

  static Desk desk;

  @BeforeAll
  static void open() {
    desk = new Desk(WORLD, folder);
  }

  @Test
  void namesStandInForKeysThatTheFileDoesNotHave() {
    String file = HEADER + "A1,2024-03-05,Tea cup,2,12.5,Blue Ltd,UK\nA2,2024-03-06,Jug,1,9,,\n";
    assertEquals(new Counters(2, 2, 0, 0, 0, 0, 2), desk.bring("sales", file));
    assertEquals(
        List.of("A1|Blue Ltd|Blue Ltd|Tea cup|Tea cup", "A2|null|null|Jug|Jug"),
        desk.lines(BOUGHT, "A%"));
    assertEquals(new Counters(2, 0, 0, 2, 0, 0, 2), desk.bring("sales", file));
  }

  @Test
  void whoIsThereUnderExactlyThatNameIsMeant() {
    desk.bring("accounts", "Name,City\nGreen Ltd,Oslo\n");
    desk.bring("accounts", "External id,Name\n77,Gold Ltd\n");
    desk.bring("products", "Product code,Name\nP-9,Bowl\n");
    desk.bring(
        "sales",
        "Rechnungsnr,Rechnungsdatum,Bezeichnung,Menge,Einzelpreis,Kunde\n"
            + "B1,05.03.2024,Bowl,2,\"12,5\",Green Ltd\n"
            + "B2,25.03.2024,Bowl,2,\"12,5\",Gold Ltd\n");
    assertEquals(
        List.of("B1|Green Ltd|null|P-9|Bowl", "B2|Gold Ltd|77|P-9|Bowl"), desk.lines(BOUGHT, "B%"));
    desk.bring("sales", "订单号,日期,商品名称,数量,单价,客户名称\nB3,2024-03-06,Bowl,1,9,Green Ltd\n");
    assertEquals("B3|Green Ltd|null|P-9|Bowl", desk.ask(BOUGHT, "B3"));
    assertEquals("1", desk.ask("select count(*) from customers.account where name = 'Green Ltd'"));
  }

  @Test
  void aNameThatSeveralBearIsRefused() {
    desk.bring("accounts", "External id,Name\nt1,Twin\nt2,Twin\n");
    Import of = desk.checked("sales", HEADER + "C1,2024-03-05,Cup,2,12.5,Twin,\n");
    assertEquals(1, desk.imports.counters(of).failed());
    assertEquals(
        "key-ambiguous",
        desk.ask("select faults -> 0 ->> 'code' from imports.sales_row where import = ?", of.id()));
  }

  @Test
  void theCheckTellsOfRowsWithoutCustomerOfDaysAheadAndOfUnknownCountries() {
    Import of =
        desk.checked(
            "sales",
            "Invoice,Date,Product code,Quantity,Unit price,Country\n"
                + "D1,2024-03-05,P,1,1,Atlantis\n"
                + "D2,2099-03-05,P,1,1,Atlantis\n"
                + "D3,2026-03-02,P,1,1,Lemuria\n"
                + "D4,2026-03-02,P,1,1,France\n"
                + "D5,2026-03-02,P,1,1,EIRE\n");
    assertEquals(
        List.of(
            new Import.Warning(null, "customers-missing", 5L, null),
            new Import.Warning("Country", "country-unknown", 3L, List.of("Atlantis", "Lemuria")),
            new Import.Warning("Date", "date-ahead", 1L, List.of("2099-03-05"))),
        of.warnings());
  }

  @Test
  void aSaleOfADayToComeIsNotTheDayFromWhichValueLooksBack() {
    String header = "Invoice,Date,Product code,Quantity,Unit price,Customer\n";
    desk.bring("sales", header + "F1,2026-02-27,P,1,1,F\nF2,2099-02-27,P,1,1,F\n");
    Clock clock = Clock.fixed(Instant.parse("2026-03-01T00:00:00Z"), ZoneOffset.UTC);
    ZoneId zone = Desk.OPTIONS.zone();
    new Values(desk.database, zone, () -> ValueSetting.DEFAULT, clock).reckon();
    assertEquals("2026-02-28", desk.ask("select as_of from insight.value_run"));
    assertEquals(
        "1|1",
        desk.ask(
            "select recency_days, frequency from insight.account_value join customers.account"
                + " using (id) where external_id = 'F'"));
  }

  @Test
  void anOrderThatCameWithoutCustomerIsReplacedByOneThatHasOne() {
    desk.bring("sales", "Invoice,Date,Product code,Quantity,Unit price\nE1,2024-03-05,P,1,1\n");
    Import of =
        desk.upload(
            "sales",
            "Invoice,Date,Product code,Quantity,Unit price,Customer name\n"
                + "E1,2024-03-05,P,1,1,Late Ltd\n");
    Mapping replace =
        new Mapping(of.mapping().columns(), null, null, null, null, "replace", null, null);
    desk.imports.change(desk.policy, of.id(), -1, new Imports.Change(replace, null, null));
    desk.imports.run().check(of.id(), Watch.NOBODY);
    assertEquals(new Counters(1, 0, 1, 0, 0, 0, 1), desk.started(of));
    assertEquals("E1|Late Ltd|Late Ltd|P|P", desk.ask(BOUGHT, "E1"));
  }
}
