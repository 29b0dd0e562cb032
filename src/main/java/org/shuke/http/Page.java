package org.shuke.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Sha256;

/// The built web page, read once at start: only what was there then can be served, so no path leads
/// anywhere else. Files under `assets/` carry their hash in the name and are kept for ever by
/// browsers; every address of the page that is no file gets `index.html`.
final class Page {
  private static final String FOREVER = "public, max-age=31536000, immutable";
  private static final String ASK_AGAIN = "no-cache";
  private static final int WORTH_COMPRESSING = 1_000;
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("html", "text/html; charset=utf-8"),
          Map.entry("js", "text/javascript; charset=utf-8"),
          Map.entry("css", "text/css; charset=utf-8"),
          Map.entry("json", "application/json"),
          Map.entry("webmanifest", "application/manifest+json"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("png", "image/png"),
          Map.entry("ico", "image/x-icon"),
          Map.entry("webp", "image/webp"),
          Map.entry("woff2", "font/woff2"),
          Map.entry("txt", "text/plain; charset=utf-8"));

  private record Resource(
      String type, String tag, byte[] plain, byte @Nullable [] gzip, byte @Nullable [] brotli) {}

  private final Map<String, Resource> files = new HashMap<>();

  /// @param folder the build of `web/`; it may be absent, then there is no page
  Page(java.nio.file.Path folder) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (var found = Files.walk(folder)) {
      for (var file : found.filter(Files::isRegularFile).toList()) {
        var name = folder.relativize(file).toString().replace('\\', '/');
        var type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type != null) {
          files.put("/" + name, resource(file, type));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The web page in " + folder + " cannot be read", e);
    }
  }

  private static Resource resource(java.nio.file.Path file, String type) throws IOException {
    var plain = Files.readAllBytes(file);
    var gzip = beside(file, ".gz");
    if (gzip == null && plain.length >= WORTH_COMPRESSING && compressible(type)) {
      gzip = gzip(plain);
    }
    return new Resource(type, tag(plain), plain, gzip, beside(file, ".br"));
  }

  private static byte @Nullable [] beside(java.nio.file.Path file, String suffix)
      throws IOException {
    var other = file.resolveSibling(file.getFileName() + suffix);
    return Files.exists(other) ? Files.readAllBytes(other) : null;
  }

  private static boolean compressible(String type) {
    return !type.startsWith("font/") && (!type.startsWith("image/") || type.contains("svg"));
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    var out = new ByteArrayOutputStream(plain.length / 2);
    try (var zip = new GZIPOutputStream(out)) {
      zip.write(plain);
    }
    return out.toByteArray();
  }

  private static String tag(byte[] content) {
    return "\"" + HexFormat.of().formatHex(Sha256.digest().digest(content), 0, 12) + "\"";
  }

  /// The file at a path, or the page itself at an address of the page; null where neither is.
  @Nullable Answer find(
      String path, @Nullable String acceptedEncodings, @Nullable String knownTag) {
    var file = files.get(path);
    if (file == null && !lastSegment(path).contains(".")) {
      file = files.get("/index.html");
    }
    if (file == null) {
      return null;
    }
    var caching = path.startsWith("/assets/") ? FOREVER : ASK_AGAIN;
    if (file.tag().equals(knownTag)) {
      return Answer.empty(304).with("ETag", file.tag()).with("Cache-Control", caching);
    }
    return encoded(file, acceptedEncodings)
        .with("ETag", file.tag())
        .with("Cache-Control", caching)
        .with("Vary", "Accept-Encoding");
  }

  private static String lastSegment(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static Answer encoded(Resource file, @Nullable String accepted) {
    var brotli = file.brotli();
    if (brotli != null && accepts(accepted, "br")) {
      return Answer.bytes(200, file.type(), brotli).with("Content-Encoding", "br");
    }
    var gzip = file.gzip();
    if (gzip != null && accepts(accepted, "gzip")) {
      return Answer.bytes(200, file.type(), gzip).with("Content-Encoding", "gzip");
    }
    return Answer.bytes(200, file.type(), file.plain());
  }

  /// Does an `Accept-Encoding` header name a coding, and not only to refuse it?
  static boolean accepts(@Nullable String header, String coding) {
    return header != null
        && Arrays.stream(header.split(","))
            .map(part -> part.replace(" ", ""))
            .anyMatch(part ->
                part.equals(coding)
                    || part.startsWith(coding + ";") && !part.matches(".*;q=0(\\.0*)?"));
  }
}
