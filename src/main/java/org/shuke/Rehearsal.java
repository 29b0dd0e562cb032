package org.shuke;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.shuke.platform.Settings;
import org.shuke.platform.storage.Storage;

/// A short life of the program on a folder that is thrown away. The build watches it to learn what
/// a start and the first requests need, so that later starts take half the time.
final class Rehearsal {
  private static final String KEY = "rehearsal-".repeat(4);
  private static final List<String> PAGES =
      List.of(
          "/",
          "/health/ready",
          "/api/v1/session",
          "/api/v1/types",
          "/api/v1/accounts?select=name,owner.name&filter=name%20%21%3D%20%22x%22&sort=name&limit=25&count=true",
          "/api/v1/contacts?sort=-createdAt&limit=25",
          "/api/v1/orders?limit=25",
          "/api/v1/search?q=shuke");
  private static final int ROUNDS = 8;

  private final HttpClient client = HttpClient.newHttpClient();
  private final String address;

  private Rehearsal(String address) {
    this.address = address;
  }

  static void run(Path page) {
    try {
      var data = Files.createTempDirectory("shuke-rehearsal");
      try (var storage = Storage.open(settings(data));
          var shuke = new Shuke(settings(data), storage.database(), page, Clock.systemUTC())) {
        shuke.start();
        new Rehearsal("http://localhost:" + shuke.port()).visit();
      } finally {
        delete(data);
      }
    } catch (IOException e) {
      throw new IllegalStateException("The rehearsal failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Settings settings(Path data) {
    return Settings.of(
        Map.of(
            "SHUKE_PORT",
            "0",
            "SHUKE_DATA",
            data.toString(),
            "SHUKE_DATABASE_ACCEPT_WEAK",
            "storage",
            "SHUKE_ADMIN_EMAIL",
            "rehearsal@example.com",
            "SHUKE_ADMIN_PASSWORD",
            KEY,
            "SHUKE_API_KEY",
            KEY));
  }

  private void visit() throws IOException, InterruptedException {
    send(
        request("/api/v1/session")
            .POST(json("{\"email\":\"rehearsal@example.com\",\"password\":\"" + KEY + "\"}")));
    send(request("/api/v1/accounts").POST(json("{\"name\":\"熟客\"}")));
    for (int round = 0; round < ROUNDS; round++) {
      for (var page : PAGES) {
        send(request(page).GET());
      }
    }
  }

  private static HttpRequest.BodyPublisher json(String text) {
    return HttpRequest.BodyPublishers.ofString(text);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address + path))
        .header("Authorization", "Bearer " + KEY)
        .header("Content-Type", "application/json");
  }

  /// Whatever is answered will do: this is no test.
  private void send(HttpRequest.Builder request) throws IOException, InterruptedException {
    client.send(request.build(), HttpResponse.BodyHandlers.discarding());
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
