package org.shuke.customers.diary;

import java.io.IOException;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shuke.customers.Picture;
import org.shuke.ground.Ground;
import org.shuke.http.Routes;
import org.shuke.platform.Refusal;
import org.shuke.platform.files.FileStore;
import org.shuke.platform.jobs.Jobs;
import org.shuke.records.Policy;
import org.shuke.records.Type;
import org.shuke.records.Unit;
import org.shuke.records.Verb;
import org.shuke.records.expression.Expression;
import org.shuke.records.expression.ExpressionFault;
import org.shuke.records.reads.Reads;
import org.shuke.records.writes.Version;
import org.shuke.records.writes.Writes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The desk of the working day: completes activities, checks in at a place, makes the visits that
/// are due again, and gives everyone his calendar.
public final class Diary {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final long LARGEST_PHOTO = 12L << 20;

  /// @param outcome what came of it
  record Complete(@Nullable String outcome) {}

  /// Makes what all rules ask for, now.
  record Run() {}

  /// Where the device says it is.
  ///
  /// @param accuracy in metres
  record CheckIn(
      @Nullable BigDecimal latitude,
      @Nullable BigDecimal longitude,
      @Nullable BigDecimal accuracy,
      @Nullable String place) {}

  private final Clock clock;
  private final Supplier<Writes> writes;
  private final Supplier<Reads> reads;
  private final Jobs jobs;
  private final FileStore files;
  private final ReturnVisits visits;
  private final Feeds feeds;

  public Diary(Ground ground) {
    this.clock = ground.clock();
    this.writes = ground::writes;
    this.reads = ground::reads;
    this.jobs = ground.jobs();
    this.files = ground.files();
    this.visits =
        new ReturnVisits(ground.zone(), clock, ground.texts(), writes, reads, ground::program);
    this.feeds = new Feeds(ground.database(), clock, reads, ground::policyOf);
  }

  /// The activities and rules with the verbs of this room.
  public List<Type> extend(List<Type> types) {
    return types.stream().map(this::extended).toList();
  }

  private Type extended(Type type) {
    return switch (type.name()) {
      case "activity" ->
          type.with(
              List.of(
                  new Type.Verb<>("complete", Verb.UPDATE, Complete.class, this::complete),
                  new Type.Verb<>("check-in", Verb.UPDATE, CheckIn.class, this::checkIn)));
      case "visit-rule" ->
          type.with(List.of(new Type.Verb<>("run", Verb.UPDATE, Run.class, this::run)));
      default -> type;
    };
  }

  /// Has the room asked about what is written to its types.
  public void watch(Writes writing) {
    writing.then(
        "visit-rule",
        (unit, rule) -> {
          if (rule.get("appliesTo") instanceof String condition) {
            check(unit, condition);
          }
        });
  }

  private static void check(Unit unit, String condition) {
    var policy = unit.asDesk().policy();
    try {
      Expression.condition(condition, policy.catalog().type("account"), policy);
    } catch (ExpressionFault fault) {
      throw Refusal.invalid("appliesTo", fault.code(), fault.args());
    }
  }

  private Object run(Unit unit, UUID rule, Run now) throws SQLException {
    var principal = unit.policy().principal();
    return Map.of("job", jobs.submit(unit.tx(), ReturnVisits.JOB, Map.of(), principal.user()));
  }

  /// Lets what is due be made by itself.
  public void begin() {
    visits.runBy(jobs);
  }

  public void addTo(Routes routes) {
    new DiaryRoutes(this, feeds).addTo(routes);
  }

  Object complete(Unit unit, UUID id, Complete complete) throws SQLException {
    var json = JSON.createObjectNode().put("done", true);
    if (complete.outcome() != null && !complete.outcome().isBlank()) {
      json.put("outcome", complete.outcome());
    }
    writes.get().patch(unit, type(unit), id, new Version.Any(), json);
    return answer(unit, id);
  }

  /// Keeps where and when; a second check-in is refused, so that what was kept stays true.
  Object checkIn(Unit unit, UUID id, CheckIn here) throws SQLException {
    var draft = writes.get().lock(unit, type(unit), id, Verb.UPDATE, new Version.Any());
    if (draft.get("checkedInAt") != null) {
      throw Refusal.invalid("checkedInAt", "activity.checked-in", Map.of());
    }
    if (!Set.of("visit", "meeting").contains(String.valueOf(draft.get("kind")))) {
      throw Refusal.invalid("kind", "activity.check-in-kind", Map.of());
    }
    mustBeOnEarth("latitude", here.latitude(), 90);
    mustBeOnEarth("longitude", here.longitude(), 180);
    boolean nowhere = here.latitude() == null || here.longitude() == null;
    if (nowhere && (here.place() == null || here.place().isBlank())) {
      throw Refusal.invalid("place", "activity.check-in-place", Map.of());
    }
    var json = JSON.createObjectNode();
    json.put("checkedInAt", clock.instant().toString());
    json.put("at", clock.instant().toString());
    put(json, "latitude", here.latitude());
    put(json, "longitude", here.longitude());
    put(json, "accuracy", here.accuracy());
    if (here.place() != null && !here.place().isBlank()) {
      json.put("place", here.place());
    }
    writes.get().patch(unit.asDesk(), type(unit), id, new Version.Any(), json);
    return answer(unit, id);
  }

  private static void mustBeOnEarth(String name, @Nullable BigDecimal degrees, int most) {
    if (degrees != null && degrees.abs().compareTo(BigDecimal.valueOf(most)) > 0) {
      throw Refusal.invalid(name, "activity.check-in-degrees", Map.of("most", most));
    }
  }

  private static void put(ObjectNode json, String name, @Nullable BigDecimal value) {
    if (value != null) {
      json.put(name, value);
    }
  }

  /// Keeps a picture with an activity that the caller may change.
  JsonNode photo(Policy policy, UUID id, java.io.InputStream picture) throws IOException {
    var content = files.store(picture, LARGEST_PHOTO);
    var mediaType =
        Picture.typeOf(files, content)
            .orElseThrow(() -> Refusal.invalid("photo", "activity.no-picture", Map.of()));
    return writes
        .get()
        .write(
            policy,
            "page",
            null,
            unit -> {
              writes.get().lock(unit, type(unit), id, Verb.UPDATE, new Version.Any());
              var stored = files.add(unit.tx(), content, "photo", mediaType, unit.actor());
              var json = JSON.createObjectNode().put("photo", stored.id().toString());
              writes.get().patch(unit.asDesk(), type(unit), id, new Version.Any(), json);
              return answer(unit, id);
            });
  }

  /// The picture of an activity that the caller may read.
  Picture picture(Policy policy, UUID id) {
    var type = policy.catalog().type("activity");
    var record = JSON.readTree(reads.get().get(policy, type, id, List.of("photo")));
    return Picture.named(files, record.path("photo").asString(""));
  }

  private JsonNode answer(Unit unit, UUID id) throws SQLException {
    var record = reads.get().find(unit.connection(), unit.policy(), type(unit), id, List.of());
    return record == null
        ? JSON.createObjectNode().put("id", id.toString())
        : JSON.readTree(record);
  }

  private static Type type(Unit unit) {
    return unit.policy().catalog().type("activity");
  }
}
