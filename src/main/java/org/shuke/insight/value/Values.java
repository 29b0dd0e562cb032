package org.shuke.insight.value;

import java.time.ZoneId;
import java.util.function.Supplier;
import org.shuke.platform.db.Database;
import org.shuke.records.Type;

/// The desk of value: keeps what each account is worth.
public final class Values {
  private final Database database;
  private final ZoneId zone;
  private final Supplier<ValueSetting> setting;

  /// @param zone the company's, where days begin and end
  /// @param setting as it stands now
  public Values(Database database, ZoneId zone, Supplier<ValueSetting> setting) {
    this.database = database;
    this.zone = zone;
    this.setting = setting;
  }

  /// The type of the computed fields.
  public static Type type() {
    return AccountValue.type();
  }

  /// Hangs the computed fields on the account; leaves any other type alone.
  public static Type extend(Type type) {
    return type.name().equals("account") ? type.extended("value", AccountValue.NAME) : type;
  }

  /// Reckons every account anew, from the orders as they stand.
  ///
  /// @return the number of accounts whose value changed
  public int reckon() {
    var now = setting.get();
    return database.background().transaction(tx -> ValueSql.reckon(tx, now, zone));
  }
}
