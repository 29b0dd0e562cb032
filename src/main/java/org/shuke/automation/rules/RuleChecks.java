package org.shuke.automation.rules;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.channels.outbox.Merge;
import org.shuke.platform.Refusal;
import org.shuke.platform.Refusal.Fault;
import org.shuke.platform.db.Transaction;
import org.shuke.platform.egress.Egress;
import org.shuke.platform.egress.HttpPost;
import org.shuke.records.Draft;
import org.shuke.records.Field;
import org.shuke.records.Kind;
import org.shuke.records.Nearest;
import org.shuke.records.Policy;
import org.shuke.records.Right;
import org.shuke.records.Type;
import org.shuke.records.Verb;
import org.shuke.records.expression.Expression;
import org.shuke.records.expression.ExpressionFault;
import org.shuke.records.writes.Values;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

/// Checks a rule when it is written, in its author's environment, all faults at once.
final class RuleChecks {
  private static final int MOST_ACTIONS = 20;

  /// A name that an action does not know is refused when a rule is written; what is stored is read
  /// as it is ([Acting#actions]).
  private static final JsonMapper CLOSED =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private static final Values VALUES = new Values(() -> null);

  private final Policy author;
  private final List<Fault> faults = new ArrayList<>();

  private RuleChecks(Policy author) {
    this.author = author;
  }

  static void check(Policy author, Transaction tx, Draft rule) throws SQLException {
    var checks = new RuleChecks(author);
    var type =
        checks.when(
            String.valueOf(rule.get("onType")),
            RuleSql.names((String) rule.get("watched")),
            (String) rule.get("dateField"),
            (String) rule.get("dateKind"),
            (String) rule.get("condition"));
    if (type != null) {
      checks.actions(tx, type, String.valueOf(rule.get("actions")));
    }
    checks.settle();
  }

  /// Checks what is to be tried on history, which has no actions yet.
  static void trial(Policy author, RuleSql.Stored rule) {
    var checks = new RuleChecks(author);
    checks.when(rule.onType(), rule.watched(), rule.dateField(), rule.dateKind(), rule.condition());
    if (rule.trigger() == Rule.Trigger.DATE && rule.dateField() == null) {
      checks.faults.add(Fault.of("dateField", "rule.date-field-missing"));
    }
    if (rule.trigger() == Rule.Trigger.SCHEDULE && rule.every() == null) {
      checks.faults.add(Fault.of("every", "rule.every-missing"));
    }
    if (!Rule.isOffset(BigDecimal.valueOf(rule.dateOffset()))) {
      checks.faults.add(Fault.of("dateOffset", "rule.offset"));
    }
    checks.settle();
  }

  private void settle() {
    if (!faults.isEmpty()) {
      throw Refusal.invalid(faults);
    }
  }

  /// @return what the rule is about; null where there is no such kind
  private @Nullable Type when(
      String plural,
      Collection<String> watched,
      @Nullable String dateField,
      @Nullable String dateKind,
      @Nullable String condition) {
    var type = author.catalog().findPlural(plural);
    if (type == null || type.isPart() || !author.may(Verb.READ, type)) {
      faults.add(new Fault("onType", "rule.no-type", Map.of("value", plural)));
      return null;
    }
    for (var name : watched) {
      known("watched", type, name);
    }
    if (dateField != null) {
      date(type, dateField, dateKind);
    }
    if (condition != null && !condition.isBlank()) {
      try {
        Expression.condition(condition, type, author);
      } catch (ExpressionFault fault) {
        faults.add(new Fault("condition", fault.code(), fault.args()));
      }
    }
    return type;
  }

  /// @param path a field of the record, or of its parts
  /// @param kind of the parts only those of this sort
  private void date(Type type, String path, @Nullable String kind) {
    var part = Awaited.part(author.catalog(), type, path);
    if (part != null && author.member(type, part.name()) == null) {
      known("dateField", type, part.name());
      return;
    }
    var of = part == null ? type : author.catalog().type(part.target());
    var name = part == null ? path : path.substring(part.name().length() + 1);
    if (!known("dateField", of, name)) {
      return;
    }
    var date = of.field(name).kind();
    if (date != Kind.DATE && date != Kind.INSTANT) {
      faults.add(new Fault("dateField", "rule.no-date", Map.of("name", path)));
    }
    var sort = Awaited.sort(of, part);
    if (kind != null && (sort == null || !sort.choices().contains(kind))) {
      var choices = sort == null ? List.<String>of() : sort.choices();
      faults.add(
          new Fault(
              "dateKind",
              "value.choice",
              Map.of("value", kind, "choices", String.join(", ", choices))));
    }
    if (kind != null && sort != null) {
      known("dateKind", of, sort.name());
    }
  }

  private boolean known(String where, Type type, String name) {
    boolean field = type.find(name) != null && author.member(type, name) != null;
    if (!field) {
      var nearest = Nearest.to(name, author.names(type));
      faults.add(
          new Fault(
              where,
              nearest.isPresent() ? "unknown-member-nearest" : "unknown-member",
              nearest.isPresent()
                  ? Map.of("name", name, "type", type.name(), "nearest", nearest.get())
                  : Map.of("name", name, "type", type.name())));
    }
    return field;
  }

  private void actions(Transaction tx, Type type, String json) throws SQLException {
    List<Action> actions;
    try {
      actions = List.of(CLOSED.readValue(json, Action[].class));
    } catch (UnrecognizedPropertyException e) {
      var at = "actions[" + e.getPath().getFirst().getIndex() + "]";
      faults.add(new Fault(at, "unexpected-member", Map.of("name", e.getPropertyName())));
      return;
    } catch (JacksonException e) {
      faults.add(Fault.of("actions", "rule.actions-shape"));
      return;
    }
    if (actions.isEmpty() || actions.size() > MOST_ACTIONS) {
      faults.add(new Fault("actions", "rule.actions-count", Map.of("limit", MOST_ACTIONS)));
    }
    for (int i = 0; i < actions.size(); i++) {
      action(tx, "actions[" + i + "]", type, actions.get(i));
    }
  }

  private void action(Transaction tx, String at, Type type, Action action) throws SQLException {
    switch (action) {
      case Action.Set set -> {
        if (writable(at, type, set.field())) {
          fits(at, type.field(set.field()), set.value());
        }
      }
      case Action.Assign assign -> {
        writable(at, type, "owner");
        some(at, assign.users());
        here(tx, at, assign.users());
      }
      case Action.Task task -> {
        texts(at, type, task.subject());
        here(tx, at, task.user() == null ? null : List.of(task.user()));
      }
      case Action.Notify told -> {
        texts(at, type, told.text());
        here(tx, at, told.users());
      }
      case Action.Mail mail -> texts(at, type, mail.to(), mail.subject(), mail.body());
      case Action.Hook hook -> web(at, hook.url());
      case Action.Approval approval -> {
        texts(at, type, approval.title());
        some(at, approval.approvers());
        here(tx, at, approval.approvers());
        others(at, approval.approvers());
      }
    }
  }

  private boolean writable(String at, Type type, String name) {
    var field = type.find(name);
    if (field == null || author.member(type, name) == null) {
      return known(at, type, name);
    }
    boolean may = author.right(type, field) == Right.WRITE;
    if (!may) {
      faults.add(new Fault(at, "rule.not-writable", Map.of("name", name)));
    }
    return may;
  }

  /// A text with holes is known only when they are filled.
  private void fits(String at, Field field, @Nullable JsonNode value) {
    if (value == null || value.isString() && !Merge.names(value.asString()).isEmpty()) {
      return;
    }
    var fault = VALUES.fault(field, value);
    if (fault != null) {
      faults.add(new Fault(at, fault.code(), fault.args()));
    }
  }

  private void here(Transaction tx, String at, @Nullable List<UUID> people) throws SQLException {
    if (people != null && People.working(tx, people).size() < people.size()) {
      faults.add(Fault.of(at, "rule.gone"));
    }
  }

  private void some(String at, @Nullable List<?> people) {
    if (people == null || people.isEmpty()) {
      faults.add(Fault.of(at, "rule.nobody"));
    }
  }

  /// A rule asks for its author, who cannot say yes to himself.
  private void others(String at, @Nullable List<UUID> people) {
    if (people != null && !people.isEmpty() && people.stream().allMatch(this::isAuthor)) {
      faults.add(Fault.of(at, "rule.own-approver"));
    }
  }

  private boolean isAuthor(UUID person) {
    return person.equals(author.principal().user());
  }

  private void texts(String at, Type type, @Nullable String... texts) {
    for (var text : texts) {
      if (text == null || text.isBlank()) {
        faults.add(Fault.of(at, "rule.text-missing"));
        return;
      }
      for (var name : Merge.names(text)) {
        var first = name.split("\\.", 2)[0];
        if (!first.toLowerCase(Locale.ROOT).equals("id") && author.member(type, first) == null) {
          known(at, type, first);
        }
      }
    }
  }

  private void web(String at, String url) {
    try {
      HttpPost.address(url);
    } catch (Egress.Barred e) {
      faults.add(new Fault(at, "rule.no-address-web", Map.of("value", url)));
    }
  }
}
