package org.shuke.imports.files;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// The bytes of a file, unpacked when it is gzip, never more than [#MOST] of them.
final class Source {
  static final long MOST = 8L << 30;

  private Source() {}

  static InputStream open(Path file) throws IOException {
    var bytes = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    bytes.mark(2);
    boolean packed = bytes.read() == 0x1f && bytes.read() == 0x8b;
    bytes.reset();
    try {
      return packed ? new Bounded(new GZIPInputStream(bytes, 1 << 16)) : bytes;
    } catch (ZipException | java.io.EOFException e) {
      bytes.close();
      throw Unreadable.damaged(e);
    }
  }

  /// Stops a packed file that unpacks to more than any table has.
  private static final class Bounded extends FilterInputStream {
    private long left = MOST;

    Bounded(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      try {
        int count = in.read(into, offset, length);
        left -= Math.max(0, count);
        if (left < 0) {
          throw Unreadable.because("file-too-big", Map.of("most", MOST));
        }
        return count;
      } catch (ZipException | java.io.EOFException e) {
        throw Unreadable.damaged(e);
      }
    }
  }
}
