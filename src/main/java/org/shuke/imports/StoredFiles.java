package org.shuke.imports;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.shuke.platform.Refusal;
import org.shuke.platform.Sha256;
import org.shuke.platform.db.Database;
import org.shuke.platform.db.Transaction;

/// Files as they were brought, named by what is in them: `id-sha256`. They are kept in the
/// database, where every node reaches them; each node reads from a copy in its own folder.
final class StoredFiles {
  private static final int PART = 1 << 20;

  private final Path folder;
  private final Database database;

  StoredFiles(Path folder, Database database) {
    this.folder = folder;
    this.database = database;
  }

  /// Keeps a file for good before its name is answered.
  String keep(UUID id, InputStream content) throws IOException {
    Files.createDirectories(folder);
    Path coming = folder.resolve(id + ".coming");
    MessageDigest sum = Sha256.digest();
    try (var in = new DigestInputStream(content, sum)) {
      Files.copy(in, coming, StandardCopyOption.REPLACE_EXISTING);
      String name = id + "-" + HexFormat.of().formatHex(sum.digest());
      database.background().transaction(tx -> stored(tx, name, coming));
      Files.move(coming, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
      return name;
    } finally {
      // what was broken off half-way is of no use to anybody
      Files.deleteIfExists(coming);
    }
  }

  private static String stored(Transaction tx, String name, Path file) throws SQLException {
    try (var in = Files.newInputStream(file)) {
      int part = 0;
      for (byte[] bytes = in.readNBytes(PART); bytes.length > 0; bytes = in.readNBytes(PART)) {
        ImportSql.keepPart(tx, name, part++, bytes);
      }
      return name;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The copy of this node, made if another one took the file in.
  ///
  /// @throws Refusal when the file is not there any more
  Path path(String name) {
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      try {
        Files.createDirectories(folder);
        Path coming = Files.createTempFile(folder, name, ".coming");
        database.background().transaction(tx -> copied(tx, name, coming));
        Files.move(coming, file, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return file;
  }

  private static String copied(Transaction tx, String name, Path into) throws SQLException {
    try (OutputStream out = Files.newOutputStream(into)) {
      int part = 0;
      for (byte[] bytes = ImportSql.part(tx, name, part);
          bytes != null;
          bytes = ImportSql.part(tx, name, ++part)) {
        out.write(bytes);
      }
      if (part == 0) {
        Files.delete(into);
        throw new Refusal(422, "import-file-gone", Map.of());
      }
      return name;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The file, if it still is what was brought.
  Path verified(String name) throws IOException {
    Path file = path(name);
    MessageDigest sum = Sha256.digest();
    try (var in = new DigestInputStream(Files.newInputStream(file), sum)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    if (!name.endsWith("-" + HexFormat.of().formatHex(sum.digest()))) {
      throw new Refusal(422, "import-file-changed", Map.of());
    }
    return file;
  }

  void forget(String name) throws IOException {
    Files.deleteIfExists(folder.resolve(name));
    database.background().transaction(tx -> ImportSql.forgetFile(tx, name));
  }
}
