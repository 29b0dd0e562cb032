package org.shuke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.ImportCommand.Asked;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Real files come in by `./shuke import` as they are: rows and sums equal what their source says,
/// and the same file again changes nothing. The figures stand in the README beside the files.
@Tag("slow")
class KnownFilesTest {
  private static final Path DATA = Path.of("../shared/data");

  @RegisterExtension static final Program PROGRAM = Program.withKey(Clock.systemUTC());

  @Test
  void thePipelineOfAHardwareSellerComesInWithItsCustomersProductsAndPeople() throws Exception {
    Path crm = DATA.resolve("crm_maven");
    assumeTrue(Files.isDirectory(crm), "skipped: ../shared/data/crm_maven is not here");
    int accounts = count("accounts", "true");
    int products = count("products", "true");
    for (var each : Map.of("accounts.csv", "accounts", "products.csv", "products").entrySet()) {
      int rows = each.getValue().equals("accounts") ? 85 : 7;
      assertEquals(
          rows, bring(crm.resolve(each.getKey()), each.getValue()).get("created").intValue());
      assertEquals(
          rows, bring(crm.resolve(each.getKey()), each.getValue()).get("unchanged").intValue());
    }
    Path pipeline = crm.resolve("sales_pipeline.csv");
    assertEquals(8_800, bring(pipeline, "opportunities").get("created").intValue());
    assertEquals(8_800, bring(pipeline, "opportunities").get("unchanged").intValue());

    var stages =
        aggregate(
            "opportunities", "[\"stage.name\"]", "{\"n\":\"count()\",\"won\":\"sum(amountBase)\"}");
    assertEquals(
        List.of("Engaging 1589", "Lost 2473", "Prospecting 500", "Won 4238"),
        stages
            .valueStream()
            .map(s -> s.get("stage.name").stringValue() + " " + s.get("n").intValue())
            .sorted()
            .toList());
    var won = stages.valueStream().filter(s -> s.get("stage.name").stringValue().equals("Won"));
    assertEquals(10_005_534, won.findFirst().orElseThrow().get("won").intValue());
    assertEquals(1_425, count("opportunities", "account == null"));
    assertEquals(accounts + 85, count("accounts", "true"));
    assertEquals(
        products + 7, count("products", "true"), "GTXPro is read as the GTX Pro that is there");
    assertEquals(30, aggregate("opportunities", "[\"owner.name\"]", "{\"n\":\"count()\"}").size());
    assertEquals(
        "Cancity · GTX Plus Basic",
        items("opportunities?select=name&filter=" + encoded("externalId == \"1C1I7A6R\""))
            .get(0)
            .get("name")
            .stringValue());
  }

  @Test
  void aYearOfAShopsSalesComesInWholeAndAgainChangesNothing() throws Exception {
    Path retail = DATA.resolve("online_retail/online_retail_2010_2011.csv.gz");
    assumeTrue(Files.exists(retail), "skipped: ../shared/data/online_retail is not here");
    var first = bring(retail, "sales");
    assertEquals(541_909, first.get("created").intValue(), first::toString);
    assertEquals(25_900, count("orders", "number != \"\""));
    assertEquals(3_836, count("orders", "number.startsWith(\"C\")"));
    assertEquals(4_372, count("accounts", "orders.size() > 0"));
    var lines =
        aggregate(
                "order-lines",
                "[]",
                "{\"n\":\"count()\",\"q\":\"sum(quantity)\",\"a\":\"sum(amountBase)\"}")
            .get(0);
    assertEquals(541_909, lines.get("n").intValue());
    assertEquals(5_176_450, lines.get("q").intValue());
    assertEquals("9747747.93", String.format(Locale.ROOT, "%.2f", lines.get("a").decimalValue()));
    var again = bring(retail, "sales");
    assertEquals(541_909, again.get("unchanged").intValue(), again::toString);
  }

  private static JsonNode bring(Path file, String as) throws IOException, InterruptedException {
    var said = new ByteArrayOutputStream();
    var command =
        new ImportCommand(
            PROGRAM.shuke().port(),
            Program.ADMIN_KEY,
            new PrintStream(said, true, StandardCharsets.UTF_8));
    long start = System.nanoTime();
    command.run(Asked.of(List.of(file.toString(), "--as", as)));
    System.out.printf(
        Locale.ROOT,
        "%s as %s: %.1f s%n",
        file.getFileName(),
        as,
        (System.nanoTime() - start) / 1e9);
    return JsonMapper.shared()
        .readTree(said.toString(StandardCharsets.UTF_8).lines().toList().getLast());
  }

  private static JsonNode items(String path) {
    var reply = PROGRAM.admin().get("/api/v1/" + path);
    assertEquals(200, reply.status(), reply::toString);
    return reply.json().get("items");
  }

  private static JsonNode aggregate(String plural, String groupBy, String measures) {
    var reply =
        PROGRAM
            .admin()
            .post(
                "/api/v1/" + plural + "/aggregate",
                "{\"groupBy\":" + groupBy + ",\"measures\":" + measures + ",\"limit\":500}");
    assertEquals(200, reply.status(), reply::toString);
    return reply.json().get("items");
  }

  private static int count(String plural, String filter) {
    var reply =
        PROGRAM.admin().get("/api/v1/" + plural + "?count=true&limit=1&filter=" + encoded(filter));
    assertEquals(200, reply.status(), reply::toString);
    return reply.json().get("count").intValue();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
