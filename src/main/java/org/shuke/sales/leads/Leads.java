package org.shuke.sales.leads;

import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shuke.automation.notifications.About;
import org.shuke.automation.notifications.Notifications;
import org.shuke.customers.Member;
import org.shuke.customers.pools.Pools;
import org.shuke.platform.Refusal;
import org.shuke.records.Draft;
import org.shuke.records.Type;
import org.shuke.records.Unit;
import org.shuke.records.Verb;
import org.shuke.records.units.Units;
import org.shuke.records.writes.Version;
import org.shuke.records.writes.Writes;
import org.shuke.sales.pipeline.Opportunities;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The desk of leads: qualifies, disqualifies and converts them.
public final class Leads {
  private static final JsonMapper JSON = JsonMapper.shared();

  /// What is said with a reason, or comes of more than a word.
  private static final Set<String> DECIDED = Set.of("qualified", "disqualified", "converted");

  private final Supplier<Writes> writes;
  private final Pools pools;
  private final ZoneId zone;
  private final Cooperation cooperation;
  private final Conversion conversion;

  /// @param writes the program's writing desk, once it is there
  /// @param units the desk of units, once it is there
  /// @param zone the company's, where days begin and end
  public Leads(
      Supplier<Writes> writes,
      Supplier<Units> units,
      Supplier<Duplicates> duplicates,
      Supplier<Opportunities> opportunities,
      Pools pools,
      Notifications notifications,
      ZoneId zone) {
    this.cooperation = new Cooperation(writes, duplicates, notifications);
    this.writes = writes;
    this.pools = pools;
    this.zone = zone;
    this.conversion = new Conversion(writes, units, duplicates, opportunities);
  }

  public List<Type> types() {
    return List.of(
        Lead.type(this, pools, cooperation),
        Member.of("lead", "sales"),
        CooperationRequest.type(cooperation));
  }

  /// Lets activities, mails and files be about a lead.
  public static List<Type> extend(List<Type> types) {
    var extended = new ArrayList<Type>();
    for (var type : types) {
      extended.add(
          switch (type.name()) {
            case "activity" ->
                type.referring("lead", "lead", "activities", "at").alsoThrough("lead");
            case "attachment" -> type.referring("lead", "lead", "attachments", "createdAt");
            case "mail" -> type.referring("lead", "lead", "mails", "createdAt").alsoThrough("lead");
            default -> type;
          });
    }
    return extended;
  }

  /// Only verbs decide what becomes of a lead, and what has become a customer stays one. History
  /// that a file brings is as it was.
  static void mustDecide(Unit unit, Draft lead, ZoneId zone) {
    var before = lead.stored("status");
    var after = lead.get("status");
    boolean moves = !Objects.equals(before, after);
    if (!unit.desk() && moves && ("converted".equals(before) || DECIDED.contains(after))) {
      throw Refusal.invalid("status", "lead.status-by-verb", Map.of());
    }
    if (!unit.desk() && lead.given("recycleOn")) {
      mustBeAhead(lead, lead.get("recycleOn"), today(unit, zone));
    }
  }

  private static LocalDate today(Unit unit, ZoneId zone) {
    return unit.at().atZoneSameInstant(zone).toLocalDate();
  }

  /// A day that has come since it was written may stand.
  private static void mustBeAhead(Draft lead, @Nullable Object day, LocalDate today) {
    if (day instanceof LocalDate on && on.isBefore(today) && !on.equals(lead.stored("recycleOn"))) {
      throw Refusal.invalid("recycleOn", "lead.recycle-ahead", Map.of());
    }
  }

  Object qualify(Unit unit, UUID id, Lead.Qualify input) throws SQLException {
    mustBeOpen(lock(unit, id));
    said("reason", input.reason());
    var change =
        JSON.createObjectNode()
            .put("status", "qualified")
            .put("qualifiedReason", input.reason())
            .putNull("disqualifiedReason");
    return changed(unit, id, change);
  }

  Object disqualify(Unit unit, UUID id, Lead.Disqualify input) throws SQLException {
    var lead = lock(unit, id);
    mustBeOpen(lead);
    said("reason", input.reason());
    mustBeAhead(lead, input.recycleOn(), today(unit, zone));
    var change =
        JSON.createObjectNode()
            .put("status", "disqualified")
            .put("disqualifiedReason", input.reason())
            .put("recycleOn", input.recycleOn() == null ? null : input.recycleOn().toString());
    return changed(unit, id, change);
  }

  Object convert(Unit unit, UUID id, Lead.Convert input) throws SQLException {
    var lead = lock(unit, id);
    mustBeOpen(lead);
    return conversion.convert(unit, lead, input);
  }

  /// Takes up again what was put off until today; answers how many.
  public int recycle(Unit unit) throws SQLException {
    var due = LeadSql.recycled(unit.tx(), today(unit, zone));
    for (var id : due) {
      change(unit.asDesk(), id, JSON.createObjectNode().put("status", "nurture"));
    }
    return due.size();
  }

  /// Tells owners whose first response is overdue, once for each day it was due; answers how many
  /// leads these are.
  public int overdue(Unit unit, Notifications notifications) throws SQLException {
    var late = LeadSql.late(unit.tx(), unit.at());
    for (var each : late) {
      var about = new About(type(unit), each.id());
      var once = "respond " + each.id() + " " + each.respondBy().toEpochSecond();
      notifications.tellReader(unit, each.owner(), "lead.late", Map.of(), about, once);
    }
    return late.size();
  }

  private static void said(String field, String reason) {
    if (reason.isBlank()) {
      throw Refusal.invalid(field, "required", Map.of("name", field));
    }
  }

  private Draft lock(Unit unit, UUID id) throws SQLException {
    return writes.get().lock(unit, type(unit), id, Verb.UPDATE, new Version.Any());
  }

  private static void mustBeOpen(Draft lead) {
    if (lead.get("convertedAt") != null) {
      throw Refusal.conflict("lead.converted", Map.of());
    }
  }

  private Object changed(Unit unit, UUID id, ObjectNode change) throws SQLException {
    change(unit.asDesk(), id, change);
    return Map.of("id", id, "status", change.get("status").stringValue(""));
  }

  private void change(Unit unit, UUID id, ObjectNode change) throws SQLException {
    writes.get().patch(unit, type(unit), id, new Version.Any(), change);
  }

  static Type type(Unit unit) {
    return unit.policy().catalog().type("lead");
  }

  static @Nullable String text(Draft draft, String field) {
    return draft.get(field) instanceof String text && !text.isBlank() ? text.strip() : null;
  }
}
