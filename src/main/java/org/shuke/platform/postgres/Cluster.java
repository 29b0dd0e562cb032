package org.shuke.platform.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.shuke.platform.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The folder of the server: made once, complete or not at all, and checked at every start.
final class Cluster {
  static final String ADMINISTRATOR = "shuke_admin";
  private static final String MAJOR_VERSION = "18";

  /// Starts a command in a session of its own, so that Ctrl-C reaches us and not the server.
  private static final Path SETSID = Path.of("/usr/bin/setsid");

  private static final File NOTHING = new File("/dev/null");
  private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);

  private final Path data;
  private final Path folder;
  private final Binaries binaries;
  private final RunAs user;

  Cluster(Path data, Binaries binaries) {
    this.data = data;
    this.folder = data.resolve("postgres");
    this.user = RunAs.choose(data, folder, binaries);
    this.binaries = binaries;
  }

  Path folder() {
    return folder;
  }

  /// Makes the folder or checks the one that is there, and stops a server that a killed Shuke left.
  void prepare(Path passwordFile) {
    try {
      Files.deleteIfExists(secret());
      if (Files.exists(folder.resolve("PG_VERSION"))) {
        check();
        stopOrphan();
      } else {
        create(passwordFile);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot prepare the database in " + folder, e);
    }
  }

  private void check() throws IOException {
    var version = Files.readString(folder.resolve("PG_VERSION")).strip();
    if (!version.equals(MAJOR_VERSION)) {
      throw new Settings.Wrong(
          "SHUKE_DATA: the database in %s was made by PostgreSQL %s, this Shuke brings %s; start it"
                  .formatted(folder, version, MAJOR_VERSION)
              + " with the Shuke that made it");
    }
    var open = Files.getPosixFilePermissions(folder);
    open.retainAll(
        Set.of(
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.OTHERS_EXECUTE,
            PosixFilePermission.GROUP_WRITE));
    if (!open.isEmpty()) {
      throw new Settings.Wrong(
          "SHUKE_DATA: others may enter the database's folder %s; close it with: chmod 700 %s"
              .formatted(folder, folder));
    }
  }

  private void create(Path passwordFile) throws IOException {
    if (Files.exists(folder)) {
      try (var content = Files.list(folder)) {
        if (content.findAny().isPresent()) {
          throw new Settings.Wrong(
              "SHUKE_DATA: %s holds files but no database; move them away".formatted(folder));
        }
      }
      Files.delete(folder);
    }
    LOG.info("Making a new database in {}", folder);
    var unfinished = folder.resolveSibling(folder.getFileName() + ".new");
    Folders.delete(unfinished);
    Files.createDirectory(
        unfinished,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    user.give(unfinished);
    initdb(unfinished, Passwords.make(passwordFile));
    Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
    try (var parent = FileChannel.open(data, StandardOpenOption.READ)) {
      parent.force(true);
    }
  }

  /// What `initdb` reads the administrator's password from. A Shuke that was killed meanwhile
  /// leaves it behind, for the next one to remove.
  private Path secret() {
    return data.resolve("initdb.password");
  }

  private void initdb(Path target, Passwords passwords) throws IOException {
    var secret = secret();
    try {
      Files.createFile(
          secret,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(secret, passwords.administrator());
      user.give(secret);
      run(
          List.of(
              binaries.program("initdb"),
              "--pgdata=" + target,
              "--username=" + ADMINISTRATOR,
              "--pwfile=" + secret,
              "--auth=scram-sha-256",
              "--encoding=UTF8",
              "--locale=C",
              "--locale-provider=builtin",
              "--builtin-locale=C.UTF-8",
              "--data-checksums",
              "--set=" + Tuning.SCRAM_ITERATIONS,
              "--no-instructions"));
    } finally {
      Files.deleteIfExists(secret);
    }
  }

  private void stopOrphan() throws IOException {
    var postmaster = Postmaster.of(folder);
    if (postmaster == null) {
      return;
    }
    if (postmaster.process(folder).isPresent()) {
      LOG.info("Stopping the database server that an earlier Shuke left behind");
      stop();
    } else {
      Files.deleteIfExists(Postmaster.file(folder));
    }
  }

  /// Stops whatever server runs on the folder: at once for its clients, complete on the disk. If
  /// that does not come to an end, at once; the next start then recovers from the log.
  void stop() {
    try {
      stop("fast");
    } catch (IllegalStateException e) {
      LOG.warn("The database server does not stop, so it is cut off: {}", e.getMessage());
      stop("immediate");
    }
  }

  private void stop(String mode) {
    run(
        List.of(
            binaries.program("pg_ctl"),
            "stop",
            "--pgdata=" + folder,
            "--mode=" + mode,
            "--timeout=30",
            "--silent"));
  }

  private void run(List<String> command) {
    try {
      var process =
          user.builder(command).directory(data.toFile()).redirectErrorStream(true).start();
      process.getOutputStream().close();
      var said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
      if (process.waitFor() != 0) {
        throw new IllegalStateException(
            Path.of(command.getFirst()).getFileName() + " failed on " + folder + ": " + said);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot run " + command.getFirst(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while running " + command.getFirst(), e);
    }
  }

  /// Starts the server; its process is the returned one.
  Process start(List<String> settings, Path log) throws IOException {
    var command = new ArrayList<String>();
    if (Files.isExecutable(SETSID)) {
      command.add(SETSID.toString());
    }
    command.addAll(user.prefix());
    command.addAll(List.of(binaries.program("postgres"), "-D", folder.toString()));
    for (var setting : settings) {
      command.addAll(List.of("-c", setting));
    }
    var builder = user.builder(List.of());
    return builder
        .command(command)
        .directory(data.toFile())
        .redirectInput(ProcessBuilder.Redirect.from(NOTHING))
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }
}
