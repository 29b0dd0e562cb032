package org.shuke.sales.cards;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.customers.Drafts;
import org.shuke.records.Declaration;
import org.shuke.records.Draft;
import org.shuke.records.Type;
import tools.jackson.databind.json.JsonMapper;

/// A business card in the queue.
///
/// @param batch what it came with: a file, a day
/// @param event the fair that it was brought from
/// @param text as it was pasted, or the text of its vCard or QR code
/// @param picture the stored picture of it
/// @param proposal the fields of a lead that were read from the text
public record Card(
    @Nullable String batch,
    @Nullable UUID event,
    @Nullable String text,
    @Nullable UUID picture,
    @Nullable String proposal,
    @Nullable Status status,
    @Nullable UUID lead) {

  /// Where a card is.
  public enum Status {
    WAITING,
    CONFIRMED,
    SKIPPED
  }

  /// The fields of the lead as the person has confirmed them.
  record Confirm(
      String name,
      @Nullable String company,
      @Nullable String jobTitle,
      @Nullable String email,
      @Nullable String phone,
      @Nullable String mobile,
      @Nullable String wechat,
      @Nullable String website,
      @Nullable String street,
      @Nullable String city,
      @Nullable String notes) {}

  record Skip() {}

  record Requeue() {}

  static Type type(Cards desk) {
    return Declaration.of("card", "cards", "sales.card", Card.class)
        .titled("batch")
        .owned()
        .longText("text")
        .file("picture")
        .json("proposal")
        .reference("lead", "lead", "cards")
        .reference("event", "event")
        .system("proposal", "status", "lead")
        .derived(Drafts.otherwise("status", "waiting"))
        .derived(Card::read)
        .rule("empty", "text", c -> c.text() != null || c.picture() != null)
        .verb("confirm", Confirm.class, desk::confirm)
        .verb("skip", Skip.class, desk::skip)
        .verb("requeue", Requeue.class, desk::requeue)
        .type();
  }

  private static void read(Draft card) {
    if (card.given("text")) {
      var text = card.get("text") instanceof String given ? given : "";
      card.set("proposal", JsonMapper.shared().writeValueAsString(CardText.read(text)));
    }
  }
}
