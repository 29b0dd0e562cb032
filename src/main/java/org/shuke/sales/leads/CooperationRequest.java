package org.shuke.sales.leads;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Declaration;
import org.shuke.records.Type;

/// Somebody who met a masked duplicate asks its owner to work on it together. He himself does not
/// see it: it names what he may not see.
///
/// @param account what it is about; or `contact`, or `lead`
/// @param askedFrom the asker's own lead, which resembled it
/// @param answer why it was declined
public record CooperationRequest(
    @Nullable String title,
    @Nullable UUID account,
    @Nullable UUID contact,
    @Nullable UUID lead,
    @Nullable UUID asker,
    @Nullable UUID askedFrom,
    @Nullable String reason,
    @Nullable Status status,
    @Nullable String answer,
    @Nullable Instant answeredAt) {

  /// Where a request is in its life.
  public enum Status {
    OPEN,
    ACCEPTED,
    DECLINED
  }

  /// @param write may the asker change the record too?
  record Accept(@Nullable Boolean write) {}

  record Decline(String reason) {}

  static Type type(Cooperation desk) {
    return Declaration.of(
            "cooperation-request",
            "cooperation-requests",
            "sales.cooperation_request",
            CooperationRequest.class)
        .titled("title")
        .owned("account", "lead")
        .required("title", "asker", "status")
        .longText("reason", "answer")
        .reference("account", "account", "cooperationRequests")
        .reference("contact", "contact")
        .reference("lead", "lead", "cooperationRequests")
        .reference("asker", "user")
        .reference("askedFrom", "lead")
        .system("title", "account", "contact", "lead", "asker", "reason", "status")
        .system("askedFrom", "answer", "answeredAt")
        .verb("accept", Accept.class, desk::accept)
        .verb("decline", Decline.class, desk::decline)
        .byDesk()
        .type();
  }
}
