package org.shuke.platform.egress;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/// One POST to an address that somebody else chose: one exchange on one connection, no redirects,
/// no cookies, no credentials, an answer of at most 64 KiB. Small on purpose: the JDK's client
/// would ask the name again.
public final class HttpPost {
  private static final Duration ANSWER = Duration.ofSeconds(20);
  private static final long WHOLE = Duration.ofSeconds(30).toNanos();
  private static final int MOST = 64 * 1024;
  private static final List<Integer> PORTS = List.of(80, 443, 8080, 8443);

  /// What came back.
  ///
  /// @param retryAfter seconds that the receiver asked for, or null
  public record Answer(int status, @Nullable Integer retryAfter, String body) {}

  private final Egress egress;

  public HttpPost(Egress egress) {
    this.egress = egress;
  }

  /// Reads an address that a person wrote.
  ///
  /// @throws Egress.Barred when it is none that we post to
  public static URI address(String text) throws Egress.Barred {
    try {
      var uri = new URI(text);
      boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      if (!web || uri.getHost() == null || uri.getRawUserInfo() != null) {
        throw new Egress.Barred("“" + text + "” is no web address (https://host/path).");
      }
      return uri;
    } catch (URISyntaxException e) {
      throw new Egress.Barred("“" + text + "” is no web address (https://host/path).");
    }
  }

  /// Sends JSON.
  ///
  /// @param headers names and values of our own making
  public Answer post(URI to, Map<String, String> headers, byte[] json) throws IOException {
    boolean secure = "https".equals(to.getScheme());
    int port = to.getPort() < 0 ? (secure ? 443 : 80) : to.getPort();
    if (!PORTS.contains(port) && port < 1024) {
      throw new Egress.Barred("Web hooks do not go to port " + port + ".");
    }
    long end = System.nanoTime() + WHOLE;
    try (var plain = egress.connect(to.getHost(), port, ANSWER);
        var socket = secure ? secured(plain, to.getHost(), port) : plain) {
      var out = socket.getOutputStream();
      out.write(head(to, headers, json.length).getBytes(ISO_8859_1));
      out.write(json);
      out.flush();
      return answer(new BufferedInputStream(socket.getInputStream()), end);
    }
  }

  private static Socket secured(Socket plain, String host, int port) throws IOException {
    var factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    var socket = (SSLSocket) factory.createSocket(plain, host, port, true);
    var parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  private static String head(URI to, Map<String, String> headers, int length) {
    var path = to.getRawPath() == null || to.getRawPath().isEmpty() ? "/" : to.getRawPath();
    var target = to.getRawQuery() == null ? path : path + "?" + to.getRawQuery();
    var host = to.getPort() < 0 ? to.getHost() : to.getHost() + ":" + to.getPort();
    var head = new StringBuilder();
    head.append("POST ").append(target).append(" HTTP/1.1\r\nHost: ").append(host);
    head.append("\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: ");
    head.append(length).append("\r\nUser-Agent: Shuke\r\n");
    headers.forEach((name, value) ->
        head.append(name).append(": ").append(value.replaceAll("\\p{Cntrl}", " ")).append("\r\n"));
    return head.append("\r\n").toString();
  }

  private static Answer answer(InputStream in, long end) throws IOException {
    var text = new ByteArrayOutputStream();
    var buffer = new byte[8192];
    for (int read = in.read(buffer); read >= 0 && text.size() < MOST; read = in.read(buffer)) {
      text.write(buffer, 0, read);
      if (System.nanoTime() > end) {
        throw new IOException("The answer took too long.");
      }
      if (whole(text)) {
        break;
      }
    }
    return parsed(text.toString(ISO_8859_1));
  }

  /// Is all there that the receiver announced? Otherwise it ends when the connection does.
  private static boolean whole(ByteArrayOutputStream text) {
    var sofar = text.toString(ISO_8859_1);
    int head = sofar.indexOf("\r\n\r\n");
    var length = head < 0 ? null : header(sofar.substring(0, head), "content-length");
    return length != null
        && length.matches("\\d{1,9}")
        && sofar.length() - head - 4 >= Integer.parseInt(length);
  }

  private static Answer parsed(String text) throws IOException {
    int head = text.indexOf("\r\n\r\n");
    if (head < 0 || !text.matches("(?s)HTTP/1\\.[01] \\d{3}.*")) {
      throw new IOException("The answer is no HTTP.");
    }
    var wait = header(text.substring(0, head), "retry-after");
    return new Answer(
        Integer.parseInt(text.substring(9, 12)),
        wait != null && wait.matches("\\d{1,6}") ? Integer.valueOf(wait) : null,
        text.substring(head + 4));
  }

  private static @Nullable String header(String head, String name) {
    return head.lines()
        .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElse(null);
  }
}
