package org.shuke.automation.rules;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.automation.rules.RuleSql.Logged;
import org.shuke.automation.rules.RuleSql.Run;
import org.shuke.automation.rules.RuleSql.Stored;
import org.shuke.http.Answer;
import org.shuke.http.Call;
import org.shuke.http.Door;
import org.shuke.http.Method;
import org.shuke.http.Route;
import org.shuke.http.Routes;
import org.shuke.platform.Refusal;
import org.shuke.platform.Texts;
import org.shuke.platform.db.Database;
import org.shuke.platform.secrets.Secrets;
import org.shuke.records.Ids;
import org.shuke.records.Policy;
import org.shuke.records.reads.Reads;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// A rule's log, its trial on history, and the secret of its web hooks.
public final class RuleRoutes {
  private static final int DAYS = 30;
  private static final int MOST_DAYS = 366;
  private static final int LOGGED = 100;

  private final Database database;
  private final Reads reads;
  private final Trial trial;
  private final Secrets secrets;
  private final Texts texts;

  RuleRoutes(Database database, Reads reads, Trial trial, Secrets secrets, Texts texts) {
    this.database = database;
    this.reads = reads;
    this.trial = trial;
    this.secrets = secrets;
    this.texts = texts;
  }

  public void addTo(Routes routes) {
    routes
        .get("/api/v1/rules/{id}/runs", Door.SIGNED_IN, this::runs)
        .add(
            new Route(
                    Method.POST, "/api/v1/rules/{id}/new-hook-secret", Door.SIGNED_IN, this::secret)
                .kept(Route.Kept.NOT))
        .add(
            new Route(Method.POST, "/api/v1/rules/try", Door.SIGNED_IN, this::attempt)
                .kept(Route.Kept.NOT));
  }

  private Stored rule(Call call) {
    var policy = call.policy();
    if (reads.find(policy, policy.catalog().type("rule"), call.id(), List.of("id")) == null) {
      throw Refusal.notFound();
    }
    var rule = database.read(tx -> RuleSql.find(tx, call.id()));
    if (rule == null) {
      throw Refusal.notFound();
    }
    return rule;
  }

  private Answer runs(Call call) {
    call.allow("outcome", "limit");
    var rule = rule(call);
    int limit = call.query("limit", LOGGED, 1, 500);
    var runs = database.read(tx -> RuleSql.runs(tx, rule.id(), call.query("outcome"), limit));
    var calls = database.read(tx -> CallSql.of(tx, runs.stream().map(Logged::id).toList()));
    return Answer.ok(
        Map.of(
            "items",
            runs.stream()
                .map(each -> {
                  var shown = shown(each.run(), call.policy(), call.locale());
                  shown.put("calls", calls.getOrDefault(each.id(), List.of()));
                  return shown;
                })
                .toList()));
  }

  /// A run whose record the reader may not see has no title.
  private Map<String, @Nullable Object> shown(Run run, Policy policy, Locale locale) {
    var type = policy.catalog().find(run.type());
    var args =
        JsonMapper.shared().readValue(run.args(), new TypeReference<Map<String, Object>>() {});
    var shown = new LinkedHashMap<String, @Nullable Object>();
    shown.put("record", run.record());
    shown.put("plural", type == null ? null : type.plural());
    shown.put("title", type == null ? null : title(policy, type.name(), run.record()));
    shown.put("at", run.at().toString());
    shown.put("outcome", run.outcome());
    shown.put("reason", run.reason() == null ? null : reason(locale, run.reason(), args));
    shown.put("depth", run.depth());
    shown.put("unit", run.unit());
    return shown;
  }

  private @Nullable String title(Policy policy, String name, UUID record) {
    var type = policy.catalog().type(name);
    var title = type.title().name();
    if (policy.member(type, title) == null) {
      return null;
    }
    var found = reads.find(policy, type, record, List.of(title));
    var value = found == null ? null : JsonMapper.shared().readTree(found).get(title);
    return value == null || value.isNull() ? null : value.asString();
  }

  private String reason(Locale locale, String reason, Map<String, Object> args) {
    var key = reason.startsWith("problem.") ? reason : "rule.refused." + reason;
    return texts.text(locale, key, args);
  }

  /// Makes a new secret for a rule's web hooks: told this once, the old one is worthless from now.
  private Answer secret(Call call) {
    call.allow();
    var rule = rule(call);
    if (!call.policy().administers() && !rule.owner().equals(call.policy().principal().user())) {
      throw Refusal.forbidden("forbidden", Map.of());
    }
    var secret = HookSender.fresh();
    database.transaction(tx -> {
      RuleSql.secretIs(tx, rule.id(), secrets.seal(HookSender.KIND, secret));
      return true;
    });
    return Answer.ok(Map.of("secret", secret)).asSecret();
  }

  /// A rule as it is being written.
  record Asked(
      String onType,
      String trigger,
      @Nullable String watched,
      @Nullable String dateField,
      @Nullable String dateKind,
      @Nullable Integer dateOffset,
      @Nullable Boolean yearly,
      @Nullable String every,
      @Nullable Integer atHour,
      @Nullable String condition,
      @Nullable Integer days) {}

  private Answer attempt(Call call) {
    var asked = call.body(Asked.class);
    var rule = stored(asked, call.policy());
    RuleChecks.trial(call.policy(), rule);
    int days = Math.clamp(asked.days() == null ? DAYS : asked.days(), 1, MOST_DAYS);
    return Answer.ok(trial.run(call.policy(), rule, days));
  }

  private static Stored stored(Asked asked, Policy author) {
    var user = author.principal().user();
    return new Stored(
        Ids.next(),
        "",
        user == null ? new UUID(0, 0) : user,
        asked.onType(),
        choice("trigger", Rule.Trigger.class, asked.trigger()),
        RuleSql.names(asked.watched()),
        asked.dateField(),
        asked.dateOffset() == null ? 0 : asked.dateOffset(),
        asked.every() == null ? null : choice("every", Rule.Every.class, asked.every()),
        asked.atHour() == null ? 0 : Math.clamp(asked.atHour(), 0, 23),
        asked.condition(),
        "[]",
        asked.yearly(),
        asked.dateKind());
  }

  private static <E extends Enum<E>> E choice(String field, Class<E> type, String value) {
    try {
      return Enum.valueOf(type, value.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid(field, "value.choice", Map.of("value", value, "choices", ""));
    }
  }
}
