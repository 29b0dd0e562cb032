package org.shuke.sales.leads;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shuke.automation.notifications.About;
import org.shuke.automation.notifications.Notifications;
import org.shuke.platform.Refusal;
import org.shuke.records.Draft;
import org.shuke.records.Type;
import org.shuke.records.Unit;
import org.shuke.records.Verb;
import org.shuke.records.writes.Version;
import org.shuke.records.writes.Writes;
import org.shuke.sales.leads.Duplicates.Known;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The desk of co-operation: carries a question to the owner of a record that the asker may not
/// see, and lets him in when the owner agrees.
///
/// The asker names his own lead and a team that its duplicate check told him of. He is answered the
/// same however many records that team has, whose they are and whether he has asked before.
public final class Cooperation {
  private static final JsonMapper JSON = JsonMapper.shared();

  /// @param team as the duplicate check names it; empty for owners in no team
  /// @param reason what the asker has to do with it
  record Ask(@Nullable String team, String reason) {}

  private final Supplier<Writes> writes;
  private final Supplier<Duplicates> duplicates;
  private final Notifications notifications;

  public Cooperation(
      Supplier<Writes> writes, Supplier<Duplicates> duplicates, Notifications notifications) {
    this.writes = writes;
    this.duplicates = duplicates;
    this.notifications = notifications;
  }

  Object ask(Unit unit, UUID id, Ask input) throws SQLException {
    var lead = writes.get().lock(unit, Leads.type(unit), id, Verb.UPDATE, null);
    var asker = unit.policy().principal().user();
    if (asker == null) {
      throw Refusal.forbidden("forbidden", Map.of());
    }
    if (input.reason().isBlank()) {
      throw Refusal.invalid("reason", "required", Map.of("name", "reason"));
    }
    var known = duplicates.get().masked(unit, lead, input.team());
    if (known == null) {
      throw Refusal.conflict("cooperation-request.nothing", Map.of());
    }
    LeadSql.queue(unit.tx(), asker, known.id());
    if (!asker.equals(known.owner()) && !LeadSql.asked(unit.tx(), asker, known.id())) {
      carry(unit, lead, known, asker, input.reason());
    }
    return Map.of("id", id, "team", Objects.toString(input.team(), ""));
  }

  private void carry(Unit unit, Draft lead, Known known, UUID asker, String reason)
      throws SQLException {
    var desk = writes.get().unit(unit.tx(), unit.policy(), "cooperation", unit.unit()).asDesk();
    var type = desk.policy().catalog().type(known.type());
    var record = writes.get().lock(desk, type, known.id(), Verb.READ, null);
    var name = Objects.toString(record.get("name"), "–");
    var json = JSON.createObjectNode().put("title", name).put("status", "open");
    json.put("owner", known.owner() == null ? null : known.owner().toString());
    json.put(known.type(), known.id().toString()).put("asker", asker.toString());
    json.put("askedFrom", lead.id().toString()).put("reason", reason.strip());
    var request = writes.get().create(desk, type(unit), json).id();
    if (known.owner() != null) {
      var by = Map.of("by", unit.policy().principal().name());
      var about = new About(type(unit), request);
      notifications.tellReader(desk, known.owner(), "cooperation.asked", by, about, null);
    }
  }

  /// Lets the asker in, if whoever agrees may change the record.
  Object accept(Unit unit, UUID id, CooperationRequest.Accept input) throws SQLException {
    var request = open(unit, id);
    var about = record(unit, request);
    var record = writes.get().lock(unit, about.type(), about.id(), Verb.UPDATE, null);
    var asker = asker(request);
    var members = JSON.createArrayNode();
    boolean in = false;
    for (var member : record.parts("members")) {
      members.addObject().put("id", member.id().toString());
      in |= asker.equals(member.get("user"));
    }
    if (!in) {
      boolean write = Boolean.TRUE.equals(input.write());
      members.addObject().put("user", asker.toString()).put("write", write);
      var change = JSON.createObjectNode().set("members", members);
      writes.get().patch(unit.asDesk(), about.type(), about.id(), new Version.Any(), change);
    }
    answer(unit, id, JSON.createObjectNode().put("status", "accepted"));
    notifications.tellReader(unit, asker, "cooperation.accepted", Map.of(), about, null);
    return Map.of("id", id, "link", "/" + about.type().plural() + "/" + about.id());
  }

  /// Tells the asker why not, beside his own lead.
  Object decline(Unit unit, UUID id, CooperationRequest.Decline input) throws SQLException {
    var request = open(unit, id);
    if (input.reason().isBlank()) {
      throw Refusal.invalid("reason", "required", Map.of("name", "reason"));
    }
    var change = JSON.createObjectNode().put("status", "declined");
    answer(unit, id, change.put("answer", input.reason().strip()));
    if (request.get("askedFrom") instanceof UUID lead) {
      var about = new About(Leads.type(unit), lead);
      var why = Map.of("reason", input.reason().strip());
      notifications.tellReader(unit, asker(request), "cooperation.declined", why, about, null);
    }
    return Map.of("id", id);
  }

  private Draft open(Unit unit, UUID id) throws SQLException {
    var request = writes.get().lock(unit, type(unit), id, Verb.UPDATE, null);
    if (!"open".equals(request.get("status"))) {
      throw Refusal.conflict("cooperation-request.answered", Map.of());
    }
    return request;
  }

  private void answer(Unit unit, UUID id, ObjectNode change) throws SQLException {
    change.put("answeredAt", unit.at().toString());
    writes.get().patch(unit.asDesk(), type(unit), id, new Version.Any(), change);
  }

  /// The record whose team the asker joins; a person is worked on with his customer.
  private About record(Unit unit, Draft request) throws SQLException {
    var catalog = unit.policy().catalog();
    for (var name : List.of("account", "lead")) {
      if (request.get(name) instanceof UUID id) {
        return new About(catalog.type(name), id);
      }
    }
    var contact = (UUID) Objects.requireNonNull(request.get("contact"));
    var person = writes.get().lock(unit, catalog.type("contact"), contact, Verb.READ, null);
    if (person.get("account") instanceof UUID account) {
      return new About(catalog.type("account"), account);
    }
    throw Refusal.conflict("cooperation-request.no-account", Map.of());
  }

  private static UUID asker(Draft request) {
    return (UUID) Objects.requireNonNull(request.get("asker"));
  }

  private static Type type(Unit unit) {
    return unit.policy().catalog().type("cooperation-request");
  }
}
