package org.shuke.sales.leads;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal;
import org.shuke.platform.Texts;
import org.shuke.records.Draft;
import org.shuke.records.Policy;
import org.shuke.records.Principal;
import org.shuke.records.Unit;
import org.shuke.records.Verb;
import org.shuke.records.expression.Expression;
import org.shuke.records.expression.ExpressionFault;
import org.shuke.records.reads.Query;
import org.shuke.records.reads.Reads;
import org.shuke.sales.leads.RuleSql.Condition;
import tools.jackson.databind.json.JsonMapper;

/// Asks whether the conditions of people's rules hold of a lead. One that can no longer be asked,
/// such as one that names a field which is gone, holds of nothing: the line goes on, and the rule
/// says in its `lastError` what is wrong until it is mended.
final class Conditions {
  private final Supplier<Reads> reads;
  private final Texts texts;
  private final Locale locale;
  private final ZoneId zone;

  /// @param locale in which a rule says what is wrong with it
  /// @param zone whose days count
  Conditions(Supplier<Reads> reads, Texts texts, Locale locale, ZoneId zone) {
    this.reads = reads;
    this.texts = texts;
    this.locale = locale;
    this.zone = zone;
  }

  /// Checks what somebody writes into a rule; one that is right has no error.
  ///
  /// @param kind the rule's type
  static void check(Unit unit, String kind, Draft rule) throws SQLException {
    if (rule.get("condition") instanceof String condition && !condition.isBlank()) {
      try {
        Expression.condition(condition, Leads.type(unit), unit.asDesk().policy());
      } catch (ExpressionFault fault) {
        throw Refusal.invalid("condition", fault.code(), fault.args());
      }
    }
    if (rule.stored("lastError") != null) {
      RuleSql.lastError(unit.tx(), kind, rule.id(), null);
    }
  }

  boolean hold(Unit unit, UUID lead, Condition condition) throws SQLException {
    return !holding(unit, List.of(lead), condition).isEmpty();
  }

  /// Of some leads, as many as a page holds, those of which a condition holds: one statement.
  Set<UUID> holding(Unit unit, List<UUID> leads, Condition condition) throws SQLException {
    var text = condition.text();
    if (text == null || text.isBlank()) {
      return Set.copyOf(leads);
    }
    try {
      var held = asked(unit, leads, text);
      if (!foundNobody().equals(condition.lastError())) {
        note(unit, condition, null);
      }
      return held;
    } catch (Refusal e) {
      // it is compiled before anything is asked of the database: the transaction goes on
      note(unit, condition, why(unit, text, e));
      return Set.of();
    }
  }

  /// Says at a rule that it found somebody again.
  void found(Unit unit, Condition condition) throws SQLException {
    note(unit, condition, null);
  }

  /// Says at a rule that it held and yet found nobody.
  void foundNobody(Unit unit, Condition condition) throws SQLException {
    note(unit, condition, foundNobody());
  }

  private String foundNobody() {
    return texts.text(locale, "problem.assignment-rule.found-nobody", Map.of());
  }

  private Set<UUID> asked(Unit unit, List<UUID> leads, String condition) throws SQLException {
    var who = unit.policy().principal();
    var here = new Principal(who.id(), who.kind(), who.user(), who.name(), who.locale(), zone);
    var policy = Policy.unlimited(here, unit.policy().members(), unit.policy().catalog());
    var ids = leads.stream().map(id -> '"' + id.toString() + '"').collect(joining(", "));
    var filter = "id in [%s] && (%s)".formatted(ids, condition);
    var query = new Query(List.of("id"), filter, List.of(), leads.size(), null, false, null);
    var found = reads.get().page(unit.connection(), policy, Leads.type(unit), query, Verb.READ);
    return JsonMapper.shared()
        .readTree(found.items())
        .valueStream()
        .map(item -> UUID.fromString(item.path("id").stringValue()))
        .collect(toSet());
  }

  /// In the words of whoever writes conditions: the places are those in the rule's own text.
  private String why(Unit unit, String condition, Refusal refusal) {
    try {
      Expression.condition(condition, Leads.type(unit), unit.asDesk().policy());
    } catch (ExpressionFault fault) {
      return texts.text(locale, "problem." + fault.code(), fault.args());
    }
    return texts.text(locale, "problem." + refusal.code(), refusal.args());
  }

  private static void note(Unit unit, Condition condition, @Nullable String error)
      throws SQLException {
    if (!Objects.equals(error, condition.lastError())) {
      RuleSql.lastError(unit.tx(), condition.kind(), condition.rule(), error);
    }
  }
}
