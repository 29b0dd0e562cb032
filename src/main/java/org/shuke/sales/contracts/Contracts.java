package org.shuke.sales.contracts;

import java.math.BigDecimal;
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
import org.shuke.automation.notifications.Notifications;
import org.shuke.platform.Refusal;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Draft;
import org.shuke.records.Policy;
import org.shuke.records.Unit;
import org.shuke.records.Verb;
import org.shuke.records.writes.Desk;
import org.shuke.sales.contracts.Contract.Status;
import org.shuke.sales.contracts.Signing.Evidence;
import org.shuke.sales.links.Links;
import tools.jackson.databind.json.JsonMapper;

/// The room's desk: what happens to a contract between its first draft and its end.
public final class Contracts {
  static final String CONTRACT = "contract";

  private final Clock clock;
  private final ZoneId zone;
  private final Desk desk;
  private final Links links;
  private final Notifications notifications;
  private final Following following;
  private final Signing signing;

  Contracts(
      Clock clock,
      ZoneId zone,
      Desk desk,
      Links links,
      Notifications notifications,
      Following following,
      Signing signing) {
    this.clock = clock;
    this.zone = zone;
    this.desk = desk;
    this.links = links;
    this.notifications = notifications;
    this.following = following;
    this.signing = signing;
  }

  /// @param to the address; the contact's, else the account's, unless given
  /// @param message what the mail says besides the link
  public record Send(@Nullable String to, @Nullable String message) {}

  /// @param name who signed the paper
  /// @param day when; today unless given
  public record Sign(String name, @Nullable LocalDate day) {}

  public record Revise() {}

  public record Renew() {}

  /// @param endedOn the last day that counts; its own last day, else today, unless given
  public record Terminate(String reason, @Nullable LocalDate endedOn) {}

  LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), zone);
  }

  private static Status status(Draft contract) {
    return Status.of(contract.stored("status"));
  }

  private static void mustBe(Draft contract, Status... any) {
    if (!List.of(any).contains(status(contract))) {
      throw Refusal.conflict("contract.status-" + status(contract).value(), Map.of());
    }
  }

  /// Asks the customer to sign, or asks once more.
  @Nullable Object send(Unit unit, UUID id, Send input) throws SQLException {
    var contract = desk.lock(unit, CONTRACT, id);
    mustBe(contract, Status.DRAFT, Status.SENT);
    if (!(contract.stored("terms") instanceof String terms) || terms.isBlank()) {
      throw Refusal.invalid("terms", "contract.no-terms", Map.of());
    }
    if (status(contract) == Status.DRAFT) {
      var sent = agreed(unit, id);
      sent.put("status", Status.SENT.value());
      sent.put("sentAt", unit.at().toString());
      desk.change(unit, CONTRACT, id, sent);
    }
    return signing.ask(unit, id, input);
  }

  /// What there is to agree to from now on: the files of this moment, and the hash over all of it.
  private Map<String, @Nullable Object> agreed(Unit unit, UUID id) throws SQLException {
    var head = Objects.requireNonNull(ContractSql.head(unit.tx(), id, zone));
    var agreed = new LinkedHashMap<String, @Nullable Object>();
    agreed.put("files", head.files());
    agreed.put("hash", Fingerprint.of(head));
    return agreed;
  }

  /// Somebody has the signed paper before him.
  @Nullable Object sign(Unit unit, UUID id, Sign input) throws SQLException {
    var contract = desk.lock(unit, CONTRACT, id);
    mustBe(contract, Status.DRAFT, Status.SENT);
    if (input.name().isBlank()) {
      throw Refusal.invalid("name", "required", Map.of("name", "name"));
    }
    var day = input.day() == null ? today() : input.day();
    if (day.isAfter(today())) {
      throw Refusal.invalid("day", "contract.signed-ahead", Map.of());
    }
    var at =
        day.equals(today()) ? unit.at().toString() : day.atStartOfDay(zone).toInstant().toString();
    if (status(contract) == Status.DRAFT) {
      desk.change(unit, CONTRACT, id, agreed(unit, id));
      contract = desk.lock(unit, CONTRACT, id);
    }
    var hash = String.valueOf(contract.stored("hash"));
    var by = unit.policy().principal().user();
    settle(unit, id, contract, at, new Evidence.OnPaper(input.name(), hash, by));
    return null;
  }

  /// The customer signs what he has read. Said twice, it counts once.
  ///
  /// @throws Refusal 409 when what he read is not what there is now, or no longer to be signed
  public void signed(Unit unit, UUID id, Evidence evidence) throws SQLException {
    var contract = desk.lock(unit, CONTRACT, id);
    boolean same = evidence.document().equals(contract.stored("hash"));
    if (same && contract.stored("signedAt") != null) {
      return;
    }
    mustBe(contract, Status.SENT);
    if (!same) {
      throw Refusal.conflict("contract.changed", Map.of());
    }
    if (evidence.name().isBlank()) {
      throw Refusal.invalid("name", "contract.who-signs", Map.of());
    }
    settle(unit, id, contract, unit.at().toString(), evidence);
    tell(unit, id, contract, "contract.signed", Map.of("name", evidence.name()));
  }

  private void settle(Unit unit, UUID id, Draft contract, String at, Evidence evidence)
      throws SQLException {
    var first = contract.stored("startsOn");
    boolean begun = !(first instanceof LocalDate day) || !day.isAfter(today());
    var proof = JsonMapper.shared().valueToTree(evidence).asObject();
    proof.put("way", evidence instanceof Evidence.ByLink ? "link" : "paper");
    proof.put("at", unit.at().toString());
    var change = new LinkedHashMap<String, @Nullable Object>();
    change.put("status", (begun ? Status.ACTIVE : Status.SIGNED).value());
    change.put("signedAt", at);
    change.put("signedBy", evidence.name());
    change.put("evidence", proof);
    desk.change(unit, CONTRACT, id, change);
    if (contract.stored("renews") instanceof UUID before) {
      follow(unit, before);
    }
  }

  /// The contract before the one that was signed is renewed by that.
  private void follow(Unit unit, UUID before) throws SQLException {
    var old = desk.lock(unit, CONTRACT, before);
    if (List.of(Status.SIGNED, Status.ACTIVE, Status.ENDED).contains(status(old))) {
      become(unit, before, Status.RENEWED);
    }
  }

  /// The customer will not sign it as it is.
  void declined(Unit unit, UUID id, @Nullable String reason, @Nullable String name)
      throws SQLException {
    var contract = desk.lock(unit, CONTRACT, id);
    mustBe(contract, Status.SENT);
    takeBack(unit, id);
    var why = reason == null || reason.isBlank() ? "–" : reason;
    tell(
        unit,
        id,
        contract,
        "contract.declined",
        Map.of("reason", why, "name", name == null ? "–" : name));
  }

  /// Takes back what was sent, to change it.
  @Nullable Object revise(Unit unit, UUID id, Revise input) throws SQLException {
    mustBe(desk.lock(unit, CONTRACT, id), Status.SENT);
    takeBack(unit, id);
    return null;
  }

  private void takeBack(Unit unit, UUID id) throws SQLException {
    links.revoke(unit.tx(), id);
    var open = new LinkedHashMap<String, @Nullable Object>();
    open.put("status", Status.DRAFT.value());
    open.put("files", null);
    open.put("hash", null);
    desk.change(unit, CONTRACT, id, open);
  }

  /// Ends it before its time, or says in time that it ends.
  @Nullable Object terminate(Unit unit, UUID id, Terminate input) throws SQLException {
    var contract = desk.lock(unit, CONTRACT, id);
    mustBe(contract, Status.SIGNED, Status.ACTIVE);
    if (input.reason().isBlank()) {
      throw Refusal.invalid("reason", "required", Map.of("name", "reason"));
    }
    var own = contract.stored("endsOn") instanceof LocalDate end ? end : today();
    var last = input.endedOn() == null ? own : input.endedOn();
    mustLieWithin(contract, last);
    var change = new LinkedHashMap<String, @Nullable Object>();
    change.put("status", Status.TERMINATED.value());
    change.put("endedOn", last.toString());
    change.put("endReason", input.reason());
    desk.change(unit, CONTRACT, id, change);
    return null;
  }

  /// One that has begun ends on none of the days before that, and none ends after its own last day.
  private void mustLieWithin(Draft contract, LocalDate last) {
    if (contract.stored("endsOn") instanceof LocalDate end && last.isAfter(end)) {
      throw Refusal.invalid("endedOn", "contract.ended-after", Map.of("day", end.toString()));
    }
    if (contract.stored("startsOn") instanceof LocalDate first
        && last.isBefore(first)
        && !first.isAfter(today())) {
      throw Refusal.invalid("endedOn", "contract.ended-before", Map.of("day", first.toString()));
    }
  }

  /// Makes the contract that follows, as a draft; this one is renewed when that one is signed.
  @Nullable Object renew(Unit unit, UUID id, Renew input) throws SQLException {
    var contract = desk.lock(unit, CONTRACT, id);
    mustBe(contract, Status.SIGNED, Status.ACTIVE, Status.ENDED);
    return Map.of("contract", following.of(unit, id, contract));
  }

  /// A signed one whose first day has come is in force.
  void begin(Unit unit, UUID id) throws SQLException {
    if (status(desk.lock(unit, CONTRACT, id)) == Status.SIGNED) {
      become(unit, id, Status.ACTIVE);
    }
  }

  /// What is over has ended, or goes on as the next one where it renews by itself.
  void end(Unit unit, UUID id) throws SQLException {
    var contract = desk.lock(unit, CONTRACT, id);
    boolean over = contract.stored("endsOn") instanceof LocalDate last && last.isBefore(today());
    if (status(contract) != Status.ACTIVE || !over) {
      return;
    }
    if (!"automatic".equals(contract.stored("renewal"))
        || ContractSql.following(unit.tx(), id) != null) {
      become(unit, id, Status.ENDED);
      return;
    }
    var next = following.of(unit, id, contract);
    var proof = contract.stored("evidence");
    var goesOn = agreed(unit, next);
    goesOn.put("status", Status.ACTIVE.value());
    goesOn.put("signedAt", String.valueOf(contract.stored("signedAt")));
    goesOn.put("signedBy", contract.stored("signedBy"));
    goesOn.put("evidence", proof == null ? null : JsonMapper.shared().readTree(proof.toString()));
    desk.change(unit, CONTRACT, next, goesOn);
    become(unit, id, Status.RENEWED);
  }

  /// Reminds the owner once of the day by which he must have decided: he is told, and has a task.
  void remind(Unit unit, UUID id) throws SQLException {
    var contract = desk.lock(unit, CONTRACT, id);
    var day = contract.stored("noticeOn");
    boolean due = List.of(Status.SIGNED, Status.ACTIVE).contains(status(contract));
    if (!due || !(day instanceof LocalDate notice) || day.equals(contract.stored("remindedFor"))) {
      return;
    }
    desk.change(unit, CONTRACT, id, Map.of("remindedFor", notice.toString()));
    var task = new LinkedHashMap<String, @Nullable Object>();
    task.put("kind", "task");
    task.put("subject", contract.stored("number") + " · " + contract.stored("name"));
    task.put("account", contract.stored("account"));
    task.put("contact", contract.stored("contact"));
    task.put("opportunity", contract.stored("opportunity"));
    task.put("owner", contract.stored("owner"));
    task.put("dueAt", notice.atStartOfDay(zone).toInstant().toString());
    task.values().removeIf(Objects::isNull);
    desk.create(unit, "activity", task);
    tell(unit, id, contract, "contract.decide", Map.of("day", notice.toString()));
  }

  private void tell(Unit unit, UUID id, Draft contract, String key, Map<String, String> more)
      throws SQLException {
    if (contract.stored("owner") instanceof UUID owner) {
      var args = new LinkedHashMap<String, String>(more);
      args.put("number", String.valueOf(contract.stored("number")));
      notifications.tell(unit, owner, key, args, "/contracts/" + id);
    }
  }

  private void become(Unit unit, UUID id, Status status) throws SQLException {
    desk.change(unit, CONTRACT, id, Map.of("status", status.value()));
  }

  /// Keeps frozen what was sent, and in the house what was signed.
  void guard(Policy caller, Transaction tx, Verb verb, Draft contract) {
    if (verb == Verb.CREATE || status(contract) == Status.DRAFT) {
      return;
    }
    if (verb == Verb.DELETE) {
      throw Refusal.conflict("contract.stays", Map.of());
    }
    for (var field : Contract.CONTENT) {
      if (contract.given(field) && !same(contract.stored(field), contract.get(field))) {
        throw Refusal.invalid(field, "contract.frozen", Map.of());
      }
    }
  }

  private static boolean same(@Nullable Object a, @Nullable Object b) {
    return a instanceof BigDecimal one && b instanceof BigDecimal other
        ? one.compareTo(other) == 0
        : Objects.equals(a, b);
  }
}
