package org.shuke.http.records;

import org.shuke.http.Answer;
import org.shuke.http.Call;
import org.shuke.http.Door;
import org.shuke.http.Routes;
import org.shuke.records.history.History;
import org.shuke.records.history.Timeline;

/// What happened to a record and around it.
public final class HistoryRoutes {
  private static final int USUAL = 25;
  private static final int MOST = 100;

  private final History history;
  private final Timeline timeline;

  public HistoryRoutes(History history, Timeline timeline) {
    this.history = history;
    this.timeline = timeline;
  }

  public void addTo(Routes routes) {
    routes
        .get("/api/v1/{plural}/{id}/history", Door.SIGNED_IN, this::history)
        .get("/api/v1/{plural}/{id}/timeline", Door.SIGNED_IN, this::timeline);
  }

  private Answer history(Call call) {
    call.allow("cursor", "limit");
    return Answer.ok(
        history.of(
            call.policy(),
            RecordRoutes.type(call),
            call.id(),
            call.locale(),
            call.query("cursor"),
            call.query("limit", USUAL, 1, MOST)));
  }

  private Answer timeline(Call call) {
    call.allow("cursor", "kinds");
    return Answer.ok(
        timeline.of(
            call.policy(),
            RecordRoutes.type(call),
            call.id(),
            call.locale(),
            call.query("cursor"),
            call.query("kinds")));
  }
}
