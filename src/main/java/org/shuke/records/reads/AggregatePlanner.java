package org.shuke.records.reads;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jooq.DatePart;
import org.jooq.Field;
import org.jooq.SelectField;
import org.jooq.SortField;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal;
import org.shuke.records.Compiled;
import org.shuke.records.From;
import org.shuke.records.Kind;
import org.shuke.records.Nearest;
import org.shuke.records.Policy;
import org.shuke.records.Slot;
import org.shuke.records.Type;
import org.shuke.records.Verb;
import org.shuke.records.expression.Checked;

/// Compiles an aggregate: one `group by`, the row policy applied before it.
final class AggregatePlanner {
  private static final Pattern CALL = Pattern.compile("(\\w+)\\(\\s*([\\w.]*)\\s*\\)");
  private static final Map<String, DatePart> PERIODS =
      Map.of(
          "day", DatePart.DAY,
          "week", DatePart.WEEK,
          "month", DatePart.MONTH,
          "quarter", DatePart.QUARTER,
          "year", DatePart.YEAR);

  /// A compiled aggregate.
  ///
  /// @param columns the answer's members in order, with their kinds
  /// @param currencies for each column that adds up money the result column that counts currencies,
  ///   else 0
  record Grouped(Compiled statement, Map<String, Column> columns, @Nullable Checked filter) {
    record Column(Kind kind, int index, int currencies) {}
  }

  private final Planner planner;
  private final Policy policy;
  private final Type type;
  private final From from;
  private final Columns columns;
  private final List<SelectField<?>> selected = new ArrayList<>();
  private final Map<String, Field<?>> named = new LinkedHashMap<>();
  private final Map<String, Grouped.Column> answer = new LinkedHashMap<>();
  private boolean groupedByCurrency;

  AggregatePlanner(Planner planner, Policy policy, Type type) {
    this.planner = planner;
    this.policy = policy;
    this.type = type;
    this.from = new From(policy.catalog(), type, policy::readable);
    this.columns = new Columns(policy);
  }

  Grouped plan(Aggregate ask, Query where, int limit, long offset) {
    var groups = new ArrayList<Field<?>>();
    ask.groupBy().forEach(text -> groups.add(group(text)));
    ask.measures().forEach(this::measure);
    var condition = planner.where(from, where, Verb.READ, Planner.Which.LIVING);
    var order = order(ask.sort(), groups);
    var select = DSL.select(selected).from(from.tables()).where(condition);
    var statement =
        groups.isEmpty()
            ? select.limit(DSL.inline(1))
            : select
                .groupBy(groups)
                .orderBy(order)
                .limit(DSL.inline(limit + 1))
                .offset(DSL.inline(offset));
    return new Grouped(Compiled.of(statement), answer, planner.checked(where));
  }

  private Field<?> group(String text) {
    var call = CALL.matcher(text);
    if (!call.matches()) {
      var path = new Path.Resolver(policy, "groupBy").read(type, text);
      if (path.last().kind() == Kind.EXTENSION) {
        throw Refusal.malformed("group-kind", Map.of("name", path.text())).at("groupBy");
      }
      groupedByCurrency |= path.last().name().equals("currency");
      return key(text, columns.value(from, path), path.last().kind());
    }
    var part = PERIODS.get(call.group(1));
    if (part == null) {
      throw unknownFunction("groupBy", call.group(1), PERIODS.keySet());
    }
    var path = new Path.Resolver(policy, "groupBy").read(type, call.group(2));
    return key(text, period(path, part), Kind.DATE);
  }

  private Field<?> key(String text, Field<?> field, Kind kind) {
    // by its name in the answer: an expression with bound values never equals itself
    var column = DSL.field(DSL.name("g" + selected.size()));
    selected.add(field.as("g" + selected.size()));
    named.put(text, column);
    answer.put(text, new Grouped.Column(kind, selected.size(), 0));
    return column;
  }

  /// The first local day of the period; weeks start on Monday.
  private Field<?> period(Path path, DatePart part) {
    var value = columns.value(from, path);
    var zone = Slot.of(Slot.What.ZONE).as(SQLDataType.CLOB);
    var local =
        switch (path.last().kind()) {
          case INSTANT -> DSL.field("timezone({0}, {1})", SQLDataType.LOCALDATETIME, zone, value);
          case DATE -> value.cast(SQLDataType.LOCALDATETIME);
          default ->
              throw Refusal.malformed("no-period", Map.of("name", path.text())).at("groupBy");
        };
    return DSL.trunc(local, part).cast(SQLDataType.LOCALDATE);
  }

  private void measure(String name, String text) {
    var call = CALL.matcher(text);
    if (!call.matches() || call.group(1).equals("count") && !call.group(2).isEmpty()) {
      throw Refusal.malformed("measure", Map.of("name", text)).at("measures");
    }
    var function = call.group(1);
    if (function.equals("count")) {
      add(name, DSL.count(), Kind.NUMBER, 0);
      return;
    }
    if (!FUNCTIONS.contains(function)) {
      throw unknownFunction("measures", function, FUNCTIONS);
    }
    var path = new Path.Resolver(policy, "measures").read(type, call.group(2));
    var value = columns.value(from, path);
    fits(function, path);
    add(name, apply(function, value), kindOf(function, path), currencies(function, path));
  }

  private static final List<String> FUNCTIONS =
      List.of("count", "countDistinct", "sum", "avg", "median", "min", "max");

  private static Kind kindOf(String function, Path path) {
    return function.equals("countDistinct") ? Kind.NUMBER : path.last().kind();
  }

  private static void fits(String function, Path path) {
    var shape = path.last().kind().shape();
    boolean fits =
        switch (function) {
          case "sum", "avg", "median" -> shape == Kind.Shape.NUMBER || shape == Kind.Shape.DURATION;
          case "min", "max" -> path.last().kind().sortable();
          default -> path.last().kind() != Kind.EXTENSION;
        };
    if (!fits) {
      throw Refusal.malformed("measure-kind", Map.of("function", function, "name", path.text()))
          .at("measures");
    }
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Field<?> apply(String function, Field<?> value) {
    return switch (function) {
      case "countDistinct" -> DSL.countDistinct(value);
      case "sum" -> DSL.sum((Field) value);
      case "avg" -> DSL.avg((Field) value);
      case "median" -> DSL.percentileCont(0.5).withinGroupOrderBy((Field) value);
      case "min" -> DSL.min((Field) value);
      default -> DSL.max((Field) value);
    };
  }

  private void add(String name, Field<?> field, Kind kind, int currencies) {
    if (answer.containsKey(name)) {
      throw Refusal.malformed("name-twice", Map.of("name", name)).at("measures");
    }
    named.put(name, DSL.field(DSL.name("g" + selected.size())));
    selected.add(field.as("g" + selected.size()));
    answer.put(name, new Grouped.Column(kind, selected.size(), currencies));
  }

  /// Adds the number of currencies beside a plain sum of money, so that a mixed one is refused.
  private int currencies(String function, Path path) {
    boolean adds = List.of("sum", "avg", "median").contains(function);
    if (!adds
        || path.last().kind() != Kind.MONEY
        || groupedByCurrency
        || path.last().name().endsWith("Base")) {
      return 0;
    }
    var row = path.row(from);
    var currency = currencyOf(row);
    if (currency == null) {
      return 0;
    }
    selected.add(DSL.countDistinct(currency).as("g" + selected.size()));
    return selected.size();
  }

  private @Nullable Field<?> currencyOf(org.shuke.records.Row row) {
    var own = row.type().find("currency");
    if (own != null) {
      return row.column(own);
    }
    if (row.type().ownership() instanceof Type.Ownership.Part part) {
      return currencyOf(from.to(row, row.type().field(part.via())));
    }
    return null;
  }

  private List<SortField<?>> order(List<String> sorts, List<Field<?>> groups) {
    var order = new ArrayList<SortField<?>>();
    for (var sort : Query.sorts(sorts)) {
      var field = named.get(sort.path());
      if (field == null) {
        var nearest = Nearest.to(sort.path(), named.keySet());
        throw Refusal.malformed(
                nearest.isPresent() ? "unknown-name-nearest" : "unknown-name",
                Map.of(
                    "name",
                    sort.path(),
                    "column",
                    1,
                    "type",
                    type.name(),
                    "nearest",
                    nearest.orElse("")))
            .at("sort");
      }
      order.add(sort.descending() ? field.desc().nullsLast() : field.asc().nullsLast());
    }
    groups.forEach(group -> order.add(group.asc().nullsLast()));
    return order;
  }

  private static Refusal unknownFunction(
      String part, String name, java.util.Collection<String> known) {
    return Refusal.malformed(
            "unknown-function",
            Map.of("name", name, "known", String.join(", ", known.stream().sorted().toList())))
        .at(part);
  }
}
