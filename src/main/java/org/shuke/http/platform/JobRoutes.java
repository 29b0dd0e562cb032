package org.shuke.http.platform;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuke.http.Answer;
import org.shuke.http.Call;
import org.shuke.http.Door;
import org.shuke.http.Routes;
import org.shuke.platform.Refusal;
import org.shuke.platform.Texts;
import org.shuke.platform.jobs.Job;
import org.shuke.platform.jobs.Jobs;
import org.shuke.records.Policy;

/// Long work as it stands. One sees the jobs that one asked for; administrators see all.
public final class JobRoutes {
  private static final int LATEST = 100;

  private final Jobs jobs;
  private final Texts texts;

  public JobRoutes(Jobs jobs, Texts texts) {
    this.jobs = jobs;
    this.texts = texts;
  }

  public void addTo(Routes routes) {
    routes
        .get("/api/v1/jobs", Door.SIGNED_IN, this::list)
        .get(
            "/api/v1/jobs/{id}",
            Door.SIGNED_IN,
            call -> Answer.ok(shown(find(call), call.locale())))
        .post("/api/v1/jobs/{id}/cancel", Door.SIGNED_IN, this::cancel);
  }

  private Answer list(Call call) {
    call.allow("cursor");
    var whose = call.policy().administers() ? null : principals(call.policy());
    var found = jobs.latest(LATEST + 1, whose, call.cursor());
    var page = found.size() > LATEST ? found.subList(0, LATEST) : found;
    var answer = new LinkedHashMap<String, @Nullable Object>();
    answer.put("items", page.stream().map(job -> shown(job, call.locale())).toList());
    answer.put("next", found.size() > LATEST ? page.getLast().id().toString() : null);
    return Answer.ok(answer);
  }

  /// In whose name one asks for jobs: a key in its own and its user's.
  private static List<UUID> principals(Policy policy) {
    var principal = policy.principal();
    return Stream.of(principal.id(), principal.user()).filter(Objects::nonNull).toList();
  }

  private Job find(Call call) {
    return jobs.find(call.id())
        .filter(job -> mayWatch(call.policy(), job))
        .orElseThrow(Refusal::notFound);
  }

  private static boolean mayWatch(Policy policy, Job job) {
    return policy.administers()
        || job.principal() != null && principals(policy).contains(job.principal());
  }

  private Answer cancel(Call call) {
    var job = find(call);
    jobs.cancel(job.id());
    return Answer.ok(shown(jobs.find(job.id()).orElse(job), call.locale()));
  }

  private Map<String, @Nullable Object> shown(Job job, Locale locale) {
    var shown = new LinkedHashMap<String, @Nullable Object>();
    shown.put("id", job.id());
    shown.put("name", job.name());
    shown.put("label", texts.text(locale, "job.name." + job.name(), Map.of()));
    shown.put("state", job.state().value());
    shown.put("progress", job.progress());
    shown.put(
        "message", job.message() == null ? null : texts.text(locale, job.message(), job.args()));
    shown.put("result", job.result());
    shown.put("createdAt", job.created().toString());
    shown.put("startedAt", job.started() == null ? null : job.started().toString());
    shown.put("finishedAt", job.finished() == null ? null : job.finished().toString());
    return shown;
  }
}
