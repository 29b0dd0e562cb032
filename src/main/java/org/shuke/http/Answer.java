package org.shuke.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a handler answers: bytes that are ready, or a stream that is written while it is sent.
///
/// @param cookies `Set-Cookie` headers
/// @param secret shown once: a kept copy of it is unreadable without the caller's idempotency key
public record Answer(
    int status,
    @Nullable String type,
    Map<String, String> headers,
    List<String> cookies,
    byte[] body,
    @Nullable Stream stream,
    boolean secret) {
  /// Writes a body of unknown length. The caller is checked before, not while it is written.
  @FunctionalInterface
  public interface Stream {
    void write(OutputStream out) throws IOException;
  }

  private static final byte[] NOTHING = {};

  public static Answer json(int status, Object value) {
    return bytes(status, "application/json", Json.write(value));
  }

  /// A value that is JSON text already.
  public static Answer json(int status, byte[] text) {
    return bytes(status, "application/json", text);
  }

  public static Answer ok(Object value) {
    return json(200, value);
  }

  /// 204: done, nothing to say.
  public static Answer done() {
    return empty(204);
  }

  static Answer empty(int status) {
    return new Answer(status, null, Map.of(), List.of(), NOTHING, null, false);
  }

  public static Answer bytes(int status, String type, byte[] body) {
    return new Answer(status, type, Map.of(), List.of(), body, null, false);
  }

  /// An export, a file, or events (`text/event-stream`, sent as they are flushed).
  public static Answer stream(String type, Stream stream) {
    return new Answer(200, type, Map.of(), List.of(), NOTHING, stream, false);
  }

  /// Content to be opened when it is sent.
  @FunctionalInterface
  public interface Content {
    InputStream open() throws IOException;
  }

  /// A file that somebody brought. Whatever it claims to be, a browser saves it: a page among them
  /// must not run as one of ours.
  ///
  /// @param name as it is to be saved
  public static Answer saved(String name, Content content) {
    var encoded = URLEncoder.encode(name, StandardCharsets.UTF_8);
    return stream(
            "application/octet-stream",
            out -> {
              try (var in = content.open()) {
                in.transferTo(out);
              }
            })
        .with(
            "Content-Disposition",
            "attachment; filename*=UTF-8''" + encoded.replace("+", "%20").replace("*", "%2A"))
        .with("Content-Security-Policy", "sandbox; default-src 'none'");
  }

  public Answer with(String header, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Answer(status, type, more, cookies, body, stream, secret);
  }

  /// @param cookie a whole `Set-Cookie` value
  public Answer cookie(String cookie) {
    var more = new ArrayList<>(cookies);
    more.add(cookie);
    return new Answer(status, type, headers, more, body, stream, secret);
  }

  /// The version of the record that this answers, as its `ETag`.
  public Answer version(long version) {
    return with("ETag", "\"" + version + "\"");
  }

  Answer withBody(byte[] other) {
    return new Answer(status, type, headers, cookies, other, stream, secret);
  }

  public Answer asSecret() {
    return new Answer(status, type, headers, cookies, body, stream, true);
  }
}
