package org.shuke.records.pages;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.shuke.platform.Refusal;

/// How far a timeline was read: the last time, and what was shown of that very time. It holds
/// nothing that the reader has not seen.
record Mark(Instant at, Set<UUID> shown) {
  private static final int MOST = 400;

  static Mark read(String cursor) {
    try {
      var text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      var parts = text.split(" ");
      var shown =
          Arrays.stream(parts)
              .skip(1)
              .limit(MOST)
              .map(UUID::fromString)
              .collect(Collectors.toUnmodifiableSet());
      return new Mark(Instant.parse(parts[0]), shown);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw Refusal.malformed("cursor", Map.of()).at("cursor");
    }
  }

  String text() {
    var ids = shown.stream().sorted().map(UUID::toString).collect(Collectors.joining(" "));
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((at + " " + ids).strip().getBytes(StandardCharsets.UTF_8));
  }
}
