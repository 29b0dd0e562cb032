package org.shuke.records.exports;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What an export is written as.
public enum Format {
  CSV("text/csv; charset=utf-8"),
  XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
  JSONL("application/jsonl; charset=utf-8");

  private final String mediaType;

  Format(String mediaType) {
    this.mediaType = mediaType;
  }

  public String mediaType() {
    return mediaType;
  }

  public String extension() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The format of that name, or null.
  public static @Nullable Format of(String name) {
    for (var format : values()) {
      if (format.extension().equals(name)) {
        return format;
      }
    }
    return null;
  }
}
