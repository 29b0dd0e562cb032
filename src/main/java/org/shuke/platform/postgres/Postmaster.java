package org.shuke.platform.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What `postmaster.pid` of a cluster says, and whether it is true.
///
/// @param pid the process that wrote it
/// @param ready whether that process said it accepts connections
record Postmaster(long pid, boolean ready) {

  private static final int STATUS_LINE = 7;

  static @Nullable Postmaster of(Path cluster) {
    try {
      List<String> lines = Files.readAllLines(file(cluster));
      var ready = lines.size() > STATUS_LINE && lines.get(STATUS_LINE).startsWith("ready");
      return lines.isEmpty()
          ? null
          : new Postmaster(Long.parseLong(lines.getFirst().trim()), ready);
    } catch (IOException | NumberFormatException e) {
      return null;
    }
  }

  static Path file(Path cluster) {
    return cluster.resolve("postmaster.pid");
  }

  /// The process, if it lives and really serves this cluster: a number may have been given to
  /// another process since.
  Optional<ProcessHandle> process(Path cluster) {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(p -> serves(p, cluster));
  }

  private static boolean serves(ProcessHandle process, Path cluster) {
    var folder = Path.of("/proc", Long.toString(process.pid()), "cwd");
    try {
      return Files.readSymbolicLink(folder).equals(cluster.toRealPath());
    } catch (IOException noSuchView) {
      return process.info().commandLine().orElse("").contains(cluster.toString());
    }
  }
}
