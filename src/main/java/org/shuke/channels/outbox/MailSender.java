package org.shuke.channels.outbox;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.db.Database;
import org.shuke.platform.db.Transaction;
import org.shuke.platform.files.FileStore;
import org.shuke.records.Catalog;
import org.shuke.records.Kind;
import org.shuke.records.Policy;
import org.shuke.records.Principal;
import org.shuke.records.Unit;
import org.shuke.records.reads.Reads;
import org.shuke.records.writes.Version;
import org.shuke.records.writes.Writes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// How a mail leaves: read, made into a MIME message, handed to the server, its end written down.
public final class MailSender implements Sender {
  /// Tells the author of a mail that it did not leave.
  @FunctionalInterface
  public interface Told {
    void failed(Unit desk, UUID author, UUID mail, String subject, String words)
        throws SQLException;
  }

  /// What else a mail belongs to, so that it stands on that one's timeline too.
  @FunctionalInterface
  public interface Occasion {
    /// @param about where in the page the mail's occasion is
    /// @return references of the activity, by field
    Map<String, UUID> of(Transaction tx, String about) throws SQLException;
  }

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Database database;
  private final Supplier<Reads> reads;
  private final Supplier<Writes> writes;
  private final Supplier<Catalog> catalog;
  private final Supplier<MailSetting> setting;
  private final FileStore files;
  private final Smtp smtp;
  private final Clock clock;
  private final Told told;
  private final Occasion occasion;

  public MailSender(
      Database database,
      Supplier<Reads> reads,
      Supplier<Writes> writes,
      Supplier<Catalog> catalog,
      Supplier<MailSetting> setting,
      FileStore files,
      Smtp smtp,
      Clock clock,
      Told told,
      Occasion occasion) {
    this.database = database;
    this.reads = reads;
    this.writes = writes;
    this.catalog = catalog;
    this.setting = setting;
    this.files = files;
    this.smtp = smtp;
    this.clock = clock;
    this.told = told;
    this.occasion = occasion;
  }

  private Policy policy() {
    return Policy.unlimited(Principal.SYSTEM, Policy.Members.NOBODY, catalog.get());
  }

  private static UUID id(Claim claim) {
    return UUID.fromString(JSON.readTree(claim.payload()).get("mail").stringValue());
  }

  private @Nullable ObjectNode mail(Transaction tx, Claim claim) throws SQLException {
    var policy = policy();
    var found =
        reads
            .get()
            .find(tx.connection(), policy, policy.catalog().type("mail"), id(claim), List.of());
    return found == null ? null : (ObjectNode) JSON.readTree(found);
  }

  @Override
  public @Nullable String stops(Transaction tx, Claim claim) throws SQLException {
    var mail = mail(tx, claim);
    if (mail == null) {
      return "The mail was deleted before it left.";
    }
    var to = new ArrayList<>(Addresses.of(text(mail, "toAddress")));
    to.addAll(Addresses.of(text(mail, "ccAddress")));
    var suppressed = OutboxSql.suppressed(tx, to);
    return suppressed == null ? null : suppressed + " does not want mail from us.";
  }

  @Override
  public void moved(Transaction tx, Claim claim, State state, @Nullable String words)
      throws SQLException {
    OutboxSql.mailIs(tx, id(claim), state.name().toLowerCase(Locale.ROOT), claim.attempts(), words);
  }

  private static @Nullable String text(JsonNode node, String name) {
    var value = node.get(name);
    return value == null || value.isNull() ? null : value.asString();
  }

  /// @param link for the receiver alone
  private record Ready(
      ObjectNode mail,
      OutboxSql.@Nullable Author author,
      List<OutboxSql.File> files,
      @Nullable String link) {
    @Nullable String body() {
      var kept = text(mail, "body");
      return kept == null || link == null ? kept : kept.replace(Message.HIDDEN, link);
    }
  }

  @Override
  public Outcome send(Claim claim) {
    var ready = database.background().transaction(tx -> ready(tx, claim));
    if (ready == null) {
      return new Outcome.Refused("The mail was deleted before it left.");
    }
    try {
      return smtp.send(envelope(ready));
    } catch (MessagingException | IOException e) {
      return new Outcome.Refused(String.valueOf(e.getMessage()));
    }
  }

  private @Nullable Ready ready(Transaction tx, Claim claim) throws SQLException {
    var mail = mail(tx, claim);
    if (mail == null) {
      return null;
    }
    var owner = text(mail, "owner");
    var all = new ArrayList<>(OutboxSql.files(tx, id(claim)));
    for (var file : mail.withArray("files")) {
      all.add(
          new OutboxSql.File(
              UUID.fromString(file.get("file").stringValue()),
              file.get("name").stringValue(),
              file.get("mediaType").stringValue()));
    }
    var author = OutboxSql.author(tx, owner == null ? null : UUID.fromString(owner));
    return new Ready(mail, author, all, text(JSON.readTree(claim.payload()), "link"));
  }

  private Envelope envelope(Ready ready) throws MessagingException, IOException {
    var mail = ready.mail();
    var author = ready.author();
    var from = setting.get().from();
    var envelope =
        new Envelope(
            text(mail, "messageId"),
            from != null ? from : author == null ? null : author.email(),
            author == null ? null : author.name(),
            author == null || from == null ? null : author.email(),
            Addresses.of(text(mail, "toAddress")),
            Addresses.of(text(mail, "ccAddress")),
            String.valueOf(text(mail, "subject")),
            signed(ready.body()),
            text(mail, "html"),
            clock.instant(),
            new ArrayList<>());
    for (var file : ready.files()) {
      var stored = files.find(file.file());
      if (stored.isEmpty()) {
        throw new IOException("The file “" + file.name() + "” is gone.");
      }
      envelope
          .files()
          .add(
              new Envelope.File(file.name(), file.mediaType(), files.path(stored.get().content())));
    }
    return envelope;
  }

  private String signed(@Nullable String body) {
    var signature = setting.get().signature();
    var text = body == null ? "" : body;
    return signature == null || signature.isBlank() ? text : text + "\n\n-- \n" + signature;
  }

  @Override
  public void ended(Transaction tx, Claim claim, Outcome outcome) throws SQLException {
    var mail = mail(tx, claim);
    if (mail == null) {
      return;
    }
    var desk = writes.get().unit(tx, policy(), "outbox", null).asDesk();
    var json = JSON.createObjectNode();
    json.put("tries", claim.attempts());
    json.put("perhapsTwice", claim.doubtful());
    switch (outcome) {
      case Outcome.Sent sent -> {
        json.put("state", "sent");
        json.putNull("problem");
        json.put("sentAt", desk.at().toInstant().toString());
        activity(desk, mail);
      }
      case Outcome.Unknown unknown -> failed(desk, mail, json, "uncertain", unknown.words());
      case Outcome.Refused refused -> failed(desk, mail, json, "failed", refused.words());
      case Outcome.Later later -> failed(desk, mail, json, "failed", later.words());
    }
    writes
        .get()
        .patch(desk, desk.policy().catalog().type("mail"), id(claim), new Version.Any(), json);
  }

  private void failed(Unit desk, ObjectNode mail, ObjectNode json, String state, String words)
      throws SQLException {
    json.put("state", state);
    json.put("problem", words);
    var owner = text(mail, "owner");
    if (owner != null) {
      told.failed(
          desk,
          UUID.fromString(owner),
          UUID.fromString(String.valueOf(text(mail, "id"))),
          String.valueOf(text(mail, "subject")),
          words);
    }
  }

  /// What has left stands on the customer's timeline, and on that of what it was about.
  private void activity(Unit desk, ObjectNode mail) throws SQLException {
    var type = desk.policy().catalog().type("activity");
    var activity = JSON.createObjectNode();
    for (var field : desk.policy().catalog().type("mail").fields()) {
      var same = type.find(field.name());
      if (field.kind() == Kind.REFERENCE && same != null && text(mail, field.name()) != null) {
        activity.put(field.name(), text(mail, field.name()));
      }
    }
    var about = text(mail, "about");
    if (about != null) {
      occasion.of(desk.tx(), about).forEach((name, id) -> activity.put(name, id.toString()));
    }
    activity.remove("owner");
    if (activity.isEmpty()) {
      return;
    }
    activity.put("kind", "mail");
    activity.put("done", true);
    activity.put("at", desk.at().toInstant().toString());
    for (var name : List.of("subject", "body", "owner")) {
      activity.put(name, text(mail, name));
    }
    writes.get().create(asMaker(desk, mail), type, activity);
  }

  /// What was sent is told as done by whoever sent it.
  private Unit asMaker(Unit desk, ObjectNode mail) throws SQLException {
    var program = Principal.SYSTEM;
    var maker = UUID.fromString(mail.get("createdBy").stringValue());
    var principal =
        new Principal(
            maker, program.kind(), null, program.name(), program.locale(), program.zone());
    var policy = Policy.unlimited(principal, Policy.Members.NOBODY, catalog.get());
    return writes.get().unit(desk.tx(), policy, "outbox", null).asDesk();
  }
}
