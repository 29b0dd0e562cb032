package org.shuke.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal;

/// The first file of a multipart form, read as a stream and never held.
///
/// @param name what the client called it; only to be shown
public record Upload(String name, InputStream content) {
  private static final int HEADERS = 16 << 10;
  private static final Pattern BOUNDARY =
      Pattern.compile("(?i)multipart/form-data;.*boundary=\"?([^\";]{1,70})\"?.*");
  private static final Pattern NAME =
      Pattern.compile("(?i)filename\\*?=(?:UTF-8'')?\"?([^\";\r\n]*)\"?");

  /// @throws Refusal 400 when the body is no form with a file
  public static Upload of(Call call) throws IOException {
    String type = call.contentType();
    Matcher boundary = BOUNDARY.matcher(type == null ? "" : type);
    if (!boundary.matches()) {
      throw Refusal.malformed("upload-form", Map.of());
    }
    return of(call.stream(), boundary.group(1));
  }

  static Upload of(InputStream body, String boundary) throws IOException {
    var part = new Part(body, ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1));
    part.first();
    for (String headers = part.headers(); headers != null; headers = part.headers()) {
      Matcher name = NAME.matcher(headers);
      if (name.find()) {
        return new Upload(plain(name.group(1)), part);
      }
      part.transferTo(java.io.OutputStream.nullOutputStream());
    }
    throw Refusal.malformed("upload-form", Map.of());
  }

  /// A name without folders, as old browsers sent them.
  private static String plain(String sent) {
    String name = sent.substring(Math.max(sent.lastIndexOf('/'), sent.lastIndexOf('\\')) + 1);
    String shown = name.replaceAll("\\p{Cntrl}", "").strip();
    return shown.isEmpty() ? "file" : shown.length() > 200 ? shown.substring(0, 200) : shown;
  }

  /// The content of one part: the body up to the next boundary.
  private static final class Part extends InputStream {
    private final InputStream body;
    private final byte[] boundary;
    private final byte[] window = new byte[1 << 16];
    private int from;
    private int to;
    private boolean over;

    Part(InputStream body, byte[] boundary) {
      this.body = body;
      this.boundary = boundary;
      // the first boundary has no line before it
      window[to++] = '\r';
      window[to++] = '\n';
    }

    void first() throws IOException {
      transferTo(java.io.OutputStream.nullOutputStream());
    }

    /// The headers of the next part, or null behind the last.
    @Nullable String headers() throws IOException {
      over = false;
      var text = new ByteArrayOutputStream();
      while (true) {
        if (from == to && !fill()) {
          return null;
        }
        text.write(window[from++]);
        String read = text.toString(StandardCharsets.UTF_8);
        if (read.startsWith("--") || text.size() > HEADERS) {
          return null;
        }
        if (read.endsWith("\r\n\r\n")) {
          return read;
        }
      }
    }

    private boolean fill() throws IOException {
      if (from > 0) {
        System.arraycopy(window, from, window, 0, to - from);
        to -= from;
        from = 0;
      }
      int count = body.read(window, to, window.length - to);
      to += Math.max(0, count);
      return count > 0;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (over || length == 0) {
        return over ? -1 : 0;
      }
      int at = boundaryAt();
      while (at < 0 && to - from <= boundary.length) {
        if (!fill()) {
          throw Refusal.malformed("broken-off", Map.of());
        }
        at = boundaryAt();
      }
      int whole = at >= 0 ? at - from : to - from - boundary.length;
      if (whole == 0) {
        from = at + boundary.length;
        over = true;
        return -1;
      }
      int count = Math.min(length, whole);
      System.arraycopy(window, from, into, offset, count);
      from += count;
      return count;
    }

    private int boundaryAt() {
      for (int i = from; i + boundary.length <= to; i++) {
        if (window[i] == '\r' && matches(i)) {
          return i;
        }
      }
      return -1;
    }

    private boolean matches(int start) {
      for (int i = 0; i < boundary.length; i++) {
        if (window[start + i] != boundary[i]) {
          return false;
        }
      }
      return true;
    }
  }
}
