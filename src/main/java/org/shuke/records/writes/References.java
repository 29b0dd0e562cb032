package org.shuke.records.writes;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
  private record Given(String path, Field field, Object value) {}

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
            given.add(new Given(prefix + name, field, java.util.Objects.requireNonNull(value)));
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
    var key = new ArrayList<Object>();
    key.add(policy.shape());
    given.forEach(g -> key.add(g.field().kind() + " " + g.field().target()));
    var statement = compiled.computeIfAbsent(key, k -> compile(policy, given));
    var values = new ArrayList<Object>();
    given.forEach(g -> values.add(g.value()));
    var bindings =
        new Bindings(
            policy,
            unit.at().toInstant(),
            policy.principal().zone(),
            values,
            List.of(),
            List.of(),
            null);
    var faults = new ArrayList<Fault>();
    try (var prepared = statement.prepare(unit.connection(), bindings);
        var row = prepared.executeQuery()) {
      row.next();
      for (int i = 0; i < given.size(); i++) {
        var each = given.get(i);
        int wanted =
            each.value() instanceof Object[] ids
                ? (int) java.util.Arrays.stream(ids).distinct().count()
                : 1;
        if (!BigDecimal.valueOf(wanted).equals(row.getBigDecimal(i + 1))) {
          faults.add(
              new Fault(
                  each.path(),
                  "no-such-reference",
                  Map.of("type", each.field().targetName(), "value", text(each.value()))));
        }
      }
    }
    return faults;
  }

  private static String text(Object value) {
    return value instanceof Object[] ids ? List.of(ids).toString() : value.toString();
  }

  private static Compiled compile(Policy policy, List<Given> given) {
    var counts = new ArrayList<SelectField<?>>();
    for (int i = 0; i < given.size(); i++) {
      var field = given.get(i).field();
      var row = new Row(policy.catalog().type(field.targetName()), "t" + i);
      var literal = new Slot(Slot.What.LITERAL, i);
      var match =
          field.kind() == Kind.REFERENCE
              ? row.id().eq(literal.as(SQLDataType.UUID))
              : row.id().eq(DSL.any(literal.as(SQLDataType.UUID.array())));
      counts.add(
          DSL.field(DSL.selectCount().from(row.table()).where(match.and(policy.readable(row)))));
    }
    return Compiled.of(DSL.select(counts));
  }
}
