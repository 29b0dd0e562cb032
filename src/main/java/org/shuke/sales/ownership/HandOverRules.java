package org.shuke.sales.ownership;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal;
import org.shuke.platform.Refusal.Fault;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Draft;
import org.shuke.records.Policy;
import org.shuke.records.Type;
import org.shuke.records.Verb;
import org.shuke.records.expression.Expression;
import org.shuke.records.expression.ExpressionFault;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a hand-over says of who gets what: read, and checked in its writer's environment, all
/// faults at once, each at its rule.
final class HandOverRules {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Set<String> NAMES = Set.of("type", "filter", "to");

  /// @param type the plural of what it is about
  /// @param filter all of them without
  record Rule(String type, @Nullable String filter, List<UUID> to) {}

  private final Policy writer;
  private final Draft handOver;
  private final Transaction tx;
  private final List<Fault> faults = new ArrayList<>();
  private final List<Rule> rules = new ArrayList<>();

  private HandOverRules(Policy writer, Transaction tx, Draft handOver) {
    this.writer = writer;
    this.tx = tx;
    this.handOver = handOver;
  }

  /// The rules of a hand-over that can be done.
  ///
  /// @throws Refusal 422 with everything that stands against it
  static List<Rule> checked(Policy writer, Transaction tx, Draft handOver) throws SQLException {
    var checks = new HandOverRules(writer, tx, handOver);
    checks.all();
    if (!checks.faults.isEmpty()) {
      throw Refusal.invalid(checks.faults);
    }
    return checks.rules;
  }

  private void all() throws SQLException {
    if (handOver.get("to") instanceof UUID rest) {
      person("to", rest.toString());
    }
    var list = read(String.valueOf(handOver.get("rules")));
    if (!list.isArray()) {
      faults.add(Fault.of("rules", "hand-over.rules"));
      return;
    }
    for (int i = 0; i < list.size(); i++) {
      rule("rules[" + i + "]", list.get(i));
    }
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (JacksonException e) {
      return JSON.missingNode();
    }
  }

  private void rule(String at, JsonNode rule) throws SQLException {
    if (!rule.isObject()) {
      faults.add(Fault.of(at, "hand-over.rules"));
      return;
    }
    for (var name : rule.propertyNames()) {
      if (!NAMES.contains(name)) {
        faults.add(new Fault(at + "." + name, "hand-over.unknown", Map.of("name", name)));
      }
    }
    var plural = rule.path("type").asString("");
    var type = kind(plural);
    if (type == null) {
      faults.add(new Fault(at + ".type", "hand-over.kind", Map.of("value", plural)));
    }
    var filter = rule.path("filter").asString("");
    if (type != null && !filter.isBlank()) {
      filter(at + ".filter", filter, type);
    }
    rules.add(new Rule(plural, filter.isBlank() ? null : filter, people(at + ".to", rule)));
  }

  private @Nullable Type kind(String plural) {
    return HandOvers.inherited(writer.catalog().types()).stream()
        .filter(type -> type.plural().equals(plural) && writer.may(Verb.READ, type))
        .findFirst()
        .orElse(null);
  }

  private void filter(String at, String filter, Type type) {
    try {
      Expression.condition(filter, type, writer);
    } catch (ExpressionFault fault) {
      faults.add(new Fault(at, fault.code(), fault.args()));
    }
  }

  private List<UUID> people(String at, JsonNode rule) throws SQLException {
    var people = new ArrayList<UUID>();
    for (var each : rule.path("to")) {
      var person = person(at, each.asString(""));
      if (person != null) {
        people.add(person);
      }
    }
    if (rule.path("to").isEmpty()) {
      faults.add(Fault.of(at, "hand-over.nobody"));
    }
    return people;
  }

  /// Somebody who can be given something.
  private @Nullable UUID person(String at, String id) throws SQLException {
    var heir = id(id);
    var known = heir == null ? null : HandOverSql.heir(tx, heir);
    if (known == null) {
      faults.add(new Fault(at, "hand-over.no-person", Map.of("value", id)));
    } else if (known.id().equals(handOver.get("from"))) {
      faults.add(Fault.of(at, "hand-over.self"));
    } else if (!known.active()) {
      faults.add(new Fault(at, "hand-over.inactive", Map.of("name", known.name())));
    }
    return heir;
  }

  private static @Nullable UUID id(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
