package org.shuke.http.records;

import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import org.shuke.http.Answer;
import org.shuke.http.Call;
import org.shuke.http.Door;
import org.shuke.http.Json;
import org.shuke.http.Routes;
import org.shuke.records.units.Units;

/// Units: list, preview of their undo, undo.
public final class UnitRoutes {
  private static final int USUAL = 25;
  private static final int MOST = 200;

  private final Units units;

  public UnitRoutes(Units units) {
    this.units = units;
  }

  public void addTo(Routes routes) {
    routes
        .get("/api/v1/units", Door.SIGNED_IN, this::list)
        .get("/api/v1/units/{id}", Door.SIGNED_IN, call -> Answer.ok(preview(call)))
        .post("/api/v1/units/{id}/undo", Door.SIGNED_IN, this::undo);
  }

  private Answer list(Call call) {
    call.allow("limit", "cursor");
    int limit = call.query("limit", USUAL, 1, MOST);
    var found = units.list(call.policy(), call.cursor(), limit + 1);
    var page = found.size() > limit ? found.subList(0, limit) : found;
    var answer = new LinkedHashMap<String, @Nullable Object>();
    answer.put("items", page);
    answer.put("next", found.size() > limit ? page.getLast().id().toString() : null);
    return Answer.ok(answer);
  }

  private Units.Preview preview(Call call) {
    call.allow();
    return units.preview(call.policy(), call.id());
  }

  /// @param overwrite also what was changed since the unit
  record Undo(@Nullable Boolean overwrite) {}

  private Answer undo(Call call) {
    call.allow();
    var body = call.bytes();
    boolean overwrite =
        body.length > 0 && Boolean.TRUE.equals(Json.read(body, Undo.class).overwrite());
    return Answer.ok(units.undo(call.policy(), call.id(), overwrite));
  }
}
