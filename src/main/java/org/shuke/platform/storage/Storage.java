package org.shuke.platform.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.DiskSpace;
import org.shuke.platform.Settings;
import org.shuke.platform.db.Database;
import org.shuke.platform.db.Login;
import org.shuke.platform.files.FileStore;
import org.shuke.platform.postgres.PostgresServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opened first and closed last: a migrated database, the file store and the watch over the disk.
public final class Storage implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Storage.class);

  private final @Nullable PostgresServer server;
  private final Database database;
  private final DiskSpace disk;
  private final FileStore files;

  private Storage(Settings settings, @Nullable PostgresServer server, Database database) {
    this.server = server;
    this.database = database;
    this.disk = new DiskSpace(settings.data()).watch();
    this.files = new FileStore(database, settings.data(), disk, Clock.systemUTC());
  }

  /// Opens what the settings name, or refuses with one clear line.
  public static Storage open(Settings settings) {
    makeFolder(settings);
    var url = settings.databaseUrl();
    return url == null ? embedded(settings) : outside(settings, url);
  }

  private static void makeFolder(Settings settings) {
    try {
      if (!Files.isDirectory(settings.data())) {
        Files.createDirectories(settings.data());
        Files.setPosixFilePermissions(
            settings.data(), PosixFilePermissions.fromString("rwx------"));
      }
    } catch (IOException e) {
      throw new Settings.Wrong(
          "SHUKE_DATA: the folder %s cannot be made (%s); choose another one, or make it and give it to"
                  .formatted(settings.data(), e.getMessage())
              + " the user who runs Shuke");
    }
    if (!Files.isWritable(settings.data())) {
      throw new Settings.Wrong(
          "SHUKE_DATA: the folder %s cannot be written to; give it to the user who runs Shuke"
              .formatted(settings.data()));
    }
  }

  private static Storage embedded(Settings settings) {
    var server = PostgresServer.start(settings.data(), settings.acceptWeak());
    try {
      var database = Database.open(server.application(), server.owner(), settings.acceptWeak());
      return migrated(new Storage(settings, server, database));
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private static Storage outside(Settings settings, String url) {
    var application = Login.of(url);
    var ownerUrl = settings.databaseOwnerUrl();
    var owner = ownerUrl == null ? application : Login.of(ownerUrl);
    var database = Database.open(application, owner, settings.acceptWeak());
    LOG.info("The database is {}", application);
    return migrated(new Storage(settings, null, database));
  }

  private static Storage migrated(Storage storage) {
    try {
      storage.database.migrate();
      return storage;
    } catch (RuntimeException e) {
      storage.database.close();
      storage.disk.close();
      throw e;
    }
  }

  public Database database() {
    return database;
  }

  public FileStore files() {
    return files;
  }

  public DiskSpace disk() {
    return disk;
  }

  /// Whether the database answers.
  public boolean ready() {
    return (server == null || server.ready()) && database.ready();
  }

  @Override
  public void close() {
    database.close();
    disk.close();
    if (server != null) {
      server.close();
    }
  }
}
