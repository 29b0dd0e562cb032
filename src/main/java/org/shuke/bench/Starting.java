package org.shuke.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// How long a start on the filled folder takes, and what the idle program holds. Measured on a
/// process of its own, while nobody else has the folder.
final class Starting {
  private static final Duration IDLE = Duration.ofSeconds(10);
  private static final String READY = "is ready";

  private Starting() {}

  static List<Figure> figures(Path data) throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "org.shuke.Main", "run"));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("SHUKE_DATA", data.toString());
    builder.environment().put("SHUKE_PORT", "0");
    long begun = System.nanoTime();
    var process = builder.start();
    try {
      awaitReady(process);
      double seconds = (System.nanoTime() - begun) / 1e9;
      Thread.sleep(IDLE);
      long program = resident(process.pid());
      long database = process.descendants().mapToLong(child -> proportional(child.pid())).sum();
      return List.of(
          Figure.of("start on the filled folder until it answers", "%.1f s", seconds),
          Figure.of(
              "idle memory: program, database", "%d MB, %d MB", program >> 10, database >> 10));
    } finally {
      process.destroy();
      process.waitFor(30, TimeUnit.SECONDS);
    }
  }

  private static void awaitReady(Process process) throws IOException {
    var out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    for (var line = out.readLine(); line != null; line = out.readLine()) {
      if (line.contains(READY)) {
        return;
      }
    }
    throw new IOException("the program ended before it was ready");
  }

  private static long resident(long pid) {
    return kilobytes(Path.of("/proc/" + pid + "/status"), "VmRSS:");
  }

  /// Shared memory counts by share, else the database's buffers would count once a process.
  private static long proportional(long pid) {
    return kilobytes(Path.of("/proc/" + pid + "/smaps_rollup"), "Pss:");
  }

  private static long kilobytes(Path file, String label) {
    try (var lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(label))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }
}
