package org.shuke.platform.jobs;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.db.Database;
import org.shuke.platform.db.Transaction;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The rows of jobs. Times are the database's.
final class JobSql {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String COLUMNS =
      """
      id, name, state, progress, message, message_args, params, result, principal,
      created, started, finished, fence, attempts\
      """;

  private static final String LATEST =
      """
      select %s from platform.job
      where (?::uuid[] is null or principal = any (?::uuid[]))
        and (?::uuid is null
          or (created, id) < (select b.created, b.id from platform.job b where b.id = ?::uuid))
      order by created desc, id desc limit ?
      """;

  /// How many seconds a living node may be silent while it looks for a lost connection.
  private static final int MOMENT = 3;

  /// A job that was given to this node.
  record Claimed(Job job, int fence, int attempts) {}

  /// What the database knows of a job that this node runs.
  record Held(int fence, boolean cancel) {}

  private final Database database;
  private final String node;

  JobSql(Database database, String node) {
    this.database = database;
    this.node = node;
  }

  UUID insert(
      Transaction tx, String name, @Nullable String lane, Object params, @Nullable UUID principal)
      throws SQLException {
    return tx.query(
            "insert into platform.job (name, lane, params, principal)"
                + " values (?, ?, ?::jsonb, ?) returning id",
            JobSql::id,
            name,
            lane,
            JSON.writeValueAsString(params),
            principal)
        .getFirst();
  }

  private static UUID id(ResultSet row) throws SQLException {
    return row.getObject("id", UUID.class);
  }

  Optional<Job> find(UUID id) {
    return database.read(tx ->
        Optional.ofNullable(
            tx.first("select " + COLUMNS + " from platform.job where id = ?", JobSql::job, id)));
  }

  List<Job> latest(int limit, @Nullable Collection<UUID> of, @Nullable UUID before) {
    return database.read(tx -> {
      var whose = of == null ? null : tx.connection().createArrayOf("uuid", of.toArray());
      return tx.query(LATEST.formatted(COLUMNS), JobSql::job, whose, whose, before, before, limit);
    });
  }

  /// Cancels a waiting job at once, asks a running one to stop; false when it has ended.
  boolean cancel(UUID id) {
    return database.transaction(tx ->
        tx.update(
                """
                update platform.job
                   set cancel = true,
                       state = case state when 'waiting' then 'cancelled' else state end,
                       finished = case state when 'waiting' then now() end
                 where id = ? and state in ('waiting', 'running')\
                """,
                id)
            > 0);
  }

  /// The next job that this node may run: one that waits, or one whose node has been silent, for a
  /// moment if its [Presence] is gone, else for the lease.
  Optional<Claimed> claim(Collection<String> names, int leaseSeconds) {
    return database
        .jobs()
        .transaction(tx ->
            Optional.ofNullable(
                tx.first(
                    """
                    update platform.job
                       set state = 'running', node = ?, fence = fence + 1,
                           attempts = attempts + 1, heartbeat = now(),
                           started = coalesce(started, now())
                     where id = (
                       select j.id from platform.job j
                        where j.name = any (?)
                          and (j.state = 'waiting' and j.due <= now()
                               and not exists (select from platform.job r
                                                where r.lane = j.lane and r.state = 'running')
                            or j.state = 'running'
                               and (j.heartbeat < now() - make_interval(secs => ?)
                                 or j.heartbeat < now() - make_interval(secs => ?)
                                    and not exists (%s)))
                        order by j.due, j.id limit 1 for update skip locked)
                    returning %s\
                    """
                        .formatted(Presence.HELD, COLUMNS),
                    row -> new Claimed(job(row), row.getInt("fence"), row.getInt("attempts")),
                    node,
                    tx.connection().createArrayOf("text", names.toArray()),
                    leaseSeconds,
                    MOMENT)));
  }

  /// Tells that this node lives; answers which jobs it still holds.
  Map<UUID, Held> heartbeat(Collection<UUID> running) {
    return database
        .jobs()
        .transaction(tx -> {
          withoutWaitingForTheDisk(tx);
          var held = new HashMap<UUID, Held>();
          tx.query(
              """
              update platform.job set heartbeat = now()
               where id = any (?) and node = ? and state = 'running'
              returning id, fence, cancel\
              """,
              row -> held.put(id(row), new Held(row.getInt("fence"), row.getBoolean("cancel"))),
              tx.connection().createArrayOf("uuid", running.toArray()),
              node);
          return held;
        });
  }

  /// A job that gets on is not to blame for the crashes it survives: its attempts begin anew.
  void progress(JobRun run, double part, String message, Map<String, ?> args) {
    database
        .jobs()
        .transaction(tx -> {
          withoutWaitingForTheDisk(tx);
          return tx.update(
              """
              update platform.job set progress = ?, message = ?, message_args = ?::jsonb,
                  attempts = case when ? > progress then 1 else attempts end
               where id = ? and fence = ? and state = 'running'\
              """,
              part,
              message,
              JSON.writeValueAsString(args),
              part,
              run.id(),
              run.fence());
        });
  }

  /// Figures that the next report replaces may be lost in a crash.
  private static void withoutWaitingForTheDisk(Transaction tx) throws SQLException {
    tx.update("set local synchronous_commit = off");
  }

  boolean holds(Transaction tx, JobRun run) throws SQLException {
    return tx.first(
            """
            select true from platform.job
             where id = ? and fence = ? and state = 'running' for share\
            """,
            row -> row.getBoolean(1),
            run.id(),
            run.fence())
        != null;
  }

  void end(JobRun run, Job.State state, @Nullable String message, Map<String, ?> args) {
    end(run, state, message, args, null);
  }

  void done(JobRun run, @Nullable Object result) {
    end(run, Job.State.DONE, null, Map.of(), result);
  }

  private void end(
      JobRun run,
      Job.State state,
      @Nullable String message,
      Map<String, ?> args,
      @Nullable Object result) {
    database
        .jobs()
        .transaction(tx ->
            tx.update(
                """
                update platform.job
                   set state = ?, finished = now(), result = ?::jsonb,
                       progress = case when ? = 'done' then 1 else progress end,
                       message = coalesce(?, message),
                       message_args = case when ?::text is null then message_args
                                           else ?::jsonb end
                 where id = ? and fence = ? and state = 'running'\
                """,
                state.value(),
                result == null ? null : JSON.writeValueAsString(result),
                state.value(),
                message,
                message,
                JSON.writeValueAsString(args),
                run.id(),
                run.fence()));
  }

  /// Lets the job wait again; it was not its fault.
  void handBack(JobRun run) {
    database
        .jobs()
        .transaction(tx ->
            tx.update(
                """
                update platform.job
                   set state = 'waiting', due = now(), attempts = greatest(attempts - 1, 0)
                 where id = ? and fence = ? and state = 'running'\
                """,
                run.id(),
                run.fence()));
  }

  /// Lets the job wait some seconds before the next attempt.
  void retry(JobRun run, int seconds, String message) {
    database
        .jobs()
        .transaction(tx ->
            tx.update(
                """
                update platform.job
                   set state = 'waiting', due = now() + make_interval(secs => ?), message = ?,
                       message_args = '{}'
                 where id = ? and fence = ? and state = 'running'\
                """,
                seconds,
                message,
                run.id(),
                run.fence()));
  }

  void plan(String name, Schedule schedule) {
    database
        .jobs()
        .transaction(tx -> {
          var now = tx.query("select now() as now", row -> instant(row, "now")).getFirst();
          return tx.update(
              "insert into platform.job_schedule values (?, ?) on conflict do nothing",
              name,
              schedule.after(now));
        });
  }

  private record Due(String name, Instant now) {}

  /// Submits the recurring jobs whose time has come; one that still waits is not submitted again.
  /// Of those that ended well the last one is kept, so that people's own jobs are not buried.
  int submitDue(Map<String, Schedule> schedules) {
    return database
        .jobs()
        .transaction(tx -> {
          var due =
              tx.query(
                  """
                  select name, now() as now from platform.job_schedule
                   where due <= now() and name = any (?) for update skip locked\
                  """,
                  row -> new Due(row.getString("name"), instant(row, "now")),
                  tx.connection().createArrayOf("text", schedules.keySet().toArray()));
          int submitted = 0;
          for (var job : due) {
            var schedule = schedules.getOrDefault(job.name(), moment -> moment);
            tx.update(
                "update platform.job_schedule set due = ? where name = ?",
                schedule.after(job.now()),
                job.name());
            submitted +=
                tx.update(
                    """
                    with before as (delete from platform.job
                      where name = ? and state = 'done' and principal is null)
                    insert into platform.job (name, lane)
                    select ?, ? where not exists (
                      select from platform.job where name = ? and state = 'waiting')\
                    """,
                    job.name(),
                    job.name(),
                    job.name(),
                    job.name());
          }
          return submitted;
        });
  }

  int forgetOlderThan(int days) {
    return database
        .jobs()
        .transaction(tx ->
            tx.update(
                "delete from platform.job where finished < now() - make_interval(days => ?)",
                days));
  }

  private static Job job(ResultSet row) throws SQLException {
    var result = row.getString("result");
    return new Job(
        id(row),
        row.getString("name"),
        Job.State.of(row.getString("state")),
        row.getDouble("progress"),
        row.getString("message"),
        JSON.readValue(row.getString("message_args"), new TypeReference<Map<String, Object>>() {}),
        JSON.readTree(row.getString("params")),
        result == null ? null : json(result),
        row.getObject("principal", UUID.class),
        instant(row, "created"),
        findInstant(row, "started"),
        findInstant(row, "finished"));
  }

  private static JsonNode json(String text) {
    return JSON.readTree(text);
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static @Nullable Instant findInstant(ResultSet row, String column) throws SQLException {
    var time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
