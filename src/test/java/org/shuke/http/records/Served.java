package org.shuke.http.records;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuke.http.Authenticator;
import org.shuke.http.Call;
import org.shuke.http.Caller;
import org.shuke.http.Http;
import org.shuke.http.Idempotency;
import org.shuke.http.Metrics;
import org.shuke.http.Problems;
import org.shuke.http.Route;
import org.shuke.http.Routes;
import org.shuke.platform.Refusal;
import org.shuke.platform.Settings;
import org.shuke.platform.Texts;
import org.shuke.records.Policy;
import org.shuke.records.World;
import org.shuke.records.bulk.Bulk;
import org.shuke.records.bulk.ByFilter;
import org.shuke.records.exports.Exports;
import org.shuke.records.history.History;
import org.shuke.records.history.Timeline;
import org.shuke.records.search.Search;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The engine's addresses over real HTTP, on the types of [World]: the keys `admin` and `rep` open
/// the door.
final class Served implements AutoCloseable {
  private final World world;
  private final Http http;
  private final HttpClient client = HttpClient.newHttpClient();
  final List<Long> exported = new ArrayList<>();

  Served(World world, Path page) {
    this.world = world;
    var texts = Texts.load();
    var clock = Clock.systemUTC();
    var routes = new Routes();
    new TypeRoutes(texts).addTo(routes);
    new RecordRoutes(world.reads(), world.writes()).addTo(routes);
    new SearchRoutes(new Search(world.database(), clock)).addTo(routes);
    var timeline = new Timeline(world.database(), texts, world.cursors(), clock);
    new HistoryRoutes(new History(world.database(), texts, world.cursors(), clock), timeline)
        .addTo(routes);
    new UnitRoutes(world.units()).addTo(routes);
    var bulk = new Bulk(world.writes(), world.units());
    var byFilter = new ByFilter(world.reads(), world.writes(), bulk, world.jobs(), world::policyOf);
    new BulkRoutes(world.writes(), bulk, byFilter, new Problems(texts)).addTo(routes);
    new ExportRoutes(
            new Exports(
                world.database(),
                world.reads(),
                texts,
                (policy, type, format, query, rows) -> exported.add(rows)),
            policy -> world.policyOf(policy.principal().id()))
        .addTo(routes);
    new OpenApiRoutes(new OpenApi(texts, routes::all)).addTo(routes);
    this.http =
        new Http(
                new Http.Parts(
                    Settings.of(Map.of("SHUKE_PORT", "0", "SHUKE_LOCALE", "en")),
                    texts,
                    routes,
                    new TwoKeys(),
                    new Idempotency(world.database(), clock),
                    new Metrics(),
                    page,
                    () -> true))
            .start();
  }

  private Policy policy(String key) {
    return world.policyOf(key.equals("rep") ? World.REP : World.ADMINISTRATOR);
  }

  private final class TwoKeys implements Authenticator {
    @Override
    public @Nullable Caller session(String token) {
      return null;
    }

    @Override
    public @Nullable Caller key(String key) {
      return key.equals("rep") || key.equals("admin") ? new Caller(policy(key), null) : null;
    }

    @Override
    public void refused(Call call, Refusal refusal) {}

    @Override
    public void written(List<String> address) {}
  }

  List<Route> routes() {
    return http.routes();
  }

  HttpResponse<String> send(
      String key, String method, String path, @Nullable String body, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http.port() + path))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .header("Authorization", "Bearer " + key);
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  JsonNode get(String path) {
    return json(send("admin", "GET", path, null));
  }

  static JsonNode json(HttpResponse<String> answer) {
    return JsonMapper.shared().readTree(answer.body());
  }

  @Override
  public void close() {
    http.close();
  }
}
