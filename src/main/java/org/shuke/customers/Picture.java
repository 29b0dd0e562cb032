package org.shuke.customers;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.http.Answer;
import org.shuke.platform.Refusal;
import org.shuke.platform.files.FileStore;
import org.shuke.platform.files.StoredFile;

/// A stored picture on its way to a reader.
///
/// @param mediaType as its first bytes say, whatever it was called
public record Picture(FileStore files, StoredFile file, String mediaType) {
  /// The picture that a field of a record names.
  ///
  /// @param id of the stored file
  /// @throws Refusal 404 when there is none, or it is no picture
  public static Picture named(FileStore files, @Nullable String id) {
    return Optional.ofNullable(id)
        .filter(text -> !text.isEmpty())
        .flatMap(text -> files.find(UUID.fromString(text)))
        .flatMap(file -> in(files, file))
        .orElseThrow(Refusal::notFound);
  }

  /// The picture that is in a file.
  static Optional<Picture> in(FileStore files, StoredFile file) {
    return typeOf(files, file.content()).map(type -> new Picture(files, file, type));
  }

  /// To be shown on a page.
  public Answer shown() {
    return Answer.stream(mediaType, this::write).with("Content-Disposition", "inline");
  }

  private void write(OutputStream out) throws IOException {
    try (var in = files.open(file)) {
      in.transferTo(out);
    }
  }

  /// What sort of picture it is by its first bytes.
  public static Optional<String> typeOf(FileStore files, StoredFile.Content content) {
    try (var in = Files.newInputStream(files.path(content))) {
      var head = in.readNBytes(12);
      if (head.length > 3 && head[0] == (byte) 0xFF && head[1] == (byte) 0xD8) {
        return Optional.of("image/jpeg");
      }
      if (head.length > 7 && head[0] == (byte) 0x89 && head[1] == 'P' && head[2] == 'N') {
        return Optional.of("image/png");
      }
      if (head.length > 11 && head[0] == 'R' && head[8] == 'W' && head[9] == 'E') {
        return Optional.of("image/webp");
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
