package org.shuke;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Settings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `./shuke import FILE --as TYPE [--map FILE] [--dry-run]`: an import without the page, through
/// the same addresses that the page uses.
final class ImportCommand {
  private static final int REFUSED_ROWS = 3;
  private static final int TOLD = 10;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
  private static final JsonMapper JSON = JsonMapper.shared();

  /// What the command line says.
  record Asked(Path file, String as, @Nullable Path map, boolean dryRun) {
    static Asked of(List<String> words) {
      Path file = null;
      String as = null;
      Path map = null;
      boolean dryRun = false;
      for (int i = 0; i < words.size(); i++) {
        switch (words.get(i)) {
          case "--as" -> as = next(words, ++i);
          case "--map" -> map = Path.of(next(words, ++i));
          case "--dry-run" -> dryRun = true;
          default -> file = Path.of(words.get(i));
        }
      }
      if (file == null || as == null) {
        throw new Settings.Wrong("usage: ./shuke import FILE --as TYPE [--map FILE] [--dry-run]");
      }
      for (var needed : map == null ? List.of(file) : List.of(file, map)) {
        if (!Files.isReadable(needed)) {
          throw new Settings.Wrong(needed + " cannot be read");
        }
      }
      return new Asked(file, as, map, dryRun);
    }

    private static String next(List<String> words, int at) {
      if (at >= words.size()) {
        throw new Settings.Wrong(words.get(at - 1) + " needs a value behind it");
      }
      return words.get(at);
    }
  }

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI base;
  private final String key;
  private final PrintStream out;

  /// @param port of a program on this machine
  ImportCommand(int port, String key, PrintStream out) {
    this.base = URI.create("http://localhost:" + port);
    this.key = key;
    this.out = out;
  }

  /// Does a program answer on this port?
  static boolean answers(int port) {
    try {
      var ready = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/health/live"));
      return HttpClient.newHttpClient()
              .send(ready.timeout(Duration.ofSeconds(2)).build(), BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Imports, and prints the counters as the last line.
  ///
  /// @return 0 when no row was refused, 3 when some were
  int run(Asked asked) throws IOException, InterruptedException {
    var made = send(upload(asked));
    var path = "/api/v1/imports/" + made.path("id").stringValue();
    if (asked.map() != null) {
      var mapping = JSON.createObjectNode();
      mapping.set("mapping", JSON.readTree(Files.readString(asked.map())));
      send(
          request(path)
              .header("Content-Type", "application/json")
              .header("If-Match", "*")
              .method("PATCH", BodyPublishers.ofString(mapping.toString()))
              .build());
    }
    var last = step(path, "check");
    if (!asked.dryRun() && last.path("state").stringValue("").equals("checked")) {
      last = step(path, "start");
    }
    tell(path, last);
    return report(last, asked.dryRun());
  }

  /// What is doubtful in the file, and why its first rows are refused.
  private void tell(String path, JsonNode last) throws IOException, InterruptedException {
    for (var warning : last.path("warnings")) {
      out.println(warning.path("message").asString());
    }
    long failed = last.path("counters").path("failed").longValue(0);
    if (failed == 0) {
      return;
    }
    for (var row : send(request(path + "/errors?limit=" + TOLD).build()).path("items")) {
      for (var problem : row.path("problems")) {
        out.printf("row %d: %s%n", row.path("row").asLong(), problem.path("message").asString());
      }
    }
    if (failed > TOLD) {
      out.printf("%,d rows are refused; all of them: GET %s/errors.csv%n", failed, path);
    }
  }

  private HttpRequest upload(Asked asked) throws IOException {
    var boundary = "shuke-" + UUID.randomUUID();
    var name = String.valueOf(asked.file().getFileName()).replace("\"", "");
    BodyPublisher body =
        BodyPublishers.concat(
            BodyPublishers.ofString(
                "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\nContent-Type: application/octet-stream\r\n\r\n"
                    .formatted(boundary, name)),
            BodyPublishers.ofFile(asked.file()),
            BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
    return request("/api/v1/imports?as=" + asked.as())
        .header("Content-Type", "multipart/form-data; boundary=" + boundary)
        .POST(body)
        .build();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path)).header("Authorization", "Bearer " + key);
  }

  private JsonNode send(HttpRequest request) throws IOException, InterruptedException {
    var answer = client.send(request, BodyHandlers.ofString());
    if (answer.statusCode() >= 400) {
      var problem = JSON.readTree(answer.body());
      throw new Settings.Wrong(
          problem.path("detail").asString() + " " + problem.path("errors").toString());
    }
    return JSON.readTree(answer.body());
  }

  /// Asks for the next step and waits for its job: the import itself would count its rows anew at
  /// every look.
  private JsonNode step(String path, String verb) throws IOException, InterruptedException {
    var job = send(request(path + "/" + verb).POST(BodyPublishers.noBody()).build());
    var at = "/api/v1/jobs/" + job.path("job").stringValue();
    String state;
    do {
      Thread.sleep(BETWEEN_LOOKS);
      state = send(request(at).build()).path("state").stringValue("");
    } while (state.equals("waiting") || state.equals("running"));
    return send(request(path).build());
  }

  private int report(JsonNode last, boolean dryRun) {
    var state = last.path("state").stringValue("");
    if (!state.equals(dryRun ? "checked" : "done")) {
      throw new Settings.Wrong("the import is " + state + ": " + last.path("problem").asString());
    }
    var counters = last.path("counters");
    var line = JSON.createObjectNode();
    for (var name : List.of("rows", "created", "updated", "unchanged", "skipped", "failed")) {
      line.put(name, counters.path(name).longValue(0));
    }
    line.put("importId", last.path("id").stringValue());
    out.println(line);
    return counters.path("failed").longValue(0) == 0 ? 0 : REFUSED_ROWS;
  }
}
