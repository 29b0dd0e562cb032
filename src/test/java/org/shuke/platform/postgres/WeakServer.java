package org.shuke.platform.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.shuke.platform.db.Login;

/// A server as a test library would start it: quick, forgetful, without passwords.
public record WeakServer(Process process, int port) implements AutoCloseable {

  public static WeakServer start() throws IOException, InterruptedException {
    var data = Path.of("target", "weak-server").toAbsolutePath();
    Folders.delete(data);
    Files.createDirectories(data);
    var binaries = Binaries.in(data.resolve("binaries"));
    var cluster = data.resolve("postgres");
    var user = RunAs.choose(data, cluster, binaries);
    Files.createDirectory(cluster);
    user.give(cluster);
    var made =
        user.builder(
                List.of(
                    binaries.program("initdb"),
                    "--pgdata=" + cluster,
                    "--username=weak",
                    "--auth=trust",
                    "--encoding=SQL_ASCII",
                    "--locale=C",
                    "--no-data-checksums",
                    "--no-sync"))
            .directory(data.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (made.waitFor() != 0) {
      throw new IllegalStateException("initdb failed");
    }
    int port = freePort();
    var process =
        user.builder(
                List.of(
                    binaries.program("postgres"),
                    "-D",
                    cluster.toString(),
                    "-F",
                    "-c",
                    "synchronous_commit=off",
                    "-c",
                    "full_page_writes=off",
                    "-c",
                    "listen_addresses=127.0.0.1",
                    "-c",
                    "unix_socket_directories=",
                    "-c",
                    "port=" + port))
            .directory(data.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    for (var up = Postmaster.of(cluster); up == null || !up.ready(); up = Postmaster.of(cluster)) {
      Thread.sleep(Duration.ofMillis(20));
    }
    return new WeakServer(process, port);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  public Login login() {
    return new Login("jdbc:postgresql://127.0.0.1:" + port + "/postgres", "weak", "");
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.waitFor();
      Folders.delete(Path.of("target", "weak-server").toAbsolutePath());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
