package org.shuke.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// Sends an [Answer], compressed where that pays and cannot give a secret away.
final class Sender {
  private static final int WORTH_COMPRESSING = 2_000;
  private static final String EVENTS = "text/event-stream";

  private Sender() {}

  static void send(Answer answer, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setStatus(answer.status());
    answer.headers().forEach(response::setHeader);
    answer.cookies().forEach(cookie -> response.addHeader("Set-Cookie", cookie));
    var type = answer.type();
    if (type != null) {
      response.setContentType(type);
    }
    var stream = answer.stream();
    boolean zipped = zipped(answer, request);
    if (zipped) {
      response.setHeader("Content-Encoding", "gzip");
      response.addHeader("Vary", "Accept-Encoding");
    } else if (stream == null && answer.status() != 204 && answer.status() != 304) {
      response.setContentLength(answer.body().length);
    }
    if (request.getMethod().equals("HEAD")) {
      return;
    }
    var out = response.getOutputStream();
    if (stream == null && !zipped) {
      out.write(answer.body());
    } else if (zipped) {
      try (var zip = new FastGzip(out)) {
        write(answer, stream, zip);
      }
    } else {
      write(answer, stream, unclosable(out));
    }
  }

  private static void write(Answer answer, Answer.@Nullable Stream stream, OutputStream out)
      throws IOException {
    if (stream == null) {
      out.write(answer.body());
    } else {
      stream.write(out);
    }
  }

  /// A stream's writer may close its end; the answer's end is ours.
  private static OutputStream unclosable(OutputStream out) {
    return new FilterOutputStream(out) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
      }

      @Override
      public void close() throws IOException {
        out.flush();
      }
    };
  }

  private static boolean zipped(Answer answer, HttpServletRequest request) {
    var type = answer.type();
    return type != null
        && !answer.secret()
        && !answer.headers().containsKey("Content-Encoding")
        && !type.equals(EVENTS)
        && (answer.stream() != null
            ? type.startsWith("text/") || type.contains("json")
            : answer.body().length >= WORTH_COMPRESSING && type.contains("json"))
        && Page.accepts(request.getHeader("Accept-Encoding"), "gzip");
  }

  /// Little CPU for most of the gain: lists are written once and read once.
  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(OutputStream out) throws IOException {
      super(out, 8_192);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
