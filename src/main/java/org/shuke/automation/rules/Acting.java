package org.shuke.automation.rules;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuke.automation.approvals.Approvals;
import org.shuke.automation.notifications.Notifications;
import org.shuke.channels.outbox.Merge;
import org.shuke.channels.outbox.Message;
import org.shuke.channels.outbox.Outbox;
import org.shuke.platform.Refusal;
import org.shuke.platform.secrets.Secrets;
import org.shuke.records.Field;
import org.shuke.records.Kind;
import org.shuke.records.Right;
import org.shuke.records.Type;
import org.shuke.records.Unit;
import org.shuke.records.reads.Query;
import org.shuke.records.reads.Reads;
import org.shuke.records.writes.Version;
import org.shuke.records.writes.Writes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Does what a rule says, with the author's rights, in the transaction of the unit.
final class Acting {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Supplier<Reads> reads;
  private final Supplier<Writes> writes;
  private final Notifications notifications;
  private final Approvals approvals;
  private final Outbox outbox;
  private final Secrets secrets;

  Acting(
      Supplier<Reads> reads,
      Supplier<Writes> writes,
      Notifications notifications,
      Approvals approvals,
      Outbox outbox,
      Secrets secrets) {
    this.reads = reads;
    this.writes = writes;
    this.notifications = notifications;
    this.approvals = approvals;
    this.outbox = outbox;
    this.secrets = secrets;
  }

  static List<Action> actions(String json) {
    return List.of(JSON.readValue(json, Action[].class));
  }

  /// A rule at its work.
  ///
  /// @param type of the record that the event was about
  /// @param record that one
  /// @param run where it is written down what the rule made of it
  /// @param occasion in the calendar; null for a change
  record Work(
      Unit unit,
      RuleSql.Stored rule,
      Type type,
      UUID record,
      UUID run,
      @Nullable LocalDate occasion) {}

  void act(Work work) throws SQLException {
    for (var action : actions(work.rule().actions())) {
      act(work, action);
    }
  }

  private void act(Work work, Action action) throws SQLException {
    var unit = work.unit();
    switch (action) {
      case Action.Set(String field, JsonNode value) -> patch(work, field, filled(work, value));
      case Action.Assign(List<UUID> users) -> {
        var here = People.working(unit.tx(), users);
        if (here.isEmpty()) {
          throw new Refusal(422, "rule.nobody", Map.of());
        }
        var next = here.get(Math.floorMod(RuleSql.turn(unit.tx(), work.rule().id()), here.size()));
        patch(work, "owner", JSON.valueToTree(next));
      }
      case Action.Task task -> task(work, task);
      case Action.Notify(List<UUID> users, String text) -> notify(work, users, text);
      case Action.Mail mail -> mail(work, mail);
      case Action.Hook(String url) -> hook(work, url);
      case Action.Approval approval -> approval(work, approval);
    }
  }

  private void patch(Work work, String field, @Nullable JsonNode value) throws SQLException {
    var json = JSON.createObjectNode();
    json.set(field, value);
    writes.get().patch(work.unit(), work.type(), work.record(), new Version.Any(), json);
  }

  private @Nullable JsonNode filled(Work work, @Nullable JsonNode value) throws SQLException {
    if (value == null || !value.isString() || Merge.names(value.stringValue()).isEmpty()) {
      return value;
    }
    var values = values(work, Merge.names(value.stringValue()));
    return JSON.valueToTree(Merge.filled(value.stringValue(), values));
  }

  /// What the author may read of the record: these names, whose it is and what it is about. Names
  /// of the parts whose day it is lead to those parts.
  private ObjectNode values(Work work, Set<String> names) throws SQLException {
    var unit = work.unit();
    var type = work.type();
    var awaited = Awaited.by(unit.policy().catalog(), work.rule());
    var via = awaited == null || awaited.part() == null ? null : awaited.part().name() + ".";
    var ofParts = names.stream().filter(name -> via != null && name.startsWith(via)).toList();
    var select = new LinkedHashSet<>(names);
    ofParts.forEach(select::remove);
    select.add("id");
    select.add("version");
    select.addAll(shared(unit, type));
    if (type.find("owner") != null && unit.policy().member(type, "owner") != null) {
      select.add("owner");
    }
    var found =
        reads
            .get()
            .find(unit.connection(), unit.policy(), type, work.record(), new ArrayList<>(select));
    if (found == null) {
      throw Refusal.notFound();
    }
    var values = (ObjectNode) JSON.readTree(found);
    if (awaited != null && work.occasion() != null && !ofParts.isEmpty()) {
      parts(work, awaited, work.occasion(), ofParts, values);
    }
    return values;
  }

  /// What the parts say whose day it is, several beside each other.
  private void parts(
      Work work, Awaited awaited, LocalDate on, List<String> paths, ObjectNode values) {
    var part = Objects.requireNonNull(awaited.part());
    var names = paths.stream().map(path -> path.substring(part.name().length() + 1)).toList();
    var policy = work.unit().policy();
    var today = LocalDate.ofInstant(work.unit().at().toInstant(), policy.principal().zone());
    var filter =
        "%s == \"%s\" && %s".formatted(part.via(), work.record(), awaited.onPart(on, today));
    var select = "id," + String.join(",", names);
    var query = Query.of(select, filter, "id", Query.MOST, null, false, null);
    var rows = JSON.readTree(reads.get().list(policy, awaited.of(), query)).path("items");
    var said = values.putObject(part.name());
    for (var name : names) {
      var text =
          rows.valueStream()
              .map(row -> Merge.filled("{{" + name + "}}", row))
              .filter(each -> !each.isEmpty())
              .distinct()
              .collect(Collectors.joining(", "));
      said.put(name, text);
    }
  }

  /// What both a record and an activity can be about, by the same names: account, lead …
  private static List<String> shared(Unit unit, Type type) {
    var activity = unit.policy().catalog().type("activity");
    return activity.fields().stream()
        .filter(field -> isAbout(unit, activity, field))
        .filter(field -> {
          var same = type.find(field.name());
          return same != null
              && same.kind() == Kind.REFERENCE
              && field.targetName().equals(same.target())
              && unit.policy().member(type, field.name()) != null;
        })
        .map(Field::name)
        .toList();
  }

  private static boolean isAbout(Unit unit, Type activity, Field field) {
    return field.kind() == Kind.REFERENCE
        && !"user".equals(field.target())
        && unit.policy().right(activity, field) == Right.WRITE;
  }

  /// Hangs what is to be done on the record, and on what that one is about.
  private static void about(Work work, ObjectNode values, ObjectNode activity) {
    var unit = work.unit();
    var type = work.type();
    var kind = unit.policy().catalog().type("activity");
    for (var field : kind.fields()) {
      if (isAbout(unit, kind, field) && type.name().equals(field.target())) {
        activity.put(field.name(), work.record().toString());
      }
    }
    for (var name : shared(unit, type)) {
      var id = id(values, name);
      if (id != null && !activity.has(name)) {
        activity.put(name, id.toString());
      }
    }
  }

  private static @Nullable UUID id(ObjectNode values, String name) {
    var value = values.get(name);
    if (value == null || value.isNull()) {
      return null;
    }
    var id = value.isObject() ? value.get("id") : value;
    return id == null || id.isNull() ? null : UUID.fromString(id.stringValue());
  }

  private static @Nullable UUID of(String name, Work work, ObjectNode values) {
    return work.type().name().equals(name) ? work.record() : id(values, name);
  }

  private void task(Work work, Action.Task task) throws SQLException {
    var unit = work.unit();
    var values = values(work, Merge.names(task.subject()));
    var owner = task.user() != null ? task.user() : id(values, "owner");
    var json = JSON.createObjectNode();
    json.put("kind", "task");
    json.put("subject", Merge.filled(task.subject(), values));
    var due = task.dueInDays();
    json.put("dueAt", unit.at().plusDays(due == null ? 0 : due).toInstant().toString());
    about(work, values, json);
    if (owner != null) {
      json.put("owner", owner.toString());
    }
    writes.get().create(unit, unit.policy().catalog().type("activity"), json);
  }

  private void notify(Work work, @Nullable List<UUID> users, String text) throws SQLException {
    var values = values(work, Merge.names(text));
    var owner = id(values, "owner");
    var all =
        users != null && !users.isEmpty()
            ? users
            : owner == null ? List.<UUID>of() : List.of(owner);
    for (var user : all) {
      notifications.tell(
          work.unit(),
          user,
          "rule.says",
          Map.of("text", Merge.filled(text, values)),
          "/" + work.type().plural() + "/" + work.record());
    }
  }

  private void mail(Work work, Action.Mail mail) throws SQLException {
    var values = values(work, Merge.names(mail.to(), mail.subject(), mail.body()));
    var to = Merge.filled(mail.to(), values);
    if (to.isBlank()) {
      throw new Refusal(422, "rule.no-address", Map.of());
    }
    outbox.send(
        work.unit(),
        new Message(
            to,
            null,
            Merge.filled(mail.subject(), values).replaceAll("\\p{Cntrl}+", " "),
            Merge.filled(mail.body(), values),
            null,
            List.of(),
            of("account", work, values),
            of("contact", work, values),
            "/" + work.type().plural() + "/" + work.record(),
            null));
  }

  private void hook(Work work, String url) throws SQLException {
    var unit = work.unit();
    var type = work.type();
    var found = reads.get().find(unit.connection(), unit.policy(), type, work.record(), List.of());
    if (found == null) {
      throw Refusal.notFound();
    }
    var call = HookSender.put(unit, outbox, secrets, work.rule(), type, url, JSON.readTree(found));
    CallSql.put(unit.tx(), call, work.run());
  }

  private void approval(Work work, Action.Approval wanted) throws SQLException {
    var unit = work.unit();
    var rule = work.rule();
    var values = values(work, Merge.names(wanted.title()));
    var mode = Boolean.TRUE.equals(wanted.all()) ? Approvals.Mode.ALL : Approvals.Mode.ANY;
    approvals.ask(
        unit,
        new Approvals.Subject(work.type().name(), work.record(), values.get("version").longValue()),
        new Approvals.Wish(
            Merge.filled(wanted.title(), values),
            rule.name(),
            List.of(),
            List.of(
                new Approvals.Step(
                    rule.name(), mode, People.working(unit.tx(), wanted.approvers())))));
  }
}
