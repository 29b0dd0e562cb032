package org.shuke.imports;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import org.shuke.platform.Refusal;

/// Files as they were brought, named by what is in them: `id-sha256`.
final class StoredFiles {
  private final Path folder;

  StoredFiles(Path folder) {
    this.folder = folder;
  }

  /// Keeps a file for good before its name is answered.
  String keep(UUID id, InputStream content) throws IOException {
    Files.createDirectories(folder);
    Path coming = folder.resolve(id + ".coming");
    MessageDigest sum = sum();
    try (var in = new DigestInputStream(content, sum)) {
      Files.copy(in, coming, StandardCopyOption.REPLACE_EXISTING);
    }
    try (var channel = FileChannel.open(coming, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    String name = id + "-" + HexFormat.of().formatHex(sum.digest());
    Files.move(coming, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    return name;
  }

  Path path(String name) {
    return folder.resolve(name);
  }

  /// The file, if it still is what was brought.
  Path verified(String name) throws IOException {
    Path file = path(name);
    if (!Files.exists(file)) {
      throw new Refusal(422, "import-file-gone", java.util.Map.of());
    }
    MessageDigest sum = sum();
    try (var in = new DigestInputStream(Files.newInputStream(file), sum)) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
    }
    if (!name.endsWith("-" + HexFormat.of().formatHex(sum.digest()))) {
      throw new Refusal(422, "import-file-changed", java.util.Map.of());
    }
    return file;
  }

  void forget(String name) throws IOException {
    Files.deleteIfExists(path(name));
  }

  private static MessageDigest sum() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
