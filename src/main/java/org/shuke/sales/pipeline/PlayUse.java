package org.shuke.sales.pipeline;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Declaration;
import org.shuke.records.Type;

/// That a play was used on an opportunity; whether it worked is told by how the opportunity ended.
public record PlayUse(@Nullable UUID play, @Nullable Instant usedAt, @Nullable UUID usedBy) {
  static Type type() {
    return Declaration.of("play-use", "play-uses", "sales.play_use", PlayUse.class)
        .partOf("opportunity", "opportunity", "plays")
        .titled("usedAt")
        .reference("play", "play", "uses")
        .reference("usedBy", "user")
        .required("play", "usedAt")
        .system("play", "usedAt", "usedBy")
        .type();
  }
}
