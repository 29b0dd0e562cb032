package org.shuke;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
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
        case "run" -> run(Settings.read(Map.of()));
        case "demo" -> run(Settings.read(Map.of("SHUKE_DATA", "demo-data")));
        default -> throw new Settings.Wrong("there is no command " + words);
      }
    } catch (Settings.Wrong e) {
      System.err.println("shuke: " + e.getMessage());
      System.exit(WRONG);
    } catch (RuntimeException e) {
      LOG.error("Shuke does not start", e);
      System.exit(BROKEN);
    }
  }

  private static void run(Settings settings) {
    var stopped = new CountDownLatch(1);
    var storage = Storage.open(settings);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> {
              storage.close();
              stopped.countDown();
            }));
    LOG.info("Ready");
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
