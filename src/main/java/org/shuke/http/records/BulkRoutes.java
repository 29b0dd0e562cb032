package org.shuke.http.records;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.http.Answer;
import org.shuke.http.Call;
import org.shuke.http.Door;
import org.shuke.http.Method;
import org.shuke.http.Problems;
import org.shuke.http.Route;
import org.shuke.http.Routes;
import org.shuke.platform.Refusal;
import org.shuke.platform.Refusal.Fault;
import org.shuke.records.Type;
import org.shuke.records.bulk.Bulk;
import org.shuke.records.bulk.ByFilter;
import org.shuke.records.bulk.Operation;
import org.shuke.records.bulk.Result;
import org.shuke.records.writes.Version;
import org.shuke.records.writes.Writes;
import tools.jackson.databind.JsonNode;

/// Many records in one request.
public final class BulkRoutes {
  /// Undoes what the request did.
  public static final String UNIT = "Shuke-Unit";

  private static final Set<String> MEMBERS = Set.of("op", "id", "version", "record");

  private final Writes writes;
  private final Bulk bulk;
  private final ByFilter byFilter;
  private final Problems problems;

  public BulkRoutes(Writes writes, Bulk bulk, ByFilter byFilter, Problems problems) {
    this.writes = writes;
    this.bulk = bulk;
    this.byFilter = byFilter;
    this.problems = problems;
  }

  public void addTo(Routes routes) {
    routes
        .add(
            new Route(Method.POST, "/api/v1/{plural}/bulk", Door.SIGNED_IN, this::bulk)
                .limitedTo(Route.BULK)
                .kept(Route.Kept.WITH_EFFECT))
        .post("/api/v1/{plural}/bulk-by-filter", Door.SIGNED_IN, this::byFilter);
  }

  /// With an idempotency key all rows are one transaction with the kept answer: one effect. Without
  /// one they go chunk by chunk.
  private Answer bulk(Call call) {
    call.allow("atomic");
    var type = RecordRoutes.type(call);
    var operations = operations(call.tree());
    boolean atomic = call.flag("atomic");
    var cause = RecordRoutes.cause(call);
    if (!atomic && call.header("Idempotency-Key") == null) {
      return answer(call, bulk.run(call.policy(), cause, type, operations));
    }
    return writes.write(
        call.policy(),
        cause,
        null,
        unit ->
            call.once(
                unit.tx(),
                () -> {
                  var outcome = bulk.within(unit, type, operations);
                  if (atomic && outcome.done() < operations.size()) {
                    throw refused(call, outcome);
                  }
                  return answer(call, outcome);
                }));
  }

  private static List<Operation> operations(JsonNode body) {
    if (!body.isArray()) {
      throw Refusal.malformed("not-an-array", Map.of());
    }
    if (body.size() > Bulk.MOST) {
      throw Refusal.tooLarge(Bulk.MOST + " rows");
    }
    return body.valueStream().map(BulkRoutes::operation).toList();
  }

  private static Operation operation(JsonNode row) {
    try {
      return read(row);
    } catch (Refusal refusal) {
      return new Operation.Malformed(refusal);
    }
  }

  private static Operation read(JsonNode row) {
    if (!row.isObject()) {
      throw Refusal.malformed("not-an-object", Map.of());
    }
    for (var name : row.propertyNames()) {
      if (!MEMBERS.contains(name)) {
        throw fault(name, "unknown-member", Map.of("name", name, "type", "bulk"));
      }
    }
    var op = row.path("op").asString("");
    return switch (op) {
      case "create" -> new Operation.Create(record(row));
      case "update" -> new Operation.Update(id(row), version(row), record(row));
      case "delete" -> new Operation.Delete(id(row), version(row));
      default -> throw fault("op", "unknown-op", Map.of("name", op));
    };
  }

  private static Refusal fault(String field, String code, Map<String, Object> args) {
    return Refusal.malformed(List.of(new Fault(field, code, args)));
  }

  private static JsonNode record(JsonNode row) {
    var record = row.get("record");
    if (record == null || !record.isObject()) {
      throw fault("record", "required", Map.of("name", "record"));
    }
    return record;
  }

  private static UUID id(JsonNode row) {
    try {
      return UUID.fromString(row.path("id").asString(""));
    } catch (IllegalArgumentException e) {
      throw fault("id", "required", Map.of("name", "id"));
    }
  }

  private static @Nullable Version version(JsonNode row) {
    var version = row.get("version");
    return version == null || version.isNull() ? null : Version.parse(version.asString());
  }

  private Answer answer(Call call, Bulk.Outcome outcome) {
    var answer = Answer.ok(outcome.results().stream().map(r -> row(call, r)).toList());
    return outcome.unit() == null ? answer : answer.with(UNIT, outcome.unit().toString());
  }

  private Map<String, Object> row(Call call, Result result) {
    return switch (result) {
      case Result.Done(int status, var id, long version) ->
          Map.of("status", status, "id", id, "version", version);
      case Result.Refused(var id, var refusal) -> {
        var document = new LinkedHashMap<>(problems.document(refusal, call.locale()));
        if (id != null) {
          document.put("id", id);
        }
        yield document;
      }
    };
  }

  /// All or nothing: nothing, and which rows are to blame.
  private Refusal refused(Call call, Bulk.Outcome outcome) {
    var items = new ArrayList<Map<String, Object>>();
    for (int i = 0; i < outcome.results().size(); i++) {
      if (outcome.results().get(i) instanceof Result.Refused refused) {
        var item = new LinkedHashMap<String, Object>();
        item.put("index", i);
        item.putAll(row(call, refused));
        items.add(item);
      }
    }
    return new Refusal(422, "bulk-refused", Map.of("count", items.size())).with("items", items);
  }

  /// What a change by filter asks for.
  ///
  /// @param op `update` or `delete`
  /// @param dryRun only count
  record Asked(
      @Nullable String filter,
      @Nullable String q,
      String op,
      @Nullable JsonNode record,
      @Nullable Boolean dryRun) {}

  private Answer byFilter(Call call) throws SQLException {
    call.allow();
    var type = RecordRoutes.type(call);
    var asked = call.body(Asked.class);
    var ask = new ByFilter.Ask(type.name(), asked.filter(), asked.q(), changes(asked));
    if (Boolean.TRUE.equals(asked.dryRun())) {
      return Answer.ok(Map.of("count", byFilter.count(call.policy(), ask)));
    }
    var done = byFilter.begin(call.policy(), RecordRoutes.cause(call), ask);
    return answer(call, type, done);
  }

  private static @Nullable JsonNode changes(Asked asked) {
    return switch (asked.op()) {
      case "delete" -> null;
      case "update" -> {
        var record = asked.record();
        if (record == null || !record.isObject()) {
          throw fault("record", "required", Map.of("name", "record"));
        }
        yield record;
      }
      default -> throw fault("op", "unknown-op", Map.of("name", asked.op()));
    };
  }

  private Answer answer(Call call, Type type, ByFilter.Answered done) {
    var body = new LinkedHashMap<String, @Nullable Object>();
    body.put("count", done.count());
    body.put("job", done.job());
    body.put("unit", done.unit());
    body.put("done", done.done());
    body.put("items", done.refused().stream().map(r -> row(call, r)).toList());
    var answer = Answer.ok(body);
    return done.unit() == null ? answer : answer.with(UNIT, done.unit().toString());
  }
}
