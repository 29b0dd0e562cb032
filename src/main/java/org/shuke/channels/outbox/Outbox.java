package org.shuke.channels.outbox;

import java.sql.SQLException;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal;
import org.shuke.records.Draft;
import org.shuke.records.Ids;
import org.shuke.records.Policy;
import org.shuke.records.Type;
import org.shuke.records.Unit;
import org.shuke.records.Verb;
import org.shuke.records.writes.Version;
import org.shuke.records.writes.Writes;
import tools.jackson.databind.json.JsonMapper;

/// The desk of what leaves: mails in a person's name, and calls of web hooks.
public final class Outbox {
  static final String MAIL = "mail";

  /// Why a mail in this state stays as it is.
  private static final Map<String, String> FIXED =
      Map.of(
          "queued", "mail-under-way",
          "claimed", "mail-under-way",
          "sent", "mail-has-left",
          "uncertain", "mail-uncertain");

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Supplier<Writes> writes;
  private final Supplier<MailSetting> setting;
  private final Sending sending;
  private final Clock clock;
  private final boolean canMail;

  /// @param canMail does the program know a mail server?
  public Outbox(
      Supplier<Writes> writes,
      Supplier<MailSetting> setting,
      Sending sending,
      Clock clock,
      boolean canMail) {
    this.writes = writes;
    this.setting = setting;
    this.sending = sending;
    this.clock = clock;
    this.canMail = canMail;
  }

  public List<Type> types() {
    return List.of(Mail.type(this), MailTemplate.type());
  }

  /// A mail that has left, or is about to, is not written any more, but for who looks after it; one
  /// that failed is corrected.
  public void guard(Writes guarded) {
    guarded.guard(
        "mail",
        (caller, tx, verb, draft) -> {
          var fixed = FIXED.get(String.valueOf(draft.stored("state")));
          if (verb == Verb.UPDATE
              && fixed != null
              && !draft.given("state")
              && isWritten(caller, draft)) {
            throw Refusal.conflict(fixed, Map.of());
          }
          if (verb == Verb.UPDATE && carriesPaper(draft)) {
            sameAddress(draft, "toAddress");
            sameAddress(draft, "ccAddress");
          }
        });
  }

  private static boolean isWritten(Policy caller, Draft mail) {
    return caller.catalog().type("mail").fields().stream()
        .anyMatch(field -> !field.name().equals("owner") && mail.given(field.name()));
  }

  private static boolean carriesPaper(Draft mail) {
    return mail.stored("files") instanceof String files && !files.equals("[]");
  }

  /// A paper goes to somebody else only by its own record, which asks for the right to read it and
  /// closes the links that it sent before.
  private static void sameAddress(Draft mail, String field) {
    if (!Objects.equals(mail.stored(field), mail.get(field))) {
      throw Refusal.invalid(field, "mail-with-paper", Map.of());
    }
  }

  /// Sends a mail in the name of the unit's caller, once the transaction is committed. It stands on
  /// the account's timeline when it has left.
  ///
  /// @return the id of the mail
  /// @throws Refusal 422 when an address is none, or no mail server is set up
  public UUID send(Unit unit, Message message) throws SQLException {
    mustMail();
    var json = JSON.createObjectNode();
    json.put("toAddress", message.to());
    json.put("ccAddress", message.cc());
    json.put("subject", message.subject());
    json.put("body", message.kept());
    json.put("html", Html.clean(message.html()));
    json.set("files", JSON.valueToTree(message.files()));
    json.put("account", text(message.account()));
    json.put("contact", text(message.contact()));
    json.put("about", message.about());
    var desk = unit.asDesk();
    var id = writes.get().create(desk, type(desk), json).id();
    queue(desk, id, message.to(), message.link());
    return id;
  }

  private static @Nullable String text(@Nullable UUID id) {
    return id == null ? null : id.toString();
  }

  private void mustMail() {
    if (!canMail) {
      throw Refusal.invalid(null, "mail-not-set-up", Map.of());
    }
  }

  /// The verb: a draft leaves, or what did not arrive is sent once more. Of what is uncertain the
  /// receiver sees by its Message-ID that it is the same mail.
  Object send(Unit unit, UUID id, Mail.Send nothing) throws SQLException {
    mustMail();
    var mail = writes.get().lock(unit, type(unit), id, Verb.UPDATE, null);
    var state = String.valueOf(mail.stored("state"));
    var fixed = FIXED.get(state);
    if (fixed != null && !state.equals("uncertain")) {
      throw Refusal.conflict(fixed, Map.of());
    }
    var link = OutboxSql.link(unit.tx(), id);
    queue(unit.asDesk(), id, String.valueOf(mail.stored("toAddress")), link);
    return Map.of("id", id, "state", "queued");
  }

  private void queue(Unit desk, UUID id, String to, @Nullable String link) throws SQLException {
    var author = OutboxSql.author(desk.tx(), desk.policy().principal().user());
    var from =
        setting.get().from() != null || author == null ? setting.get().from() : author.email();
    var json = JSON.createObjectNode();
    json.put("state", "queued");
    json.putNull("problem");
    json.putNull("tries");
    json.put(
        "messageId",
        "<" + id + "@" + (from == null ? "shuke.invalid" : Addresses.domain(from)) + ">");
    writes.get().patch(desk, type(desk), id, new Version.Any(), json);
    var destinations = new LinkedHashSet<String>();
    Addresses.of(to).forEach(address -> destinations.add(Addresses.domain(address)));
    put(desk, MAIL, "mail " + String.join(" ", destinations), payload(id, link));
  }

  private static Map<String, Object> payload(UUID id, @Nullable String link) {
    return link == null ? Map.of("mail", id) : Map.of("mail", id, "link", link);
  }

  /// Puts something in that leaves once the transaction is committed.
  ///
  /// @param kind whose [Sender] is registered
  /// @param destination what is slow together
  public UUID put(Unit unit, String kind, String destination, Object payload) throws SQLException {
    var id = Ids.next();
    OutboxSql.put(unit.tx(), id, kind, destination, JSON.writeValueAsString(payload));
    unit.tx().afterCommit(sending::wake);
    return id;
  }

  /// Forgets what ended before the last ninety days.
  public int tidy(org.shuke.platform.db.Transaction tx) throws SQLException {
    return OutboxSql.forget(tx, clock.instant().minus(java.time.Duration.ofDays(90)));
  }

  private static Type type(Unit unit) {
    return unit.policy().catalog().type("mail");
  }
}
