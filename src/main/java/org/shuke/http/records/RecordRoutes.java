package org.shuke.http.records;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuke.http.Answer;
import org.shuke.http.Call;
import org.shuke.http.Door;
import org.shuke.http.Handler;
import org.shuke.http.Json;
import org.shuke.http.Method;
import org.shuke.http.Route;
import org.shuke.http.Routes;
import org.shuke.platform.Refusal;
import org.shuke.records.Type;
import org.shuke.records.Unit;
import org.shuke.records.reads.Aggregate;
import org.shuke.records.reads.Query;
import org.shuke.records.reads.Reads;
import org.shuke.records.writes.Version;
import org.shuke.records.writes.Writes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// List, get, query, aggregate, create, patch, delete, restore, upsert and the verbs of every type.
public final class RecordRoutes {
  private static final String TYPE = "/api/v1/{plural}";
  private static final String ONE = TYPE + "/{id}";
  private static final String BY = TYPE + "/by/{field}/{value}";

  /// Writes numbers as they were read.
  private static final JsonMapper EXACT =
      Json.mapper().rebuild().disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES).build();

  private final Reads reads;
  private final Writes writes;

  public RecordRoutes(Reads reads, Writes writes) {
    this.reads = reads;
    this.writes = writes;
  }

  public void addTo(Routes routes) {
    routes
        .get(TYPE, Door.SIGNED_IN, call -> list(call, false))
        .get(TYPE + "/bin", Door.SIGNED_IN, call -> list(call, true))
        .add(asking(TYPE + "/query", this::query))
        .add(asking(TYPE + "/aggregate", this::aggregate))
        .get(ONE, Door.SIGNED_IN, this::get)
        .add(writing(Method.POST, TYPE, this::create))
        .add(writing(Method.PATCH, ONE, this::patch))
        .add(writing(Method.DELETE, ONE, this::delete))
        .add(writing(Method.POST, ONE + "/restore", this::restore))
        .add(writing(Method.PUT, BY, this::upsert))
        .add(writing(Method.POST, ONE + "/{verb}", this::verb));
  }

  /// A write keeps the answer for its idempotency key in its own transaction.
  private interface Write {
    Answer in(Unit unit, Call call) throws SQLException;
  }

  private Route writing(Method method, String path, Write write) {
    return new Route(
            method,
            path,
            Door.SIGNED_IN,
            call -> {
              try {
                return writes.write(
                    call.policy(),
                    cause(call),
                    null,
                    unit -> call.once(unit.tx(), () -> write.in(unit, call)));
              } catch (Refusal refusal) {
                throw refusal.code().equals("taken") ? holderOf(refusal, call) : refusal;
              }
            })
        .kept(Route.Kept.WITH_EFFECT);
  }

  /// The refusal of a unique value with the record that holds it, and whether that lies in the bin,
  /// for who may see that one.
  private Refusal holderOf(Refusal taken, Call call) {
    var field = taken.faults().getFirst().field();
    var value = field == null ? null : given(call, field);
    if (field == null || value == null) {
      return taken;
    }
    var holds = field + " == " + new String(Json.write(value), StandardCharsets.UTF_8);
    try {
      var query = Query.of("id", holds, null, 1, null, false, null);
      var living = holder(reads.list(call.policy(), type(call), query));
      if (living != null) {
        return taken.with("id", living);
      }
      var binned = holder(reads.bin(call.policy(), type(call), query));
      return binned == null
          ? taken
          : Refusal.conflict("taken-in-bin", taken.args()).at(field).with("id", binned);
    } catch (Refusal unreadable) {
      return taken;
    }
  }

  /// The text that a write gives a field, in its address or its body.
  private static @Nullable String given(Call call, String field) {
    if (call.route().path().equals(BY) && call.path("field").equals(field)) {
      return call.path("value");
    }
    var value = call.tree().get(field);
    return value != null && value.isString() ? value.stringValue() : null;
  }

  private static @Nullable String holder(byte[] page) {
    var id = Json.tree(page).at("/items/0/id");
    return id.isString() ? id.stringValue() : null;
  }

  /// A question that is too long for an address: nothing to keep.
  private static Route asking(String path, Handler handler) {
    return new Route(Method.POST, path, Door.SIGNED_IN, handler).kept(Route.Kept.NOT);
  }

  /// What led to a change, for the log: the page, or a program with a key.
  static String cause(Call call) {
    return call.caller().session() == null ? "key" : "page";
  }

  /// The type that the address names.
  ///
  /// @throws Refusal 404 when there is none
  public static Type type(Call call) {
    var type = call.policy().catalog().findPlural(call.path("plural"));
    if (type == null || !type.hasBin() && !type.isPart()) {
      throw Refusal.notFound();
    }
    return type;
  }

  private Answer list(Call call, boolean bin) {
    call.allow("select", "filter", "sort", "limit", "cursor", "count", "q");
    var type = type(call);
    var query = query(call, call.query("limit", 25, 1, Query.MOST));
    return Answer.json(
        200, bin ? reads.bin(call.policy(), type, query) : reads.list(call.policy(), type, query));
  }

  static Query query(Call call, int limit) {
    return Query.of(
        call.query("select"),
        call.query("filter"),
        call.query("sort"),
        limit,
        call.query("cursor"),
        call.flag("count"),
        call.query("q"));
  }

  /// The body of a query: `select` and `sort` as one text or as lists.
  record Asked(
      @Nullable JsonNode select,
      @Nullable String filter,
      @Nullable JsonNode sort,
      @Nullable Integer limit,
      @Nullable String cursor,
      @Nullable Boolean count,
      @Nullable String q) {}

  private Answer query(Call call) {
    var type = type(call);
    var asked = call.body(Asked.class);
    var query =
        Query.of(
            joined(asked.select(), "select"),
            asked.filter(),
            joined(asked.sort(), "sort"),
            asked.limit(),
            asked.cursor(),
            Boolean.TRUE.equals(asked.count()),
            asked.q());
    return Answer.json(200, reads.list(call.policy(), type, query));
  }

  private static @Nullable String joined(@Nullable JsonNode names, String field) {
    if (names == null || names.isNull()) {
      return null;
    }
    if (names.isString()) {
      return names.stringValue();
    }
    if (names.isArray() && names.valueStream().allMatch(JsonNode::isString)) {
      return String.join(",", names.valueStream().map(JsonNode::stringValue).toList());
    }
    throw Refusal.malformed(
        List.of(new Refusal.Fault(field, "wrong-shape", Map.of("name", field))));
  }

  private Answer aggregate(Call call) {
    return Answer.json(200, reads.aggregate(call.policy(), type(call), call.body(Aggregate.class)));
  }

  private Answer get(Call call) {
    call.allow("select");
    var select = Query.of(call.query("select"), null, null, 1, null, false, null).select();
    var record = reads.get(call.policy(), type(call), call.id(), select);
    return Answer.json(200, record);
  }

  private Answer create(Unit unit, Call call) throws SQLException {
    var type = type(call);
    var made = writes.create(unit, type, call.tree());
    return answer(unit, type, made, 201)
        .with("Location", "/api/v1/" + type.plural() + "/" + made.id());
  }

  private Answer patch(Unit unit, Call call) throws SQLException {
    var type = type(call);
    var version = Version.required(call.header("If-Match"));
    return answer(unit, type, writes.patch(unit, type, call.id(), version, call.tree()), 200);
  }

  private Answer delete(Unit unit, Call call) throws SQLException {
    var version = Version.required(call.header("If-Match"));
    writes.delete(unit, type(call), call.id(), version);
    return Answer.done();
  }

  private Answer restore(Unit unit, Call call) throws SQLException {
    var type = type(call);
    return answer(unit, type, writes.restore(unit, type, call.id()), 200);
  }

  private Answer upsert(Unit unit, Call call) throws SQLException {
    var type = type(call);
    var version = Version.parse(call.header("If-Match"));
    var name = call.path("field");
    var value = call.path("value");
    mustAgree(name, value, call.tree().get(name));
    var upserted = writes.upsert(unit, type, name, value, version, call.tree());
    return answer(unit, type, upserted.written(), upserted.created() ? 201 : 200);
  }

  /// An address that names one value and a body that names another ask for two things.
  private static void mustAgree(String name, String value, @Nullable JsonNode said) {
    if (said != null && !said.asString("").strip().equals(value.strip())) {
      throw Refusal.malformed("two-values", Map.of("name", name, "value", value)).at(name);
    }
  }

  /// The record as the caller may read it, or just what he needs to go on when he may not; and what
  /// its room advises.
  private Answer answer(Unit unit, Type type, Writes.Written written, int status)
      throws SQLException {
    var record = reads.find(unit.connection(), unit.policy(), type, written.id(), List.of());
    var answer =
        record == null
            ? Answer.json(status, (Object) Map.of("id", written.id(), "version", written.version()))
            : Answer.json(status, advised(record, writes.advice(unit, type, written.id())));
    return answer.version(written.version());
  }

  /// The record with one member more, its numbers as they are.
  private static byte[] advised(byte[] record, List<?> advice) {
    if (advice.isEmpty()) {
      return record;
    }
    var told = (ObjectNode) EXACT.readTree(record);
    told.set("advice", EXACT.valueToTree(advice));
    return EXACT.writeValueAsBytes(told);
  }

  private Answer verb(Unit unit, Call call) throws SQLException {
    var type = type(call);
    var name = call.path("verb");
    var verb =
        type.spec().verbs().stream()
            .filter(v -> v.name().equals(name))
            .findFirst()
            .orElseThrow(Refusal::notFound);
    var version = Version.parse(call.header("If-Match"));
    if (!verb.open()) {
      writes.lock(unit, type, call.id(), verb.needs(), version);
    } else if (!unit.policy().may(verb.needs(), type)) {
      throw Refusal.notFound();
    } else if (version != null) {
      writes.hold(unit, type, call.id(), version);
    }
    var result = run(verb, unit, call);
    return result == null ? Answer.done() : Answer.ok(result);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static @Nullable Object run(Type.Verb verb, Unit unit, Call call) throws SQLException {
    var body = call.bytes();
    var input = Json.read(body.length == 0 ? EMPTY : body, verb.input());
    return verb.handler().run(unit, call.id(), input);
  }

  private static final byte[] EMPTY = {'{', '}'};
}
