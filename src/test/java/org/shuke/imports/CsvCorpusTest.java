package org.shuke.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.shuke.platform.Refusal;
import org.shuke.platform.TestDatabase;

/// Every file of the corpus: what comes in, what is refused with which line and why, and that the
/// counters add up.
@Tag("slow")
class CsvCorpusTest {
  @RegisterExtension static final TestDatabase WORLD = TestDatabase.fresh();

  private static final Map<String, String> TABLES =
      Map.of(
          "accounts",
          "customers.account",
          "contacts",
          "customers.contact",
          "products",
          "catalog.product");

  @TempDir static Path folder;

  static Desk desk;

  @BeforeAll
  static void open() {
    desk = new Desk(WORLD, folder);
  }

  static List<CsvCorpus.Case> cases() {
    return CsvCorpus.all();
  }

  @Test
  void thereAreAtLeast120Cases() {
    assertTrue(cases().size() >= 120, () -> String.valueOf(cases().size()));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void becomesWhatItMustBecome(CsvCorpus.Case of) {
    if (of.refusal() != null) {
      var refused = assertThrows(Refusal.class, () -> upload(of));
      assertEquals(of.refusal(), refused.code());
      return;
    }
    Import up = upload(of);
    desk.imports.run().check(up.id(), Watch.NOBODY);
    Counters foretold = desk.imports.counters(desk.imports.get(desk.policy, up.id()));
    Counters real = desk.started(desk.imports.get(desk.policy, up.id()));
    assertEquals(
        real.rows(),
        real.created() + real.updated() + real.unchanged() + real.skipped() + real.failed());
    assertEquals(foretold.created(), real.created());
    assertEquals(foretold.failed(), real.failed());
    assertEquals(
        of.faults(),
        desk.lines(
            "select line || ' ' || (faults -> 0 ->> 'code') from imports.row where import = ? and"
                + " faults is not null order by row",
            up.id()));
    var stored =
        desk.lines(
            "select %s from imports.row r join %s t on t.id = r.record where r.import = ? and r.result in ('created', 'updated') order by r.row"
                .formatted(
                    of.fields()
                        .replaceAll(
                            "(?<![.\\w])(external_id|name|notes|employees|parent)\\b(?!\\()",
                            "t.$1"),
                    TABLES.get(of.as())),
            up.id());
    assertEquals(of.stored(), stored);
    assertEquals(of.stored().size(), real.created());
  }

  private static Import upload(CsvCorpus.Case of) {
    return desk.imports.upload(
        desk.policy, of.as(), "corpus.csv", new ByteArrayInputStream(of.file()));
  }
}
