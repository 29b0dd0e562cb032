package org.shuke.records.bulk;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal;
import org.shuke.platform.db.Transaction;
import org.shuke.platform.jobs.JobRun;
import org.shuke.platform.jobs.Jobs;
import org.shuke.records.Ids;
import org.shuke.records.Policy;
import org.shuke.records.Verb;
import org.shuke.records.reads.Query;
import org.shuke.records.reads.Reads;
import org.shuke.records.writes.Version;
import org.shuke.records.writes.Writes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Changes or bins everything that a filter leaves, of what the caller sees and may change.
///
/// It goes through the rows in the order of their ids, each at the version that was read; a row
/// that somebody else changes meanwhile is refused, not overwritten. Killed in between, it goes on
/// without touching a row twice.
public final class ByFilter {
  /// The job that does what is too much to wait for.
  public static final String JOB = "bulk-by-filter";

  private static final int AT_ONCE = 2_000;
  private static final int LISTED = 100;

  /// What is asked for.
  ///
  /// @param record what an update sets; null for a delete
  public record Ask(
      String type, @Nullable String filter, @Nullable String words, @Nullable JsonNode record) {}

  /// What came of it.
  ///
  /// @param count how many rows the filter leaves that the caller may change
  /// @param unit undoes it; null when nothing was done
  /// @param job does it; null when it is done already
  public record Answered(
      long count, @Nullable UUID unit, @Nullable UUID job, long done, List<Result> refused) {}

  private record Params(Ask ask, String cause, UUID unit, UUID principal) {}

  private final Reads reads;
  private final Writes writes;
  private final Bulk bulk;
  private final Jobs jobs;
  private final Function<UUID, Policy> policies;

  /// @param policies today's rights of a principal, asked anew for every chunk of a job
  public ByFilter(
      Reads reads, Writes writes, Bulk bulk, Jobs jobs, Function<UUID, Policy> policies) {
    this.reads = reads;
    this.writes = writes;
    this.bulk = bulk;
    this.jobs = jobs;
    this.policies = policies;
    jobs.register(JOB, this::run);
  }

  /// How many rows it would touch.
  public long count(Policy policy, Ask ask) {
    return reads.count(policy, policy.catalog().type(ask.type()), query(ask), verb(policy, ask));
  }

  private static Query query(Ask ask) {
    return Query.of("id", ask.filter(), "id", Bulk.CHUNK, null, false, ask.words());
  }

  private static Verb verb(Policy policy, Ask ask) {
    var verb = ask.record() == null ? Verb.DELETE : Verb.UPDATE;
    if (!policy.may(verb, policy.catalog().type(ask.type()))) {
      throw Refusal.forbidden("may-not-" + verb.apiName(), Map.of("type", ask.type()));
    }
    return verb;
  }

  /// Does it: at once when it is little, else as a job.
  public Answered begin(Policy policy, String cause, Ask ask) {
    long count = count(policy, ask);
    var unit = Ids.next();
    if (count > AT_ONCE) {
      var principal = policy.principal().id();
      var job = jobs.submit(JOB, new Params(ask, cause, unit, principal), principal);
      return new Answered(count, unit, job, 0, List.of());
    }
    var refused = new ArrayList<Result>();
    long done = 0;
    String cursor = null;
    do {
      var page = page(policy, ask, cursor);
      var results = change(policy, cause, unit, ask, page.rows());
      done += results.stream().filter(Result.Done.class::isInstance).count();
      note(results, refused);
      cursor = page.next();
    } while (cursor != null);
    return new Answered(count, done == 0 ? null : unit, null, done, refused);
  }

  private static void note(List<Result> results, List<Result> refused) {
    results.stream()
        .filter(Result.Refused.class::isInstance)
        .limit(Math.max(0, LISTED - refused.size()))
        .forEach(refused::add);
  }

  private record Rows(JsonNode rows, @Nullable String next) {}

  private Rows page(Policy policy, Ask ask, @Nullable String cursor) {
    var type = policy.catalog().type(ask.type());
    var page = reads.page(policy, type, query(ask).from(cursor), verb(policy, ask));
    return new Rows(JsonMapper.shared().readTree(page.items()), page.next());
  }

  private List<Result> change(Policy policy, String cause, UUID id, Ask ask, JsonNode rows) {
    var type = policy.catalog().type(ask.type());
    return writes.write(
        policy,
        cause,
        id,
        unit -> {
          var done = done(unit.tx(), id, rows);
          var operations = new ArrayList<Operation>();
          for (var row : rows) {
            var record = UUID.fromString(row.get("id").stringValue());
            if (!done.contains(record)) {
              operations.add(operation(ask, record, row.get("version").longValue()));
            }
          }
          return bulk.rows(unit, type, operations);
        });
  }

  private static Operation operation(Ask ask, UUID record, long version) {
    var at = new Version.Exactly(version);
    return ask.record() == null
        ? new Operation.Delete(record, at)
        : new Operation.Update(record, at, ask.record());
  }

  /// The rows that this unit has changed already, before it was resumed.
  private static Set<UUID> done(Transaction tx, UUID unit, JsonNode rows) throws SQLException {
    var ids = rows.valueStream().map(r -> UUID.fromString(r.get("id").stringValue())).toArray();
    return new HashSet<>(
        tx.query(
            "select distinct record from records.change where unit = ? and record = any (?)",
            row -> row.getObject(1, UUID.class),
            unit,
            tx.connection().createArrayOf("uuid", ids)));
  }

  private Object run(JobRun run) {
    var params = run.params(Params.class);
    var ask = params.ask();
    long all = Math.max(1, count(policies.apply(params.principal()), ask));
    long done = 0;
    long refused = 0;
    String cursor = null;
    do {
      run.checkpoint();
      var policy = policies.apply(params.principal());
      var page = page(policy, ask, cursor);
      var results = change(policy, params.cause(), params.unit(), ask, page.rows());
      long here = results.stream().filter(Result.Done.class::isInstance).count();
      done += here;
      refused += results.size() - here;
      run.progress(
          (done + refused) / (double) all,
          "job.bulk-by-filter",
          Map.of("done", done, "refused", refused));
      cursor = page.next();
    } while (cursor != null);
    return Map.of("done", done, "refused", refused, "unit", params.unit());
  }
}
