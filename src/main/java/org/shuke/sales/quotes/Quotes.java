package org.shuke.sales.quotes;

import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.automation.approvals.Approval;
import org.shuke.automation.approvals.Approvals;
import org.shuke.catalog.Assortment;
import org.shuke.platform.Refusal;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Draft;
import org.shuke.records.Policy;
import org.shuke.records.Unit;
import org.shuke.records.Verb;
import org.shuke.records.writes.Desk;
import org.shuke.sales.QuoteToCash;
import org.shuke.sales.quotes.Quote.Status;
import org.shuke.sales.quotes.QuoteSql.Position;
import tools.jackson.databind.json.JsonMapper;

/// The room's desk: what happens to a quote until its customer answers; his answer is [Answers]'.
public final class Quotes {
  static final String QUOTE = "quote";

  private final Clock clock;
  private final ZoneId zone;
  private final Desk desk;
  private final QuoteRules rules;
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
      Delivery delivery) {
    this.clock = needs.clock();
    this.zone = needs.zone();
    this.desk = desk;
    this.rules = rules;
    this.eyes = eyes;
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

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), zone);
  }

  static Status status(Draft quote) {
    return Quote.status(quote.stored("status"));
  }

  static void mustBe(Draft quote, Status... any) {
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
    Assortment.mustSell(unit.tx(), lines.stream().map(Position::product).toList(), today());
    var reasons = rules.reasons(unit, quote, lines);
    var changes = new LinkedHashMap<String, @Nullable Object>();
    changes.put("status", (reasons.isEmpty() ? Status.APPROVED : Status.SUBMITTED).value());
    changes.put("reasons", JsonMapper.shared().valueToTree(reasons));
    changes.put("submittedBy", unit.policy().principal().user());
    var version = desk.change(unit, QUOTE, id, changes);
    if (!reasons.isEmpty()) {
      eyes.ask(unit, id, version, quote, rules.most(unit, quote, lines), reasons);
    }
    boolean told = unit.policy().reads(QUOTE, "reasons");
    return Map.of("approved", reasons.isEmpty(), "reasons", told ? reasons : List.of());
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
    } else {
      var own = Objects.equals(unit.policy().principal().user(), quote.stored("submittedBy"));
      throw Refusal.forbidden(own ? "quote.own-approval" : "approval-not-asked", Map.of());
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
