package org.shuke.platform.files;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.DiskSpace;
import org.shuke.platform.Refusal;
import org.shuke.platform.Sha256;
import org.shuke.platform.db.Database;
import org.shuke.platform.db.Transaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps files under the data folder, durable and by content.
public final class FileStore {
  private static final int BUFFER = 1 << 16;
  private static final int NAME = 255;
  private static final Duration YOUNG = Duration.ofHours(24);
  private static final HexFormat HEX = HexFormat.of();
  private static final Logger LOG = LoggerFactory.getLogger(FileStore.class);

  private final Database database;
  private final Path folder;
  private final Path unfinished;
  private final DiskSpace disk;
  private final Clock clock;

  public FileStore(Database database, Path data, DiskSpace disk, Clock clock) {
    this.database = database;
    this.folder = data.resolve("files");
    this.unfinished = folder.resolve("new");
    this.disk = disk;
    this.clock = clock;
    try {
      Files.createDirectories(folder);
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      Files.createDirectories(unfinished);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make the folder " + folder, e);
    }
  }

  /// Stores a file: content first, then its row.
  ///
  /// @param limit refuses more bytes than this
  public StoredFile put(
      InputStream in, long limit, String name, String mediaType, @Nullable UUID principal)
      throws IOException {
    var content = store(in, limit);
    return database.transaction(tx -> add(tx, content, name, mediaType, principal));
  }

  /// As [#store(InputStream, long)], for what the program made itself.
  public StoredFile.Content store(byte[] bytes) {
    try {
      return store(new ByteArrayInputStream(bytes), bytes.length);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot store a file in " + folder, e);
    }
  }

  /// Brings content to the disk; it stays for a day without a row.
  public StoredFile.Content store(InputStream in, long limit) throws IOException {
    disk.mustHaveRoomForFiles();
    var file = Files.createTempFile(unfinished, "file", "");
    try {
      var content = copy(in, limit, file);
      keep(file, content);
      return content;
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private void keep(Path file, StoredFile.Content content) throws IOException {
    var target = path(content);
    if (Files.exists(target)) {
      touch(target);
      return;
    }
    var sub = folder(content);
    Files.createDirectories(sub);
    Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
    force(sub);
    force(folder);
  }

  private static StoredFile.Content copy(InputStream in, long limit, Path file) throws IOException {
    var hash = Sha256.digest();
    long size = 0;
    var buffer = new byte[BUFFER];
    try (var out = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        size += read;
        if (size > limit) {
          throw Refusal.tooLarge(limit / (1 << 20) + " MiB");
        }
        hash.update(buffer, 0, read);
        for (var part = ByteBuffer.wrap(buffer, 0, read); part.hasRemaining(); ) {
          out.write(part);
        }
      }
      out.force(true);
    }
    return new StoredFile.Content(HEX.formatHex(hash.digest()), size);
  }

  /// Known content counts as young again, so that the tidy job leaves it until its new row is
  /// there.
  private void touch(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
  }

  private static void force(Path directory) throws IOException {
    try (var channel = FileChannel.open(directory, Set.of(StandardOpenOption.READ))) {
      channel.force(true);
    }
  }

  /// Writes the row of stored content within the caller's transaction.
  public StoredFile add(
      Transaction tx,
      StoredFile.Content content,
      String name,
      String mediaType,
      @Nullable UUID principal)
      throws SQLException {
    return tx.query(
            """
            insert into platform.file (sha256, size, name, media_type, principal)
            values (?, ?, ?, ?, ?) returning id, created\
            """,
            row ->
                new StoredFile(
                    row.getObject("id", UUID.class),
                    content,
                    shown(name),
                    mediaType,
                    principal,
                    row.getObject("created", OffsetDateTime.class).toInstant()),
            HEX.parseHex(content.sha256()),
            content.size(),
            shown(name),
            mediaType,
            principal)
        .getFirst();
  }

  /// A client's name for a file without folders and control characters.
  private static String shown(String name) {
    var last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    var clean = last.replaceAll("\\p{Cntrl}", "").strip();
    return clean.isEmpty() ? "file" : clean.substring(0, Math.min(NAME, clean.length()));
  }

  public Optional<StoredFile> find(UUID id) {
    return database.read(tx -> find(tx, id));
  }

  /// As [#find(UUID)], inside the caller's transaction.
  public Optional<StoredFile> find(Transaction tx, UUID id) throws SQLException {
    return Optional.ofNullable(
        tx.first(
            """
            select encode(sha256, 'hex') as sha256, size, name, media_type, principal, created
              from platform.file where id = ?\
            """,
            row ->
                new StoredFile(
                    id,
                    new StoredFile.Content(row.getString("sha256"), row.getLong("size")),
                    row.getString("name"),
                    row.getString("media_type"),
                    row.getObject("principal", UUID.class),
                    row.getObject("created", OffsetDateTime.class).toInstant()),
            id));
  }

  /// Opens what is in a file.
  public InputStream open(StoredFile file) throws IOException {
    return Files.newInputStream(path(file.content()));
  }

  /// Where the content lies, for readers that jump within it; it is never to be changed.
  public Path path(StoredFile.Content content) {
    return folder(content).resolve(content.sha256().substring(2));
  }

  private Path folder(StoredFile.Content content) {
    return folder.resolve(content.sha256().substring(0, 2));
  }

  /// Forgets a file; its content is deleted later if no other row has it.
  public void remove(Transaction tx, UUID id) throws SQLException {
    tx.update("delete from platform.file where id = ?", id);
  }

  /// What a tidy run found.
  ///
  /// @param deleted how many contents that no row refers to were deleted
  /// @param missing files whose content is gone or has another size
  public record Tidied(int deleted, List<UUID> missing) {}

  /// Deletes content that no row refers to and lists rows without their content.
  public Tidied tidy() throws IOException {
    int deleted = 0;
    var border = clock.instant().minus(YOUNG);
    try (var folders = Files.list(folder)) {
      for (var sub : folders.toList()) {
        deleted += sub.equals(unfinished) ? deleteOld(sub, border) : deleteUnreferred(sub, border);
      }
    }
    var missing = missing();
    if (!missing.isEmpty()) {
      LOG.error("{} files have lost their content, the first are {}", missing.size(), missing);
    }
    return new Tidied(deleted, missing);
  }

  private static int deleteOld(Path sub, Instant border) throws IOException {
    int deleted = 0;
    for (var file : olderThan(border, sub)) {
      Files.deleteIfExists(file);
      deleted++;
    }
    return deleted;
  }

  private int deleteUnreferred(Path sub, Instant border) throws IOException {
    int deleted = 0;
    for (var file : olderThan(border, sub)) {
      var hash = HEX.parseHex(sub.getFileName().toString() + file.getFileName());
      var known =
          database.read(tx ->
              tx.first(
                  "select true from platform.file where sha256 = ? limit 1",
                  row -> row.getBoolean(1),
                  hash));
      if (known == null) {
        Files.deleteIfExists(file);
        deleted++;
      }
    }
    return deleted;
  }

  private static List<Path> olderThan(Instant border, Path sub) throws IOException {
    var old = new ArrayList<Path>();
    try (var files = Files.list(sub)) {
      for (var file : files.toList()) {
        var attributes = Files.readAttributes(file, BasicFileAttributes.class);
        if (attributes.isRegularFile()
            && attributes.lastModifiedTime().toInstant().isBefore(border)) {
          old.add(file);
        }
      }
    }
    return old;
  }

  private List<UUID> missing() {
    var rows =
        database.read(tx ->
            tx.query(
                "select id, encode(sha256, 'hex') as sha256, size from platform.file",
                row ->
                    Map.entry(
                        row.getObject("id", UUID.class),
                        new StoredFile.Content(row.getString("sha256"), row.getLong("size")))));
    return rows.stream()
        .filter(row -> !whole(row.getValue()))
        .map(Map.Entry::getKey)
        .limit(1000)
        .toList();
  }

  private boolean whole(StoredFile.Content content) {
    try {
      return Files.size(path(content)) == content.size();
    } catch (IOException e) {
      return false;
    }
  }
}
