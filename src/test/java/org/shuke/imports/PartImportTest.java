package org.shuke.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.shuke.platform.TestDatabase;
import org.shuke.records.units.Units;

/// Addresses, important dates, likes and relations that a file brings with their records.
class PartImportTest {
  private static final String ADDRESSES =
      """
      select c.external_id, p.use, p.street, p.city, p.country from customers.contact_address p
      join customers.contact c on c.id = p.contact where c.external_id like ? order by 1, p.position
      """;

  @RegisterExtension static final TestDatabase WORLD = TestDatabase.fresh();

  @TempDir static Path folder;

  static Desk desk;

  @BeforeAll
  static void open() {
    desk = new Desk(WORLD, folder);
  }

  /// Everything that people see of customers, as one text.
  private static List<String> state() {
    return List.of("account", "contact").stream()
        .flatMap(type -> desk.lines(stateOf(type)).stream())
        .toList();
  }

  private static String stateOf(String type) {
    return """
    select to_jsonb(t) - '{version,updated_at,updated_by}'::text[], array(
      select to_jsonb(p) from customers.%1$s_address p where p.%1$s = t.id union all
      select to_jsonb(p) from customers.%1$s_date p where p.%1$s = t.id union all
      select to_jsonb(p) from customers.%1$s_preference p where p.%1$s = t.id union all
      select to_jsonb(p) from customers.%1$s_relation p where p.%1$s = t.id order by 1)
    from customers.%1$s t where t.external_id not like 'm%%' order by t.id
    """
        .formatted(type);
  }

  @Test
  void columnsOfPartsAreUnderstoodAndBecomeParts() {
    String file =
        """
        External id,Name,Street,Postcode,City,Country,Shipping city,Wedding anniversary,Likes,Dislikes,Referred by
        a1,Ann Lee,1 High St,SW1,London,UK,Leeds,2001-06-02,tea; long walks,noise,Bo Li
        a2,Bo Li,,,,,,,,,Ann Lee
        a3,Cy Fox,,,Rome,Italy,,,,,
        """;
    Import of = desk.checked("contacts", file);
    assertEquals(
        "{City=addresses.city, Country=addresses.country, Dislikes=preferences.dislike.text,"
            + " External id=externalId, Likes=preferences.like.text, Name=name,"
            + " Postcode=addresses.postalCode, Referred by=relations.referrer.otherContact,"
            + " Shipping city=addresses.shipping.city, Street=addresses.street,"
            + " Wedding anniversary=dates.anniversary.date}",
        new TreeMap<>(of.mapping().columns()).toString());
    assertEquals(new Counters(3, 3, 0, 0, 0, 0, 0), desk.imports.counters(of));
    assertEquals(new Counters(3, 3, 0, 0, 0, 0, 3), desk.started(of));
    assertEquals(
        List.of(
            "a1|main|1 High St|London|GB", "a1|shipping|null|Leeds|null", "a3|main|null|Rome|IT"),
        desk.lines(ADDRESSES, "a_"));
    assertEquals(
        List.of("dislike|noise", "like|tea", "like|long walks"),
        desk.lines(
            """
            select p.kind, p.text from customers.contact_preference p join customers.contact c
            on c.id = p.contact where c.external_id = 'a1' order by p.kind, p.position
            """));
    assertEquals(
        "anniversary|2001-06-02|t",
        desk.ask(
            """
            select p.kind, p.date, p.yearly from customers.contact_date p join customers.contact c
            on c.id = p.contact where c.external_id = 'a1'
            """));
    // each brought the other: neither has to be there first
    assertEquals(
        List.of("a1|referrer|a2", "a2|referrer|a1"),
        desk.lines(
            """
            select c.external_id, p.kind, o.external_id from customers.contact_relation p
            join customers.contact c on c.id = p.contact join customers.contact o on o.id = p.other_contact
            where c.external_id like 'a_' order by 1
            """));
    List<String> before = state();
    assertEquals(new Counters(3, 0, 0, 3, 0, 0, 3), desk.bring("contacts", file));
    assertEquals(before, state());
  }

  @Test
  void whatIsToldByTheSameIsChangedAndTheRestStays() {
    desk.bring(
        "contacts",
        "External id,Name,City,Billing city,Likes\nb1,Bea,Rome,Milan,tea\nb2,Ben,Oslo,,\n");
    Import of =
        desk.checked(
            "contacts", "External id,Street,Billing city,Likes\nb1,Via 1,Turin,tea; golf\nb2,,,\n");
    assertEquals(new Counters(2, 0, 1, 1, 0, 0, 2), desk.started(of));
    assertEquals(
        List.of("b1|main|Via 1|Rome|null", "b1|billing|null|Turin|null", "b2|main|null|Oslo|null"),
        desk.lines(ADDRESSES, "b_"));
    assertEquals(
        "golf,tea",
        desk.ask(
            """
            select string_agg(p.text, ',' order by p.text) from customers.contact_preference p
            join customers.contact c on c.id = p.contact where c.external_id = 'b1'
            """));
    desk.undo(of);
    assertEquals(
        List.of("b1|main|null|Rome|null", "b1|billing|null|Milan|null", "b2|main|null|Oslo|null"),
        desk.lines(ADDRESSES, "b_"));
  }

  @Test
  void aColumnMaySayTheSortOfAPart() {
    desk.bring(
        "contacts",
        "External id,Name,City,Address type\nd1,Dan,Rome,Billing\nd2,Dee,Oslo,收货地址\nd3,Dot,Bonn,\n"
            .replace("收货地址", "shipping"));
    assertEquals(
        List.of(
            "d1|billing|null|Rome|null", "d2|shipping|null|Oslo|null", "d3|main|null|Bonn|null"),
        desk.lines(ADDRESSES, "d_"));
  }

  @Test
  void partsAreCheckedWithTheOtherCellsBeforeAnythingIsWritten() {
    Import of =
        desk.checked(
            "contacts",
            """
            External id,Name,Country,Anniversary,dates.birthday.date,dates.birthday.note,Referred by
            e1,Eva,Atlantis,2001-02-30,,,
            e2,Eli,UK,,2999-01-01,,
            e3,Eve,UK,,,only a note,
            e4,Ed,UK,,,,
            """);
    assertEquals(
        List.of(
            "2|date-impossible|Anniversary",
            "3|contact-date.birthday-ahead|dates.birthday.date",
            "4|required|dates.birthday.date"),
        desk.lines(
            """
            select line, faults -> 0 ->> 'code', faults -> 0 ->> 'column' from imports.row
            where import = ? and faults is not null order by row
            """,
            of.id()));
    assertEquals(new Counters(4, 1, 0, 0, 0, 3, 4), desk.started(of));
  }

  @Test
  void accountsHaveBillingAndShippingAddressesBesideTheirOwn() {
    Import of =
        desk.checked(
            "accounts",
            "External id,Name,Street,City,Shipping Street,Shipping City,开票地址\n"
                + "f1,Fir Ltd,1 Own St,Bath,2 Dock Rd,Hull,3 Bill St\n");
    assertEquals(new Counters(1, 1, 0, 0, 0, 0, 1), desk.started(of));
    assertEquals(
        List.of("Bath|billing|3 Bill St|null", "Bath|shipping|2 Dock Rd|Hull"),
        desk.lines(
            """
            select a.city, p.use, p.street, p.city from customers.account_address p
            join customers.account a on a.id = p.account where a.external_id = 'f1' order by p.use
            """));
  }

  @Test
  void whoeverHasAnImportUndoneHasWhatHeHadAndTheSameFileTwiceIsTheSameAsOnce() {
    for (int seed = 1; seed <= 12; seed++) {
      var random = new Random(seed);
      desk.bring("contacts", file(random, 6));
      List<String> before = state();
      String file = file(random, 20);
      Import of = desk.checked("contacts", file);
      Counters foretold = desk.imports.counters(of);
      Counters real = desk.started(of);
      assertEquals(foretold.created(), real.created(), file);
      assertEquals(foretold.updated(), real.updated(), file);
      assertEquals(0, real.failed(), file);
      List<String> after = state();
      assertNotEquals(before, after);
      Import again = desk.checked("contacts", file);
      assertEquals(20, desk.started(again).unchanged(), file);
      assertEquals(after, state(), file);
      Units.Done undone = desk.undo(of);
      assertTrue(undone.finished() && undone.kept() == 0, undone::toString);
      assertEquals(before, state(), file);
    }
  }

  /// Rows about twenty people, each about some of what can be known.
  private static String file(Random random, int rows) {
    String header =
        "External id,Name,City,Work street,Home country,Anniversary,Likes,爱好,Referred by,relations.family.otherContact,relations.family.role\n";
    List<Integer> people = new java.util.ArrayList<>(IntStream.range(0, 20).boxed().toList());
    java.util.Collections.shuffle(people, random);
    List<Integer> here = people.subList(0, rows);
    return header
        + here.stream().map(p -> row(random, p, here)).collect(Collectors.joining("\n"))
        + "\n";
  }

  private static String row(Random random, int person, List<Integer> here) {
    String other = "Person " + here.get(random.nextInt(here.size()));
    return String.join(
        ",",
        "z" + person,
        "Person " + person,
        some(random, "Rome", "Oslo", "北京"),
        some(random, "1 Main St", "2 Main St"),
        some(random, "UK", "中国", "Germany"),
        some(random, "1999-05-06", "2011-01-31"),
        some(random, "tea", "tea; golf", "狗、猫"),
        some(random, "太极", "swimming"),
        some(random, other),
        random.nextBoolean() ? other + "," + some(random, "brother") : ",");
  }

  private static String some(Random random, String... values) {
    int at = random.nextInt(values.length + 1);
    return at == values.length ? "" : values[at];
  }
}
