package org.shuke.http.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program;
import org.shuke.Program.Client;

class LiveRoutesTest {
  @RegisterExtension static final Program program = Program.fresh();

  private static final String END = "the end";
  private static Client page;

  @BeforeAll
  static void signIn() {
    page = program.anonymous();
    var setup =
        Map.of(
            "code",
            program.code().orElseThrow(),
            "name",
            "Anna",
            "email",
            "anna@example.com",
            "password",
            "three horses under rain");
    assertEquals(200, page.keep(page.post("/api/v1/setup", setup)).status());
  }

  /// Listens as a browser does: the lines of the stream, and at last [#END].
  private static BlockingQueue<String> listen(Client client, String watch) {
    var lines = new LinkedBlockingQueue<String>();
    var cookie =
        client.cookies().entrySet().stream()
            .map(e -> e.getKey() + "=" + e.getValue())
            .collect(Collectors.joining("; "));
    var address = "http://localhost:" + program.shuke().port() + "/api/v1/live?watch=" + watch;
    var request = HttpRequest.newBuilder(URI.create(address)).header("Cookie", cookie).build();
    Thread.ofVirtual()
        .start(() -> {
          try (var http = HttpClient.newHttpClient()) {
            http.send(request, BodyHandlers.ofLines()).body().forEach(lines::add);
          } catch (Exception e) {
            lines.add(e.toString());
          }
          lines.add(END);
        });
    return lines;
  }

  private static String await(BlockingQueue<String> lines, String beginning)
      throws InterruptedException {
    while (true) {
      var line = lines.poll(10, TimeUnit.SECONDS);
      if (line == null) {
        throw new AssertionError("nothing that begins with " + beginning + " came");
      }
      if (line.startsWith(beginning)) {
        return line;
      }
    }
  }

  private static String account(String name) {
    var made = page.post("/api/v1/accounts", Map.of("name", name));
    assertEquals(201, made.status(), made.toString());
    return made.get("id");
  }

  private static void rename(String account, String name) {
    page.with("If-Match", "*");
    assertEquals(200, page.patch("/api/v1/accounts/" + account, Map.of("name", name)).status());
    page.with("If-Match", null);
  }

  @Test
  void thePageIsToldWhatChanges() throws Exception {
    var id = account("Old name");
    var lines = listen(page, "account:" + id);
    await(lines, "event: open");
    rename(id, "New name");
    await(lines, "event: changed");
    await(lines, "data: {\"type\":\"account\",\"id\":\"" + id + "\",\"version\":2}");
    page.with("If-Match", "*");
    assertEquals(204, page.delete("/api/v1/accounts/" + id).status());
    page.with("If-Match", null);
    await(lines, "event: gone");
  }

  @Test
  void thePageMayWatchSomethingElse() throws Exception {
    var lines = listen(page, "");
    await(lines, "event: open");
    var stream = await(lines, "data: ").replaceAll(".*:\"|\"}", "");
    var id = account("Other");
    var shown = page.post("/api/v1/live/" + stream, Map.of("watch", List.of("account:" + id)));
    assertEquals(204, shown.status(), shown.toString());
    rename(id, "Another");
    assertTrue(await(lines, "event: changed").startsWith("event"));
  }

  @Test
  void whoSignsOutHearsNothingMore() throws Exception {
    var other = program.anonymous();
    assertEquals(200, other.signIn("anna@example.com", "three horses under rain").status());
    var lines = listen(other, "account");
    await(lines, "event: open");
    assertEquals(204, other.delete("/api/v1/session").status());
    account("After");
    await(lines, END);
  }

  @Test
  void aNewRecordIsFoundAtOnceByTheSearchBoxAndInLists() {
    account("北京熟客科技");
    assertEquals("北京熟客科技", page.get("/api/v1/search?q=shuke").get("items.0.title"));
    assertEquals("北京熟客科技", page.get("/api/v1/accounts?q=sk").get("items.0.name"));
  }
}
