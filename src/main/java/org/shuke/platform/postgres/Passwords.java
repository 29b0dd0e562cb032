package org.shuke.platform.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;
import java.util.Set;
import org.shuke.platform.Settings;

/// The passwords of the embedded server's roles, made once, kept in a file that only we may read.
record Passwords(String administrator, String owner, String application) {
  private static final SecureRandom RANDOM = new SecureRandom();

  static Passwords make(Path file) {
    var made = new Passwords(random(), random(), random());
    var text =
        "administrator=%s\nowner=%s\napplication=%s\n"
            .formatted(made.administrator, made.owner, made.application);
    var unfinished = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.deleteIfExists(unfinished);
      try (var channel =
          FileChannel.open(
              unfinished,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
        channel.force(true);
      }
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }

  static Passwords read(Path file) {
    var read = new Properties();
    try (var in = Files.newBufferedReader(file)) {
      read.load(in);
    } catch (IOException e) {
      throw new Settings.Wrong(
          "SHUKE_DATA: the passwords of the database cannot be read from "
              + file
              + "; bring the file back from a backup of the data folder");
    }
    return new Passwords(
        read.getProperty("administrator", ""),
        read.getProperty("owner", ""),
        read.getProperty("application", ""));
  }

  private static String random() {
    var bytes = new byte[24];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Override
  public String toString() {
    return "Passwords";
  }
}
