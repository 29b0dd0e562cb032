package org.shuke.automation.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuke.channels.outbox.Merge;
import org.shuke.platform.Refusal;
import org.shuke.platform.Refusal.Fault;
import org.shuke.platform.egress.Egress;
import org.shuke.platform.egress.HttpPost;
import org.shuke.records.Draft;
import org.shuke.records.Kind;
import org.shuke.records.Nearest;
import org.shuke.records.Policy;
import org.shuke.records.Right;
import org.shuke.records.Type;
import org.shuke.records.Verb;
import org.shuke.records.expression.Expression;
import org.shuke.records.expression.ExpressionFault;
import tools.jackson.core.JacksonException;

/// Checks a rule when it is written, in its author's environment, all faults at once.
final class RuleChecks {
  private static final int MOST_ACTIONS = 20;

  private final Policy author;
  private final List<Fault> faults = new ArrayList<>();

  private RuleChecks(Policy author) {
    this.author = author;
  }

  static void check(Policy author, Draft rule) {
    var checks = new RuleChecks(author);
    checks.rule(rule);
    if (!checks.faults.isEmpty()) {
      throw Refusal.invalid(checks.faults);
    }
  }

  private void rule(Draft rule) {
    var plural = String.valueOf(rule.get("onType"));
    var type = author.catalog().findPlural(plural);
    if (type == null || type.isPart() || !author.may(Verb.READ, type)) {
      faults.add(new Fault("onType", "rule.no-type", Map.of("value", plural)));
      return;
    }
    for (var name : RuleSql.names((String) rule.get("watched"))) {
      known("watched", type, name);
    }
    if (rule.get("dateField") instanceof String name && known("dateField", type, name)) {
      var kind = type.field(name).kind();
      if (kind != Kind.DATE && kind != Kind.INSTANT) {
        faults.add(new Fault("dateField", "rule.no-date", Map.of("name", name)));
      }
    }
    if (rule.get("condition") instanceof String text && !text.isBlank()) {
      try {
        Expression.condition(text, type, author);
      } catch (ExpressionFault fault) {
        faults.add(new Fault("condition", fault.code(), fault.args()));
      }
    }
    actions(type, String.valueOf(rule.get("actions")));
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

  private void actions(Type type, String json) {
    List<Action> actions;
    try {
      actions = Acting.actions(json);
    } catch (JacksonException e) {
      faults.add(Fault.of("actions", "rule.actions-shape"));
      return;
    }
    if (actions.isEmpty() || actions.size() > MOST_ACTIONS) {
      faults.add(new Fault("actions", "rule.actions-count", Map.of("limit", MOST_ACTIONS)));
    }
    for (int i = 0; i < actions.size(); i++) {
      action("actions[" + i + "]", type, actions.get(i));
    }
  }

  private void action(String at, Type type, Action action) {
    switch (action) {
      case Action.Set set -> writable(at, type, set.field());
      case Action.Assign assign -> {
        writable(at, type, "owner");
        some(at, assign.users());
      }
      case Action.Task task -> texts(at, type, task.subject());
      case Action.Notify told -> texts(at, type, told.text());
      case Action.Mail mail -> texts(at, type, mail.to(), mail.subject(), mail.body());
      case Action.Hook hook -> web(at, hook.url());
      case Action.Approval approval -> {
        texts(at, type, approval.title());
        some(at, approval.approvers());
      }
    }
  }

  private void writable(String at, Type type, String name) {
    var field = type.find(name);
    if (field == null || author.member(type, name) == null) {
      known(at, type, name);
    } else if (author.right(type, field) != Right.WRITE) {
      faults.add(new Fault(at, "rule.not-writable", Map.of("name", name)));
    }
  }

  private void some(String at, @Nullable List<?> people) {
    if (people == null || people.isEmpty()) {
      faults.add(Fault.of(at, "rule.nobody"));
    }
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
