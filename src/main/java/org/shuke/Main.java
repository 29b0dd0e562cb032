package org.shuke;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.shuke.demo.DemoCompany;
import org.shuke.platform.Settings;
import org.shuke.platform.storage.Storage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The command line, as `./shuke` calls it.
public final class Main {
  private static final int BROKEN = 1;
  private static final int WRONG = 2;
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);

  private Main() {}

  public static void main(String[] args) {
    var words = List.of(args);
    try {
      switch (words.isEmpty() ? "" : words.getFirst()) {
        case "run" -> run(Settings.read(Map.of()), false);
        case "import" -> System.exit(importFile(words.subList(1, words.size())));
        case "demo" -> run(Settings.read(DemoCompany.SETTINGS), true);
        case "bench" -> System.exit(BenchCommand.run(words.subList(1, words.size()), page()));
        case "rehearse" -> Rehearsal.run(page());
        default -> throw new Settings.Wrong("there is no command " + words);
      }
    } catch (Settings.Wrong e) {
      System.err.println("shuke: " + e.getMessage());
      System.exit(WRONG);
    } catch (IOException | InterruptedException e) {
      System.err.println("shuke: the program stopped answering: " + e.getMessage());
      System.exit(BROKEN);
    } catch (Exception e) {
      LOG.error("Shuke does not start", e);
      System.exit(BROKEN);
    }
  }

  private static void run(Settings settings, boolean demo) {
    var stopped = new CountDownLatch(1);
    var storage = Storage.open(settings);
    var shuke = new Shuke(settings, storage.database(), page(), Clock.systemUTC());
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> {
              shuke.close();
              storage.close();
              stopped.countDown();
            }));
    if (demo) {
      shuke.loadDemo();
    }
    var code = shuke.start();
    announce(settings, shuke, demo);
    code.ifPresent(
        c -> System.out.println("  Set up the first administrator there with this code: " + c));
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Into the program that runs on the port, or else on the data folder.
  private static int importFile(List<String> words) throws IOException, InterruptedException {
    var asked = ImportCommand.Asked.of(words);
    var settings = Settings.read(Map.of());
    if (ImportCommand.answers(settings.port())) {
      var key = settings.apiKey();
      if (key == null) {
        throw new Settings.Wrong(
            "Shuke runs on port " + settings.port() + "; set SHUKE_API_KEY to one of its keys");
      }
      return new ImportCommand(settings.port(), key, System.out).run(asked);
    }
    var key =
        settings.apiKey() == null ? UUID.randomUUID() + "-" + UUID.randomUUID() : settings.apiKey();
    var alone = settings.alone(key);
    try (var storage = Storage.open(alone);
        var shuke = new Shuke(alone, storage.database(), page(), Clock.systemUTC())) {
      shuke.start();
      return new ImportCommand(shuke.port(), key, System.out).run(asked);
    }
  }

  private static void announce(Settings settings, Shuke shuke, boolean demo) {
    var url = settings.baseUrl();
    System.out.println();
    System.out.println(
        "  Shuke 熟客 is ready: " + (url == null ? "http://localhost:" + shuke.port() : url));
    if (demo) {
      System.out.println("  " + DemoCompany.signIn());
    }
  }

  /// The built web page: beside the program, in the folder that `./shuke` names.
  private static Path page() {
    return Path.of(System.getProperty("shuke.page", "web/dist"));
  }
}
