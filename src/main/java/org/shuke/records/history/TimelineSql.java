package org.shuke.records.history;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Compiled;
import org.shuke.records.Field;
import org.shuke.records.Kind;
import org.shuke.records.Policy;
import org.shuke.records.Row;
import org.shuke.records.Slot;
import org.shuke.records.Type;
import org.shuke.records.Verb;

/// The one statement of a timeline: a branch for each type that belongs on the page, each by its
/// own index and under the caller's policy, and one for the changes of the record itself.
final class TimelineSql {
  /// A type that says it belongs on the page.
  private record Branch(Type type, Field via, Field at) {}

  /// So much of a long text is told.
  private static final int SHOWN = 240;

  private static final Slot ID = Slot.of(Slot.What.ID);
  private static final Slot AFTER_AT = new Slot(Slot.What.CURSOR, 0);
  private static final Slot AFTER_ID = new Slot(Slot.What.CURSOR, 1);

  private final Policy policy;
  private final Type type;
  private final ChangeReader reader;
  private final Map<String, List<Branch>> branches = new LinkedHashMap<>();

  TimelineSql(Policy policy, Type type, ChangeReader reader) {
    this.policy = policy;
    this.type = type;
    this.reader = reader;
    for (var each : policy.catalog().types()) {
      for (var page : each.spec().pages()) {
        var via = each.field(page.via());
        if (via.targetName().equals(type.name()) && readable(each, via, each.field(page.at()))) {
          branches
              .computeIfAbsent(each.name(), n -> new ArrayList<>())
              .add(new Branch(each, via, each.field(page.at())));
        }
      }
    }
  }

  private boolean readable(Type of, Field via, Field at) {
    return policy.may(Verb.READ, of)
        && policy.member(of, via.name()) != null
        && policy.member(of, at.name()) != null;
  }

  /// What kinds of items there can be for the caller.
  Set<String> kinds() {
    var kinds = new LinkedHashSet<>(branches.keySet());
    kinds.add(Timeline.CHANGE);
    return kinds;
  }

  /// @param first is it the first page, without a cursor?
  Compiled compile(Set<String> kinds, boolean first) {
    var parts = new ArrayList<Compiled>();
    branches.forEach((kind, of) -> {
      if (kinds.contains(kind)) {
        of.forEach(branch -> parts.add(branch(branch, first)));
      }
    });
    if (kinds.contains(Timeline.CHANGE)) {
      parts.add(changes(first));
    }
    var binds = new ArrayList<Object>();
    parts.forEach(part -> binds.addAll(part.binds()));
    return new Compiled(
        "select u.*, p.name from ("
            + parts.stream().map(part -> "(" + part.sql() + ")").collect(joining(" union all "))
            + ") u left join records.principal p on p.id = u.actor"
            + " order by u.at desc, u.id desc limit "
            + (Timeline.PAGE + 1),
        List.copyOf(binds));
  }

  private Compiled branch(Branch branch, boolean first) {
    var of = branch.type();
    var row = new Row(of, "t0");
    var at = row.column(branch.at()).coerce(SQLDataType.TIMESTAMPWITHTIMEZONE(6));
    var actor = of.find("createdBy");
    return Compiled.of(
        DSL.select(
                DSL.inline(of.name()).as("type"),
                row.id().as("id"),
                at.as("at"),
                text(row, shown(of, of.title())).as("title"),
                text(row, first(policy, of, Kind.CHOICE)).as("choice"),
                amount(row).as("amount"),
                text(row, shown(of, of.find("currency"))).as("currency"),
                DSL.left(text(row, first(policy, of, Kind.LONG_TEXT)), DSL.inline(SHOWN))
                    .as("text"),
                (actor == null
                        ? DSL.castNull(SQLDataType.UUID)
                        : row.column(actor).coerce(SQLDataType.UUID))
                    .as("actor"),
                DSL.castNull(SQLDataType.BIGINT).as("version"),
                DSL.castNull(SQLDataType.CLOB).as("changes"))
            .from(row.table())
            .where(
                row.column(branch.via())
                    .coerce(SQLDataType.UUID)
                    .eq(ID.as(SQLDataType.UUID))
                    .and(policy.readable(row))
                    .and(first ? DSL.noCondition() : after(at, row.id())))
            .orderBy(at.desc(), row.id().desc())
            .limit(DSL.inline(Timeline.PAGE + 1)));
  }

  private static Condition after(
      org.jooq.Field<java.time.OffsetDateTime> at, org.jooq.Field<UUID> id) {
    return DSL.row(at, id)
        .lessThan(AFTER_AT.as(SQLDataType.TIMESTAMPWITHTIMEZONE(6)), AFTER_ID.as(SQLDataType.UUID));
  }

  private @Nullable Field shown(Type of, @Nullable Field field) {
    return field != null && field.stored() && policy.member(of, field.name()) != null
        ? field
        : null;
  }

  /// The first readable field of a kind: what tells most of a record beside its title.
  static @Nullable Field first(Policy policy, Type of, Kind kind) {
    return of.fields().stream()
        .filter(f -> f.kind() == kind && f.stored() && policy.member(of, f.name()) != null)
        .findFirst()
        .orElse(null);
  }

  private static org.jooq.Field<String> text(Row row, @Nullable Field field) {
    return field == null
        ? DSL.castNull(SQLDataType.CLOB)
        : row.column(field).cast(SQLDataType.CLOB);
  }

  private org.jooq.Field<java.math.BigDecimal> amount(Row row) {
    var field = first(policy, row.type(), Kind.MONEY);
    return field == null
        ? DSL.castNull(SQLDataType.NUMERIC)
        : row.column(field).coerce(SQLDataType.NUMERIC);
  }

  /// The changes of the record and its parts, one item a version: what was created, binned or
  /// restored, and updates of at least one field that the caller may read.
  private Compiled changes(boolean first) {
    var visible =
        reader.types().stream()
            .map(of ->
                "(c.type = '"
                    + of
                    + "' and ("
                    + (of.equals(type.name()) ? "c.op <> 'update' or " : "")
                    + "jsonb_exists_any(coalesce(v.after, v.before), array["
                    + columns(of)
                    + "]::text[])))")
            .collect(joining(" or "));
    var sql =
        """
        select 'change' as type, lpad(to_hex(max(c.seq)), 32, '0')::uuid as id, max(c.at) as at,
          null::text as title, null::text as choice, null::numeric as amount,
          null::text as currency, null::text as text, c.actor, c.version,
          jsonb_agg(jsonb_build_array(c.type, c.op, c.part is not null,
            array(select jsonb_object_keys(coalesce(v.after, v.before)))))::text as changes
        from records.change c left join records.change_value v using (seq)
        where c.record = ? and (%s)
        group by c.version, c.actor
        %s order by at desc, id desc limit %d
        """
            .formatted(
                visible,
                first ? "" : "having (max(c.at), lpad(to_hex(max(c.seq)), 32, '0')::uuid) < (?, ?)",
                Timeline.PAGE + 1);
    return new Compiled(sql, first ? List.of(ID) : List.of(ID, AFTER_AT, AFTER_ID));
  }

  private String columns(String of) {
    return reader.columns(of).stream()
        .map(column -> "'" + column.replace("'", "''") + "'")
        .collect(joining(", "));
  }
}
