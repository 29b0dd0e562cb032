package org.shuke.customers.diary;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import org.shuke.platform.Refusal;
import org.shuke.platform.files.FileStore;
import org.shuke.platform.files.StoredFile;

/// A stored picture on its way to a reader.
record Picture(FileStore files, StoredFile file) {
  void write(OutputStream out) throws IOException {
    try (var in = files.open(file)) {
      in.transferTo(out);
    }
  }

  /// What a file is by its first bytes: only pictures are kept as pictures.
  ///
  /// @throws Refusal 422 when it is none
  static String typeOf(FileStore files, StoredFile.Content content) {
    try (var in = Files.newInputStream(files.path(content))) {
      var head = in.readNBytes(12);
      if (head.length > 3 && head[0] == (byte) 0xFF && head[1] == (byte) 0xD8) {
        return "image/jpeg";
      }
      if (head.length > 7 && head[0] == (byte) 0x89 && head[1] == 'P' && head[2] == 'N') {
        return "image/png";
      }
      if (head.length > 11 && head[0] == 'R' && head[8] == 'W' && head[9] == 'E') {
        return "image/webp";
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    throw Refusal.invalid("photo", "activity.no-picture", java.util.Map.of());
  }
}
