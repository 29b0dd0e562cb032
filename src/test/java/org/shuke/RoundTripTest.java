package org.shuke;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuke.ImportCommand.Asked;

/// What is exported from one house comes into an empty one with every cell the same (trust.md,
/// B-12).
@Tag("slow")
class RoundTripTest {
  @RegisterExtension static final Program FROM = Program.withKey(Clock.systemUTC());

  /// In the order in which they refer to each other.
  private static final List<String> TYPES =
      List.of("accounts", "contacts", "products", "opportunities");

  private static final Map<String, String> SELECT =
      Map.of(
          "accounts",
          "externalId,name,kind,parties,email,phone,website,street,postalCode,city,region,country,industry,employees,foundedYear,currency,formOfAddress,preferredChannel,notes,parent.name,rating,since,seen,grade,flags,agreed,took",
          "contacts",
          "externalId,name,givenName,familyName,salutation,email,phone,mobile,jobTitle,department,birthday,preferredChannel,language,notes,birthYear,gender,account.name",
          "products",
          "sku,name,category,active",
          "opportunities",
          "externalId,name,account.name,stage.name,amount,currency,probability,closeDate,engagedAt,product.name,nextStep,source,notes");

  @TempDir Path folder;

  private static void fields(Program of) {
    var choices = List.of("low", "high");
    for (var each :
        Map.of(
                "rating",
                "number",
                "since",
                "date",
                "seen",
                "instant",
                "grade",
                "choice",
                "flags",
                "multiChoice",
                "agreed",
                "boolean",
                "took",
                "duration")
            .entrySet()) {
      var body = new HashMap<String, Object>();
      body.put("type", "accounts");
      body.put("name", each.getKey());
      body.put("kind", each.getValue());
      body.put("labels", Map.of("en", each.getKey(), "zh", each.getKey()));
      if (each.getValue().toLowerCase(java.util.Locale.ROOT).contains("choice")) {
        body.put("choices", choices);
      }
      made(of, "custom-fields", body);
    }
  }

  private static void made(Program of, String plural, Object body) {
    var reply = of.admin().post("/api/v1/" + plural, body);
    assertEquals(201, reply.status(), reply::toString);
  }

  @BeforeAll
  static void fill() {
    fields(FROM);
    var admin = FROM.admin();
    made(
        FROM,
        "accounts",
        Map.of(
            "externalId",
            "007",
            "name",
            "=cmd|' /C calc'!A0",
            "notes",
            "'=x\n\"quoted\", and\nmore",
            "postalCode",
            "00100"));
    made(
        FROM,
        "accounts",
        Map.ofEntries(
            Map.entry("externalId", "123456789012345678"),
            Map.entry("name", "张三商贸有限公司"),
            Map.entry("kind", "company"),
            Map.entry("parties", List.of("customer", "dealer")),
            Map.entry("email", "a@example.org"),
            Map.entry("phone", "+8613800138000"),
            Map.entry("website", "https://example.org/a?b=c"),
            Map.entry("employees", 12.5),
            Map.entry("country", "DE"),
            Map.entry("currency", "EUR"),
            Map.entry("rating", 1234567.891),
            Map.entry("since", "0999-03-05"),
            Map.entry("seen", "2024-03-05T10:11:12Z"),
            Map.entry("grade", "high"),
            Map.entry("flags", List.of("low", "high")),
            Map.entry("agreed", true),
            Map.entry("took", "PT1H30M5S")));
    String parent =
        admin.get("/api/v1/accounts?filter=externalId%20%3D%3D%20%22007%22").get("items.0.id");
    made(
        FROM,
        "accounts",
        Map.of(
            "externalId",
            "+1",
            "name",
            "@Child; Ltd, \"x\"",
            "parent",
            parent,
            "agreed",
            false,
            "seen",
            "2024-03-05T00:00:00Z",
            "since",
            "2024-02-29"));
    String account =
        admin.get("/api/v1/accounts?filter=externalId%20%3D%3D%20%22%2B1%22").get("items.0.id");
    made(
        FROM,
        "contacts",
        Map.of(
            "externalId",
            "c1",
            "givenName",
            "-Ann",
            "familyName",
            "O'Hara",
            "account",
            account,
            "birthday",
            "1980-02-29",
            "gender",
            "female",
            "email",
            "o'hara@example.org"));
    made(
        FROM,
        "contacts",
        Map.of(
            "externalId",
            "c2",
            "name",
            "李四",
            "mobile",
            "+447700900123",
            "preferredChannel",
            "phone",
            "notes",
            "\t=1"));
    made(FROM, "products", Map.of("sku", "0001", "name", "+Tea", "category", "Drinks"));
    made(FROM, "products", Map.of("sku", "1E5", "name", "Cup", "active", false));
    String product =
        admin.get("/api/v1/products?filter=sku%20%3D%3D%20%220001%22").get("items.0.id");
    made(
        FROM,
        "opportunities",
        Map.of(
            "externalId",
            "o1",
            "name",
            "Big one",
            "account",
            account,
            "product",
            product,
            "amount",
            1234.56,
            "closeDate",
            "2027-01-31"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "xlsx", "jsonl"})
  void everyCellIsTheSameInAnotherHouse(String format) throws Exception {
    try (var to = new House()) {
      fields(to.program);
      for (String plural : TYPES) {
        Path file = folder.resolve(plural + "." + format);
        String query =
            "/api/v1/" + plural + "/export?sort=" + key(plural) + "&select=" + SELECT.get(plural);
        var exported = FROM.admin().get(query + "&format=" + format);
        assertEquals(200, exported.status(), exported::toString);
        Files.write(file, exported.raw().body());
        var said = new ByteArrayOutputStream();
        int code =
            new ImportCommand(
                    to.program.shuke().port(),
                    Program.ADMIN_KEY,
                    new PrintStream(said, true, StandardCharsets.UTF_8))
                .run(Asked.of(List.of(file.toString(), "--as", plural)));
        assertEquals(0, code, said::toString);
        assertEquals(cells(FROM, query), cells(to.program, query), plural + " as " + format);
      }
    }
  }

  /// Every cell but the ids.
  private static List<String> cells(Program of, String query) {
    return of.admin()
        .get(query + "&format=jsonl")
        .text()
        .lines()
        .map(line -> line.replaceAll("\"id\":\"[^\"]+\",\"version\":\\d+,", ""))
        .toList();
  }

  private static String key(String plural) {
    return plural.equals("products") ? "sku" : "externalId";
  }

  /// A house that is closed again.
  private static final class House implements AutoCloseable {
    private final Program program = Program.withKey(Clock.systemUTC());

    @Override
    public void close() {
      program.shuke().close();
    }
  }
}
