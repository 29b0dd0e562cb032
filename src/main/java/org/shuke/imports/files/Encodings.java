package org.shuke.imports.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;

/// Which characters the bytes of a file stand for. The whole file is looked at once: a text that is
/// ASCII for a million lines shows its encoding in the first name with an accent.
final class Encodings {
  private static final int BLOCK = 1 << 16;
  private static final int SAMPLE = 1 << 20;

  record Found(String charset, boolean damaged) {}

  private Encodings() {}

  static Found of(Path file) throws IOException {
    try (InputStream in = Source.open(file)) {
      return of(in);
    }
  }

  static Found of(InputStream in) throws IOException {
    byte[] head = in.readNBytes(BLOCK);
    String marked = byMark(head);
    if (marked != null) {
      return new Found(marked, false);
    }
    String wide = utf16(head);
    return wide != null ? new Found(wide, false) : narrow(head, in);
  }

  private static @org.jspecify.annotations.Nullable String byMark(byte[] head) {
    int first = bytes(head, 0, 4);
    if (first == 0xfffe0000) {
      return "UTF-32LE";
    }
    if (first == 0x0000feff) {
      return "UTF-32BE";
    }
    return switch (first >>> 16) {
      case 0xfffe -> "UTF-16LE";
      case 0xfeff -> "UTF-16BE";
      case 0xefbb -> (first >>> 8 & 0xff) == 0xbf ? "UTF-8" : null;
      default -> null;
    };
  }

  private static int bytes(byte[] head, int from, int count) {
    int value = 0;
    for (int i = from; i < from + count; i++) {
      value = value << 8 | (i < head.length ? head[i] & 0xff : 0xcc);
    }
    return value;
  }

  /// UTF-16 without a mark: delimiters and line ends leave zero bytes on one side only, and its
  /// units are letters, ideographs and marks that tables hold.
  private static @org.jspecify.annotations.Nullable String utf16(byte[] head) {
    int even = 0;
    int odd = 0;
    for (int i = 0; i + 1 < head.length; i += 2) {
      even += head[i] == 0 ? 1 : 0;
      odd += head[i + 1] == 0 ? 1 : 0;
    }
    int units = head.length / 2;
    if (Math.max(even, odd) * 50L < units || Math.min(even, odd) * 10L > Math.max(even, odd)) {
      return null;
    }
    boolean little = odd > even;
    int fitting = 0;
    for (int i = 0; i + 1 < head.length; i += 2) {
      int unit = little ? bytes(head, i + 1, 1) << 8 | bytes(head, i, 1) : bytes(head, i, 2);
      fitting += tabular(unit) ? 1 : 0;
    }
    return fitting * 10L >= units * 9L ? (little ? "UTF-16LE" : "UTF-16BE") : null;
  }

  private static boolean tabular(int unit) {
    return unit == '\n'
        || unit == '\r'
        || unit == '\t'
        || unit >= 0x20 && unit < 0x600 && unit != 0x7f
        || unit >= 0x2000 && unit < 0x2200
        || unit >= 0x3000 && unit < 0x3100
        || unit >= 0x4e00 && unit < 0xa000
        || unit >= 0xac00 && unit < 0xd7a4
        || unit >= 0xd800 && unit < 0xe000
        || unit >= 0xff00 && unit < 0xfff0;
  }

  private static Found narrow(byte[] head, InputStream rest) throws IOException {
    var utf8 = new Utf8Check();
    var sample = new ByteArrayOutputStream();
    long controls = 0;
    long all = 0;
    for (byte[] block = head; block.length > 0; block = rest.readNBytes(BLOCK)) {
      long high = utf8.feed(block);
      controls += controls(block);
      all += block.length;
      if (high > 0 && sample.size() < SAMPLE) {
        sample.writeBytes(block);
      }
      if (controls * 10 > all) {
        throw Unreadable.because("file-not-a-table", Map.of("kind", "0x00"));
      }
    }
    if (utf8.broken() == 0 || utf8.whole() >= 20 * utf8.broken()) {
      return new Found("UTF-8", utf8.broken() > 0);
    }
    return new Found(Scripts.best(sample.toByteArray()), false);
  }

  private static long controls(byte[] block) {
    long count = 0;
    for (byte b : block) {
      boolean usual = b == '\n' || b == '\r' || b == '\t' || b == '\f' || b == 0x1a || b == 0x1b;
      count += b >= 0 && b < 0x20 && !usual ? 1 : 0;
    }
    return count;
  }

  /// Counts whole and broken sequences of UTF-8, across blocks.
  private static final class Utf8Check {
    private long whole;
    private long broken;
    private int open;
    private int lowest;
    private int highest;

    long feed(byte[] block) {
      long high = 0;
      for (byte one : block) {
        int b = one & 0xff;
        high += b >>> 7;
        if (open > 0 && b >= lowest && b <= highest) {
          bounds(0x80, 0xbf);
          open--;
          whole += open == 0 ? 1 : 0;
        } else {
          broken += open > 0 ? 1 : 0;
          begin(b);
        }
      }
      return high;
    }

    private void begin(int b) {
      open = 0;
      bounds(0x80, 0xbf);
      if (b >= 0xc2 && b <= 0xdf) {
        open = 1;
      } else if (b >= 0xe0 && b <= 0xef) {
        open = 2;
        bounds(b == 0xe0 ? 0xa0 : 0x80, b == 0xed ? 0x9f : 0xbf);
      } else if (b >= 0xf0 && b <= 0xf4) {
        open = 3;
        bounds(b == 0xf0 ? 0x90 : 0x80, b == 0xf4 ? 0x8f : 0xbf);
      } else if (b >= 0x80) {
        broken++;
      }
    }

    private void bounds(int low, int high) {
      lowest = low;
      highest = high;
    }

    long whole() {
      return whole;
    }

    long broken() {
      return broken + (open > 0 ? 1 : 0);
    }
  }
}
