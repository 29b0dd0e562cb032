package org.shuke;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.bench.Bench;
import org.shuke.bench.Figure;
import org.shuke.demo.DemoCompany;
import org.shuke.demo.Scale;
import org.shuke.platform.Settings;
import org.shuke.platform.storage.Storage;

/// `./shuke bench [NAME] [--accounts N]`: fills a folder of its own with a large made-up company at
/// its first run (or when the generator has changed), and measures the program on it.
final class BenchCommand {
  private static final int NOT_MET = 3;
  private static final String FOLDER = "bench-data";

  /// Says what a folder was filled with, so that the next run need not fill it again.
  private static final String FILLED = "bench.filled";

  private BenchCommand() {}

  /// @return 0 when every promise was met, 3 when one was not
  static int run(List<String> words, Path page) throws Exception {
    var asked = Asked.of(words);
    var key = UUID.randomUUID() + "-" + UUID.randomUUID();
    var settings = settings().alone(key);
    fill(settings, page, asked.scale());
    List<Figure> starting =
        asked.only() == null || asked.only().equals("start")
            ? Bench.starting(settings.data())
            : List.of();
    try (var storage = Storage.open(settings);
        var shuke = new Shuke(settings, storage.database(), page, Clock.systemUTC())) {
      shuke.start();
      var importer = new ImportCommand(shuke.port(), key, System.err);
      var house =
          shuke.measured(
              key, (file, as) -> importer.run(new ImportCommand.Asked(file, as, null, false)));
      return new Bench(house).run(asked.only(), starting, System.out, report()) ? 0 : NOT_MET;
    }
  }

  private record Asked(@Nullable String only, Scale scale) {
    static Asked of(List<String> words) {
      String only = null;
      var scale = Scale.BENCH;
      for (int i = 0; i < words.size(); i++) {
        if (words.get(i).equals("--accounts") && i + 1 < words.size()) {
          scale = scale.of(Integer.parseInt(words.get(++i)));
        } else {
          only = words.get(i);
        }
      }
      return new Asked(only, scale);
    }
  }

  private static Settings settings() {
    return Settings.read(
        Map.of(
            "SHUKE_DATA",
            FOLDER,
            "SHUKE_ADMIN_EMAIL",
            DemoCompany.EMAIL,
            "SHUKE_ADMIN_PASSWORD",
            DemoCompany.PASSWORD));
  }

  private static void fill(Settings settings, Path page, Scale scale) throws Exception {
    var filled = settings.data().resolve(FILLED);
    var what = "generator %d, %s%n".formatted(DemoCompany.VERSION, scale);
    if (Files.exists(filled) && Files.readString(filled).equals(what)) {
      return;
    }
    if (Files.exists(settings.data().resolve("postgres"))) {
      throw new Settings.Wrong(
          "SHUKE_DATA: "
              + settings.data()
              + " holds another company than the benchmarks need, or a filling that was broken off;"
              + " remove the folder or name another one");
    }
    try (var storage = Storage.open(settings);
        var shuke = new Shuke(settings, storage.database(), page, Clock.systemUTC())) {
      shuke.load(scale);
      shuke.indexAll();
      vacuum(storage);
    }
    Files.writeString(filled, what);
  }

  /// Measured is the house as it is after its first night.
  private static void vacuum(Storage storage) throws SQLException {
    try (var connection = storage.database().schema().source().getConnection();
        var statement = connection.createStatement()) {
      connection.setAutoCommit(true);
      statement.execute("vacuum analyze");
    }
  }

  private static @Nullable Path report() {
    var docs = System.getProperty("shuke.docs");
    return docs == null || !Files.isDirectory(Path.of(docs))
        ? null
        : Path.of(docs).resolve("benchmarks.md");
  }
}
