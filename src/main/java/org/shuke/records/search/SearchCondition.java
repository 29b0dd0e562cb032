package org.shuke.records.search;

import java.util.AbstractList;
import java.util.List;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Param;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.shuke.records.Policy;
import org.shuke.records.Row;
import org.shuke.records.Scope;
import org.shuke.records.Slot;
import org.shuke.records.Type;
import org.shuke.records.Type.Ownership;
import org.shuke.records.Verb;

/// What a list's `q` needs: the rows of a type that the words find, typos not forgiven.
///
/// The words of a question depend on who asks, so they are bound and not written: the n-th word
/// slot is the question to the catalog's n-th type.
public final class SearchCondition {
  private static final Table<?> SEARCH = DSL.table(DSL.name("records", "search"));

  private SearchCondition() {}

  /// The rows that the words find in fields the caller may read. Add the row predicate as always.
  public static Condition of(Policy policy, Row row) {
    int index = List.copyOf(policy.catalog().types()).indexOf(row.type());
    var found =
        DSL.select(record("s"))
            .from(SEARCH.as(DSL.name("s")))
            .where(type("s").eq(DSL.inline(row.type().name())))
            .and(matches("s", words(index)))
            .and(owned(policy, row.type(), "s"));
    return row.id().in(found);
  }

  /// The values for the word slots of a question.
  public static List<String> words(Policy policy, String typed) {
    var question = Question.of(typed);
    var types = List.copyOf(policy.catalog().types());
    return new AbstractList<>() {
      @Override
      public String get(int index) {
        var groups = Groups.readable(policy, types.get(index));
        return question.in(groups, Question.Reach.SOUND);
      }

      @Override
      public int size() {
        return types.size();
      }
    };
  }

  static Table<?> search(String alias) {
    return SEARCH.as(DSL.name(alias));
  }

  static Field<String> type(String alias) {
    return DSL.field(DSL.name(alias, "type"), String.class);
  }

  static Field<UUID> record(String alias) {
    return DSL.field(DSL.name(alias, "record"), UUID.class);
  }

  static Param<String> words(int slot) {
    return new Slot(Slot.What.WORDS, slot).as(SQLDataType.CLOB);
  }

  static Condition matches(String alias, Field<String> question) {
    var doc = DSL.field(DSL.name(alias, "doc"));
    return DSL.condition("{0} @@ cast({1} as tsquery)", doc, question);
  }

  /// Does the record hold a word of each of these shapes?
  static Condition shaped(String alias, Field<String> shapes) {
    return DSL.condition(
        """
        not exists (
          select from unnest(string_to_array({0}, ' ')) as w(shape)
          where not exists (select from unnest({1}) as l where l.lexeme ~ w.shape))
        """,
        shapes, DSL.field(DSL.name(alias, "doc")));
  }

  /// Says by the index's owner what the policy says by the record's: never instead of it, only to
  /// find the few rows of one owner among the many that have the words.
  static Condition owned(Policy policy, Type type, String alias) {
    boolean owners =
        type.ownership() instanceof Ownership.Owned owned
            && owned.alsoThrough().isEmpty()
            && !owned.shared();
    var scope = policy.scope(Verb.READ, type);
    return owners && scope != null ? owned(scope, alias) : DSL.noCondition();
  }

  static Condition owned(Scope scope, String alias) {
    var owner = DSL.field(DSL.name(alias, "owner"), UUID.class);
    return switch (scope) {
      case OWN -> owner.eq(Slot.of(Slot.What.ME).as(SQLDataType.UUID));
      case TEAM -> owner.eq(DSL.any(Slot.of(Slot.What.TEAM_OWNERS).as(SQLDataType.UUID.array())));
      case TREE -> owner.eq(DSL.any(Slot.of(Slot.What.TREE_OWNERS).as(SQLDataType.UUID.array())));
      case ALL -> DSL.noCondition();
    };
  }
}
