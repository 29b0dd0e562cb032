package org.shuke.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.shuke.platform.Refusal;
import org.shuke.platform.TestDatabase;

class RecordImportTest {
  @RegisterExtension static final TestDatabase WORLD = TestDatabase.fresh();

  @TempDir static Path folder;

  static Desk desk;

  @BeforeAll
  static void open() {
    desk = new Desk(WORLD, folder);
  }

  @Test
  void whatItsRoomFillsInIsNotAskedOfAFile() {
    Import of = desk.upload("accounts", "Account\nNaturally Grown\n");
    var asked =
        desk.imports.targets(of).stream().filter(Target::required).map(Target::name).toList();
    assertEquals(List.of("name"), asked);
  }

  @Test
  void rowsBecomeRecordsCompletedByTheirRoom() {
    Counters counters =
        desk.bring(
            "contacts",
            """
            First name,Last name,E-mail,Mobile,Birthday,External id
            Ann,Lee,Ann@Example.org,138 0013 8000,5 March 1980,c1
            伟,张,wei@example.org,,1985年1月2日,c2
            """);
    assertEquals(new Counters(2, 2, 0, 0, 0, 0, 2), counters);
    assertEquals(
        List.of(
            "Ann|Lee|Ann Lee|Ann@example.org|+8613800138000|1980-03-05|Ann",
            "伟|张|张伟|wei@example.org|null|1985-01-02|Ann"),
        desk.lines(
            """
            select given_name, family_name, c.name, c.email, mobile, birthday, u.name
            from customers.contact c join access."user" u on u.id = c.owner
            where external_id in ('c1', 'c2') order by external_id
            """));
    assertEquals("t", desk.ask("select bool_and(length(name_key_zh) > 0) from customers.contact"));
  }

  @Test
  void aFileWithNothingInItIsRefusedByName() {
    var refused = assertThrows(Refusal.class, () -> desk.upload("accounts", ""));
    assertEquals(422, refused.status());
    assertEquals("file", refused.faults().getFirst().field());
    assertEquals("import-file-empty", refused.faults().getFirst().code());
  }

  @Test
  void aFileThatWasBrokenOffLeavesNothing() throws IOException {
    var broken =
        new InputStream() {
          private int left = 100_000;

          @Override
          public int read() throws IOException {
            if (left-- <= 0) {
              throw new IOException("gone");
            }
            return 'a';
          }
        };
    assertThrows(
        UncheckedIOException.class,
        () -> desk.imports.upload(desk.policy, "accounts", "broken.csv", broken));
    try (var kept = Files.list(folder)) {
      assertEquals(List.of(), kept.filter(f -> f.toString().endsWith(".coming")).toList());
    }
  }

  @Test
  void theSameFileAgainChangesNothingAndAnotherOneUpdates() {
    String file = "External id,Name,City\nu1,Blue Ltd,Rome\nu2,Red Ltd,Oslo\n";
    assertEquals(new Counters(2, 2, 0, 0, 0, 0, 2), desk.bring("accounts", file));
    String before = desk.ask("select count(*) from records.change");
    assertEquals(new Counters(2, 0, 0, 2, 0, 0, 2), desk.bring("accounts", file));
    assertEquals(before, desk.ask("select count(*) from records.change"));
    assertEquals(
        new Counters(3, 1, 1, 1, 0, 0, 3),
        desk.bring(
            "accounts", "External id,Name,City\nu1,Blue Ltd,Bergen\nu2,Red Ltd,\nu3,New,Bonn\n"));
    assertEquals(
        "Blue Ltd|Bergen|2",
        desk.ask("select name, city, version from customers.account where external_id = 'u1'"));
    assertEquals("Oslo", desk.ask("select city from customers.account where external_id = 'u2'"));
    assertEquals(
        "{\"city\": \"Rome\"}|{\"city\": \"Bergen\"}",
        desk.ask(
            """
            select v.before, v.after from records.change c join records.change_value v using (seq)
            join customers.account a on a.id = c.record where a.external_id = 'u1' and c.op = 'update'
            """));
  }

  @Test
  void referencesAreFoundByKeyAndMadeIfWanted() {
    desk.bring("accounts", "External id,Name\nr1,Acme\n");
    Import of =
        desk.checked(
            "contacts",
            "Name,Company,Tags,External id\n"
                + "Ann,Acme,vip,rc1\n"
                + "Bob,r1,\"vip, new\",rc2\n"
                + "Cid,Fresh Co,,rc3\n");
    assertEquals(List.of("account", "tags"), of.mapping().create().stream().sorted().toList());
    assertEquals(new Counters(3, 3, 0, 0, 0, 0, 3), desk.started(of));
    assertEquals(
        List.of("Ann|Acme|{vip}", "Bob|Acme|{new,vip}", "Cid|Fresh Co|{}"),
        desk.lines(
            """
            select c.name, a.name, array(select t.name from customers.tag t where t.id = any(c.tags) order by 1)
            from customers.contact c join customers.account a on a.id = c.account
            where c.external_id like 'rc_' order by c.external_id
            """));
    assertEquals("1", desk.ask("select count(*) from customers.account where name = 'Acme'"));
  }

  @Test
  void everyWrongCellIsNamedBeforeAnythingIsWritten() {
    Import of =
        desk.checked(
            "contacts",
            """
            Name,E-mail,Phone,Birthday,External id
            Ann,not an address,12,2020-02-31,f1
            ,b@example.org,010-65529988,,f2
            Cid,c@example.org,,2999-01-01,f3
            Dee,d@example.org,,,f4
            Dee,d@example.org,,,f4
            """);
    assertEquals(new Counters(5, 1, 0, 0, 0, 4, 0), desk.imports.counters(of));
    assertEquals(
        List.of(
            "2|email-wrong,phone-wrong,date-impossible",
            "3|required",
            "4|contact.birthday-ahead",
            "6|key-twice"),
        desk.lines(
            """
            select line, (select string_agg(f ->> 'code', ',') from jsonb_array_elements(faults) f)
            from imports.row where import = ? and faults is not null order by row
            """,
            of.id()));
    assertEquals(
        "0", desk.ask("select count(*) from customers.contact where external_id like 'f_'"));
  }

  @Test
  void anUnknownCountryIsAWarningAndNeverTheRow() {
    Import of = desk.checked("accounts", "External id,Name,Country\nw1,One,Atlantis\nw2,Two,RSA\n");
    assertEquals(new Counters(2, 2, 0, 0, 0, 0, 2), desk.started(of));
    assertEquals(
        List.of("w1|null", "w2|ZA"),
        desk.lines(
            "select external_id, country from customers.account where external_id like 'w_' order"
                + " by 1"));
    assertEquals(
        "country-unknown",
        desk.ask(
            "select warnings -> 0 ->> 'code' from imports.row where import = ? and warnings is not"
                + " null",
            of.id()));
  }

  @Test
  void aReferenceThatIsNotToBeMadeMustBeThere() {
    Import of = desk.upload("contacts", "Name,Company,External id\nAnn,Nowhere Inc,m1\n");
    Mapping strict =
        new Mapping(
            of.mapping().columns(),
            null,
            null,
            null,
            List.of("externalId"),
            "update",
            List.of(),
            null);
    desk.imports.change(desk.policy, of.id(), -1, new Imports.Change(strict, null, null));
    desk.imports.run().check(of.id(), Watch.NOBODY);
    assertEquals(1, desk.imports.counters(desk.imports.get(desk.policy, of.id())).failed());
  }

  @Test
  void aRowMayReferToALaterRowAndToARowThatIsThere() {
    Import of =
        desk.checked(
            "accounts",
            """
            External id,Name,Parent company
            s1,Leaf,s2
            s2,Branch,Root Holding
            s3,Root Holding,
            s4,Other leaf,s2
            """);
    assertEquals(new Counters(4, 4, 0, 0, 0, 0, 0), desk.imports.counters(of));
    assertEquals(new Counters(4, 4, 0, 0, 0, 0, 4), desk.started(of));
    String parents =
        """
        select a.name, p.name from customers.account a left join customers.account p on p.id = a.parent
        where a.external_id ~ '^s[0-9]$' order by a.external_id
        """;
    assertEquals(
        List.of("Leaf|Branch", "Branch|Root Holding", "Root Holding|null", "Other leaf|Branch"),
        desk.lines(parents));
    assertEquals(
        "1", desk.ask("select count(*) from customers.account where name = 'Root Holding'"));
    assertEquals(
        new Counters(4, 2, 1, 1, 0, 0, 4),
        desk.bring(
            "accounts",
            "External id,Name,Parent company\n"
                + "s5,Twig,s1\n"
                + "s3,Root Holding,s6\n"
                + "s2,Branch,s3\n"
                + "s6,Top,\n"));
    assertEquals("Root Holding|Top", desk.lines(parents).get(2));
  }

  @Test
  void aRingOfReferencesIsReportedWithItsRows() {
    desk.bring("accounts", "External id,Name,Parent company\nq1,Above,\nq2,Below,q1\n");
    Import of =
        desk.checked(
            "accounts",
            """
            External id,Name,Parent company
            q3,Self,q3
            q4,One,q5
            q5,Two,q4
            q6,Behind,q4
            q1,Above,q2
            q7,Fine,q1
            """);
    assertEquals(
        List.of(
            "2|reference-ring",
            "3|reference-ring",
            "4|reference-ring",
            "5|reference-refused",
            "6|reference-ring"),
        desk.lines(
            "select line, faults -> 0 ->> 'code' from imports.row where import = ? and faults is"
                + " not null order by row",
            of.id()));
    assertEquals(new Counters(6, 1, 0, 0, 0, 5, 6), desk.started(of));
  }

  @Test
  void aRowThatRefersToARefusedRowIsRefusedWithIt() {
    Import of =
        desk.checked(
            "accounts",
            "External id,Name,Parent company,Employees\n"
                + "t1,Child,t2,\n"
                + "t2,Parent,,many\n"
                + "t3,Grandchild,t1,\n");
    Mapping columns = of.mapping();
    assertEquals("parent", columns.columns().get("Parent company"));
    Mapping strict =
        new Mapping(
            columns.columns(), null, null, null, List.of("externalId"), "update", List.of(), null);
    desk.imports.change(desk.policy, of.id(), -1, new Imports.Change(strict, null, null));
    desk.imports.run().check(of.id(), Watch.NOBODY);
    assertEquals(
        new Counters(3, 0, 0, 0, 0, 3, 0),
        desk.imports.counters(desk.imports.get(desk.policy, of.id())));
  }

  @Test
  void administratorsBringTheOriginalDateAndAuthorAlong() {
    desk.bring(
        "accounts",
        "External id,Name,Created at,Created by\n"
            + "v1,Old friend,2011-04-05 10:00,Ann\n"
            + "v2,New friend,,Ann@Example.com\n");
    assertEquals(
        List.of("2011-04-05 02:00:00+00|Ann", "2026-03-01 00:00:00+00|Ann"),
        desk.lines(
            """
            select a.created_at, p.name from customers.account a join records.principal p on p.id = a.created_by
            where external_id in ('v1', 'v2') order by external_id
            """));
    Desk rep = desk.representative("Rep" + System.nanoTime());
    Import of = rep.upload("accounts", "External id,Name,Created at\nv3,Forged,2011-04-05\n");
    assertEquals(null, of.mapping().columns().get("Created at"));
  }

  @Test
  void aDryRunForetellsWhatHappensAndChangesNothing() {
    desk.bring("accounts", "External id,Name\ny1,Known\ny2,Same\n");
    desk.bring("contacts", "External id,Name,Company\nyc1,Zoe,y1\nyc2,Yan,y2\n");
    String before = desk.ask("select count(*), max(seq) from records.change");
    Import of =
        desk.checked(
            "contacts",
            """
            External id,Name,Company,E-mail
            yc1,Zoe,y1,
            yc2,Yan,y1,
            yc3,Xia,Unheard of,
            yc4,Wim,y2,wrong
            yc5,Vic,,
            yc1,Zoe,y2,
            """);
    assertEquals(before, desk.ask("select count(*), max(seq) from records.change"));
    Counters foretold = desk.imports.counters(of);
    Counters real = desk.started(of);
    assertEquals(new Counters(6, 2, 1, 1, 0, 2, 0), foretold);
    assertEquals(new Counters(6, 2, 1, 1, 0, 2, 6), real);
  }

  @Test
  void whatRowsWillMakeOfOtherTypesIsForetold() {
    Import of =
        desk.checked(
            "contacts",
            "External id,Name,Company\nzf1,Ann,Foretold One\nzf2,Bea,Foretold Two\nzf3,Cid,Foretold One\n");
    assertEquals(Map.of("accounts", 2L), of.made());
    desk.started(of);
    assertEquals(Map.of("accounts", 2L), desk.imports.get(desk.policy, of.id()).made());
  }

  @Test
  void anImportThatWasStoppedKeepsWhatItWroteAndGoesOnWithTheRest() {
    var rows = new StringBuilder("External id,Name,Company\n");
    for (int i = 0; i < 1_200; i++) {
      rows.append("stop").append(i).append(",Stopped ").append(i).append(",Of the stopped\n");
    }
    Import of = desk.checked("contacts", rows.toString());
    assertThrows(IllegalStateException.class, () -> desk.imports.run().start(of.id(), stopping(1)));
    desk.imports.cancel(desk.policy, of.id());
    Import stopped = desk.imports.get(desk.policy, of.id());
    assertEquals(Import.State.CANCELLED, stopped.state());
    assertEquals(new Counters(1_200, 500, 0, 0, 700, 0, 500), desk.imports.counters(stopped));
    assertEquals(new Counters(1_200, 1_200, 0, 0, 0, 0, 1_200), desk.started(stopped));
    assertEquals(
        "1200", desk.ask("select count(*) from customers.contact where external_id like 'stop%'"));
  }

  @Test
  void aCheckThatWasStoppedIsBackAtTheColumns() {
    Import of = desk.checked("contacts", "External id,Name\nback1,Ann\n");
    desk.imports.cancel(desk.policy, of.id());
    Import back = desk.imports.get(desk.policy, of.id());
    assertEquals(Import.State.UPLOADED, back.state());
    assertEquals(of.mapping(), back.mapping());
    assertThrows(Refusal.class, () -> desk.imports.start(desk.policy, of.id()));
  }

  @Test
  void whatWasUndoneDoesNotGoOn() {
    Import of = desk.checked("contacts", "External id,Name\ngone1,Ann\n");
    desk.started(of);
    desk.undo(of);
    assertThrows(Refusal.class, () -> desk.imports.start(desk.policy, of.id()));
  }

  /// Stops after so many chunks.
  private static Watch stopping(int chunks) {
    var left = new AtomicInteger(chunks);
    return new Watch() {
      @Override
      public void progress(long done, long total) {}

      @Override
      public void checkpoint() {
        if (left.getAndDecrement() <= 0) {
          throw new IllegalStateException("stopped");
        }
      }
    };
  }

  @Test
  void whoOwnsWithoutBeingKnownIsMadeAnInvitedUser() {
    Import of =
        desk.checked("accounts", "External id,Name,Owner\no1,Theirs,Moses Frase\no2,Mine,\n");
    assertTrue(of.mapping().create().contains("owner"), of.mapping()::toString);
    assertEquals(new Counters(2, 2, 0, 0, 0, 0, 2), desk.started(of));
    assertEquals(
        List.of("Moses Frase|moses.frase@invited.invalid|t|{}", "Ann|Ann@example.com|t|{}"),
        desk.lines(
            """
            select u.name, u.email, u.active, u.roles from customers.account a join access."user" u on u.id = a.owner
            where external_id in ('o1', 'o2') order by external_id
            """));
  }

  @Test
  void theCrmAccountsAndTheFebrlPeopleComeInWhole() {
    Path accounts = Path.of("../shared/data/crm_maven/accounts.csv");
    assumeTrue(Files.exists(accounts), "skipped: ../shared/data/crm_maven is not here");
    Import of = desk.upload("accounts", accounts);
    assertEquals("name", of.mapping().columns().get("account"));
    desk.imports.run().check(of.id(), Watch.NOBODY);
    Counters counters = desk.started(of);
    assertEquals(85, counters.rows());
    assertEquals(
        85,
        counters.created(),
        () ->
            String.valueOf(
                desk.lines(
                    "select line, faults from imports.row where import = ? and faults is not null",
                    of.id())));
    Path people = Path.of("../shared/data/er_febrl/dataset2.csv");
    Import contacts = desk.upload("contacts", people);
    assertTrue(contacts.mapping().columns().containsValue("familyName"));
  }
}
