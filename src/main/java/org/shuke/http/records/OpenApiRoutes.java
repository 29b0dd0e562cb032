package org.shuke.http.records;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.shuke.http.Answer;
import org.shuke.http.Door;
import org.shuke.http.Routes;

/// The API's own description: as a document for programs, as a page for people.
public final class OpenApiRoutes {
  private final OpenApi document;

  public OpenApiRoutes(OpenApi document) {
    this.document = document;
  }

  public void addTo(Routes routes) {
    routes
        .get(
            "/api/openapi.json",
            Door.SIGNED_IN,
            call -> {
              call.allow();
              return Answer.ok(document.of(call.policy(), call.locale()));
            })
        .get("/api/docs", Door.SIGNED_IN, call -> file("docs.html", "text/html; charset=utf-8"))
        .get(
            "/api/docs/docs.js",
            Door.SIGNED_IN,
            call -> file("docs.js", "text/javascript; charset=utf-8"))
        .get(
            "/api/docs/docs.css",
            Door.SIGNED_IN,
            call -> file("docs.css", "text/css; charset=utf-8"));
  }

  private static Answer file(String name, String type) {
    try (InputStream in = OpenApiRoutes.class.getResourceAsStream("/openapi/" + name)) {
      return Answer.bytes(200, type, java.util.Objects.requireNonNull(in).readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
