package org.shuke.records.reads;

import java.util.ArrayList;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.SortField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Kind;
import org.shuke.records.Slot;

/// The order of a list and the conditions that continue it after a cursor, so that every page costs
/// the same.
///
/// Absent values come last in both directions. A list whose first key may be absent is two ranges,
/// each in its index's own order; a mixed or nullable order after a cursor is a union of ranges,
/// from the longest equal prefix to the shortest. A plain row comparison serves the rest.
final class Keyset {
  /// One key of the order; the last key of every order is the id.
  record Key(Field<?> field, Kind kind, boolean bytes, boolean descending, boolean nullable) {
    @SuppressWarnings({"unchecked", "rawtypes"})
    Condition after(int index) {
      var value = new Slot(Slot.What.CURSOR, index).as(field.getDataType());
      return descending ? ((Field) field).lt(value) : ((Field) field).gt(value);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    Condition same(int index) {
      return ((Field) field).eq(new Slot(Slot.What.CURSOR, index).as(field.getDataType()));
    }
  }

  /// One part of the page: its condition, and its order.
  record Range(Condition condition, List<SortField<?>> order) {}

  private final List<Key> keys;

  Keyset(List<Key> keys) {
    this.keys = List.copyOf(keys);
  }

  List<Key> keys() {
    return keys;
  }

  /// The order over all ranges.
  List<SortField<?>> order() {
    return order(0, false);
  }

  /// @param from keys before this one are fixed in the range
  /// @param firstPresent the key `from` cannot be null in the range
  private List<SortField<?>> order(int from, boolean firstPresent) {
    var order = new ArrayList<SortField<?>>();
    for (int i = from; i < keys.size(); i++) {
      var key = keys.get(i);
      var field = key.descending() ? key.field().desc() : key.field().asc();
      boolean mayBeNull = key.nullable() && !(i == from && firstPresent);
      order.add(mayBeNull && key.descending() ? field.nullsLast() : field);
    }
    return order;
  }

  /// The ranges of a page.
  ///
  /// @param nulls for each key whether the cursor's value is absent; null for the first page
  List<Range> ranges(@Nullable List<Boolean> nulls) {
    if (nulls == null) {
      return first();
    }
    if (nulls.getFirst()) {
      return keys.size() == 2
          ? List.of(
              new Range(keys.getFirst().field().isNull().and(keys.get(1).after(1)), order(1, true)))
          : union(nulls);
    }
    return uniform() ? compared() : union(nulls);
  }

  private List<Range> first() {
    var key = keys.getFirst();
    if (!key.nullable()) {
      return List.of(new Range(DSL.noCondition(), order(0, true)));
    }
    return List.of(
        new Range(key.field().isNotNull(), order(0, true)),
        new Range(key.field().isNull(), order(1, false)));
  }

  private boolean uniform() {
    var first = keys.getFirst();
    return keys.stream().allMatch(k -> k.descending() == first.descending())
        && keys.stream().skip(1).noneMatch(Key::nullable);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private List<Range> compared() {
    var row = DSL.row(keys.stream().map(Key::field).toArray(Field[]::new));
    var values = new Field[keys.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = new Slot(Slot.What.CURSOR, i).as(keys.get(i).field().getDataType());
    }
    var first = keys.getFirst();
    var after = first.descending() ? row.lt(DSL.row(values)) : row.gt(DSL.row(values));
    var ranges = new ArrayList<Range>();
    ranges.add(new Range(after, order(0, true)));
    if (first.nullable()) {
      ranges.add(new Range(first.field().isNull(), order(1, false)));
    }
    return ranges;
  }

  private List<Range> union(List<Boolean> nulls) {
    var ranges = new ArrayList<Range>();
    for (int depth = keys.size() - 1; depth >= 0; depth--) {
      var prefix = prefix(depth, nulls);
      var key = keys.get(depth);
      if (!nulls.get(depth)) {
        ranges.add(new Range(prefix.and(key.after(depth)), order(depth, true)));
        if (key.nullable()) {
          ranges.add(new Range(prefix.and(key.field().isNull()), order(depth + 1, false)));
        }
      }
    }
    return ranges;
  }

  private Condition prefix(int depth, List<Boolean> nulls) {
    var prefix = DSL.noCondition();
    for (int i = 0; i < depth; i++) {
      var key = keys.get(i);
      prefix = prefix.and(nulls.get(i) ? key.field().isNull() : key.same(i));
    }
    return prefix;
  }
}
