package org.shuke.insight;

import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shuke.insight.value.ValueSetting;
import org.shuke.insight.value.Values;
import org.shuke.platform.db.Database;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Type;

/// The wing of insight: hands over its types and what it adds to the types of others.
public final class Insight {
  private static final int PEERS = 2_000;

  private final Values values;

  /// @param zone the company's, where days begin and end
  /// @param setting the setting `value` as it stands now
  public Insight(Database database, ZoneId zone, Supplier<ValueSetting> setting, Clock clock) {
    values = new Values(database, zone, setting, clock);
  }

  public static List<Type> types() {
    return List.of(Values.type());
  }

  /// The types of the wings below with the fields that insight computes for them.
  public static List<Type> extend(List<Type> types) {
    return types.stream().map(Values::extend).toList();
  }

  /// What an account counts as by its value; null before it has bought.
  public static @Nullable String classOf(Transaction tx, UUID account) throws SQLException {
    return Values.classOf(tx, account);
  }

  /// Accounts of the same class in the same region.
  public static List<UUID> peers(Transaction tx, UUID account) throws SQLException {
    return Values.peers(tx, account, PEERS);
  }

  /// What each account is worth.
  public Values values() {
    return values;
  }
}
