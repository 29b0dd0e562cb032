package org.shuke.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import org.eclipse.jetty.http.BadMessageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a caller still sends although his answer has gone out, because it was refused before its
/// end. Closing the connection on it would reset it, and take the answer from him.
final class Unread {
  private static final long MOST = 64L << 20;
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final Logger LOG = LoggerFactory.getLogger(Unread.class);

  private Unread() {}

  /// Reads it and throws it away, within limits. Who waits to be told to go on sends nothing more.
  static void discard(HttpServletRequest request) {
    if (request.getHeader("Expect") != null) {
      return;
    }
    var buffer = new byte[1 << 14];
    long end = System.nanoTime() + LONGEST.toNanos();
    try {
      var in = request.getInputStream();
      long read = 0;
      for (int n = 0; n >= 0 && read < MOST && System.nanoTime() < end; n = in.read(buffer)) {
        read += n;
      }
    } catch (IOException | BadMessageException e) {
      LOG.debug("the caller stopped sending", e);
    }
  }
}
