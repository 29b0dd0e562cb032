package org.shuke.channels.outbox;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.customers.Drafts;
import org.shuke.records.Declaration;
import org.shuke.records.Type;

/// A mail from one person to one customer.
///
/// @param body as plain text
/// @param html the same as clean HTML, where a document has one
/// @param toAddress one address, or several separated by commas
/// @param problem in the mail server's words
/// @param perhapsTwice a try may have arrived before the one that was acknowledged
/// @param files of other rooms: a JSON list of `{"file", "name", "mediaType"}`
/// @param about where in the page its occasion is, such as `/quotes/<id>`
public record Mail(
    String subject,
    @Nullable String body,
    @Nullable String html,
    String toAddress,
    @Nullable String ccAddress,
    @Nullable State state,
    @Nullable String problem,
    @Nullable String messageId,
    @Nullable Instant sentAt,
    @Nullable BigDecimal tries,
    @Nullable Boolean perhapsTwice,
    @Nullable String files,
    @Nullable String about,
    @Nullable UUID account,
    @Nullable UUID contact,
    List<UUID> attachments) {

  /// Where a mail is in its life.
  public enum State {
    DRAFT,
    QUEUED,
    CLAIMED,
    SENT,
    FAILED,
    UNCERTAIN
  }

  /// Sending asks nothing more.
  public record Send() {}

  static Type type(Outbox desk) {
    return Declaration.of("mail", "mails", "channels.mail", Mail.class)
        .titled("subject")
        .owned("account")
        .required("subject", "toAddress")
        .longText("body", "html", "problem")
        .json("files")
        .reference("account", "account", "mails")
        .reference("contact", "contact", "mails")
        .references("attachments", "attachment")
        .system(
            "html",
            "state",
            "problem",
            "messageId",
            "sentAt",
            "tries",
            "perhapsTwice",
            "files",
            "about")
        .searched("subjects", "subject")
        .derived(Drafts.otherwise("state", "draft"))
        .rule("address-wrong", "toAddress", m -> Addresses.valid(m.toAddress()))
        .rule(
            "copy-wrong", "ccAddress", m -> m.ccAddress() == null || Addresses.valid(m.ccAddress()))
        .rule(
            "subject-lines",
            "subject",
            m -> m.subject() == null || m.subject().chars().noneMatch(Character::isISOControl))
        .verb("send", Send.class, desk::send)
        .type();
  }
}
