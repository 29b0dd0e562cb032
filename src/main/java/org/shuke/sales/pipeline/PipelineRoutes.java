package org.shuke.sales.pipeline;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.http.Answer;
import org.shuke.http.Call;
import org.shuke.http.Door;
import org.shuke.http.Routes;
import org.shuke.platform.Refusal;

/// The board over HTTP.
final class PipelineRoutes {
  private final Board board;

  PipelineRoutes(Board board) {
    this.board = board;
  }

  void addTo(Routes routes) {
    routes.get("/api/v1/opportunities/board", Door.SIGNED_IN, this::board);
  }

  private Answer board(Call call) {
    call.allow("pipeline", "stage", "filter", "q", "select", "sort", "cursor", "limit");
    return Answer.json(
        200,
        board.read(
            call.policy(),
            new Board.Ask(
                id(call, "pipeline"),
                id(call, "stage"),
                call.query("filter"),
                call.query("q"),
                call.query("select"),
                call.query("sort"),
                call.query("cursor"),
                call.query("limit", 25, 1, 200))));
  }

  private static @Nullable UUID id(Call call, String name) {
    var text = call.query(name);
    try {
      return text == null || text.isBlank() ? null : UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw Refusal.malformed("not-an-id", java.util.Map.of("name", name)).at(name);
    }
  }
}
