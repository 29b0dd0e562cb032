package org.shuke.records.exports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuke.platform.Refusal;
import org.shuke.platform.TestDatabase;
import org.shuke.platform.Texts;
import org.shuke.records.Policy;
import org.shuke.records.Scope;
import org.shuke.records.World;
import org.shuke.records.reads.Query;

class ExportsTest {
  @RegisterExtension static final TestDatabase test = TestDatabase.fresh();

  static final World world = new World(test);
  static final List<Long> witnessed = new ArrayList<>();
  static final Exports exports =
      new Exports(
          world.database(),
          world.reads(),
          Texts.load(),
          (policy, type, format, query, rows) -> witnessed.add(rows));

  private static void account(String json) {
    world.write(null, unit -> world.create(unit, "account", json));
  }

  private static byte[] export(
      Policy policy, Format format, String select, String filter, Locale locale)
      throws IOException {
    var query = Query.of(select, filter, "name", 500, null, false, null);
    var out = new ByteArrayOutputStream();
    exports.begin(() -> policy, world.type("account"), query, format, locale).write(out);
    return out.toByteArray();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Test
  void theFileHasLabelsAndTheValuesOfTheList() throws IOException {
    account("{'name':'Comma, Inc','city':'E1','employees':1200.50}");
    account("{'name':'引号 \\\\'x','city':'E1'}".replace("\\\\'", "“"));

    var csv =
        text(
            export(
                world.administrator(),
                Format.CSV,
                "name,employees,owner.name",
                "city == \"E1\"",
                Locale.ENGLISH));
    var chinese =
        text(export(world.administrator(), Format.CSV, "name", "city == \"E1\"", Locale.CHINESE));

    assertEquals(
        "\uFEFFName,Employees,Owner / Name\r\n\"Comma, Inc\",1200.50,Ada\r\n引号 “x,,Ada\r\n", csv);
    assertTrue(chinese.startsWith("\uFEFF名称\r\n"), chinese);
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"})
  void aCellThatLooksLikeAFormulaIsGuarded(String text) {
    assertEquals("\"'" + text + "\"", Csv.cell(text, false));
  }

  @Test
  void tagsAreToldByTheirNames() throws IOException {
    var tag = new UUID[1];
    world.write(null, unit -> tag[0] = world.create(unit, "tag", "{'name':'=VIP'}"));
    account("{'name':'Tagged','city':'TG','tags':['" + tag[0] + "']}");
    var here = "city == \"TG\"";
    var table = export(world.administrator(), Format.CSV, "name,tags", here, Locale.ENGLISH);
    assertTrue(text(table).contains("Tagged,\"'=VIP\""), text(table));
    var lines = export(world.administrator(), Format.JSONL, "name,tags", here, Locale.ENGLISH);
    assertTrue(text(lines).contains(tag[0].toString()), text(lines));
  }

  @Test
  void numbersAreNotGuarded() {
    assertEquals("-5", Csv.cell("-5", true));
    assertEquals("plain", Csv.cell("plain", false));
    assertEquals("\"a \"\"b\"\"\"", Csv.cell("a \"b\"", false));
  }

  @Test
  void aWorkbookKeepsTypes() throws IOException {
    account("{'name':'=1+1','city':'X1','employees':7}");

    var bytes =
        export(
            world.administrator(),
            Format.XLSX,
            "name,employees,createdAt",
            "city == \"X1\"",
            Locale.ENGLISH);

    try (var book = new ReadableWorkbook(new ByteArrayInputStream(bytes))) {
      var rows = book.getFirstSheet().read();
      assertEquals("Name", rows.get(0).getCellText(0));
      assertEquals("=1+1", rows.get(1).getCellText(0));
      assertEquals("7", rows.get(1).getCellAsNumber(1).orElseThrow().toPlainString());
      assertTrue(rows.get(1).getCellAsDate(2).isPresent());
    }
  }

  @Test
  void manyPagesBecomeOneFileAndRightsAreReadForEach() throws IOException {
    world.write(
        null,
        unit -> {
          for (int i = 0; i < 1_100; i++) {
            world.create(unit, "account", "{'name':'Page " + i + "','city':'P1'}");
          }
          return true;
        });
    var asked = new AtomicInteger();
    var query = Query.of("name", "city == \"P1\"", "name", 500, null, false, null);
    var out = new ByteArrayOutputStream();
    witnessed.clear();

    exports
        .begin(
            () -> {
              asked.incrementAndGet();
              return world.administrator();
            },
            world.type("account"),
            query,
            Format.JSONL,
            Locale.ENGLISH)
        .write(out);

    assertEquals(1_100, text(out.toByteArray()).lines().distinct().count());
    assertEquals(3, asked.get());
    assertEquals(List.of(1_100L), witnessed);
  }

  @Test
  void whoLosesTheRightGetsNoFurther() {
    world.write(
        null,
        unit -> {
          for (int i = 0; i < 600; i++) {
            world.create(unit, "account", "{'name':'Lost " + i + "','city':'L1'}");
          }
          return true;
        });
    var query = Query.of("name", "city == \"L1\"", "name", 500, null, false, null);
    var policies = new ArrayList<>(List.of(world.administrator(), world.rep(List.of())));
    var ready =
        exports.begin(
            policies::removeFirst, world.type("account"), query, Format.CSV, Locale.ENGLISH);

    var refusal = assertThrows(Refusal.class, () -> ready.write(new ByteArrayOutputStream()));
    assertEquals(403, refusal.status());
  }

  @Test
  void anExportNeedsTheRightAndSeesOnlyItsRows() throws IOException {
    account("{'name':'Own','city':'R1','owner':'" + World.REP + "'}");
    account("{'name':'Other','city':'R1'}");

    var rep = world.rep("accounts", Scope.OWN);
    assertEquals(
        "\uFEFFName\r\nOwn\r\n",
        text(export(rep, Format.CSV, "name", "city == \"R1\"", Locale.ENGLISH)));
    var query = Query.of("name", null, "name", 500, null, false, null);
    assertEquals(
        403,
        assertThrows(
                Refusal.class,
                () ->
                    exports.begin(
                        () -> world.rep(List.of()),
                        world.type("account"),
                        query,
                        Format.CSV,
                        Locale.ENGLISH))
            .status());
  }

  @Test
  void everyReadableFieldIsAColumnWithoutASelection() throws IOException {
    account("{'name':'All','city':'A1'}");
    var csv =
        text(export(world.administrator(), Format.CSV, null, "city == \"A1\"", Locale.ENGLISH));

    assertTrue(csv.startsWith("\uFEFFId,"), csv);
    assertEquals(2, csv.lines().count());
  }
}
