package org.shuke.sales.leads;

import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shuke.customers.PersonName;
import org.shuke.platform.Refusal;
import org.shuke.records.Draft;
import org.shuke.records.Ids;
import org.shuke.records.Type;
import org.shuke.records.Unit;
import org.shuke.records.Verb;
import org.shuke.records.units.Units;
import org.shuke.records.writes.Version;
import org.shuke.records.writes.Writes;
import org.shuke.sales.pipeline.Opportunities;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Makes an account, a contact and an opportunity of a lead, as one unit.
final class Conversion {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final List<String> PLACE =
      List.of("website", "street", "city", "region", "country", "industry");

  private final Supplier<Writes> writes;
  private final Supplier<Units> units;
  private final Supplier<Duplicates> duplicates;
  private final Supplier<Opportunities> opportunities;

  Conversion(
      Supplier<Writes> writes,
      Supplier<Units> units,
      Supplier<Duplicates> duplicates,
      Supplier<Opportunities> opportunities) {
    this.writes = writes;
    this.units = units;
    this.duplicates = duplicates;
    this.opportunities = opportunities;
  }

  Map<String, @Nullable Object> convert(Unit unit, Draft lead, Lead.Convert input)
      throws SQLException {
    if (!Boolean.TRUE.equals(input.anyway()) && input.account() == null) {
      mustBeNew(unit, lead);
    }
    var whole = Ids.next();
    units
        .get()
        .open(
            unit.connection(),
            whole,
            "convert",
            String.valueOf(Leads.text(lead, "name")),
            unit.policy());
    var within = unit.within(whole);
    var account = account(within, lead, input.account());
    var contact = contact(within, lead, input.contact(), account);
    var opportunity =
        Boolean.TRUE.equals(input.without())
            ? null
            : opportunity(within, lead, input, account, contact);
    move(within.asDesk(), lead, account, contact, opportunity);
    var result = new LinkedHashMap<String, @Nullable Object>();
    result.put("account", account);
    result.put("contact", contact);
    result.put("opportunity", opportunity);
    result.put("unit", whole);
    return result;
  }

  /// Refuses what would make a customer twice, with what the caller may know of the first.
  private void mustBeNew(Unit unit, Draft lead) throws SQLException {
    var found = duplicates.get().of(unit.tx(), unit.policy(), lead);
    boolean twice = found.seen().stream().anyMatch(s -> s.type().equals("account"));
    if (twice || !found.hidden().isEmpty()) {
      throw Refusal.conflict("lead.duplicate", Map.of())
          .with("duplicates", Duplicates.shown(found));
    }
  }

  private UUID account(Unit unit, Draft lead, @Nullable UUID known) throws SQLException {
    var type = unit.policy().catalog().type("account");
    if (known != null) {
      writes.get().lock(unit, type, known, Verb.READ, null);
      return known;
    }
    var company = Leads.text(lead, "company");
    var json = owned(lead).put("name", company == null ? Leads.text(lead, "name") : company);
    json.put("kind", company == null ? "person" : "company");
    PLACE.forEach(name -> copy(lead, name, json, name));
    if (company == null) {
      copy(lead, "email", json, "email");
      copy(lead, "phone", json, "phone");
    }
    tags(lead, json);
    custom(unit, lead, type, json);
    return create(unit, type, json);
  }

  private @Nullable UUID contact(Unit unit, Draft lead, @Nullable UUID known, UUID account)
      throws SQLException {
    var type = unit.policy().catalog().type("contact");
    if (known != null) {
      agreed(unit.asDesk(), lead, type, writes.get().lock(unit, type, known, Verb.READ, null));
      return known;
    }
    var name = Leads.text(lead, "name");
    if (name == null || name.equals(Leads.text(lead, "company"))) {
      return null;
    }
    var parts = PersonName.split(name);
    var json = owned(lead).put("account", account.toString());
    json.put("givenName", parts.given()).put("familyName", parts.family());
    for (var field :
        List.of("email", "phone", "mobile", "wechat", "jobTitle", "language", "notes")) {
      copy(lead, field, json, field);
    }
    consent(lead, json);
    tags(lead, json);
    custom(unit, lead, type, json);
    return create(unit, type, json);
  }

  /// Whoever was known has agreed as well, unless it is known already to what.
  private void agreed(Unit desk, Draft lead, Type type, Draft contact) throws SQLException {
    var json = JSON.createObjectNode();
    consent(lead, json);
    if (!json.isEmpty() && contact.get("consent") == null) {
      writes.get().patch(desk, type, contact.id(), new Version.Any(), json);
    }
  }

  private static void consent(Draft lead, ObjectNode json) {
    copy(lead, "consent", json, "consent");
    if (lead.get("consentAt") instanceof OffsetDateTime at) {
      json.put("consentAt", at.toString());
    }
  }

  private UUID opportunity(
      Unit unit, Draft lead, Lead.Convert input, UUID account, @Nullable UUID contact)
      throws SQLException {
    var company = Leads.text(lead, "company");
    var name = input.opportunity() == null ? company : input.opportunity();
    var source = lead.get("source");
    var opening =
        new Opportunities.Opening(
            name == null ? String.valueOf(Leads.text(lead, "name")) : name,
            account,
            contact,
            input.amount(),
            input.currency(),
            null,
            lead.get("owner") instanceof UUID owner ? owner : null,
            source == null ? null : source.toString(),
            Leads.text(lead, "interest"));
    var id = opportunities.get().open(unit, opening);
    var type = unit.policy().catalog().type("opportunity");
    var json = JSON.createObjectNode();
    copy(lead, "sourceDetail", json, "sourceDetail");
    copy(lead, "nextStep", json, "nextStep");
    if (lead.get("nextStepOn") instanceof LocalDate on) {
      json.put("nextStepOn", on.toString());
    }
    custom(unit, lead, type, json);
    members(lead, json);
    if (!json.isEmpty()) {
      writes.get().patch(unit, type, id, new Version.Any(), json);
    }
    return id;
  }

  /// Activities and files go to the customer, activities to the opportunity as well, and stay on
  /// the lead's page; the lead knows what became of it.
  private void move(
      Unit desk, Draft lead, UUID account, @Nullable UUID contact, @Nullable UUID opportunity)
      throws SQLException {
    var catalog = desk.policy().catalog();
    for (var each : LeadSql.hanging(desk.tx(), lead.id())) {
      var change = JSON.createObjectNode().put("account", account.toString());
      if (contact != null) {
        change.put("contact", contact.toString());
      }
      var type = catalog.type(each.type());
      if (opportunity != null && type.find("opportunity") != null) {
        change.put("opportunity", opportunity.toString());
      }
      writes.get().patch(desk, type, each.id(), new Version.Any(), change);
    }
    var change = JSON.createObjectNode().put("status", "converted");
    change.put("account", account.toString()).put("convertedAt", desk.at().toString());
    change.put("contact", contact == null ? null : contact.toString());
    change.put("opportunity", opportunity == null ? null : opportunity.toString());
    writes.get().patch(desk, catalog.type("lead"), lead.id(), new Version.Any(), change);
  }

  private UUID create(Unit unit, Type type, ObjectNode json) throws SQLException {
    return writes.get().create(unit, type, json).id();
  }

  private static ObjectNode owned(Draft lead) {
    var json = JSON.createObjectNode();
    if (lead.get("owner") instanceof UUID owner) {
      json.put("owner", owner.toString());
    }
    return json;
  }

  private static void copy(Draft lead, String from, ObjectNode json, String to) {
    var text = Leads.text(lead, from);
    if (text != null) {
      json.put(to, text);
    }
  }

  private static void tags(Draft lead, ObjectNode json) {
    if (lead.get("tags") instanceof Object[] tags && tags.length > 0) {
      json.set("tags", JSON.valueToTree(tags));
    }
  }

  private static void members(Draft lead, ObjectNode json) {
    var members = JSON.createArrayNode();
    for (var member : lead.parts("members")) {
      var each = members.addObject();
      for (var field : List.of("user", "team", "role", "write", "credit")) {
        if (member.get(field) != null) {
          each.set(field, JSON.valueToTree(member.get(field)));
        }
      }
    }
    if (!members.isEmpty()) {
      json.set("members", members);
    }
  }

  /// Custom fields go where a field of the same name and kind waits for them.
  private static void custom(Unit unit, Draft lead, Type target, ObjectNode json) {
    for (var field : Leads.type(unit).fields()) {
      var same = target.find(field.name());
      var value = lead.get(field.name());
      if (field.custom() != null
          && value != null
          && same != null
          && same.custom() != null
          && same.kind() == field.kind()
          && unit.policy().member(target, same.name()) != null) {
        json.set(field.name(), JSON.valueToTree(value));
      }
    }
  }
}
