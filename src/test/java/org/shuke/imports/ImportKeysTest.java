package org.shuke.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.shuke.platform.TestDatabase;
import tools.jackson.databind.json.JsonMapper;

/// By what rows meet the records that are there where no column is a unique key.
class ImportKeysTest {
  @RegisterExtension static final TestDatabase WORLD = TestDatabase.fresh();

  @TempDir static Path folder;

  static Desk desk;

  @BeforeAll
  static void open() {
    desk = new Desk(WORLD, folder);
  }

  private static Counters bring(String as, String text, List<String> keys) {
    Import of = desk.upload(as, text);
    Mapping given = of.mapping();
    Mapping keyed =
        new Mapping(
            given.columns(), null, null, given.defaults(), keys, "update", given.create(), null);
    desk.imports.change(desk.policy, of.id(), -1, new Imports.Change(keyed, null, null));
    desk.imports.run().check(of.id(), Watch.NOBODY);
    return desk.started(desk.imports.get(desk.policy, of.id()));
  }

  @Test
  void theSamePhoneBookTwiceIsUnchanged() {
    String byMail = "First name,Last name,E-mail\nAnn,Lee,Ann@one.org\nBo,Li,bo@one.org\n";
    assertEquals(List.of("email"), desk.upload("contacts", byMail).mapping().keys());
    assertEquals(new Counters(2, 2, 0, 0, 0, 0, 2), desk.bring("contacts", byMail));
    assertEquals(new Counters(2, 0, 0, 2, 0, 0, 2), desk.bring("contacts", byMail));
    assertEquals(
        new Counters(2, 1, 1, 0, 0, 0, 2),
        desk.bring("contacts", "Last name,E-mail\nLee-Wong,ann@one.org\nNew,new@one.org\n"));
    String byPhone = "姓名,手机\n张三,13800138001\n李四,13800138002\n";
    assertEquals(List.of("mobile"), desk.upload("contacts", byPhone).mapping().keys());
    assertEquals(new Counters(2, 2, 0, 0, 0, 0, 2), desk.bring("contacts", byPhone));
    assertEquals(new Counters(2, 0, 0, 2, 0, 0, 2), desk.bring("contacts", byPhone));
  }

  @Test
  void whereSomeShareOrLackTheirAddressTheNameCountsAsWell() {
    String file = "Name,E-mail\nCy,info@two.org\nDi,info@two.org\nEve,\n";
    assertEquals(List.of("email", "name"), desk.upload("contacts", file).mapping().keys());
    assertEquals(new Counters(3, 3, 0, 0, 0, 0, 3), desk.bring("contacts", file));
    assertEquals(new Counters(3, 0, 0, 3, 0, 0, 3), desk.bring("contacts", file));
  }

  @Test
  void aNameMeetsOnlyWhoIsAtTheSameAccount() {
    desk.bring("accounts", "External id,Name\nn1,North\nn2,South\n");
    String file = "Name,Company,Job title\nFay,North,Buyer\nFay,South,Boss\nFay,,Free\n";
    List<String> keys = List.of("name", "account");
    assertEquals(new Counters(3, 3, 0, 0, 0, 0, 3), bring("contacts", file, keys));
    assertEquals(new Counters(3, 0, 0, 3, 0, 0, 3), bring("contacts", file, keys));
    assertEquals(
        new Counters(2, 1, 1, 0, 0, 0, 2),
        bring("contacts", "Name,Company,Job title\nFay,South,Chair\nFay,West,New\n", keys));
    assertEquals(
        List.of("North|Buyer", "South|Chair", "West|New", "null|Free"),
        desk.lines(
            """
            select a.name, c.job_title from customers.contact c
            left join customers.account a on a.id = c.account where c.name = 'Fay' order by 1
            """));
  }

  @Test
  void aKeyThatSeveralRecordsHaveIsRefused() {
    desk.bring("contacts", "External id,Name,E-mail\ng1,Gil,g@g.org\ng2,Gus,g@g.org\n");
    Import of = desk.checked("contacts", "Name,E-mail\nGil,g@g.org\n");
    assertEquals(
        "key-ambiguous|g@g.org",
        desk.ask(
            "select faults -> 0 ->> 'code', faults -> 0 ->> 'value' from imports.row where import ="
                + " ?",
            of.id()));
  }

  @Test
  void aFaultOfAReferenceStandsAtItsColumn() {
    Import of = desk.upload("contacts", "Name,Company,External id\nHal,Nowhere Inc,h1\n");
    Mapping strict =
        new Mapping(
            of.mapping().columns(), null, null, null, List.of("externalId"), null, null, null);
    desk.imports.change(desk.policy, of.id(), -1, new Imports.Change(strict, null, null));
    desk.imports.run().check(of.id(), Watch.NOBODY);
    assertEquals(
        "Company",
        desk.ask("select faults -> 0 ->> 'column' from imports.row where import = ?", of.id()));
  }

  @Test
  void aMappingMayWriteASingleKeyWithoutItsList() {
    var json = JsonMapper.shared();
    var one = json.readValue("{\"columns\":{},\"match\":\"email\"}", Mapping.class);
    assertEquals(List.of("email"), one.keys());
    assertEquals("email", json.valueToTree(one).path("match").stringValue());
    var two = json.readValue("{\"columns\":{},\"match\":[\"email\",\"name\"]}", Mapping.class);
    assertEquals(List.of("email", "name"), two.keys());
  }

  @Test
  void aNumberBelongsToTheCountryOfItsRow() {
    desk.bring(
        "accounts",
        "External id,Name,Phone,Country\np1,Berlin,030 901820,Germany\np2,Other,400-810-8888,\n");
    assertEquals(
        List.of("+4930901820", "+864008108888"),
        desk.lines(
            "select phone from customers.account where external_id in ('p1', 'p2') order by"
                + " external_id"));
  }

  @Test
  void aNumberBelongsToTheCountryOfTheAccountThatItsRowNames() {
    desk.bring(
        "accounts",
        "External id,Name,Country\nw1,Berlin AG,Germany\nw2,Nowhere,\nw3,Paris SA,France\n");
    desk.bring(
        "contacts",
        "External id,Name,Company,Phone,Country\n"
            + "wc1,Uwe,Berlin AG,030 901820,\n"
            + "wc2,Ute,w1,030 901820,\n"
            + "wc3,Wu,Nowhere,400-810-8888,\n"
            + "wc4,Yves,Berlin AG,01 42 68 53 00,France\n"
            + "wc5,Una,New GmbH,400-810-8888,\n");
    assertEquals(
        List.of("+4930901820", "+4930901820", "+864008108888", "+33142685300", "+864008108888"),
        desk.lines(
            "select phone from customers.contact where external_id like 'wc_' order by"
                + " external_id"));
  }

  @Test
  void newParentsThatComeBackToThemselvesAreCaughtByTheirNamesToo() {
    Import of =
        desk.checked(
            "accounts",
            "Name,Parent company\nRing A,Ring B\nRing B,Ring A\nRing C,Ring A\nAside,\n");
    assertEquals(
        List.of(
            "2|reference-ring|Parent company|Ring B",
            "3|reference-ring|Parent company|Ring A",
            "4|reference-refused|Parent company|Ring A"),
        desk.lines(
            """
            select line, faults -> 0 ->> 'code', faults -> 0 ->> 'column', faults -> 0 ->> 'value'
            from imports.row where import = ? and faults is not null order by row
            """,
            of.id()));
    assertEquals(new Counters(4, 1, 0, 0, 0, 3, 4), desk.started(of));
  }

  @Test
  void aDayOfThePastThatLiesAheadIsADoubtInEveryFile() {
    Import of =
        desk.checked(
            "orders",
            "Number,Placed at,Status\nAH1,2027-01-05,completed\nAH2,2026-01-05,completed\n");
    assertEquals(
        List.of("Placed at|date-ahead|1"),
        desk.imports.get(desk.policy, of.id()).warnings().stream()
            .map(w -> w.column() + "|" + w.code() + "|" + w.rows())
            .toList());
  }

  @Test
  void categoriesOfACardBecomeTags() {
    desk.bring(
        "contacts",
        "BEGIN:VCARD\nVERSION:3.0\nFN:Ivy\nUID:i1\nCATEGORIES:friend,fair\nEND:VCARD\n");
    assertEquals(
        "fair,friend",
        desk.ask(
            """
            select string_agg(t.name, ',' order by t.name) from customers.contact c
            join customers.tag t on t.id = any (c.tags) where c.external_id = 'i1'
            """));
  }

  @Test
  void aSalesImportSaysHowManyRecordsOfEachTypeItMade() {
    Import of =
        desk.checked(
            "sales",
            "Invoice,Date,Product code,Quantity,Unit price,Customer\n"
                + "J1,2024-03-05,JA,1,1,JK\nJ1,2024-03-05,JB,1,1,JK\nJ2,2024-03-05,JA,1,1,JK\n");
    desk.started(of);
    Import done = desk.imports.get(desk.policy, of.id());
    assertEquals("{orders=2, accounts=1, products=2}", done.made().toString());
  }
}
