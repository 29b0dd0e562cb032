package org.shuke.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The program's figures, for Prometheus. Rooms add theirs to [#registry()].
public final class Metrics {
  private record Kind(@Nullable Route route, int status) {}

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Map<Kind, Timer> timers = new ConcurrentHashMap<>();

  public Metrics() {
    new JvmMemoryMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    gc.bindTo(registry);
  }

  private final JvmGcMetrics gc = new JvmGcMetrics();

  public MeterRegistry registry() {
    return registry;
  }

  void served(@Nullable Route route, int status, long nanos) {
    timers
        .computeIfAbsent(new Kind(route, status), this::timer)
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  private Timer timer(Kind kind) {
    var route = kind.route();
    return Timer.builder("http.server.requests")
        .description("Requests by route and status")
        .tag("method", route == null ? "other" : route.method().name())
        .tag("route", route == null ? "other" : route.path())
        .tag("status", String.valueOf(kind.status()))
        .register(registry);
  }

  String text() {
    return registry.scrape();
  }

  void close() {
    gc.close();
    registry.close();
  }
}
