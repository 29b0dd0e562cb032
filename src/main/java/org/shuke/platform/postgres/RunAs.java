package org.shuke.platform.postgres;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Settings;

/// Under which user the server's programs run. PostgreSQL refuses to run as root, so root runs them
/// under another user, or, where that user cannot reach the folder, in a user namespace of its own.
///
/// @param prefix the words before each command
/// @param owner the user and group that shall own the cluster; absent: whoever we are
record RunAs(List<String> prefix, @Nullable Owner owner) {

  record Owner(int uid, int gid) {}

  /// Where we look for a user when root starts a new cluster; the last one exists everywhere.
  private static final List<String> USERS = List.of("shuke", "postgres", "nobody");

  static RunAs choose(Path data, Path cluster, Binaries binaries) {
    try {
      int me = (int) new UnixSystem().getUid();
      return me == 0 ? asRoot(data, cluster, binaries) : asUser(me, cluster);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look at the data folder " + data, e);
    }
  }

  private static RunAs asUser(int me, Path cluster) throws IOException {
    if (Files.exists(cluster) && ownerOf(cluster).uid() != me) {
      throw new Settings.Wrong(
          "SHUKE_DATA: the database in "
              + cluster
              + " belongs to user "
              + Files.getOwner(cluster).getName()
              + "; start Shuke as that user or as root, or give the folder to the present user"
              + " with chown -R");
    }
    return new RunAs(List.of(), null);
  }

  private static RunAs asRoot(Path data, Path cluster, Binaries binaries) throws IOException {
    letOthersPass(data);
    var candidates = new ArrayList<RunAs>();
    if (Files.exists(cluster)) {
      var owner = ownerOf(cluster);
      candidates.add(owner.uid() == 0 ? namespace() : other(owner));
    } else {
      USERS.stream().map(RunAs::find).filter(u -> u != null).forEach(u -> candidates.add(other(u)));
      candidates.add(namespace());
    }
    for (var candidate : candidates) {
      if (candidate.canRun(binaries, data)) {
        return candidate;
      }
    }
    throw new Settings.Wrong(
        "SHUKE_DATA: PostgreSQL does not run as root, and no other user can reach "
            + data
            + "; move it out of folders that only root may enter (like /var/lib/shuke), or start"
            + " Shuke as an ordinary user");
  }

  /// Others may pass through our data folder to the cluster, and see nothing else in it.
  private static void letOthersPass(Path data) throws IOException {
    var permissions = Files.getPosixFilePermissions(data);
    if (ownerOf(data).uid() == 0 && permissions.add(PosixFilePermission.OTHERS_EXECUTE)) {
      Files.setPosixFilePermissions(data, permissions);
    }
  }

  private static RunAs other(Owner owner) {
    return new RunAs(
        List.of(
            "setpriv", "--reuid=" + owner.uid(), "--regid=" + owner.gid(), "--clear-groups", "--"),
        owner);
  }

  private static RunAs namespace() {
    return new RunAs(List.of("unshare", "--user", "--"), null);
  }

  private static @Nullable Owner find(String user) {
    try {
      for (var line : Files.readAllLines(Path.of("/etc/passwd"))) {
        var parts = line.split(":", -1);
        if (parts.length > 3 && parts[0].equals(user)) {
          return new Owner(Integer.parseInt(parts[2]), Integer.parseInt(parts[3]));
        }
      }
      return null;
    } catch (IOException | NumberFormatException e) {
      return null;
    }
  }

  private static Owner ownerOf(Path path) throws IOException {
    var attributes = Files.readAttributes(path, "unix:uid,gid");
    return new Owner(id(attributes.get("uid")), id(attributes.get("gid")));
  }

  private static int id(@Nullable Object value) {
    return value instanceof Integer id ? id : 0;
  }

  private boolean canRun(Binaries binaries, Path data) {
    try {
      var process =
          builder(List.of(binaries.program("postgres"), "--version"))
              .directory(data.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Gives a file or folder to the user under whom the server runs.
  void give(Path path) throws IOException {
    if (owner != null) {
      Files.setAttribute(path, "unix:uid", owner.uid());
      Files.setAttribute(path, "unix:gid", owner.gid());
    }
  }

  /// A command under that user, in an environment that says nothing about other PostgreSQL servers.
  ProcessBuilder builder(List<String> command) {
    var words = new ArrayList<>(prefix);
    words.addAll(command);
    var builder = new ProcessBuilder(words);
    var environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
    environment.remove("LANGUAGE");
    environment.put("LANG", "C");
    environment.put("TZ", "UTC");
    return builder;
  }
}
