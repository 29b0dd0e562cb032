package org.shuke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The program in a JVM of its own on a data folder of its own, as an operator runs it: it can be
/// given little memory, and it and its database can be killed.
final class ChildProgram implements AutoCloseable {
  static final String KEY = "key-for-the-killer-".repeat(2);
  private static final Duration PATIENCE = Duration.ofSeconds(180);

  private final HttpClient client = HttpClient.newHttpClient();
  private final Path data;
  private final List<String> options;
  private final Map<String, String> settings = new HashMap<>();
  private final int port = freePort();
  private @Nullable Process program;

  /// @param name of the folder, which is emptied first
  /// @param options of the JVM, such as `-Xmx256m`
  ChildProgram(String name, String... options) {
    this.data = Path.of("target", name).toAbsolutePath();
    this.options = List.of(options);
    try {
      if (Files.exists(data)) {
        try (var files = Files.walk(data)) {
          files
              .sorted((one, other) -> other.compareTo(one))
              .map(Path::toFile)
              .forEach(File::delete);
        }
      }
      Files.createDirectories(data);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /// With a setting of the program, such as `SHUKE_SMTP_URL`.
  ChildProgram with(String name, String value) {
    settings.put(name, value);
    return this;
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  int port() {
    return port;
  }

  Path data() {
    return data;
  }

  void start() throws IOException, InterruptedException {
    program =
        process("run")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(data.resolve("program.log").toFile()))
            .start();
    awaitReady();
  }

  private ProcessBuilder process(String... words) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            "org.shuke.Main"));
    command.addAll(List.of(words));
    var builder = new ProcessBuilder(command);
    var environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("SHUKE_"));
    environment.put("SHUKE_PORT", Integer.toString(port));
    environment.put("SHUKE_DATA", data.toString());
    environment.put("SHUKE_DATABASE_ACCEPT_WEAK", "storage");
    environment.put("SHUKE_ADMIN_EMAIL", "killer@example.com");
    environment.put("SHUKE_ADMIN_PASSWORD", KEY);
    environment.put("SHUKE_API_KEY", KEY);
    environment.putAll(settings);
    return builder;
  }

  /// `./shuke import …`: what its last line says.
  JsonNode importFile(Path file, String as, String... more)
      throws IOException, InterruptedException {
    var words = new ArrayList<>(List.of("import", file.toString(), "--as", as));
    words.addAll(List.of(more));
    var log = data.resolve("import.log");
    var process =
        process(words.toArray(String[]::new))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    int code = process.waitFor();
    var lines = Files.readAllLines(log, StandardCharsets.UTF_8);
    assertTrue(code == 0 || code == 3, () -> code + ": " + String.join("\n", lines));
    return JsonMapper.shared().readTree(lines.getLast());
  }

  void awaitReady() throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (status("/health/ready") != 200) {
      assertTrue(System.nanoTime() < end, "not ready in time, see " + data + "/program.log");
      Thread.sleep(100);
    }
  }

  private int status(String path) throws InterruptedException {
    try {
      return client
          .send(request(path).GET().build(), HttpResponse.BodyHandlers.discarding())
          .statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
        .timeout(Duration.ofSeconds(60))
        .header("Authorization", "Bearer " + KEY)
        .header("Content-Type", "application/json");
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /// What an address answers, which must be there. After a kill the database can be away for a
  /// moment more: 503 asks to come again, and a caller does.
  JsonNode get(String path) throws IOException, InterruptedException {
    var answer = send(request(path).GET());
    for (int again = 0; answer.statusCode() == 503 && again < 100; again++) {
      Thread.sleep(100);
      answer = send(request(path).GET());
    }
    assertEquals(200, answer.statusCode(), answer.body());
    return JsonMapper.shared().readTree(answer.body());
  }

  /// Kills the program at once and starts it again.
  void killProgram() throws IOException, InterruptedException {
    if (program != null) {
      program.destroyForcibly().waitFor();
    }
    start();
  }

  /// Kills the database with all its processes; the program brings it back.
  void killDatabase() throws IOException {
    var postmaster = postmaster();
    var all = new ArrayList<>(postmaster.children().toList());
    all.addFirst(postmaster);
    all.forEach(ProcessHandle::destroyForcibly);
  }

  /// Kills the database's first process alone; the program ends what it left and brings it back.
  void killPostmaster() throws IOException {
    postmaster().destroyForcibly();
  }

  /// Kills the process of one connection; the database ends all others and recovers by itself.
  void killConnection() throws IOException {
    var connection =
        postmaster()
            .children()
            .filter(child -> title(child).contains("127.0.0.1"))
            .findFirst()
            .orElseThrow(() -> new AssertionError("nobody is connected"));
    connection.destroyForcibly();
  }

  private static String title(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
    } catch (IOException e) {
      return "";
    }
  }

  private ProcessHandle postmaster() throws IOException {
    var pid = Files.readAllLines(data.resolve("postgres/postmaster.pid")).getFirst();
    return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
  }

  @Override
  public void close() throws InterruptedException {
    if (program != null) {
      program.destroy();
      program.waitFor();
    }
  }
}
