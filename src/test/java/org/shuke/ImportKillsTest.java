package org.shuke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An import whose program and database are killed again and again ends as one that nobody
/// disturbed: the same counters, the same records, none of them twice.
class ImportKillsTest {
  private static final String SHOWN =
      "/api/v1/accounts/export?format=csv&select=externalId,name,city,country,version";

  @TempDir Path folder;

  @Test
  @Tag("slow")
  void anImportThatIsKilledEndsAsOneThatIsNot() throws Exception {
    compare(10_000, 3);
  }

  @Test
  @Tag("full")
  void anImportOf100000RowsThatIsKilledTenTimesEndsAsOneThatIsNot() throws Exception {
    compare(100_000, 10);
  }

  private void compare(int rows, int kills) throws Exception {
    JsonNode undisturbed;
    List<String> expected;
    try (var program = new ChildProgram("import-undisturbed")) {
      program.start();
      program.importFile(file("before.csv", 0, rows / 10, "Before"), "accounts");
      undisturbed = program.importFile(changing(rows), "accounts");
      expected = state(program);
    }
    try (var program = new ChildProgram("import-killed")) {
      program.start();
      program.importFile(file("before.csv", 0, rows / 10, "Before"), "accounts");
      var counters = killed(program, changing(rows), kills);
      for (var name : List.of("rows", "created", "updated", "unchanged", "skipped", "failed")) {
        assertEquals(undisturbed.get(name), counters.get(name), name);
      }
      assertEquals(expected, state(program));
    }
    assertEquals(rows, undisturbed.get("rows").intValue());
    assertEquals(rows / 10, undisturbed.get("updated").intValue());
    assertEquals(rows / 20, undisturbed.get("failed").intValue());
    assertEquals(
        expected.size(), new TreeSet<>(expected).size(), "records that are there more than once");
  }

  /// A tenth of the rows meets what is there, a twentieth is wrong.
  private Path changing(int rows) throws IOException {
    return file("changing.csv", 0, rows, "After");
  }

  private Path file(String name, int from, int to, String city) throws IOException {
    var file = folder.resolve(name);
    try (var out = Files.newBufferedWriter(file)) {
      out.write("External id,Name,City,Country,Website\n");
      for (int i = from; i < to; i++) {
        var website = city.equals("After") && i % 20 == 19 ? "no address" : "";
        // the rows that are wrong are none of those that are there already
        var key = city.equals("After") ? (i % 10 == 0 ? i / 10 : 1_000_000 + i) : i;
        out.write("K%d,Firm %d,%s,DE,%s%n".formatted(key, key, city, website));
      }
    }
    return file;
  }

  private JsonNode killed(ChildProgram program, Path file, int kills) throws Exception {
    var one = "/api/v1/imports/" + uploaded(program, file);
    post(program, one + "/check");
    await(program, one, "checked", 0);
    post(program, one + "/start");
    long rows = program.get(one).at("/counters/rows").longValue();
    for (int kill = 0; kill < kills; kill++) {
      await(program, one, "done", rows * (kill + 1) / (kills + 2));
      System.out.printf(
          Locale.ROOT, "kill %d at %s%n", kill, program.get(one).at("/counters/settled"));
      if (kill % 2 == 0) {
        program.killProgram();
      } else {
        program.killDatabase();
        program.awaitReady();
      }
    }
    await(program, one, "done", Long.MAX_VALUE);
    return program.get(one).get("counters");
  }

  private static String uploaded(ChildProgram program, Path file) throws Exception {
    var body =
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f.csv\"\r\n\r\n%s\r\n--b--\r\n"
            .formatted(Files.readString(file));
    var answer =
        program.send(
            program
                .request("/api/v1/imports?as=accounts")
                .setHeader("Content-Type", "multipart/form-data; boundary=b")
                .POST(BodyPublishers.ofString(body)));
    assertEquals(201, answer.statusCode(), answer.body());
    return JsonMapper.shared().readTree(answer.body()).get("id").stringValue();
  }

  private static void post(ChildProgram program, String path) throws Exception {
    var answer = program.send(program.request(path).POST(BodyPublishers.noBody()));
    assertEquals(202, answer.statusCode(), answer.body());
  }

  /// Waits for a state, or for a number of rows that have been dealt with.
  private static void await(ChildProgram program, String one, String state, long settled)
      throws Exception {
    for (int i = 0; i < 6_000; i++) {
      var now = program.get(one);
      boolean there = now.at("/state").stringValue().equals(state);
      if (there || settled > 0 && now.at("/counters/settled").longValue() >= settled) {
        return;
      }
      Thread.sleep(50);
    }
    assertTrue(false, () -> "still not " + state + ", see " + program.data() + "/program.log");
  }

  private static List<String> state(ChildProgram program) throws Exception {
    var answer = program.send(program.request(SHOWN).GET());
    assertEquals(200, answer.statusCode(), answer.body());
    return answer.body().lines().sorted().toList();
  }
}
