package org.shuke.insight.value;

import java.time.Clock;
import java.util.Map;
import java.util.function.Supplier;
import org.shuke.http.Answer;
import org.shuke.http.Call;
import org.shuke.http.Door;
import org.shuke.http.Routes;
import org.shuke.platform.Texts;
import org.shuke.platform.db.Database;
import org.shuke.platform.jobs.Jobs;
import org.shuke.records.reads.Reads;

/// Who matters over HTTP: the overview, and a run on demand.
public final class ValueRoutes {
  private final Values values;
  private final Jobs jobs;
  private final Overview overview;
  private final Supplier<ValueSetting> setting;

  /// @param currency the company's
  /// @param setting as it stands now
  public ValueRoutes(
      Values values,
      Jobs jobs,
      Database database,
      Reads reads,
      Texts texts,
      Clock clock,
      String currency,
      Supplier<ValueSetting> setting) {
    this.values = values;
    this.jobs = jobs;
    this.overview = new Overview(database, reads, texts, clock, currency);
    this.setting = setting;
  }

  public void addTo(Routes routes) {
    routes
        .get("/api/v1/insight/value/overview", Door.SIGNED_IN, this::overview)
        .post("/api/v1/insight/value/run", Door.SIGNED_IN, this::run);
  }

  private Answer overview(Call call) {
    call.allow();
    return Answer.ok(overview.read(call.policy(), setting.get()));
  }

  private Answer run(Call call) {
    Overview.mustSee(call.policy());
    var job = values.ask(jobs, call.policy().principal().user());
    return Answer.json(202, (Object) Map.of("job", job));
  }
}
