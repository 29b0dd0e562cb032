package org.shuke.automation.rules;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
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

  /// @param record the one that the event was about
  /// @param run where it is written down what the rule made of it
  void act(Unit unit, RuleSql.Stored rule, Type type, UUID record, UUID run) throws SQLException {
    for (var action : actions(rule.actions())) {
      act(unit, rule, type, record, run, action);
    }
  }

  private void act(Unit unit, RuleSql.Stored rule, Type type, UUID record, UUID run, Action action)
      throws SQLException {
    switch (action) {
      case Action.Set(String field, JsonNode value) ->
          patch(unit, type, record, field, filled(unit, type, record, value));
      case Action.Assign(List<UUID> users) -> {
        var here = People.working(unit.tx(), users);
        if (here.isEmpty()) {
          throw new Refusal(422, "rule.nobody", Map.of());
        }
        var next = here.get(Math.floorMod(RuleSql.turn(unit.tx(), rule.id()), here.size()));
        patch(unit, type, record, "owner", JSON.valueToTree(next));
      }
      case Action.Task task -> task(unit, type, record, task);
      case Action.Notify(List<UUID> users, String text) -> notify(unit, type, record, users, text);
      case Action.Mail mail -> mail(unit, type, record, mail);
      case Action.Hook(String url) -> hook(unit, rule, type, record, run, url);
      case Action.Approval approval -> approval(unit, rule, type, record, approval);
    }
  }

  private void patch(Unit unit, Type type, UUID record, String field, @Nullable JsonNode value)
      throws SQLException {
    var json = JSON.createObjectNode();
    json.set(field, value);
    writes.get().patch(unit, type, record, new Version.Any(), json);
  }

  private @Nullable JsonNode filled(Unit unit, Type type, UUID record, @Nullable JsonNode value)
      throws SQLException {
    if (value == null || !value.isString() || Merge.names(value.stringValue()).isEmpty()) {
      return value;
    }
    var values = values(unit, type, record, Merge.names(value.stringValue()));
    return JSON.valueToTree(Merge.filled(value.stringValue(), values));
  }

  /// What the author may read of the record: these names, whose it is and what it is about.
  private ObjectNode values(Unit unit, Type type, UUID record, Set<String> names)
      throws SQLException {
    var select = new LinkedHashSet<>(names);
    select.add("id");
    select.add("version");
    select.addAll(shared(unit, type));
    if (type.find("owner") != null && unit.policy().member(type, "owner") != null) {
      select.add("owner");
    }
    var found =
        reads.get().find(unit.connection(), unit.policy(), type, record, new ArrayList<>(select));
    if (found == null) {
      throw Refusal.notFound();
    }
    return (ObjectNode) JSON.readTree(found);
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
  private static void about(
      Unit unit, Type type, UUID record, ObjectNode values, ObjectNode activity) {
    var kind = unit.policy().catalog().type("activity");
    for (var field : kind.fields()) {
      if (isAbout(unit, kind, field) && type.name().equals(field.target())) {
        activity.put(field.name(), record.toString());
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

  private static @Nullable UUID of(String name, Type type, UUID record, ObjectNode values) {
    return type.name().equals(name) ? record : id(values, name);
  }

  private void task(Unit unit, Type type, UUID record, Action.Task task) throws SQLException {
    var values = values(unit, type, record, Merge.names(task.subject()));
    var owner = task.user() != null ? task.user() : id(values, "owner");
    var json = JSON.createObjectNode();
    json.put("kind", "task");
    json.put("subject", Merge.filled(task.subject(), values));
    var due = task.dueInDays();
    json.put("dueAt", unit.at().plusDays(due == null ? 0 : due).toInstant().toString());
    about(unit, type, record, values, json);
    if (owner != null) {
      json.put("owner", owner.toString());
    }
    writes.get().create(unit, unit.policy().catalog().type("activity"), json);
  }

  private void notify(Unit unit, Type type, UUID record, @Nullable List<UUID> users, String text)
      throws SQLException {
    var values = values(unit, type, record, Merge.names(text));
    var owner = id(values, "owner");
    var all =
        users != null && !users.isEmpty()
            ? users
            : owner == null ? List.<UUID>of() : List.of(owner);
    for (var user : all) {
      notifications.tell(
          unit,
          user,
          "rule.says",
          Map.of("text", Merge.filled(text, values)),
          "/" + type.plural() + "/" + record);
    }
  }

  private void mail(Unit unit, Type type, UUID record, Action.Mail mail) throws SQLException {
    var values = values(unit, type, record, Merge.names(mail.to(), mail.subject(), mail.body()));
    var to = Merge.filled(mail.to(), values);
    if (to.isBlank()) {
      throw new Refusal(422, "rule.no-address", Map.of());
    }
    outbox.send(
        unit,
        new Message(
            to,
            null,
            Merge.filled(mail.subject(), values).replaceAll("\\p{Cntrl}+", " "),
            Merge.filled(mail.body(), values),
            null,
            List.of(),
            of("account", type, record, values),
            of("contact", type, record, values),
            "/" + type.plural() + "/" + record,
            null));
  }

  private void hook(Unit unit, RuleSql.Stored rule, Type type, UUID record, UUID run, String url)
      throws SQLException {
    var found = reads.get().find(unit.connection(), unit.policy(), type, record, List.of());
    if (found == null) {
      throw Refusal.notFound();
    }
    var call = HookSender.put(unit, outbox, secrets, rule, type, url, JSON.readTree(found));
    CallSql.put(unit.tx(), call, run);
  }

  private void approval(
      Unit unit, RuleSql.Stored rule, Type type, UUID record, Action.Approval wanted)
      throws SQLException {
    var values = values(unit, type, record, Merge.names(wanted.title()));
    var mode = Boolean.TRUE.equals(wanted.all()) ? Approvals.Mode.ALL : Approvals.Mode.ANY;
    approvals.ask(
        unit,
        new Approvals.Subject(type.name(), record, values.get("version").longValue()),
        new Approvals.Wish(
            Merge.filled(wanted.title(), values),
            rule.name(),
            List.of(),
            List.of(
                new Approvals.Step(
                    rule.name(), mode, People.working(unit.tx(), wanted.approvers())))));
  }
}
