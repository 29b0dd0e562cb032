package org.shuke.automation.rules;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shuke.automation.rules.RuleSql.Stored;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Bindings;
import org.shuke.records.Kind;
import org.shuke.records.Policy;
import org.shuke.records.Principal;
import org.shuke.records.Type;
import org.shuke.records.Verb;
import org.shuke.records.expression.Checked;
import org.shuke.records.expression.Evaluator;
import org.shuke.records.expression.Expression;
import org.shuke.records.expression.ExpressionFault;
import org.shuke.records.reads.Query;
import org.shuke.records.reads.Reads;

/// Says whether an event is one for a rule: the same for the real thing and for a trial.
final class Events {
  /// Something that happened to a record.
  ///
  /// @param seq the change; null for an occasion in the calendar
  /// @param actor who did it; null for the calendar
  /// @param columns what an update changed
  record Event(
      @Nullable Long seq,
      Instant at,
      @Nullable UUID actor,
      @Nullable UUID unit,
      String type,
      UUID record,
      boolean created,
      List<String> columns) {}

  /// What a rule makes of an event before it acts.
  sealed interface Verdict {
    /// Not what the rule waits for: not worth a line.
    record Other() implements Verdict {}

    /// The condition does not hold.
    record False() implements Verdict {}

    /// It is to act.
    record Fires() implements Verdict {}

    /// It cannot act.
    ///
    /// @param reason the text `rule.refused.<reason>`
    record Refused(String reason, Map<String, Object> args) implements Verdict {}
  }

  private final Supplier<Reads> reads;
  private final ZoneId zone;

  /// @param zone whose days count in conditions
  Events(Supplier<Reads> reads, ZoneId zone) {
    this.reads = reads;
    this.zone = zone;
  }

  /// A rule's author as the actor that he is in the rule.
  Policy acting(Stored rule, Policy author) {
    return author.as(
        new Principal(
            rule.id(),
            Principal.Kind.RULE,
            author.principal().user(),
            rule.name(),
            author.principal().locale(),
            zone));
  }

  /// @param acting the author's rights, see [#acting]
  Verdict judge(Transaction tx, Stored rule, Policy acting, Event event) throws SQLException {
    var type = acting.catalog().findPlural(rule.onType());
    if (type == null || !type.name().equals(event.type()) || !triggers(rule, type, event)) {
      return new Verdict.Other();
    }
    if (reads.get().find(tx.connection(), acting, type, event.record(), List.of("id")) == null) {
      // what its author may not see does not happen for a rule: no line says that it is there
      return new Verdict.Other();
    }
    var condition = rule.condition();
    if (condition == null || condition.isBlank()) {
      return new Verdict.Fires();
    }
    try {
      var checked = Expression.condition(condition, type, acting);
      return holds(tx, checked, acting, event) ? new Verdict.Fires() : new Verdict.False();
    } catch (ExpressionFault fault) {
      return new Verdict.Refused("condition", Map.of("code", fault.code()));
    }
  }

  private static boolean triggers(Stored rule, Type type, Event event) {
    if (rule.id().equals(event.actor())) {
      return false;
    }
    return switch (rule.trigger()) {
      case CREATED -> event.created();
      case CHANGED ->
          !event.created()
              && (rule.watched().isEmpty()
                  || rule.watched().stream()
                      .map(type::find)
                      .anyMatch(f -> f != null && event.columns().contains(f.column())));
      case DATE, SCHEDULE -> event.seq() == null;
    };
  }

  private boolean holds(Transaction tx, Checked checked, Policy acting, Event event)
      throws SQLException {
    var type = checked.type();
    var seq = event.seq();
    boolean own = checked.names().stream().allMatch(name -> name.startsWith(type.name() + "."));
    if (seq == null || !own || checked.names().stream().anyMatch(name -> list(type, name))) {
      return now(tx.connection(), checked.text(), acting, type, event.record());
    }
    var past = RuleSql.past(tx, type, event.record(), seq);
    var moment = new Bindings(acting, event.at(), zone, checked.bind(), List.of(), List.of(), null);
    return past != null && Evaluator.holds(checked, new PastRecord(event.record(), past), moment);
  }

  /// Relations and lists of references lead to other records.
  private static boolean list(Type type, String name) {
    var own = name.substring(type.name().length() + 1);
    var field = type.find(own);
    return field == null
        ? !own.equals("id") && !own.equals("version")
        : field.kind() == Kind.REFERENCES;
  }

  private boolean now(Connection connection, String text, Policy acting, Type type, UUID record)
      throws SQLException {
    var filter = "(" + text + "\n) && id == \"" + record + "\"";
    var query = Query.of("id", filter, null, 1, null, false, null);
    return reads.get().page(connection, acting, type, query, Verb.READ).size() == 1;
  }
}
