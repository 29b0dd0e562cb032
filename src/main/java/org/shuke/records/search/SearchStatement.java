package org.shuke.records.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jooq.CommonTableExpression;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Compiled;
import org.shuke.records.From;
import org.shuke.records.Kind;
import org.shuke.records.Policy;
import org.shuke.records.Row;
import org.shuke.records.Scope;
import org.shuke.records.Type;
import org.shuke.records.Type.Ownership;
import org.shuke.records.Verb;
import org.shuke.records.search.Question.Reach;

/// The one statement of the search box for callers of one policy shape.
///
/// ```
///   hit   = for each type: answers by its title ∪ exact answers ∪ answers by beginning or sound
///   guess = for each type: answers in spite of a typo, asked only when there is no hit; candidates
///     by the index, of which those stay whose words are one slip away ([Typo])
///   the best of them by rank, of equal ones those whose title answers, shorter titles first
/// ```
///
/// Each branch joins the record itself, keeps what the policy lets the caller read, and only then
/// counts: the index's owner is a way to find rows, never the reason to show them.
///
/// @param asked what each type is asked for; its questions are the next [#SLOTS] slots
record SearchStatement(Compiled compiled, List<Asked> asked) {
  /// @param groups those that the caller may read
  /// @param title the one of the record's title; none where he may not read it, or it is not
  ///   searched
  private record Asked(List<String> groups, List<String> title) {
    static Asked of(Policy policy, Type type) {
      var groups = Groups.readable(policy, type);
      var title = Groups.code(type, type.title());
      boolean told = title != null && groups.contains(title);
      return new Asked(groups, told ? List.of(String.valueOf(title)) : List.of());
    }

    /// Would asking for titles find less than asking for all?
    boolean tellsTitles() {
      return !title.isEmpty() && groups.size() > 1;
    }
  }

  static final int MOST = 50;
  private static final int MOST_EXACT = 100;
  private static final int MOST_NEAR = 200;
  private static final int TITLE_BEGINS = Reach.values().length;
  private static final int TITLE_SOUNDS = TITLE_BEGINS + 1;
  private static final int SHAPES = TITLE_SOUNDS + 1;
  private static final int SLOTS = SHAPES + 1;

  /// From this rank on an answer is a guess.
  static final int GUESSED = 6;

  private static final String HIT = "hit";
  private static final String GUESS = "guess";
  private static final Set<Kind> SHOWN = Set.of(Kind.TEXT, Kind.EMAIL, Kind.PHONE, Kind.URL);

  /// The statement, or null when the caller may search nothing.
  static @Nullable SearchStatement of(Policy policy) {
    var hits = new ArrayList<Select<? extends Record>>();
    var guesses = new ArrayList<Select<? extends Record>>();
    var asked = new ArrayList<Asked>();
    for (var type : policy.catalog().types()) {
      var of = Asked.of(policy, type);
      if (!of.groups().isEmpty()) {
        int slot = asked.size() * SLOTS;
        asked.add(of);
        for (var way : ways(policy, type)) {
          if (of.tellsTitles()) {
            hits.add(branch(policy, type, way, slot, null));
          }
          hits.add(branch(policy, type, way, slot, Reach.EXACT));
          hits.add(branch(policy, type, way, slot, Reach.SOUND));
          guesses.add(branch(policy, type, way, slot, Reach.GUESS));
        }
      }
    }
    return asked.isEmpty()
        ? null
        : new SearchStatement(Compiled.of(best(union(hits), union(guesses))), List.copyOf(asked));
  }

  /// The values of the word slots for a question.
  List<String> words(Question question) {
    var words = new ArrayList<String>();
    for (var each : asked) {
      var groups = each.groups();
      var exact = question.in(groups, Reach.EXACT);
      var sound = question.in(groups, Reach.SOUND);
      var guess = question.in(groups, Reach.GUESS);
      words.add(exact.equals(sound) ? "" : exact);
      words.add(question.in(groups, Reach.BEGINNING));
      words.add(sound);
      words.add(guess.equals(sound) ? "" : guess);
      words.add(each.title().isEmpty() ? "" : question.in(each.title(), Reach.BEGINNING));
      words.add(each.title().isEmpty() ? "" : question.in(each.title(), Reach.SOUND));
      words.add(question.shapes(groups));
    }
    return words;
  }

  private static Select<?> best(Select<Record> hits, Select<Record> guesses) {
    CommonTableExpression<?> hit = DSL.name(HIT).as(hits);
    CommonTableExpression<?> guess = DSL.name(GUESS).as(guesses);
    var type = DSL.field(DSL.name("type"), String.class);
    var id = DSL.field(DSL.name("id"), java.util.UUID.class);
    var rank = DSL.field(DSL.name("rank"), Integer.class);
    var title = DSL.field(DSL.name("title"), String.class);
    var all =
        DSL.selectFrom(DSL.table(DSL.name(HIT)))
            .unionAll(DSL.selectFrom(DSL.table(DSL.name(GUESS))));
    var once =
        DSL.select(DSL.asterisk())
            .distinctOn(type, id)
            .from(all.asTable(DSL.name("found")))
            .orderBy(type, id, rank)
            .asTable(DSL.name("once"));
    return DSL.with(hit)
        .with(guess)
        .select(type, id, title, DSL.field(DSL.name("detail"), String.class), rank)
        .from(once)
        .orderBy(rank, DSL.length(title), title, id)
        .limit(DSL.inline(MOST));
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Select<Record> union(List<Select<? extends Record>> branches) {
    Select<Record> all = (Select) branches.getFirst();
    for (var next : branches.subList(1, branches.size())) {
      all = all.unionAll((Select) next);
    }
    return all;
  }

  /// How the rows of a type are reached: all that have the words, those of some owners, or, where
  /// another record's readers may read them too, from that record; or those shared with the caller.
  private record Way(@Nullable Scope owners, @Nullable String through, boolean shared) {}

  private static List<Way> ways(Policy policy, Type type) {
    var scope = Objects.requireNonNull(policy.scope(Verb.READ, type));
    if (scope == Scope.ALL || !(type.ownership() instanceof Ownership.Owned owned)) {
      return List.of(new Way(null, null, false));
    }
    var ways = new ArrayList<>(List.of(new Way(scope, null, false)));
    owned.alsoThrough().forEach(through -> ways.add(new Way(null, through, false)));
    if (owned.shared()) {
      ways.add(new Way(null, null, true));
    }
    return ways;
  }

  /// Finds by the index first, then looks at the records: each step is closed (`offset 0`), so that
  /// no plan, cached while a table was small, ever walks through the table instead.
  ///
  /// @param reach how closely; null for titles that begin so
  private static Select<? extends Record> branch(
      Policy policy, Type type, Way way, int slot, @Nullable Reach reach) {
    var from = new From(policy.catalog(), type, policy::readable);
    var row = from.root();
    var title = title(policy, row).as("title");
    var detail = detail(policy, from).as("detail");
    var found = SearchCondition.record("f");
    var read =
        DSL.select(row.id().as("id"), title, detail)
            .from(from.tables())
            .where(row.id().eq(found).and(policy.readable(row)))
            .offset(DSL.inline(0))
            .asTable(DSL.name("r"));
    var where =
        reach == Reach.GUESS
            ? DSL.notExists(DSL.selectOne().from(DSL.table(DSL.name(HIT))))
            : DSL.noCondition();
    return DSL.select(
            DSL.inline(type.name()).as("type"),
            DSL.field(DSL.name("r", "id"), java.util.UUID.class),
            rank(slot, reach).as("rank"),
            DSL.field(DSL.name("r", "title"), String.class),
            DSL.field(DSL.name("r", "detail"), String.class))
        .from(having(policy, type, way, slot, reach))
        .crossJoin(DSL.lateral(read))
        .where(where)
        .limit(DSL.inline(reach == Reach.EXACT ? MOST_EXACT : MOST_NEAR));
  }

  /// The index rows of a type that have the words.
  private static Table<?> having(
      Policy policy, Type type, Way way, int slot, @Nullable Reach reach) {
    int words = slot + (reach == null ? TITLE_BEGINS : reach.ordinal());
    return DSL.select(SearchCondition.record("s"), DSL.field(DSL.name("s", "doc")))
        .from(SearchCondition.search("s"))
        .where(SearchCondition.type("s").eq(DSL.inline(type.name())))
        .and(SearchCondition.matches("s", SearchCondition.words(words)))
        .and(reached(policy, way, type))
        .and(
            reach == Reach.GUESS
                ? SearchCondition.shaped("s", SearchCondition.words(slot + SHAPES))
                : DSL.noCondition())
        .offset(DSL.inline(0))
        .asTable(DSL.name("f"));
  }

  private static Condition reached(Policy policy, Way way, Type type) {
    if (way.owners() != null) {
      return SearchCondition.owned(way.owners(), "s");
    }
    if (way.shared()) {
      var row = new Row(type, "shared");
      var ids = DSL.select(row.id()).from(row.table()).where(policy.shared(Verb.READ, row));
      return SearchCondition.record("s").in(ids);
    }
    if (way.through() == null) {
      return DSL.noCondition();
    }
    var via = type.field(way.through());
    var row = new Row(type, "via");
    var target = new Row(policy.catalog().type(via.targetName()), "through");
    var targets = DSL.select(target.id()).from(target.table()).where(policy.readable(target));
    var reference = DSL.field(DSL.name("via", via.column()), java.util.UUID.class);
    return SearchCondition.record("s")
        .in(DSL.select(row.id()).from(row.table()).where(reference.in(targets)));
  }

  /// How closely, and among equals whether the title answers: who is called so comes before whoever
  /// lives there.
  private static Field<Integer> rank(int slot, @Nullable Reach reach) {
    var closeness =
        switch (reach) {
          case EXACT -> DSL.inline(0);
          case BEGINNING -> DSL.inline(2);
          case SOUND -> DSL.when(found(slot + Reach.BEGINNING.ordinal()), 2).otherwise(4);
          case GUESS -> DSL.inline(GUESSED);
          case null -> DSL.when(found(slot + Reach.EXACT.ordinal()), 0).otherwise(2);
        };
    return closeness.plus(DSL.when(found(slot + TITLE_SOUNDS), 0).otherwise(1));
  }

  private static Condition found(int words) {
    return SearchCondition.matches("f", SearchCondition.words(words));
  }

  private static Field<String> title(Policy policy, Row row) {
    var title = row.type().title();
    return shown(policy, row.type(), title) ? text(row, title) : DSL.castNull(SQLDataType.CLOB);
  }

  /// What tells two records of one name apart: the record they belong to, and what else they are
  /// searched by.
  private static Field<String> detail(Policy policy, From from) {
    var row = from.root();
    var parts = new ArrayList<Field<String>>();
    for (var field : row.type().fields()) {
      if (parts.isEmpty() && belongs(policy, row.type(), field)) {
        var other = policy.catalog().type(field.targetName());
        parts.add(text(from.to(row, field), other.title()));
      }
    }
    row.type().fields().stream()
        .filter(f -> Groups.code(row.type(), f) != null && SHOWN.contains(f.kind()))
        .filter(f -> !f.equals(row.type().title()) && shown(policy, row.type(), f))
        .limit(2)
        .forEach(f -> parts.add(text(row, f)));
    return parts.isEmpty()
        ? DSL.castNull(SQLDataType.CLOB)
        : DSL.nullif(DSL.function("concat_ws", SQLDataType.CLOB, fields(parts)), DSL.inline(""));
  }

  private static Field<?>[] fields(List<Field<String>> parts) {
    var fields = new ArrayList<Field<?>>();
    fields.add(DSL.inline(" · "));
    parts.forEach(part -> fields.add(DSL.nullif(part, DSL.inline(""))));
    return fields.toArray(Field<?>[]::new);
  }

  private static boolean belongs(Policy policy, Type type, org.shuke.records.Field field) {
    if (field.kind() != Kind.REFERENCE
        || field.flags().system()
        || field.name().equals("owner")
        || policy.member(type, field.name()) == null) {
      return false;
    }
    var other = policy.catalog().find(field.targetName());
    return other != null && policy.may(Verb.READ, other) && shown(policy, other, other.title());
  }

  private static boolean shown(Policy policy, Type type, org.shuke.records.Field field) {
    return field.stored() && policy.member(type, field.name()) != null;
  }

  private static Field<String> text(Row row, org.shuke.records.Field field) {
    return row.column(field).cast(SQLDataType.CLOB);
  }
}
