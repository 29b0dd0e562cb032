package org.shuke.sales.forms;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.shuke.http.Answer;
import org.shuke.http.Call;
import org.shuke.http.Door;
import org.shuke.http.Method;
import org.shuke.http.Route;
import org.shuke.http.Routes;
import org.shuke.platform.Refusal;
import org.shuke.platform.Texts;

/// Forms on the web: the hosted page, which other sites may show in a frame, the script that puts
/// it there, and where it sends its answers. No cookie is read or set.
public final class FormRoutes {
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
          + " form-action 'none'; base-uri 'none'; frame-ancestors *";
  private static final long LARGEST = 64 << 10;

  private final Forms forms;
  private final FormPage page;

  public FormRoutes(Forms forms, Texts texts) {
    this.forms = forms;
    this.page = new FormPage(texts);
  }

  public void addTo(Routes routes) {
    routes
        .get("/forms/form.css", Door.OPEN, call -> file("form.css", "text/css; charset=utf-8"))
        .get("/forms/form.js", Door.OPEN, call -> script("form.js"))
        .get("/forms/sha256.js", Door.OPEN, call -> script("sha256.js"))
        .get("/forms/embed.js", Door.OPEN, call -> script("embed.js"))
        .get("/forms/{slug}", Door.OPEN, this::show)
        .add(
            new Route(Method.POST, "/forms/{slug}", Door.OPEN, this::take)
                .kept(Route.Kept.NOT)
                .limitedTo(LARGEST));
  }

  private Answer show(Call call) {
    call.allow("lang");
    var form = forms.open(call.path("slug"));
    var html = page.of(form, call.path("slug"), forms.give(form), locale(call));
    return Answer.bytes(200, "text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8))
        .with("Content-Security-Policy", POLICY)
        .with("X-Frame-Options", "ALLOWALL")
        .with("Cross-Origin-Resource-Policy", "cross-origin");
  }

  private Answer take(Call call) {
    call.allow("lang");
    if (!Objects.requireNonNullElse(call.contentType(), "").startsWith("application/json")) {
      throw Refusal.malformed("malformed", Map.of());
    }
    var form = forms.open(call.path("slug"));
    forms.take(form, call.body(Forms.Posted.class), call.remote(), locale(call));
    return Answer.ok(Map.of("taken", true));
  }

  private static Locale locale(Call call) {
    var asked = call.query("lang");
    return asked == null ? call.locale() : Locale.forLanguageTag(asked);
  }

  private static Answer script(String name) {
    return file(name, "text/javascript; charset=utf-8");
  }

  private static Answer file(String name, String type) {
    try (InputStream in = FormRoutes.class.getResourceAsStream("/forms/" + name)) {
      return Answer.bytes(200, type, Objects.requireNonNull(in).readAllBytes())
          .with("Cache-Control", "public, max-age=3600")
          .with("Cross-Origin-Resource-Policy", "cross-origin");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
