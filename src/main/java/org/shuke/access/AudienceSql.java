package org.shuke.access;

import static java.util.stream.Collectors.joining;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jooq.CaseConditionStep;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Bindings;
import org.shuke.records.Compiled;
import org.shuke.records.Policy;
import org.shuke.records.Row;
import org.shuke.records.Slot;
import org.shuke.records.Type;
import org.shuke.records.Verb;
import org.shuke.records.Way;

/// The statement that asks for many people at once what the policy of each makes of one record.
final class AudienceSql {
  /// People whose policies differ only in who they are and who is around them.
  record Group(Policy policy, List<HeldRole> roles, UUID[] users) {}

  /// Somebody who may read the record.
  ///
  /// @param change none where he may not change it
  record Found(
      UUID id,
      String name,
      @Nullable String team,
      boolean owner,
      Group group,
      Set<Way> read,
      Set<Way> change) {}

  private static final String STATEMENT =
      """
      with people as (
        select g.held, u.id as me, u.name, u.team, t.name as team_name, %s
        from (values %s) g (held, users)
          join access."user" u on u.id = any (g.users)
          left join access.team t on t.id = u.team)
      select * from (%s) asked where %s order by lower(name), me limit %d
      """;

  private final Type type;
  private final List<Group> groups;
  private final Row row;

  /// @param groups at least one
  AudienceSql(Type type, List<Group> groups) {
    this.type = type;
    this.groups = groups;
    this.row = new Row(type, "t0");
  }

  /// Who of the groups may read the record, by name.
  List<Found> read(Transaction tx, UUID id, Instant now, int most) throws SQLException {
    var readers = ways(Verb.READ);
    if (readers.isEmpty()) {
      return List.of();
    }
    var bindings = Bindings.of(groups.getFirst().policy(), now).at(id);
    try (var statement = compiled(readers, most).prepare(tx.connection(), bindings);
        var rows = statement.executeQuery()) {
      var found = new ArrayList<Found>();
      while (rows.next()) {
        found.add(found(rows));
      }
      return found;
    }
  }

  private Compiled compiled(Set<Way> readers, int most) {
    var inner = Compiled.forEach(inner(), "people");
    var sql =
        STATEMENT.formatted(
            RightsSql.MEMBERS,
            IntStream.range(0, groups.size())
                .mapToObj("(%d, ?::uuid[])"::formatted)
                .collect(joining(", ")),
            inner.sql(),
            readers.stream().map(way -> column(Verb.READ, way)).collect(joining(" or ")),
            most);
    var binds = new ArrayList<Object>(groups.stream().map(Group::users).toList());
    binds.addAll(inner.binds());
    return new Compiled(sql, List.copyOf(binds));
  }

  private org.jooq.Select<?> inner() {
    var columns = new ArrayList<Field<?>>();
    for (var name : List.of("held", "me", "name", "team_name")) {
      columns.add(person(name, Object.class));
    }
    columns.add(DSL.field(owns()).as("owns"));
    for (var verb : List.of(Verb.READ, Verb.UPDATE)) {
      ways(verb).forEach(way -> columns.add(reaches(verb, way).as(column(verb, way))));
    }
    return DSL.select(columns)
        .from(DSL.table(DSL.name("people")))
        .crossJoin(row.table())
        .where(row.id().eq(Slot.of(Slot.What.ID).as(SQLDataType.UUID)));
  }

  private static <T> Field<T> person(String column, Class<T> type) {
    return DSL.field(DSL.name("people", column), type);
  }

  private org.jooq.Condition owns() {
    var owner = type.find("owner");
    return owner == null
        ? DSL.falseCondition()
        : DSL.coalesce(
                DSL.field(row.column(owner).cast(SQLDataType.UUID).eq(person("me", UUID.class))),
                DSL.inline(false))
            .isTrue();
  }

  /// The ways by which a verb reaches records for anybody of the groups.
  private Set<Way> ways(Verb verb) {
    var ways = EnumSet.noneOf(Way.class);
    groups.forEach(group -> ways.addAll(group.policy().ways(verb, row).keySet()));
    return ways;
  }

  private static String column(Verb verb, Way way) {
    return verb.apiName() + "_" + way.apiName();
  }

  /// Does the way lead a person to the record? Each group's policy says it of its own people.
  private Field<Boolean> reaches(Verb verb, Way way) {
    var held = person("held", Integer.class);
    CaseConditionStep<Boolean> cases = DSL.when(held.lt(DSL.inline(0)), DSL.inline(false));
    for (int i = 0; i < groups.size(); i++) {
      var condition = groups.get(i).policy().ways(verb, row).get(way);
      if (condition != null) {
        var whole = way == Way.ALL ? DSL.trueCondition() : condition;
        cases = cases.when(held.eq(DSL.inline(i)), DSL.field(whole));
      }
    }
    return cases.otherwise(DSL.inline(false));
  }

  private Found found(ResultSet found) throws SQLException {
    return new Found(
        found.getObject("me", UUID.class),
        found.getString("name"),
        found.getString("team_name"),
        found.getBoolean("owns"),
        groups.get(found.getInt("held")),
        ways(found, Verb.READ),
        ways(found, Verb.UPDATE));
  }

  private Set<Way> ways(ResultSet found, Verb verb) throws SQLException {
    var ways = EnumSet.noneOf(Way.class);
    for (var way : ways(verb)) {
      if (found.getBoolean(column(verb, way))) {
        ways.add(way);
      }
    }
    return Collections.unmodifiableSet(ways);
  }
}
