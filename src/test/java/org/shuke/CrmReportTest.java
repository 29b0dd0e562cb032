package org.shuke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/// The reports reproduce the totals of a real pipeline (Maven Analytics, "CRM Sales
/// Opportunities"), each reckoned here from the file itself.
@Tag("slow")
class CrmReportTest {
  private static final Path CRM = Path.of("../shared/data/crm_maven");

  @RegisterExtension static final Program PROGRAM = Program.withKey(Clock.systemUTC());

  private record Sold(String agent, String product, String quarter, boolean won, long value) {}

  private static List<Sold> closed() throws IOException {
    return Files.readAllLines(CRM.resolve("sales_pipeline.csv")).stream()
        .skip(1)
        .map(line -> line.split(",", -1))
        .filter(cells -> cells[4].equals("Won") || cells[4].equals("Lost"))
        .map(cells ->
            new Sold(
                cells[1],
                cells[2].replace("GTXPro", "GTX Pro"),
                quarter(cells[6]),
                cells[4].equals("Won"),
                cells[7].isEmpty() ? 0 : Long.parseLong(cells[7])))
        .toList();
  }

  private static String quarter(String day) {
    int month = Integer.parseInt(day.substring(5, 7));
    return "%s-%02d-01".formatted(day.substring(0, 4), (month - 1) / 3 * 3 + 1);
  }

  @Test
  void theReportsReproduceTheSetsOwnTotals() throws Exception {
    assumeTrue(Files.isDirectory(CRM), "skipped: ../shared/data/crm_maven is not here");
    for (var as : List.of("accounts", "products")) {
      bring(CRM.resolve(as + ".csv"), as);
    }
    bring(CRM.resolve("sales_pipeline.csv"), "opportunities");
    var reply = PROGRAM.admin().get("/api/v1/reports/sales");
    assertEquals(200, reply.status(), reply.toString());
    var totals = reply.json().path("totals");
    assertEquals(4_238, totals.path("won").asInt());
    assertEquals(2_473, totals.path("lost").asInt());
    assertEquals(2_089, totals.path("open").asInt());
    assertEquals(
        0, totals.path("wonAmount").decimalValue().compareTo(BigDecimal.valueOf(10_005_534)));
    assertEquals(
        "0.6315",
        totals
            .path("conversion")
            .decimalValue()
            .setScale(4, java.math.RoundingMode.HALF_UP)
            .toString());
    assertEquals("51.78", totals.path("cycleMean").decimalValue().toString());
    assertEquals(0, totals.path("cycleMedian").decimalValue().compareTo(BigDecimal.valueOf(57)));
    assertEquals("2360.91", totals.path("wonMean").decimalValue().toString());
    var sold = closed();
    same(sold, Sold::agent, reply.json().at("/by/owner"), "name");
    same(sold, Sold::product, reply.json().at("/by/product"), "name");
    same(sold, Sold::quarter, reply.json().at("/by/quarter"), "key");
    var first =
        PROGRAM.admin().get("/api/v1/reports/sales?from=2017-01-01&until=2017-03-31").json();
    var won = sold.stream().filter(s -> s.won() && s.quarter().equals("2017-01-01"));
    assertEquals(won.mapToLong(Sold::value).sum(), first.at("/totals/wonAmount").asLong());
  }

  private static void same(
      List<Sold> sold, java.util.function.Function<Sold, String> by, JsonNode rows, String name) {
    Map<String, Long> expected = new HashMap<>();
    sold.forEach(s -> expected.merge(by.apply(s), s.won() ? s.value() : 0, Long::sum));
    Map<String, Long> found = new HashMap<>();
    rows.forEach(row -> found.put(row.path(name).asString(), row.path("wonAmount").asLong()));
    assertTrue(!found.isEmpty());
    assertEquals(expected, found);
  }

  private static void bring(Path file, String as) throws IOException, InterruptedException {
    var command =
        new ImportCommand(
            PROGRAM.shuke().port(),
            Program.ADMIN_KEY,
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
    command.run(ImportCommand.Asked.of(List.of(file.toString(), "--as", as)));
  }
}
