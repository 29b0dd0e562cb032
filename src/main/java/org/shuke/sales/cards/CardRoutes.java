package org.shuke.sales.cards;

import java.io.IOException;
import java.util.Map;
import org.shuke.http.Answer;
import org.shuke.http.Call;
import org.shuke.http.Door;
import org.shuke.http.Method;
import org.shuke.http.Route;
import org.shuke.http.Routes;
import org.shuke.http.Upload;

/// Files of cards, the picture of one, and a text read without being kept.
public final class CardRoutes {
  /// @param text of one card
  record Text(String text) {}

  private final Cards cards;

  public CardRoutes(Cards cards) {
    this.cards = cards;
  }

  public void addTo(Routes routes) {
    routes
        .add(
            new Route(Method.POST, "/api/v1/cards/batch", Door.SIGNED_IN, this::batch)
                .limitedTo(Route.UPLOAD))
        .get(
            "/api/v1/cards/{id}/picture",
            Door.SIGNED_IN,
            call -> cards.picture(call.policy(), call.id()).shown())
        .add(
            new Route(
                    Method.POST,
                    "/api/v1/cards/read",
                    Door.SIGNED_IN,
                    call -> Answer.ok(CardText.read(call.body(Text.class).text())))
                .kept(Route.Kept.NOT));
  }

  private Answer batch(Call call) throws IOException {
    call.allow("event", "batch");
    var upload = Upload.of(call);
    var from = new Cards.From(upload.name(), call.query("event"), call.query("batch"));
    int count = cards.take(call.policy(), from, upload.content());
    return Answer.json(201, Map.of("cards", count));
  }
}
