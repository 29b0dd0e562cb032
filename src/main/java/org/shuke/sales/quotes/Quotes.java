package org.shuke.sales.quotes;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.automation.approvals.Approval;
import org.shuke.automation.approvals.Approvals;
import org.shuke.automation.notifications.Notifications;
import org.shuke.platform.Refusal;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Draft;
import org.shuke.records.Policy;
import org.shuke.records.Unit;
import org.shuke.records.Verb;
import org.shuke.records.writes.Desk;
import org.shuke.sales.QuoteToCash;
import org.shuke.sales.orders.Orders;
import org.shuke.sales.quotes.Quote.Status;
import org.shuke.sales.quotes.QuoteSql.Position;
import tools.jackson.databind.json.JsonMapper;

/// The room's desk: what happens to a quote between its first draft and the customer's answer.
public final class Quotes {
  private static final String QUOTE = "quote";
  private static final int MOST_QUESTIONS = 20;

  private final Clock clock;
  private final ZoneId zone;
  private final Desk desk;
  private final QuoteRules rules;
  private final Orders orders;
  private final QuoteToCash.Won won;
  private final Notifications notifications;
  private final QuoteApprovals eyes;
  private final Delivery delivery;

  /// Brings a quote to its customer.
  @FunctionalInterface
  public interface Delivery {
    /// What `send` answers: where the customer reads the quote.
    Map<String, Object> deliver(Unit unit, UUID quote, LocalDate validUntil, Send how)
        throws SQLException;
  }

  Quotes(
      QuoteToCash.Needs needs,
      Desk desk,
      QuoteRules rules,
      QuoteApprovals eyes,
      Orders orders,
      Delivery delivery) {
    this.clock = needs.clock();
    this.zone = needs.zone();
    this.won = needs.won();
    this.notifications = needs.notifications();
    this.desk = desk;
    this.rules = rules;
    this.eyes = eyes;
    this.orders = orders;
    this.delivery = delivery;
  }

  public record Submit() {}

  public record Approve() {}

  /// @param reason what must be changed
  public record Reject(String reason) {}

  /// @param to the address; the contact's, else the account's, unless given
  /// @param message what the mail says besides the link
  public record Send(@Nullable String to, @Nullable String message) {}

  public record Revise() {}

  /// @param hash of the content that the customer has read
  /// @param name of the person who accepts
  public record Accept(String hash, @Nullable String name) {}

  public record Decline(@Nullable String reason, @Nullable String name) {}

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), zone);
  }

  private static Status status(Draft quote) {
    return Quote.status(quote.stored("status"));
  }

  private static void mustBe(Draft quote, Status... any) {
    if (!List.of(any).contains(status(quote))) {
      throw Refusal.conflict("quote.status-" + status(quote).value(), Map.of());
    }
  }

  /// Hands the quote in: approved at once where no rule asks for somebody's eye.
  @Nullable Object submit(Unit unit, UUID id, Submit input) throws SQLException {
    var quote = desk.lock(unit, QUOTE, id);
    mustBe(quote, Status.DRAFT);
    var lines = QuoteSql.lines(unit.tx(), id);
    if (lines.isEmpty()) {
      throw Refusal.invalid("lines", "quote.no-lines", Map.of());
    }
    mustBeValid(quote);
    var reasons = rules.reasons(unit, quote, lines);
    var changes = new LinkedHashMap<String, @Nullable Object>();
    changes.put("status", (reasons.isEmpty() ? Status.APPROVED : Status.SUBMITTED).value());
    changes.put("reasons", JsonMapper.shared().valueToTree(reasons));
    changes.put("submittedBy", unit.policy().principal().user());
    var version = desk.change(unit, QUOTE, id, changes);
    if (!reasons.isEmpty()) {
      eyes.ask(unit, id, version, quote, reasons);
    }
    return Map.of("approved", reasons.isEmpty(), "reasons", reasons);
  }

  private void mustBeValid(Draft quote) {
    if (quote.stored("validUntil") instanceof LocalDate until && until.isBefore(today())) {
      throw Refusal.invalid("validUntil", "quote.valid-until-past", Map.of());
    }
  }

  /// A vote of whoever is asked; where nobody could be asked, of anybody but the submitter.
  /// Administrators may always decide.
  @Nullable Object approve(Unit unit, UUID id, Approve input) throws SQLException {
    return vote(unit, id, true, null);
  }

  @Nullable Object reject(Unit unit, UUID id, Reject input) throws SQLException {
    return vote(unit, id, false, input.reason());
  }

  private @Nullable Object vote(Unit unit, UUID id, boolean yes, @Nullable String why)
      throws SQLException {
    var quote = desk.lock(unit, QUOTE, id);
    mustBe(quote, Status.SUBMITTED);
    if (unit.policy().administers()) {
      eyes.drop(unit, id);
    } else if (eyes.vote(unit, id, yes, why)) {
      return null;
    } else if (Objects.equals(unit.policy().principal().user(), quote.stored("submittedBy"))) {
      throw Refusal.forbidden("quote.own-approval", Map.of());
    }
    settle(unit, id, yes, why);
    return null;
  }

  private void settle(Unit unit, UUID id, boolean yes, @Nullable String why) throws SQLException {
    var change = new LinkedHashMap<String, @Nullable Object>();
    change.put("status", (yes ? Status.APPROVED : Status.DRAFT).value());
    if (!yes) {
      Map<String, Object> args = Map.of("reason", why == null ? "" : why);
      change.put("reasons", List.of(new QuoteRules.Reason("rejected", args)));
    }
    desk.change(unit, QUOTE, id, change);
  }

  /// What became of the approval that was asked for; one that ended otherwise than by a yes leads
  /// back to the draft.
  void decided(Unit unit, Approvals.Outcome outcome) throws SQLException {
    var id = outcome.subject().id();
    if (status(desk.lock(unit, QUOTE, id)) == Status.SUBMITTED) {
      settle(unit, id, outcome.state() == Approval.State.APPROVED, outcome.comment());
    }
  }

  /// Puts an approved quote on offer, or sends one that is on offer once more. The version before
  /// it ends with that; if the customer has accepted that one meanwhile, nothing is sent.
  @Nullable Object send(Unit unit, UUID id, Send input) throws SQLException {
    var quote = desk.lock(unit, QUOTE, id);
    mustBe(quote, Status.APPROVED, Status.SENT);
    mustBeValid(quote);
    if (status(quote) == Status.APPROVED) {
      if (quote.stored("revises") instanceof UUID before) {
        supersede(unit, before);
      }
      desk.change(
          unit, QUOTE, id, Map.of("status", Status.SENT.value(), "sentAt", unit.at().toString()));
    }
    var until = quote.stored("validUntil") instanceof LocalDate day ? day : today();
    return delivery.deliver(unit, id, until, input);
  }

  private void supersede(Unit unit, UUID before) throws SQLException {
    var old = desk.lock(unit, QUOTE, before);
    if (status(old) == Status.ACCEPTED) {
      throw Refusal.conflict(
          "quote.earlier-accepted", Map.of("number", String.valueOf(old.stored("number"))));
    }
    if (status(old) != Status.SUPERSEDED) {
      desk.change(unit, QUOTE, before, Map.of("status", Status.SUPERSEDED.value()));
    }
  }

  /// Opens the content again: what nobody outside has seen becomes a draft, what was sent gets a
  /// next version.
  @Nullable Object revise(Unit unit, UUID id, Revise input) throws SQLException {
    var quote = desk.lock(unit, QUOTE, id);
    return switch (status(quote)) {
      case SUBMITTED, APPROVED -> {
        eyes.drop(unit, id);
        var again = new LinkedHashMap<String, @Nullable Object>();
        again.put("status", Status.DRAFT.value());
        again.put("reasons", null);
        desk.change(unit, QUOTE, id, again);
        yield Map.of("id", id);
      }
      case SENT, DECLINED, EXPIRED -> Map.of("id", nextVersion(unit, id, quote));
      case DRAFT, ACCEPTED, SUPERSEDED ->
          throw Refusal.conflict("quote.status-" + status(quote).value(), Map.of());
    };
  }

  private UUID nextVersion(Unit unit, UUID id, Draft quote) throws SQLException {
    var number = String.valueOf(quote.stored("number")).replaceFirst("-v\\d+$", "");
    int version = QuoteSql.versions(unit.tx(), number) + 1;
    var next = new LinkedHashMap<String, @Nullable Object>();
    for (var field :
        List.of(
            "subject",
            "account",
            "contact",
            "currency",
            "paymentDays",
            "paymentTerms",
            "deliveryTerms",
            "language",
            "introduction",
            "notes",
            "owner")) {
      next.put(field, quote.stored(field));
    }
    next.put("number", number + "-v" + version);
    next.put("revision", version);
    next.put("revises", id);
    if (quote.stored("validUntil") instanceof LocalDate until && !until.isBefore(today())) {
      next.put("validUntil", until);
    }
    next.values().removeIf(Objects::isNull);
    next.put("lines", QuoteSql.lines(unit.tx(), id).stream().map(Quotes::copied).toList());
    return desk.create(unit, QUOTE, next);
  }

  private static Map<String, @Nullable Object> copied(Position line) {
    var copy = new LinkedHashMap<String, @Nullable Object>();
    copy.put("section", line.section());
    copy.put("product", line.product());
    copy.put("description", line.description());
    copy.put("quantity", line.quantity());
    copy.put("unit", line.unit());
    copy.put("listPrice", line.listPrice());
    copy.put("discount", line.discount());
    copy.put("unitPrice", line.unitPrice());
    copy.put("taxRate", line.taxRate());
    copy.put("optional", line.optional());
    copy.values().removeIf(Objects::isNull);
    return copy;
  }

  /// The customer says yes to exactly the content that he has read. Said twice, it counts once.
  ///
  /// @return the order that it became
  Object accept(Unit unit, UUID id, Accept input) throws SQLException {
    var quote = desk.lock(unit, QUOTE, id);
    boolean same = input.hash().equals(quote.stored("hash"));
    if (status(quote) == Status.ACCEPTED && same) {
      return Map.of("order", String.valueOf(Orders.ofQuote(unit.tx(), id)));
    }
    mustBeOnOffer(quote);
    if (!same) {
      throw Refusal.conflict("quote.offer-changed", Map.of());
    }
    answer(unit, id, Status.ACCEPTED, input.name(), null);
    var order = orders.fromQuote(unit, id, quote, ordered(unit.tx(), id));
    tell(unit, id, quote, "quote.accepted", "name", input.name());
    if (quote.stored("opportunity") instanceof UUID opportunity) {
      won.win(unit.asDesk(), opportunity);
    }
    return Map.of("order", order);
  }

  /// Refuses clearly what can no longer be answered; the refusal names why.
  private void mustBeOnOffer(Draft quote) {
    mustBe(quote, Status.SENT);
    if (quote.stored("validUntil") instanceof LocalDate until && until.isBefore(today())) {
      throw Refusal.conflict("quote.status-expired", Map.of());
    }
  }

  private static List<Map<String, @Nullable Object>> ordered(Transaction tx, UUID id)
      throws SQLException {
    var lines = new ArrayList<Map<String, @Nullable Object>>();
    for (var line : QuoteSql.lines(tx, id)) {
      if (!line.optional()) {
        var ordered = new LinkedHashMap<String, @Nullable Object>();
        ordered.put("product", line.product());
        ordered.put("description", line.description());
        ordered.put("quantity", line.quantity());
        ordered.put("unitPrice", line.unitPrice());
        ordered.put("amount", line.amount());
        ordered.put("taxRate", line.taxRate());
        ordered.values().removeIf(Objects::isNull);
        lines.add(ordered);
      }
    }
    return lines;
  }

  @Nullable Object decline(Unit unit, UUID id, Decline input) throws SQLException {
    var quote = desk.lock(unit, QUOTE, id);
    mustBeOnOffer(quote);
    answer(unit, id, Status.DECLINED, input.name(), input.reason());
    tell(unit, id, quote, "quote.declined", "reason", input.reason());
    return null;
  }

  /// Tells the owner what his customer did.
  private void tell(Unit unit, UUID id, Draft quote, String key, String arg, @Nullable String value)
      throws SQLException {
    if (quote.stored("owner") instanceof UUID owner
        && !owner.equals(unit.policy().principal().user())) {
      var number = String.valueOf(quote.stored("number"));
      var args = Map.of("number", number, arg, value == null ? "–" : value);
      notifications.tell(unit, owner, key, args, "/quotes/" + id);
    }
  }

  private void answer(
      Unit unit, UUID id, Status status, @Nullable String name, @Nullable String reason)
      throws SQLException {
    var answer = new LinkedHashMap<String, @Nullable Object>();
    answer.put("status", status.value());
    answer.put("answeredAt", unit.at().toString());
    answer.put("answeredBy", name);
    answer.put("declineReason", reason);
    desk.change(unit, QUOTE, id, answer);
  }

  /// The customer asks: a task for the quote's owner. At most so many a day, whoever has the link.
  void ask(Unit unit, UUID id, String question, @Nullable String name) throws SQLException {
    var quote = desk.lock(unit, QUOTE, id);
    var account = (UUID) Objects.requireNonNull(quote.stored("account"));
    var yesterday = unit.at().toInstant().minus(Duration.ofDays(1));
    if (QuoteSql.asked(unit.tx(), account, unit.actor(), yesterday) >= MOST_QUESTIONS) {
      throw Refusal.tooMany(Duration.ofHours(1));
    }
    var task = new LinkedHashMap<String, @Nullable Object>();
    task.put("kind", "task");
    task.put("subject", quote.stored("number") + (name == null ? "" : " · " + name));
    task.put("body", question);
    task.put("account", account);
    task.put("contact", quote.stored("contact"));
    task.put("owner", quote.stored("owner"));
    task.put("at", unit.at().toString());
    task.put("dueAt", unit.at().toString());
    task.values().removeIf(Objects::isNull);
    desk.create(unit, "activity", task);
    tell(unit, id, quote, "quote.asked", "question", question);
  }

  /// Ends what was on offer until a day that is over; answers how many.
  public int expire(Unit unit, int most) throws SQLException {
    var outdated = QuoteSql.outdated(unit.tx(), today(), most);
    int ended = 0;
    for (var id : outdated) {
      if (status(desk.lock(unit, QUOTE, id)) == Status.SENT) {
        desk.change(unit, QUOTE, id, Map.of("status", Status.EXPIRED.value()));
        ended++;
      }
    }
    return ended;
  }

  /// Keeps frozen what was handed in, and in the house what a customer has seen.
  public void guard(Policy caller, Transaction tx, Verb verb, Draft quote) {
    if (verb == Verb.CREATE) {
      return;
    }
    var status = status(quote);
    if (verb == Verb.DELETE) {
      if (status == Status.SENT || status == Status.ACCEPTED) {
        throw Refusal.conflict("quote.status-" + status.value(), Map.of());
      }
      return;
    }
    if (!Objects.equals(quote.stored("number"), quote.get("number"))) {
      throw Refusal.invalid("number", "quote.number-fixed", Map.of());
    }
    if (status != Status.DRAFT) {
      for (var field : Quote.CONTENT) {
        if (quote.given(field) && !same(quote.stored(field), quote.get(field))) {
          throw Refusal.invalid(field, "quote.frozen", Map.of());
        }
      }
      if (quote.given("lines")) {
        throw Refusal.invalid("lines", "quote.frozen", Map.of());
      }
    }
  }

  private static boolean same(@Nullable Object a, @Nullable Object b) {
    return a instanceof Comparable<?> && a.getClass().isInstance(b)
        ? compare(a, b) == 0
        : Objects.equals(a, b);
  }

  @SuppressWarnings("unchecked")
  private static int compare(Object a, @Nullable Object b) {
    return ((Comparable<Object>) a).compareTo(Objects.requireNonNull(b));
  }
}
