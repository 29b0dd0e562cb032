package org.shuke.automation.notifications;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.shuke.platform.db.Database;
import org.shuke.platform.jobs.JobRun;
import org.shuke.platform.jobs.Jobs;
import org.shuke.platform.jobs.Schedule;
import org.shuke.records.Policy;
import org.shuke.records.writes.Writes;

/// Reminds people of what they asked to be reminded of, within a minute, once.
public final class Reminders {
  private static final String JOB = "reminders";
  private static final Duration EVERY = Duration.ofMinutes(1);
  private static final Duration LATE = Duration.ofDays(2);
  private static final Duration KEPT = Duration.ofDays(90);
  private static final int PAGE = 200;

  private final Database database;
  private final Notifications notifications;
  private final Supplier<Writes> writes;
  private final Supplier<Policy> program;
  private final Clock clock;

  /// @param program what the program may do by itself
  public Reminders(
      Database database,
      Notifications notifications,
      Supplier<Writes> writes,
      Supplier<Policy> program,
      Clock clock) {
    this.database = database;
    this.notifications = notifications;
    this.writes = writes;
    this.program = program;
    this.clock = clock;
  }

  public void runBy(Jobs jobs) {
    jobs.register(JOB, JOB, this::run);
    jobs.recurring(JOB, Schedule.every(EVERY));
  }

  private Object run(JobRun run) {
    int all = 0;
    int done;
    do {
      run.checkpoint();
      done = page();
      all += done;
    } while (done == PAGE);
    return Map.of("reminded", all);
  }

  /// Reminds of the first that are due; answers how many these were.
  int page() {
    return database
        .background()
        .transaction(tx -> {
          var now = clock.instant();
          var unit = writes.get().unit(tx, program.get(), "notices", null).asDesk();
          var type = unit.policy().catalog().type("activity");
          var all = NoticeSql.due(tx, now.minus(LATE), now, PAGE);
          for (var due : all) {
            var once = "remind " + due.activity() + " " + due.remindAt().toEpochSecond();
            var about = new About(type, due.activity());
            if (!notifications.tellReader(
                unit, due.owner(), "reminder.due", Map.of(), about, once)) {
              // who may not read it is not told, and it does not stay due for ever
              NoticeSql.once(tx, due.owner(), once);
            }
          }
          NoticeSql.forget(tx, now.minus(KEPT));
          return all.size();
        });
  }
}
