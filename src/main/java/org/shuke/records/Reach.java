package org.shuke.records;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Type.Ownership;

/// The rows that one [Policy] reaches, as predicates: every one there is, by the [Way] it goes.
final class Reach {
  private final Policy policy;

  Reach(Policy policy) {
    this.policy = policy;
  }

  /// The predicate of each way by which a verb with that scope reaches rows, be they in the bin or
  /// not. Where all are reached no other way is named.
  Map<Way, Condition> ways(Verb verb, Scope scope, Row row) {
    var ways = new EnumMap<Way, Condition>(Way.class);
    switch (row.type().ownership()) {
      case Ownership.Part(String parent, String via) ->
          ways.put(
              Way.THROUGH, within(verb, row, policy.catalog().type(parent), row.type().field(via)));
      case Ownership.Common(String about) -> {
        var condition = about(row, about);
        ways.put(
            condition == null ? Way.ALL : Way.THROUGH,
            condition == null ? DSL.noCondition() : condition);
      }
      case Ownership.Computed computed -> ways.put(Way.ALL, DSL.noCondition());
      case Ownership.Owned owned when scope == Scope.ALL -> ways.put(Way.ALL, DSL.noCondition());
      case Ownership.Owned owned -> {
        ways.put(Way.of(scope), owned(scope, row));
        ways.putAll(shared(verb, owned, row));
        for (var through : owned.alsoThrough()) {
          var via = row.type().field(through);
          var target = policy.catalog().type(via.targetName());
          ways.merge(Way.THROUGH, within(verb, row, target, via), Condition::or);
        }
      }
      case Ownership.Involving(String people) -> {
        ways.put(Way.of(scope), owned(scope, row));
        if (verb == Verb.READ && scope != Scope.ALL) {
          ways.put(Way.INVOLVED, among(people, row));
        }
      }
      case Ownership.Personal(String shown) when verb == Verb.READ -> {
        ways.put(Way.OWN, owned(Scope.OWN, row));
        ways.put(
            Way.SHOWN,
            DSL.field(DSL.name(row.alias(), row.type().field(shown).column()), Boolean.class)
                .isTrue());
      }
      case Ownership.Personal personal -> {
        var reached = scope == Scope.ALL ? Scope.ALL : Scope.OWN;
        ways.put(Way.of(reached), owned(reached, row));
      }
    }
    return ways;
  }

  /// The predicate of the rows that are about nothing or about what the caller may read; null where
  /// he may read all.
  private @Nullable Condition about(Row row, @Nullable String about) {
    if (about == null) {
      return null;
    }
    var via = row.type().field(about);
    var target = policy.catalog().type(via.targetName());
    var subject = new Row(target, row.alias() + "_" + target.table());
    var readable =
        switch (target.ownership()) {
          case Ownership.Common(String further) -> about(subject, further);
          case Ownership.Owned owned when policy.scope(Verb.READ, target) == Scope.ALL -> null;
          default -> policy.readable(subject);
        };
    return readable == null
        ? null
        : column(row, via)
            .isNull()
            .or(
                DSL.exists(
                    DSL.selectOne()
                        .from(subject.table())
                        .where(subject.id().eq(column(row, via)).and(readable))));
  }

  private static Condition owned(Scope scope, Row row) {
    var owner = DSL.field(DSL.name(row.alias(), "owner"), UUID.class);
    return switch (scope) {
      case OWN -> owner.eq(Slot.of(Slot.What.ME).as(SQLDataType.UUID));
      case TEAM -> owner.eq(DSL.any(Slot.of(Slot.What.TEAM_OWNERS).as(SQLDataType.UUID.array())));
      case TREE -> owner.eq(DSL.any(Slot.of(Slot.What.TREE_OWNERS).as(SQLDataType.UUID.array())));
      case ALL -> DSL.noCondition();
    };
  }

  private static Condition among(String people, Row row) {
    return DSL.arrayOverlap(
        DSL.field(DSL.name(row.alias(), people), UUID[].class),
        DSL.array(Slot.of(Slot.What.ME).as(SQLDataType.UUID)));
  }

  /// Rows whose reference leads to a record that the caller may reach with the same verb.
  private Condition within(Verb verb, Row row, Type target, Field via) {
    var parent = new Row(target, row.alias() + "_" + target.table());
    return DSL.exists(
        DSL.selectOne()
            .from(parent.table())
            .where(parent.id().eq(column(row, via)).and(policy.rows(verb, parent))));
  }

  /// What sharing adds to a verb. Each set of ids is asked once for a statement and is an array
  /// then, so that it is found by the index of the record's id or pool.
  Map<Way, Condition> shared(Verb verb, Ownership.Owned owned, Row row) {
    var ways = new EnumMap<Way, Condition>(Way.class);
    if (owned.members() != null && (verb == Verb.READ || verb == Verb.UPDATE)) {
      ways.put(Way.MEMBER, with(verb, row, owned));
    }
    if (owned.pool() != null && verb == Verb.READ) {
      ways.put(Way.POOL, open(row, row.type().field(owned.pool())));
    }
    return ways;
  }

  /// The records on whose team, or on the team of the record that a reference leads to, the caller
  /// is.
  private Condition with(Verb verb, Row row, Ownership.Owned owned) {
    var through = owned.sharedThrough();
    var via = through == null ? null : row.type().field(through);
    var of = via == null ? row.type() : policy.catalog().type(via.targetName());
    var members = Objects.requireNonNull(owned.members());
    var relation = policy.catalog().inverse(of, members.substring(members.indexOf('.') + 1));
    var shared = via == null ? row.id() : column(row, via);
    return shared.eq(DSL.any(DSL.array(withMe(verb, row, relation))));
  }

  /// The records that lie in a pool of the caller's teams.
  private Condition open(Row row, Field via) {
    var pool = new Row(policy.catalog().type(via.targetName()), row.alias() + "_pool");
    var teams = DSL.field(DSL.name(pool.alias(), "teams"));
    var mine = Slot.of(Slot.What.MY_TEAMS).as(SQLDataType.UUID.array());
    var pools =
        DSL.select(pool.id())
            .from(pool.table())
            .where(DSL.condition("{0} && {1}", teams, mine))
            .and(pool.notBinned());
    return DSL.field(DSL.name(row.alias(), "owner"))
        .isNull()
        .and(column(row, via).eq(DSL.any(DSL.array(pools))));
  }

  /// The records whose members name the caller or one of his teams.
  private Select<Record1<UUID>> withMe(Verb verb, Row row, @Nullable Inverse members) {
    var relation = Objects.requireNonNull(members);
    var type = policy.catalog().type(relation.target());
    var part = new Row(type, row.alias() + "_with");
    var me = column(part, type.field("user")).eq(Slot.of(Slot.What.ME).as(SQLDataType.UUID));
    var mine =
        column(part, type.field("team"))
            .eq(DSL.any(Slot.of(Slot.What.MY_TEAMS).as(SQLDataType.UUID.array())));
    var enough =
        verb == Verb.READ
            ? DSL.noCondition()
            : DSL.field(DSL.name(part.alias(), "write"), Boolean.class).isTrue();
    return DSL.select(column(part, type.field(relation.via())))
        .from(part.table())
        .where(me.or(mine).and(enough));
  }

  private static org.jooq.Field<UUID> column(Row row, Field field) {
    return DSL.field(DSL.name(row.alias(), field.column()), UUID.class);
  }
}
