package org.shuke.insight;

import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Supplier;
import org.shuke.insight.value.ValueSetting;
import org.shuke.insight.value.Values;
import org.shuke.platform.db.Database;
import org.shuke.records.Type;

/// The wing of insight: hands over its types and what it adds to the types of others.
public final class Insight {
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

  /// What each account is worth.
  public Values values() {
    return values;
  }
}
