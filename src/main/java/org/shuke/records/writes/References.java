package org.shuke.records.writes;

import static java.util.Collections.disjoint;
import static java.util.Objects.requireNonNull;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jooq.SelectField;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal.Fault;
import org.shuke.records.Bindings;
import org.shuke.records.Compiled;
import org.shuke.records.Field;
import org.shuke.records.Kind;
import org.shuke.records.Policy;
import org.shuke.records.Row;
import org.shuke.records.Slot;
import org.shuke.records.Unit;

/// Do the records exist that a draft refers to, and may the caller see them? One statement for all
/// references of a record; what one may not see is not there.
final class References {
  private record Given(String path, Field field, Object value) {
    List<Object> ids() {
      return value instanceof Object[] ids ? List.of(ids) : List.of(value);
    }

    Fault fault() {
      var text = value instanceof Object[] ? ids().toString() : value.toString();
      return new Fault(
          path, "no-such-reference", Map.of("type", field.targetName(), "value", text));
    }
  }

  private final Map<List<Object>, Compiled> compiled = new ConcurrentHashMap<>();

  List<Fault> check(Unit unit, RecordDraft draft) throws SQLException {
    var given = new ArrayList<Given>();
    collect(unit.policy(), draft, "", given);
    draft
        .givenParts()
        .forEach((relation, parts) -> {
          for (int i = 0; i < parts.size(); i++) {
            collect(unit.policy(), parts.get(i), relation + "[" + i + "].", given);
          }
        });
    return given.isEmpty() ? List.of() : ask(unit, given);
  }

  private static void collect(Policy policy, RecordDraft draft, String prefix, List<Given> given) {
    draft
        .given()
        .forEach((name, value) -> {
          var field = draft.type().find(name);
          if (field != null && points(policy, field, value)) {
            given.add(new Given(prefix + name, field, requireNonNull(value)));
          }
        });
  }

  private static boolean points(Policy policy, Field field, @Nullable Object value) {
    boolean reference = field.kind() == Kind.REFERENCE || field.kind() == Kind.REFERENCES;
    // oneself is always there: a role need not read users to own what it makes
    return reference
        && !Columns.same(null, value)
        && !(field.targetName().equals("user")
            && value != null
            && value.equals(policy.principal().user()));
  }

  private List<Fault> ask(Unit unit, List<Given> given) throws SQLException {
    var policy = unit.policy();
    var wanted = new TreeMap<String, Set<Object>>();
    given.forEach(each ->
        wanted
            .computeIfAbsent(each.field().targetName(), target -> new LinkedHashSet<>())
            .addAll(each.ids()));
    var targets = List.copyOf(wanted.keySet());
    var statement =
        compiled.computeIfAbsent(List.of(policy.shape(), targets), k -> compile(policy, targets));
    var bindings =
        new Bindings(
            policy,
            unit.at().toInstant(),
            policy.principal().zone(),
            List.copyOf(wanted.values().stream().map(ids -> ids.toArray(UUID[]::new)).toList()),
            List.of(),
            List.of(),
            null);
    try (var prepared = statement.prepare(unit.connection(), bindings);
        var row = prepared.executeQuery()) {
      row.next();
      for (int i = 0; i < targets.size(); i++) {
        var there = (Object[]) row.getArray(i + 1).getArray();
        requireNonNull(wanted.get(targets.get(i))).removeAll(Set.of(there));
      }
    }
    return given.stream()
        .filter(
            each -> !disjoint(each.ids(), requireNonNull(wanted.get(each.field().targetName()))))
        .map(Given::fault)
        .toList();
  }

  /// Of each type the records that are there, as one array.
  private static Compiled compile(Policy policy, List<String> targets) {
    var found = new ArrayList<SelectField<?>>();
    for (int i = 0; i < targets.size(); i++) {
      var row = new Row(policy.catalog().type(targets.get(i)), "t" + i);
      var asked = new Slot(Slot.What.LITERAL, i).as(SQLDataType.UUID.array());
      found.add(
          DSL.array(
              DSL.select(row.id())
                  .from(row.table())
                  .where(row.id().eq(DSL.any(asked)).and(policy.readable(row)))));
    }
    return Compiled.of(DSL.select(found));
  }
}
