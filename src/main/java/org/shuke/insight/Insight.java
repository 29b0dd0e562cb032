package org.shuke.insight;

import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.ground.Ground;
import org.shuke.ground.Wing;
import org.shuke.http.Routes;
import org.shuke.insight.value.ValueRoutes;
import org.shuke.insight.value.ValueSetting;
import org.shuke.insight.value.Values;
import org.shuke.platform.db.Transaction;
import org.shuke.platform.jobs.Jobs;
import org.shuke.platform.settings.Setting;
import org.shuke.records.Type;

/// The wing of insight: hands over its types and what it adds to the types of others.
public final class Insight implements Wing {
  private static final int PEERS = 2_000;

  private final Ground ground;
  private final Values values;

  public Insight(Ground ground) {
    this.ground = ground;
    this.values =
        new Values(
            ground.database(), ground.zone(), ground.setting(ValueSetting.SETTING), ground.clock());
  }

  @Override
  public List<Type> types() {
    return List.of(Values.type());
  }

  /// The types of the wings below with the fields that insight computes for them.
  @Override
  public List<Type> extend(List<Type> types) {
    return types.stream().map(Values::extend).toList();
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(ValueSetting.SETTING);
  }

  @Override
  public void runBy(Jobs jobs) {
    values.runBy(jobs);
  }

  @Override
  public void addTo(Routes routes) {
    new ValueRoutes(
            values,
            ground.jobs(),
            ground.database(),
            ground.reads(),
            ground.texts(),
            ground.clock(),
            ground.currency(),
            ground.setting(ValueSetting.SETTING))
        .addTo(routes);
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
