package org.shuke.insight.value;

import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.db.Database;
import org.shuke.platform.db.Transaction;
import org.shuke.platform.jobs.Jobs;
import org.shuke.platform.jobs.Schedule;
import org.shuke.records.Type;

/// The desk of value: keeps what each account is worth.
public final class Values {
  private static final String JOB = "value";
  private static final LocalTime NIGHTLY = LocalTime.of(2, 15);

  private final Database database;
  private final ZoneId zone;
  private final Supplier<ValueSetting> setting;
  private final Clock clock;

  /// @param zone the company's, where days begin and end
  /// @param setting as it stands now
  public Values(Database database, ZoneId zone, Supplier<ValueSetting> setting, Clock clock) {
    this.database = database;
    this.zone = zone;
    this.setting = setting;
    this.clock = clock;
  }

  /// The type of the computed fields.
  public static Type type() {
    return AccountValue.type();
  }

  /// Hangs the computed fields on the account; leaves any other type alone.
  public static Type extend(Type type) {
    return type.name().equals("account") ? type.extended("value", AccountValue.NAME) : type;
  }

  /// Reckons by night, and whenever somebody asks: one run after the other.
  public void runBy(Jobs jobs) {
    jobs.register(JOB, JOB, run -> Map.of("changed", reckon()));
    jobs.recurring(JOB, Schedule.daily(NIGHTLY, zone));
  }

  /// Asks for a run, which begins after one under way; answers the job.
  public UUID ask(Jobs jobs, @Nullable UUID principal) {
    return jobs.submit(JOB, Map.of(), principal);
  }

  /// What an account counts as, gold, potential or ordinary; null before it has bought.
  public static @Nullable String classOf(Transaction tx, UUID account) throws SQLException {
    return ValueSql.classOf(tx, account);
  }

  /// Accounts of the same class in the same region, at most so many.
  public static List<UUID> peers(Transaction tx, UUID account, int most) throws SQLException {
    return ValueSql.peers(tx, account, most);
  }

  /// Reckons every account anew, from the orders as they stand.
  ///
  /// @return the number of accounts whose value changed
  public int reckon() {
    var now = setting.get();
    return database.background().transaction(tx -> ValueSql.reckon(tx, now, zone, clock.instant()));
  }
}
