package org.shuke.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal;
import org.shuke.platform.Settings;
import org.shuke.platform.Texts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// The server: Jetty by Javalin on virtual threads, one way through for every request.
public final class Http implements AutoCloseable {
  /// What the edge is made of.
  ///
  /// @param page the folder of the built web page
  /// @param ready is everything there that a request needs?
  /// @param gate refuses what cannot be done at all at the moment, whoever asks
  public record Parts(
      Settings settings,
      Texts texts,
      Routes routes,
      Authenticator authenticator,
      Idempotency idempotency,
      Metrics metrics,
      java.nio.file.Path page,
      BooleanSupplier ready,
      Consumer<Route> gate) {
    public Parts(
        Settings settings,
        Texts texts,
        Routes routes,
        Authenticator authenticator,
        Idempotency idempotency,
        Metrics metrics,
        java.nio.file.Path page,
        BooleanSupplier ready) {
      this(settings, texts, routes, authenticator, idempotency, metrics, page, ready, route -> {});
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(Http.class);
  private static final int STOP_WITHIN_MILLIS = 20_000;
  private static final long IDLE_WHEN_STOPPING_MILLIS = 300;
  private static final long SLOWEST_BYTES_A_SECOND = 50;
  private static final int LONGEST_HEADERS = 32 << 10;

  private final Parts parts;
  private final Problems problems;
  private final Visitors visitors;
  private final Page page;
  private final Javalin server;
  private volatile boolean stopping;

  public Http(Parts parts) {
    this.parts = parts;
    this.problems = new Problems(parts.texts());
    this.visitors = new Visitors(parts.settings(), parts.authenticator());
    this.page = new Page(parts.page());
    addOwnRoutes(parts.routes());
    this.server = Javalin.create(this::configure);
  }

  private void addOwnRoutes(Routes routes) {
    routes
        .get("/health/live", Door.OPEN, call -> Answer.ok(Map.of("status", "live")))
        .get("/health/ready", Door.OPEN, call -> ready())
        .get("/metrics", Door.NEARBY, call -> metrics());
  }

  private Answer ready() {
    return parts.ready().getAsBoolean() && !stopping
        ? Answer.ok(Map.of("status", "ready"))
        : Answer.json(503, Map.of("status", "not ready")).with("Retry-After", "2");
  }

  private Answer metrics() {
    return Answer.bytes(
        200,
        "text/plain; version=0.0.4; charset=utf-8",
        parts.metrics().text().getBytes(StandardCharsets.UTF_8));
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.concurrency.useVirtualThreads = true;
    config.jetty.port = parts.settings().port();
    config.jetty.modifyServer(this::prepare);
    config.jetty.modifyHttpConfiguration(http -> {
      http.setSendServerVersion(false);
      http.setSendXPoweredBy(false);
      http.setRequestHeaderSize(LONGEST_HEADERS);
      http.setMinRequestDataRate(SLOWEST_BYTES_A_SECOND);
      http.setUriCompliance(
          UriCompliance.DEFAULT.with(
              "slashes-in-values", UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR));
    });
    config.routes.before(context -> {
      serve(context.req(), context.res());
      context.skipRemainingHandlers();
    });
  }

  private void prepare(Server jetty) {
    var headers = new SecurityHeaders(visitors.https());
    var graceful = new GracefulHandler();
    graceful.setShutdownIdleTimeout(IDLE_WHEN_STOPPING_MILLIS);
    headers.setHandler(graceful);
    jetty.setHandler(headers);
    jetty.setErrorHandler(new LastResort(problems, headers));
    jetty.setStopTimeout(STOP_WITHIN_MILLIS);
  }

  public Http start() {
    server.start();
    return this;
  }

  public int port() {
    return server.port();
  }

  /// Every address that the server answers.
  public List<Route> routes() {
    return parts.routes().all();
  }

  /// Lets running requests end, for at most 20 s.
  @Override
  public void close() {
    stopping = true;
    try {
      server.stop();
    } catch (JavalinException e) {
      LOG.warn("some requests were broken off, they took too long to end", e);
    }
    parts.metrics().close();
  }

  void serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
    long started = System.nanoTime();
    MDC.put("request", Long.toHexString(started));
    var visit = new Visit(request);
    try {
      var answer = answer(visit);
      Sender.send(answer, request, response);
      if (answer.status() >= 400) {
        response.flushBuffer();
        Unread.discard(request);
      }
    } catch (IOException e) {
      LOG.debug("the caller left: {}", visit, e);
      throw e;
    } finally {
      long nanos = System.nanoTime() - started;
      parts.metrics().served(visit.route, response.getStatus(), nanos);
      LOG.debug("{} {} in {} µs", visit, response.getStatus(), nanos / 1_000);
      MDC.remove("request");
    }
  }

  /// What the filters have found out about one request.
  private static final class Visit {
    private final HttpServletRequest request;
    private @Nullable Route route;
    private @Nullable Caller caller;
    private @Nullable Call call;

    Visit(HttpServletRequest request) {
      this.request = request;
    }

    @Override
    public String toString() {
      return request.getMethod() + " " + (route == null ? "(no route)" : route.path());
    }
  }

  private Answer answer(Visit visit) {
    try {
      return route(visit);
    } catch (Exception e) {
      var refusal = Problems.refusal(e);
      if (refusal != null && visit.call != null) {
        parts.authenticator().refused(visit.call, refusal);
      }
      return problems.of(e, locale(visit));
    }
  }

  private Locale locale(Visit visit) {
    return visitors.locale(visit.request, visit.caller);
  }

  private Answer route(Visit visit) throws Exception {
    var request = visit.request;
    var segments = Path.read(request.getRequestURI());
    var method = methodOf(request);
    var found = segments == null ? null : parts.routes().find(method, segments);
    if (segments == null || found == null) {
      return elsewhere(request, segments, method);
    }
    var route = found.route();
    if (route == null) {
      return problems
          .of(
              new Refusal(405, "method-not-allowed", Map.of("method", request.getMethod())),
              locale(visit))
          .with(
              "Allow",
              found.methods().stream().map(Method::name).collect(Collectors.joining(", ")));
    }
    visit.route = route;
    visit.caller = visitors.find(request);
    var call =
        new Call(
            request,
            route,
            found.parameters(),
            visit.caller,
            locale(visit),
            () -> !stopping && !Thread.currentThread().isInterrupted());
    visit.call = call;
    visitors.admit(call);
    parts.gate().accept(route);
    var answer = parts.idempotency().serve(call);
    if (route.method().writes()) {
      parts.authenticator().written(segments);
    }
    return answer;
  }

  private static @Nullable Method methodOf(HttpServletRequest request) {
    return switch (request.getMethod()) {
      case "GET", "HEAD" -> Method.GET;
      case "POST" -> Method.POST;
      case "PUT" -> Method.PUT;
      case "PATCH" -> Method.PATCH;
      case "DELETE" -> Method.DELETE;
      default -> null;
    };
  }

  private Answer elsewhere(
      HttpServletRequest request, @Nullable List<String> segments, @Nullable Method method) {
    if (segments == null && method == Method.GET) {
      return withoutSlash(request);
    }
    var file =
        segments == null || ofProgram(segments) || method != Method.GET
            ? null
            : page.find(
                "/" + String.join("/", segments),
                request.getHeader("Accept-Encoding"),
                request.getHeader("If-None-Match"));
    if (file != null) {
      return file;
    }
    throw Refusal.notFound();
  }

  private static boolean ofProgram(List<String> segments) {
    return List.of("api", "health", "metrics").contains(segments.get(0));
  }

  /// An address of the page that somebody ended with a slash leads to the one that he meant.
  private static Answer withoutSlash(HttpServletRequest request) {
    var path = request.getRequestURI();
    var bare = path.endsWith("/") ? path.substring(0, path.length() - 1) : "";
    var segments = Path.read(bare);
    if (segments == null || ofProgram(segments)) {
      throw Refusal.notFound();
    }
    var query = request.getQueryString();
    return Answer.empty(308).with("Location", query == null ? bare : bare + "?" + query);
  }
}
