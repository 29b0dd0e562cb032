package org.shuke.sales.plans;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Supplier;
import org.shuke.catalog.prices.Rates;
import org.shuke.http.Answer;
import org.shuke.http.Call;
import org.shuke.http.Door;
import org.shuke.http.Routes;
import org.shuke.platform.db.Database;
import org.shuke.records.Type;
import org.shuke.records.reads.Reads;
import org.shuke.records.writes.Writes;

/// The desk of plans: targets and how far they are reached, the forecast and what changed in it.
public final class Plans {
  private final ZoneId zone;
  private final Clock clock;
  private final Attainment attainment;
  private final Forecast forecast;
  private final Changes changes;

  /// @param zone the company's
  public Plans(Database database, Rates rates, ZoneId zone, Clock clock, Supplier<Reads> reads) {
    this.zone = zone;
    this.clock = clock;
    this.attainment = new Attainment(database, reads, rates, zone, clock);
    this.forecast = new Forecast(database, reads);
    this.changes = new Changes(database, reads);
  }

  public static List<Type> types() {
    return List.of(Target.type(), ForecastEntry.type());
  }

  /// Has the room asked about what is written to its types.
  public static void watch(Writes writing) {
    writing.guard("target", Target::once);
    writing.guard("forecast-entry", ForecastEntry::mustLead);
  }

  public void addTo(Routes routes) {
    routes
        .get("/api/v1/targets/attainment", Door.SIGNED_IN, this::attained)
        .get("/api/v1/forecast", Door.SIGNED_IN, this::forecast)
        .get("/api/v1/forecast/changes", Door.SIGNED_IN, this::changed);
  }

  private LocalDate today() {
    return LocalDate.now(clock.withZone(zone));
  }

  private Answer attained(Call call) {
    call.allow("period");
    var period = Period.asked(call.query("period"), today());
    return Answer.ok(attainment.read(call.policy(), period, today()));
  }

  private Answer forecast(Call call) {
    call.allow("period");
    Ask.mustRead(
        call.policy(), "opportunity", "amountBase", "closeDate", "stage", "forecast", "owner");
    return Answer.ok(forecast.read(call.policy(), Period.asked(call.query("period"), today())));
  }

  private Answer changed(Call call) {
    call.allow("days");
    var since = clock.instant().minus(java.time.Duration.ofDays(call.query("days", 7, 1, 92)));
    return Answer.ok(changes.since(call.policy(), since));
  }
}
