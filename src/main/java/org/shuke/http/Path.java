package org.shuke.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The one way a request's path and parameters are read.
final class Path {
  private Path() {}

  /// The segments of a path as it is written in a declaration.
  static List<String> segments(String path) {
    return List.of(path.substring(1).split("/", -1));
  }

  /// The segments of a request's path, each decoded by itself, so that an encoded slash stays a
  /// character of its value. Null for what no address of ours looks like: empty segments, dots,
  /// path parameters, wrong encodings, control characters.
  static @Nullable List<String> read(String raw) {
    if (!raw.startsWith("/")) {
      return null;
    }
    var segments = new ArrayList<String>(6);
    for (var part : raw.substring(1).split("/", -1)) {
      var segment = decode(part, false);
      if (segment == null
          || segment.equals(".")
          || segment.equals("..")
          || part.indexOf(';') >= 0
          || segment.chars().anyMatch(c -> c < ' ' || c == 127)) {
        return null;
      }
      segments.add(segment);
    }
    return segments.size() > 1 && segments.contains("") ? null : segments;
  }

  /// Percent-decoding as UTF-8; null when it is not valid.
  static @Nullable String decode(String text, boolean plusIsSpace) {
    if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
      return text;
    }
    var bytes = ByteBuffer.allocate(text.length() * 3);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        int value = i + 2 < text.length() ? hex(text, i + 1) : -1;
        if (value < 0) {
          return null;
        }
        bytes.put((byte) value);
        i += 2;
      } else if (c == '+' && plusIsSpace) {
        bytes.put((byte) ' ');
      } else if (c > 126) {
        return null;
      } else {
        bytes.put((byte) c);
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static int hex(String text, int at) {
    int high = Character.digit(text.charAt(at), 16);
    int low = Character.digit(text.charAt(at + 1), 16);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }
}
