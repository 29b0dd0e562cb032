package org.shuke.http.records;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.shuke.http.Answer;
import org.shuke.http.Call;
import org.shuke.http.Door;
import org.shuke.http.Json;
import org.shuke.http.Method;
import org.shuke.http.Route;
import org.shuke.http.Routes;
import org.shuke.records.Policy;
import org.shuke.records.live.Live;
import org.shuke.records.live.Stream;
import org.shuke.records.live.Watched;

/// The one stream of events of a browser: what changed of what it shows.
///
/// ```
/// event: open      {"stream": id}       name it in POST /api/v1/live/{stream} to watch other things
/// event: changed   {"type", "id", "version"}
/// event: gone      {"type", "id"}       no longer there for this person
/// event: stale     {"type"}             so much changed that all of the type is worth reading again
/// ```
public final class LiveRoutes {
  /// A proxy between us may cut a connection that says nothing for a minute.
  private static final int SAY_SOMETHING_MILLIS = 15_000;

  private static final int LOOK_MILLIS = 500;
  private static final long LONG_LIST = 1 << 19;

  private final Live live;
  private final Function<UUID, @Nullable Policy> still;

  /// @param still what the user of a session may do now, null when it is over
  public LiveRoutes(Live live, Function<UUID, @Nullable Policy> still) {
    this.live = live;
    this.still = still;
  }

  public void addTo(Routes routes) {
    routes
        .get("/api/v1/live", Door.SESSION, this::open)
        .add(
            new Route(Method.POST, "/api/v1/live/{stream}", Door.SESSION, this::show)
                .limitedTo(LONG_LIST)
                .kept(Route.Kept.NOT));
  }

  record Shown(List<String> watch) {}

  private Answer show(Call call) {
    live.show(call.id("stream"), call.policy(), watched(call, call.body(Shown.class).watch()));
    return Answer.done();
  }

  private static List<Watched> watched(Call call, List<String> texts) {
    return Watched.parse(texts, call.policy().catalog());
  }

  private Answer open(Call call) {
    call.allow("watch");
    var watch = call.query("watch");
    var watched =
        watched(call, watch == null || watch.isEmpty() ? List.of() : List.of(watch.split(",")));
    var session = call.caller().session();
    if (session == null) {
      throw new IllegalStateException("the door lets only sessions in");
    }
    return Answer.stream(
            "text/event-stream",
            out -> {
              try (var stream =
                  live.open(call.policy(), () -> still.apply(session.id()), watched)) {
                tell(stream, call, out);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            })
        .with("Cache-Control", "no-store")
        .with("X-Accel-Buffering", "no");
  }

  private static void tell(Stream stream, Call call, OutputStream out)
      throws IOException, InterruptedException {
    say(out, "retry: 2000\nevent: open\ndata: {\"stream\":\"" + stream.id() + "\"}\n\n");
    long said = System.nanoTime();
    while (call.open() && stream.open()) {
      var events = stream.next(LOOK_MILLIS);
      if (!events.isEmpty()) {
        var text = new StringBuilder();
        events.forEach(event -> text.append(text(event)));
        say(out, text.toString());
        said = System.nanoTime();
      } else if (System.nanoTime() - said > SAY_SOMETHING_MILLIS * 1_000_000L) {
        say(out, ":\n\n");
        said = System.nanoTime();
      }
    }
  }

  private static String text(Stream.Event event) {
    var data = new LinkedHashMap<String, Object>();
    data.put("type", event.type());
    if (event.id() != null) {
      data.put("id", event.id().toString());
    }
    if (event.what() == Stream.Event.What.CHANGED) {
      data.put("version", event.version());
    }
    return "event: %s\ndata: %s\n\n"
        .formatted(
            event.what().name().toLowerCase(Locale.ROOT), new String(Json.write(data), UTF_8));
  }

  private static void say(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(UTF_8));
    out.flush();
  }
}
