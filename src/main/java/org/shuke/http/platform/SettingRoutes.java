package org.shuke.http.platform;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.shuke.http.Answer;
import org.shuke.http.Call;
import org.shuke.http.Door;
import org.shuke.http.Routes;
import org.shuke.platform.Refusal;
import org.shuke.platform.db.Database;
import org.shuke.platform.settings.Setting;
import org.shuke.platform.settings.StoredSettings;

/// Settings that administrators change while the program runs. Each is a closed record of the room
/// that asks for it.
public final class SettingRoutes {
  private final Database database;
  private final StoredSettings stored;
  private final Map<String, Setting<?>> settings = new LinkedHashMap<>();

  public SettingRoutes(Database database, StoredSettings stored, List<Setting<?>> settings) {
    this.database = database;
    this.stored = stored;
    settings.forEach(setting -> this.settings.put(setting.name(), setting));
  }

  public void addTo(Routes routes) {
    routes
        .get("/api/v1/settings", Door.SIGNED_IN, this::all)
        .get("/api/v1/settings/{name}", Door.SIGNED_IN, call -> one(readable(call)))
        .put("/api/v1/settings/{name}", Door.SIGNED_IN, call -> put(call, setting(call)));
  }

  private Setting<?> readable(Call call) {
    var setting = settings.get(call.path("name"));
    return setting != null && setting.open() ? setting : setting(call);
  }

  private Setting<?> setting(Call call) {
    if (!call.policy().administers()) {
      throw Refusal.forbidden("administrators-only", Map.of());
    }
    var setting = settings.get(call.path("name"));
    if (setting == null) {
      throw Refusal.notFound();
    }
    return setting;
  }

  private Answer all(Call call) {
    if (!call.policy().administers()) {
      throw Refusal.forbidden("administrators-only", Map.of());
    }
    var all = new LinkedHashMap<String, Object>();
    settings.values().forEach(setting -> all.put(setting.name(), value(setting).value()));
    return Answer.ok(all);
  }

  private <T extends Record> StoredSettings.Stored<T> value(Setting<T> setting) {
    return stored.get(setting.name(), setting.type(), setting.otherwise());
  }

  private <T extends Record> Answer one(Setting<T> setting) {
    var now = value(setting);
    return Answer.ok(now.value()).version(now.version());
  }

  private <T extends Record> Answer put(Call call, Setting<T> setting) {
    var value = setting.checked().apply(call.body(setting.type()));
    var basedOn = call.ifMatch();
    var version =
        database.transaction(tx ->
            stored.put(
                tx,
                setting.name(),
                value,
                basedOn != null && basedOn == Call.ANY_VERSION ? null : basedOn,
                call.policy().principal().id()));
    return Answer.ok(value).version(version);
  }
}
