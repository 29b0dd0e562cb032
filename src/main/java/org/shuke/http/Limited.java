package org.shuke.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.shuke.platform.Refusal;

/// A body that ends in a refusal when it is longer than its route allows.
final class Limited extends FilterInputStream {
  private final long limit;
  private long left;

  Limited(InputStream in, long limit) {
    super(in);
    this.limit = limit;
    this.left = limit;
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    count(read < 0 ? 0 : 1);
    return read;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int read = super.read(into, offset, length);
    count(Math.max(0, read));
    return read;
  }

  private void count(int read) {
    left -= read;
    if (left < 0) {
      throw tooLarge(limit);
    }
  }

  static Refusal tooLarge(long limit) {
    return Refusal.tooLarge((limit >> 20) + " MiB");
  }
}
