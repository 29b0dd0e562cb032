package org.shuke.sales.ownership;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.shuke.customers.Member;
import org.shuke.records.Field;
import org.shuke.records.Kind;
import org.shuke.records.Type;
import org.shuke.records.Type.Ownership;
import org.shuke.records.Unit;
import org.shuke.records.Verb;
import org.shuke.records.writes.Version;
import org.shuke.records.writes.Writes;
import tools.jackson.databind.json.JsonMapper;

/// Where people are named beside a record's owner: in teams, rules, territories, approvals.
record Named(Type type, Field field) {
  private static final JsonMapper JSON = JsonMapper.shared();

  /// Where people are named beside the owner, for work that is still to be done.
  static List<Named> of(Unit unit, Set<UUID> people) {
    var named = new ArrayList<Named>();
    for (var type : unit.policy().catalog().types()) {
      boolean works =
          type.name().endsWith("-member")
              || Set.of("approval", "approval-step", "assignment-rule", "territory", "web-form")
                  .contains(type.name());
      if (!works || !HandOvers.mayGive(unit.policy(), type, people)) {
        continue;
      }
      type.fields().stream()
          .filter(f -> f.stored() && "user".equals(f.target()))
          .filter(f -> f.kind() == Kind.REFERENCES || f.kind() == Kind.REFERENCE)
          .filter(f -> !Set.of("owner", "decidedBy").contains(f.name()))
          .forEach(f -> named.add(new Named(type, f)));
    }
    return named;
  }

  /// Puts another person where one is named; answers at how many places.
  int replace(Writes writes, Unit desk, UUID from, UUID to) throws SQLException {
    if (type.ownership() instanceof Ownership.Part(String parent, String via)) {
      var of = desk.policy().catalog().type(parent);
      var table = of.schema() + ".\"" + of.table() + "\"";
      var column = type.field(via).column();
      int merged = 0;
      if (type.name().endsWith("-member")) {
        for (var record : HandOverSql.shared(desk.tx(), type, column, from, to)) {
          merged += merge(writes, desk, of, record, from, to);
        }
      }
      return merged + HandOverSql.replace(desk, type, field, from, to, table, column);
    }
    return HandOverSql.replace(desk, type, field, from, to, null, null);
  }

  /// An heir who works on the record already has the leaver's part beside his own.
  private static int merge(Writes writes, Unit desk, Type of, UUID record, UUID from, UUID to)
      throws SQLException {
    var all = writes.lock(desk, of, record, Verb.UPDATE, null).parts("members");
    var left = all.stream().filter(each -> from.equals(each.get("user"))).toList();
    var members = JSON.createArrayNode();
    var free =
        Member.free(
            all.stream()
                .filter(each -> !to.equals(each.get("user")) && !left.contains(each))
                .toList());
    for (var member : all) {
      if (!left.contains(member)) {
        var kept = members.addObject().put("id", member.id().toString());
        if (to.equals(member.get("user"))) {
          // where the whole was given more than once, nobody loses what he has
          var most = member.get("credit") instanceof BigDecimal own ? own.max(free) : free;
          var both = Stream.concat(Stream.of(member), left.stream()).toList();
          kept.put("write", both.stream().anyMatch(each -> Boolean.TRUE.equals(each.get("write"))));
          both.stream()
              .map(each -> (BigDecimal) each.get("credit"))
              .filter(Objects::nonNull)
              .reduce(BigDecimal::add)
              .ifPresent(credit -> kept.put("credit", credit.min(most)));
        }
      }
    }
    var change = JSON.createObjectNode().set("members", members);
    writes.patch(desk, of, record, new Version.Any(), change);
    return left.size();
  }
}
