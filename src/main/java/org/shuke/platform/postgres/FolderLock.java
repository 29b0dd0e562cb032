package org.shuke.platform.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.shuke.platform.Settings;

/// The right to serve a data folder, held by one process at a time; the system takes it back when
/// the process ends in whatever way.
final class FolderLock implements AutoCloseable {

  /// What this process holds. The system's lock is lost as soon as *any* channel of the process on
  /// the file is closed, so a second attempt must not even open it.
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private FolderLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  static FolderLock take(Path file) {
    var held = file.toAbsolutePath().normalize();
    if (!HELD.add(held)) {
      throw taken(held, Long.toString(ProcessHandle.current().pid()));
    }
    try {
      return new FolderLock(held, lock(held));
    } catch (IOException e) {
      HELD.remove(held);
      throw new UncheckedIOException("Cannot lock " + held, e);
    } catch (Settings.Wrong e) {
      HELD.remove(held);
      throw e;
    }
  }

  private static FileChannel lock(Path file) throws IOException {
    var channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    if (channel.tryLock() == null) {
      channel.close();
      throw taken(file, Files.readString(file).strip());
    }
    channel.truncate(0);
    var pid = Long.toString(ProcessHandle.current().pid());
    channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
    return channel;
  }

  private static Settings.Wrong taken(Path file, String holder) {
    return new Settings.Wrong(
        "SHUKE_DATA: another Shuke (process %s) already serves %s; stop it, or choose another folder"
            .formatted(holder, file.getParent()));
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot give back the lock " + file, e);
    } finally {
      HELD.remove(file);
    }
  }
}
