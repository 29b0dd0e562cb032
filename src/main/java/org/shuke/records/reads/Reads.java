package org.shuke.records.reads;

import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal;
import org.shuke.platform.db.Database;
import org.shuke.records.Bindings;
import org.shuke.records.Compiled;
import org.shuke.records.Policy;
import org.shuke.records.Type;
import org.shuke.records.Verb;
import org.shuke.records.expression.Checked;
import org.shuke.records.search.SearchCondition;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/// The reading desk: answers questions about records as JSON, under the caller's policy.
public final class Reads {
  static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  /// A page as JSON text, and the cursor of the next one.
  public record Page(byte[] items, int size, @Nullable String next) {}

  /// A compiled statement and the values of one caller.
  public record Statement(Compiled text, Bindings values) {}

  private record PlanKey(
      String type,
      long catalog,
      String policy,
      String language,
      List<String> select,
      @Nullable String filter,
      List<Query.Sort> sort,
      int limit,
      boolean words,
      String which,
      @Nullable List<Boolean> nulls) {}

  private final Database database;
  private final Cursors cursors;
  private final Clock clock;
  private final PlanCache plans = new PlanCache();

  public Reads(Database database, Cursors cursors, Clock clock) {
    this.database = database;
    this.cursors = cursors;
    this.clock = clock;
  }

  /// `{"items": […], "next": …, "count": n}`.
  public byte[] list(Policy policy, Type type, Query query) {
    return answer(policy, type, query, Verb.READ, Planner.Which.LIVING);
  }

  /// The caller's deleted records, as a list.
  public byte[] bin(Policy policy, Type type, Query query) {
    return answer(policy, type, query, Verb.READ, Planner.Which.BINNED);
  }

  private byte[] answer(Policy policy, Type type, Query query, Verb verb, Planner.Which which) {
    mustRead(policy, type);
    return database.read(tx -> {
      var connection = tx.connection();
      var page = page(connection, policy, type, query, verb, which);
      var out = new ByteArrayOutputStream(page.items().length + 96);
      out.writeBytes(bytes("{\"items\":"));
      out.writeBytes(page.items());
      out.writeBytes(
          bytes(",\"next\":" + (page.next() == null ? "null" : "\"" + page.next() + "\"")));
      if (query.count()) {
        out.writeBytes(bytes(",\"count\":" + count(connection, policy, type, query, verb, which)));
      }
      out.writeBytes(bytes("}"));
      return out.toByteArray();
    });
  }

  /// One page of what a verb reaches, for exports: `items` is a JSON array.
  public Page page(Policy policy, Type type, Query query, Verb verb) {
    mustRead(policy, type);
    return database.read(
        tx -> page(tx.connection(), policy, type, query, verb, Planner.Which.LIVING));
  }

  /// As [#page(Policy, Type, Query, Verb)], on the caller's connection.
  public Page page(Connection connection, Policy policy, Type type, Query query, Verb verb)
      throws SQLException {
    mustRead(policy, type);
    return page(connection, policy, type, query, verb, Planner.Which.LIVING);
  }

  /// The statement of a list with its caller's values, for those who measure it.
  public Statement statement(Policy policy, Type type, Query query) {
    mustRead(policy, type);
    var plan = plan(policy, type, query, Verb.READ, Planner.Which.LIVING, null);
    return new Statement(plan.page(), bindings(policy, query, plan.filter(), List.of()));
  }

  /// The statement of one record, likewise.
  public Statement statement(Policy policy, Type type, UUID id) {
    mustRead(policy, type);
    var query = new Query(List.of(), null, List.of(), 1, null, false, null);
    var plan = plan(policy, type, query, Verb.READ, Planner.Which.ONE, null);
    return new Statement(plan.page(), bindings(policy, query, null, List.of()).at(id));
  }

  /// One record with its parts, or nothing when it is not there or not visible.
  public byte @Nullable [] find(Policy policy, Type type, UUID id, List<String> select) {
    return database.read(tx -> find(tx.connection(), policy, type, id, select));
  }

  /// As [#find(Policy, Type, UUID, List)], inside the caller's transaction.
  public byte @Nullable [] find(
      Connection connection, Policy policy, Type type, UUID id, List<String> select)
      throws SQLException {
    if (!policy.may(Verb.READ, type)) {
      return null;
    }
    var query = new Query(select, null, List.of(), 1, null, false, null);
    var plan = plan(policy, type, query, Verb.READ, Planner.Which.ONE, null);
    var values = bindings(policy, query, null, List.of()).at(id);
    try (var statement = plan.page().prepare(connection, values);
        var rows = statement.executeQuery()) {
      if (!rows.next()) {
        return null;
      }
      var out = new ByteArrayOutputStream(1024);
      try (var json = JSON.createGenerator(out)) {
        JsonRows.write(json, rows, plan.shape());
      }
      return out.toByteArray();
    }
  }

  /// One record with its parts.
  ///
  /// @throws Refusal 404 when it is not there or not visible
  public byte[] get(Policy policy, Type type, UUID id, List<String> select) {
    var record = find(policy, type, id, select);
    if (record == null) {
      throw Refusal.notFound();
    }
    return record;
  }

  /// How many records the filter and the words leave.
  public long count(Policy policy, Type type, Query query) {
    return count(policy, type, query, Verb.READ);
  }

  /// How many of them a verb reaches.
  public long count(Policy policy, Type type, Query query, Verb verb) {
    mustRead(policy, type);
    return database.read(
        tx -> count(tx.connection(), policy, type, query, verb, Planner.Which.LIVING));
  }

  /// `{"items": [{group keys and measures}], "next": …}`.
  public byte[] aggregate(Policy policy, Type type, Aggregate ask) {
    return aggregate(policy, type, ask, ask.most());
  }

  /// The same for those who reckon on with the groups.
  ///
  /// @param limit how many groups at once, in place of the question's own
  public byte[] aggregate(Policy policy, Type type, Aggregate ask, int limit) {
    mustRead(policy, type);
    var bound =
        bound(policy, type, List.of(ask.groupBy(), ask.measures(), ask.sort(), "" + ask.filter()));
    var cursor = ask.cursor();
    long offset =
        cursor == null ? 0 : Long.parseLong(String.valueOf(cursors.open(cursor, bound).getFirst()));
    var plan = grouped(policy, type, ask, limit, offset);
    var values = bindings(policy, where(ask), plan.filter(), List.of());
    return database.read(tx -> {
      try (var statement = plan.statement().prepare(tx.connection(), values);
          var rows = statement.executeQuery()) {
        return GroupRows.write(
            rows, plan, limit, next -> cursors.seal(List.of(offset + next), bound));
      }
    });
  }

  /// The statement of an aggregate, for those who measure it.
  public Statement statement(Policy policy, Type type, Aggregate ask) {
    mustRead(policy, type);
    var plan = grouped(policy, type, ask, ask.most(), 0);
    return new Statement(plan.statement(), bindings(policy, where(ask), plan.filter(), List.of()));
  }

  private static Query where(Aggregate ask) {
    return new Query(List.of(), ask.filter(), List.of(), 1, null, false, ask.q());
  }

  private AggregatePlanner.Grouped grouped(
      Policy policy, Type type, Aggregate ask, int limit, long offset) {
    var filter = ask.filter() == null ? null : Filters.shape(ask.filter());
    var key =
        List.of(
            type.name(),
            policy.shape(),
            language(policy),
            ask.groupBy(),
            ask.measures(),
            ask.sort(),
            String.valueOf(filter),
            ask.q() != null,
            limit,
            offset);
    return (AggregatePlanner.Grouped)
        plans.get(
            key,
            () ->
                new AggregatePlanner(new Planner(policy, type), policy, type)
                    .plan(ask, where(ask), limit, offset));
  }

  private Page page(
      Connection connection, Policy policy, Type type, Query query, Verb verb, Planner.Which which)
      throws SQLException {
    var bound =
        bound(policy, type, List.of(query.sort(), "" + query.filter(), "" + query.words(), which));
    var cursor = query.cursor();
    var texts = cursor == null ? null : cursors.open(cursor, bound);
    var nulls = texts == null ? null : texts.stream().map(t -> t == null).toList();
    var plan = plan(policy, type, query, verb, which, nulls);
    var values = new ArrayList<@Nullable Object>();
    for (int i = 0; texts != null && i < texts.size(); i++) {
      var text = texts.get(i);
      var key = plan.keys().get(i);
      values.add(text == null ? null : Cursors.read(text, key.kind(), key.bytes()));
    }
    try (var statement =
        plan.page().prepare(connection, bindings(policy, query, plan.filter(), values))) {
      statement.setFetchSize(0);
      try (var rows = statement.executeQuery()) {
        return rows(rows, plan, query.limit(), bound);
      }
    }
  }

  private Page rows(ResultSet rows, Plan plan, int limit, String bound) throws SQLException {
    var out = new ByteArrayOutputStream(8192);
    int n = 0;
    String next = null;
    var last = new ArrayList<@Nullable Object>();
    try (var json = JSON.createGenerator(out)) {
      json.writeStartArray();
      while (rows.next()) {
        if (n == limit) {
          next = cursors.seal(last, bound);
          break;
        }
        JsonRows.write(json, rows, plan.shape());
        n++;
        if (n == limit) {
          for (var key : plan.keys()) {
            last.add(key.value(rows));
          }
        }
      }
      json.writeEndArray();
    }
    return new Page(out.toByteArray(), n, next);
  }

  private long count(
      Connection connection, Policy policy, Type type, Query query, Verb verb, Planner.Which which)
      throws SQLException {
    var plan = plan(policy, type, query.from(null), verb, which, null);
    try (var statement =
            plan.count().prepare(connection, bindings(policy, query, plan.filter(), List.of()));
        var rows = statement.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private Plan plan(
      Policy policy,
      Type type,
      Query query,
      Verb verb,
      Planner.Which which,
      @Nullable List<Boolean> nulls) {
    var filter = query.filter();
    var key =
        new PlanKey(
            type.name(),
            policy.catalog().version(),
            policy.shape(),
            language(policy),
            query.select(),
            filter == null ? null : Filters.shape(filter),
            query.sort(),
            query.limit(),
            query.words() != null,
            which + " " + verb,
            nulls);
    return (Plan) plans.get(key, () -> new Planner(policy, type).list(query, verb, which, nulls));
  }

  private Bindings bindings(
      Policy policy,
      Query query,
      @Nullable Checked checked,
      List<? extends @Nullable Object> cursor) {
    var filter = query.filter();
    var words = query.words();
    return new Bindings(
        policy,
        clock.instant(),
        policy.principal().zone(),
        filter == null || checked == null ? List.of() : Filters.bind(checked, filter),
        cursor,
        words == null ? List.of() : SearchCondition.words(policy, words),
        null);
  }

  private static String language(Policy policy) {
    return policy.principal().locale().getLanguage();
  }

  private static String bound(Policy policy, Type type, List<Object> question) {
    return policy.principal().id() + " " + type.name() + " " + language(policy) + " " + question;
  }

  private static void mustRead(Policy policy, Type type) {
    if (!policy.may(Verb.READ, type)) {
      throw Refusal.forbidden("may-not-read", Map.of("type", type.name()));
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }
}
