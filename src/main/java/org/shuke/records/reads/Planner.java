package org.shuke.records.reads;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jooq.CommonTableExpression;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Name;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal;
import org.shuke.records.Compiled;
import org.shuke.records.From;
import org.shuke.records.Kind;
import org.shuke.records.Policy;
import org.shuke.records.Slot;
import org.shuke.records.Type;
import org.shuke.records.Verb;
import org.shuke.records.expression.Checked;
import org.shuke.records.expression.SqlCompiler;
import org.shuke.records.search.SearchCondition;

/// Compiles a question in its caller's environment.
final class Planner {
  /// Which records of the statement are meant.
  enum Which {
    LIVING,
    BINNED,
    ONE
  }

  private final Policy policy;
  private final Type type;
  private final Columns columns;
  private @Nullable Checked checked;

  Planner(Policy policy, Type type) {
    this.policy = policy;
    this.type = type;
    this.columns = new Columns(policy);
  }

  /// A page of a list.
  ///
  /// @param nulls the pattern of the cursor's absent values, null on the first page
  Plan list(Query query, Verb verb, Which which, @Nullable List<Boolean> nulls) {
    var from = new From(policy.catalog(), type, policy::readable);
    var selection = new Selection(policy, from, columns);
    selection.paths(query.select(), which == Which.ONE);
    var where = where(from, query, verb, which);
    var keyset = keyset(from, query);
    var keys = new ArrayList<Plan.KeyColumn>();
    for (var key : keyset.keys()) {
      keys.add(new Plan.KeyColumn(selection.hidden(key.field()), key.kind(), key.bytes()));
    }
    var ranges = keyset.ranges(nulls);
    var selects = new ArrayList<Select<? extends Record>>();
    for (var range : ranges) {
      selects.add(
          DSL.select(selection.selected())
              .from(from.tables())
              .where(where.and(range.condition()).and(lacking(selects.size(), query.limit())))
              .orderBy(range.order())
              .limit(DSL.inline(query.limit() + 1)));
    }
    var page =
        selects.size() == 1 ? selects.getFirst() : united(selects, keyset, keys, query.limit());
    return new Plan(
        Compiled.of(page), count(query, verb, which), selection.shape(), keys, checked(query));
  }

  /// A range is looked at only when those before it do not fill the page: that a value is absent
  /// may be so rare that its rows are found by reading the whole table.
  private static Condition lacking(int range, int limit) {
    if (range == 0) {
      return DSL.noCondition();
    }
    Field<Integer> found = count(0);
    for (int i = 1; i < range; i++) {
      found = found.plus(count(i));
    }
    return found.le(DSL.inline(limit));
  }

  private static Field<Integer> count(int range) {
    return DSL.field(DSL.selectCount().from(DSL.table(part(range))));
  }

  private static Name part(int range) {
    return DSL.name("r" + range);
  }

  /// The ranges one after the other, in the order of the whole list.
  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Select<?> united(
      List<Select<? extends Record>> selects, Keyset keyset, List<Plan.KeyColumn> keys, int limit) {
    var parts = new ArrayList<CommonTableExpression<?>>();
    Select<Record> all = null;
    for (var select : selects) {
      var name = part(parts.size());
      parts.add(name.as(select));
      Select<Record> part = (Select) DSL.select(DSL.asterisk()).from(DSL.table(name));
      all = all == null ? part : all.unionAll(part);
    }
    var order = new ArrayList<org.jooq.SortField<?>>();
    for (int i = 0; i < keys.size(); i++) {
      Field<?> column = DSL.field(DSL.name("u", "c" + (keys.get(i).index() - 1)));
      order.add(
          keyset.keys().get(i).descending() ? column.desc().nullsLast() : column.asc().nullsLast());
    }
    return DSL.with(parts)
        .select(DSL.asterisk())
        .from(java.util.Objects.requireNonNull(all).asTable(DSL.name("u")))
        .orderBy(order)
        .limit(DSL.inline(limit + 1));
  }

  private Compiled count(Query query, Verb verb, Which which) {
    var from = new From(policy.catalog(), type, policy::readable);
    var where = where(from, query, verb, which);
    return Compiled.of(DSL.selectCount().from(from.tables()).where(where));
  }

  /// The filter, checked against what the caller may read.
  @Nullable Checked checked(Query query) {
    if (checked == null && query.filter() != null) {
      checked = Filters.check(query.filter(), type, policy);
    }
    return checked;
  }

  /// The rows that are meant: the caller's, in this state, that pass the filter and the words.
  Condition where(From from, Query query, Verb verb, Which which) {
    var root = from.root();
    var where = which == Which.BINNED ? policy.binned(Verb.READ, root) : policy.readable(root);
    if (verb != Verb.READ) {
      where = where.and(policy.rows(verb, root));
    }
    if (which == Which.ONE) {
      where = where.and(root.id().eq(Slot.of(Slot.What.ID).as(SQLDataType.UUID)));
    }
    var filter = checked(query);
    if (filter != null) {
      where = where.and(SqlCompiler.condition(filter, from));
    }
    if (query.words() != null) {
      where = where.and(SearchCondition.of(policy, root));
    }
    return where;
  }

  private Keyset keyset(From from, Query query) {
    var keys = new ArrayList<Keyset.Key>();
    var resolver = new Path.Resolver(policy, "sort");
    for (var sort : query.sort()) {
      keys.add(key(from, resolver.read(type, sort.path()), sort.descending()));
    }
    boolean descending = keys.isEmpty() || keys.getLast().descending();
    keys.add(new Keyset.Key(from.root().id(), Kind.REFERENCE, false, descending, false));
    return new Keyset(keys);
  }

  private Keyset.Key key(From from, Path path, boolean descending) {
    var field = path.last();
    if (!field.kind().sortable() && field != Path.ID) {
      throw Refusal.malformed("not-sortable", Map.of("name", path.text())).at("sort");
    }
    var row = path.row(from);
    boolean own = path.steps().size() == 1;
    boolean present =
        own
            && field.custom() == null
            && field.formula() == null
            && (field.flags().required()
                || field.name().equals("createdAt")
                || field.name().equals("updatedAt")
                || field == Path.VERSION
                || field == Path.ID);
    if (field.flags().ordered()) {
      var language = policy.principal().locale().getLanguage().equals("zh") ? "zh" : "en";
      Field<?> key =
          DSL.field(DSL.name(row.alias(), field.column() + "_key_" + language), SQLDataType.BLOB);
      return new Keyset.Key(key, field.kind(), true, descending, !present);
    }
    return new Keyset.Key(columns.value(from, path), field.kind(), false, descending, !present);
  }
}
