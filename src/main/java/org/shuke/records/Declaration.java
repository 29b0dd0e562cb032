package org.shuke.records;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Type.Ownership;

/// How a room declares its type: a Java record of what a person may edit gives the fields, and the
/// calls that follow say what a component's Java type cannot.
///
/// Columns follow the one-name rule (`preferredChannel` is `preferred_channel`); labels are the
/// texts `account`, `account.plural`, `account.region`, `account.kind.company`.
///
/// @param <D> the record that rules see
public final class Declaration<D extends Record> {
  private final String name;
  private final String plural;
  private final String table;
  private final Class<D> details;
  private String title = "name";
  private Type.Made made = Type.Made.FREELY;
  private Ownership ownership = new Ownership.Common();
  private final Map<String, Field> fields = new LinkedHashMap<>();
  private final List<Inverse> inverses = new ArrayList<>();
  private final List<Type.Rule<?>> rules = new ArrayList<>();
  private final List<Type.Verb<?>> verbs = new ArrayList<>();
  private final List<Type.OnPage> pages = new ArrayList<>();
  private final List<Type.Derivation> derivations = new ArrayList<>();

  private Declaration(String name, String plural, String table, Class<D> details) {
    this.name = name;
    this.plural = plural;
    this.table = table;
    this.details = details;
    for (var component : details.getRecordComponents()) {
      add(field(component));
    }
  }

  /// Starts the declaration of a type.
  ///
  /// @param name singular, kebab-case
  /// @param table `schema.table`
  public static <D extends Record> Declaration<D> of(
      String name, String plural, String table, Class<D> details) {
    return new Declaration<>(name, plural, table, details);
  }

  private void add(Field field) {
    fields.put(field.name(), field);
  }

  static Field field(RecordComponent component) {
    var kind = kind(component);
    return new Field(
        component.getName(),
        Names.snake(component.getName()),
        kind,
        null,
        choices(component),
        null,
        Field.Flags.NONE,
        null);
  }

  private static Kind kind(RecordComponent component) {
    var type = component.getType();
    if (type.isEnum()) {
      return Kind.CHOICE;
    }
    if (type == List.class) {
      return elementOf(component).isEnum() ? Kind.MULTI_CHOICE : Kind.REFERENCES;
    }
    return switch (type.getSimpleName()) {
      case "String" -> Kind.TEXT;
      case "BigDecimal", "Integer", "Long" -> Kind.NUMBER;
      case "Boolean" -> Kind.BOOLEAN;
      case "LocalDate" -> Kind.DATE;
      case "Instant" -> Kind.INSTANT;
      case "Duration" -> Kind.DURATION;
      case "UUID" -> Kind.REFERENCE;
      default ->
          throw new IllegalArgumentException(
              component.getDeclaringRecord().getSimpleName()
                  + "."
                  + component.getName()
                  + ": no field kind holds a "
                  + type.getSimpleName()
                  + "; use String, BigDecimal, Boolean, LocalDate, Instant, Duration or UUID");
    };
  }

  static Class<?> elementOf(RecordComponent component) {
    var element = ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
    return (Class<?>) element;
  }

  private static List<String> choices(RecordComponent component) {
    var type = component.getType() == List.class ? elementOf(component) : component.getType();
    return type.isEnum()
        ? Arrays.stream(type.getEnumConstants()).map(Declaration::choice).toList()
        : List.of();
  }

  /// The value of a choice in the API: `IN_PROGRESS` is `inProgress`.
  static String choice(Object constant) {
    return Names.camel(((Enum<?>) constant).name().toLowerCase(Locale.ROOT));
  }

  private Declaration<D> change(UnaryOperator<Field> change, String... names) {
    for (var each : names) {
      fields.compute(
          each,
          (n, field) -> {
            if (field == null) {
              throw new IllegalArgumentException(name + " has no field " + n);
            }
            return change.apply(field);
          });
    }
    return this;
  }

  /// The field that stands for the record in lists and links; `name` unless said.
  public Declaration<D> titled(String field) {
    title = field;
    return this;
  }

  /// Scopes go by the reference `owner` to a user, which is added here.
  ///
  /// @param through references: who may read the record behind one of them may read this one too
  public Declaration<D> owned(String... through) {
    ownership = new Ownership.Owned(List.of(through), null, null);
    if (!fields.containsKey("owner")) {
      add(
          new Field(
              "owner", "owner", Kind.REFERENCE, "user", List.of(), null, Field.Flags.NONE, null));
    }
    return this;
  }

  /// Common to all, but where it names a record there, for those alone who may read that one.
  public Declaration<D> about(String field) {
    ownership = new Ownership.Common(field);
    return this;
  }

  /// An owned record is also for those whom its parts `members` name, or, as `account.members`,
  /// those of the record that its reference leads to.
  public Declaration<D> sharedWith(String members) {
    var owned = (Ownership.Owned) ownership;
    ownership = new Ownership.Owned(owned.alsoThrough(), members, owned.pool());
    return this;
  }

  /// An owned record that nobody owns is also for the teams of the pool that `field` names.
  public Declaration<D> pooled(String field) {
    var owned = (Ownership.Owned) ownership;
    ownership = new Ownership.Owned(owned.alsoThrough(), owned.members(), field);
    return reference(field, "pool");
  }

  /// Belongs to its `owner`; the boolean `shared` lets everybody read it.
  public Declaration<D> personal(String shared) {
    owned();
    ownership = new Ownership.Personal(shared);
    return this;
  }

  /// Belongs to its `owner`; the users in the array column `people`, which is no field, may read it
  /// too.
  public Declaration<D> involving(String people) {
    owned();
    ownership = new Ownership.Involving(people);
    return this;
  }

  /// Lives inside the record that its reference `via` names, there as the list `inverse`. The
  /// reference is added here, so that several types may share one record class.
  public Declaration<D> partOf(String parent, String via, String inverse) {
    ownership = new Ownership.Part(parent, via);
    if (!fields.containsKey(via)) {
      add(
          new Field(
              via,
              Names.snake(via),
              Kind.REFERENCE,
              parent,
              List.of(),
              null,
              Field.Flags.NONE,
              null));
    }
    reference(via, parent);
    inverses.add(new Inverse(inverse, name, via, true));
    return change(f -> f.with(f.flags().asRequired()), via);
  }

  /// By what one part is told from the others of its owner, its sort (a choice) first: what a file
  /// says of an address of that sort is said of the one that is there.
  public Declaration<D> toldBy(String... names) {
    inverses.replaceAll(each ->
        each.part()
            ? new Inverse(each.name(), each.target(), each.via(), true, List.of(names))
            : each);
    return this;
  }

  public Declaration<D> reference(String field, String target) {
    return change(f -> f.to(target), field);
  }

  /// A reference that gives the target the to-many relation `inverse`.
  public Declaration<D> reference(String field, String target, String inverse) {
    inverses.add(new Inverse(inverse, name, field, false));
    return reference(field, target);
  }

  /// Whoever chooses what `field` refers to is offered what `condition` says of the target; what is
  /// given otherwise is no less allowed.
  public Declaration<D> offers(String field, String condition) {
    return change(f -> f.with(f.flags().offering(condition)), field);
  }

  public Declaration<D> references(String field, String target) {
    return change(
        f ->
            new Field(
                f.name(), f.column(), Kind.REFERENCES, target, List.of(), null, f.flags(), null),
        field);
  }

  public Declaration<D> longText(String... names) {
    return change(f -> f.with(Kind.LONG_TEXT), names);
  }

  public Declaration<D> email(String... names) {
    return change(f -> f.with(Kind.EMAIL), names);
  }

  public Declaration<D> phone(String... names) {
    return change(f -> f.with(Kind.PHONE), names);
  }

  public Declaration<D> url(String... names) {
    return change(f -> f.with(Kind.URL), names);
  }

  public Declaration<D> money(String... names) {
    return change(f -> f.with(Kind.MONEY), names);
  }

  /// The amount that `of` says, in the company's currency: set by the program.
  public Declaration<D> twin(String field, String of) {
    return money(field).system(field).follows(field, of);
  }

  /// Is reckoned from what `of` says, fields of its own or of its parts (`lines.amount`): whoever
  /// reads one of them masked or not at all reads this no better.
  public Declaration<D> follows(String field, String... of) {
    change(f -> f, Stream.of(of).filter(path -> path.indexOf('.') < 0).toArray(String[]::new));
    return change(f -> f.with(f.flags().following(of)), field);
  }

  /// Text that the API shows as the JSON it is.
  public Declaration<D> json(String... names) {
    return change(f -> f.with(Kind.JSON), names);
  }

  public Declaration<D> file(String... names) {
    return change(f -> f.with(Kind.FILE), names);
  }

  public Declaration<D> required(String... names) {
    return change(f -> f.with(f.flags().asRequired()), names);
  }

  public Declaration<D> unique(String... names) {
    return change(f -> f.with(f.flags().asUnique()), names);
  }

  /// Set by the program, never by a caller.
  public Declaration<D> system(String... names) {
    return change(f -> f.with(f.flags().asSystem()), names);
  }

  /// Never read through the engine.
  public Declaration<D> internal(String... names) {
    return change(f -> f.with(f.flags().asInternal()), names);
  }

  /// Numbers that are quantities: a list adds them up.
  public Declaration<D> counted(String... names) {
    return change(f -> f.with(f.flags().asCounted()), names);
  }

  /// Dates and times of what has happened: one that is ahead of today is doubtful.
  public Declaration<D> past(String... names) {
    return change(f -> f.with(f.flags().asPast()), names);
  }

  /// Days that come back every year, such as a birthday.
  public Declaration<D> yearly(String... names) {
    return change(f -> f.with(f.flags().asYearly()), names);
  }

  /// Required, but filled in by the program where the caller leaves it out, such as a number.
  public Declaration<D> filled(String... names) {
    return required(names).change(f -> f.with(f.flags().asFilled()), names);
  }

  public Declaration<D> sensitive(String... names) {
    return change(f -> f.with(f.flags().asSensitive()), names);
  }

  /// The fields from `first` to `last`, in their order, stand together in forms.
  public Declaration<D> area(Area area, String first, String last) {
    var names = List.copyOf(fields.keySet());
    change(f -> f, first, last);
    var between = names.subList(names.indexOf(first), names.indexOf(last) + 1);
    return change(f -> f.with(f.flags().in(area)), between.toArray(String[]::new));
  }

  public Declaration<D> area(Area area, String only) {
    return area(area, only, only);
  }

  /// Sorts as the reader's language does: the table has `<column>_key_en` and `<column>_key_zh`.
  public Declaration<D> ordered(String... names) {
    return change(f -> f.with(f.flags().asOrdered()), names);
  }

  /// The search finds the record by these fields.
  ///
  /// @param group callers who may not read one field of a group are not asked about the group
  public Declaration<D> searched(String group, String... names) {
    return change(f -> f.with(f.flags().searchedAs(group)), names);
  }

  /// A field that is computed from the others by a CEL expression.
  public Declaration<D> formula(String field, Kind kind, String source) {
    add(
        new Field(
            field, Names.snake(field), kind, null, List.of(), source, Field.Flags.NONE, null));
    return this;
  }

  /// Puts the record on the timeline of the record that `via` names, at the time in `at`.
  public Declaration<D> onPageOf(String via, String at) {
    pages.add(new Type.OnPage(via, at));
    return this;
  }

  /// Its records are made by verbs of this or another type alone; the text
  /// `problem.<type>.by-its-verbs` says by which.
  public Declaration<D> byDesk() {
    made = Type.Made.BY_VERBS;
    return this;
  }

  /// Its records are worked out by the program from what is written elsewhere.
  public Declaration<D> projected() {
    made = Type.Made.BY_PROJECTION;
    return this;
  }

  /// Completes the record from its own values before the rules look at it.
  public Declaration<D> derived(Type.Derivation derivation) {
    derivations.add(derivation);
    return this;
  }

  /// A pure rule on the whole record.
  ///
  /// @param code the text `problem.<type>.<code>` says what is wrong and what to do
  public Declaration<D> rule(String code, String field, Predicate<D> holds) {
    rules.add(new Type.Rule<>(name + "." + code, field, holds));
    return this;
  }

  /// A business verb of the room's desk, for whoever may change the record.
  public <I> Declaration<D> verb(String verb, Class<I> input, Type.Verb.Handler<I> handler) {
    return verb(verb, Verb.UPDATE, input, handler);
  }

  /// A business verb for whoever may do `needs` with the record; the desk decides the rest.
  public <I> Declaration<D> verb(
      String verb, Verb needs, Class<I> input, Type.Verb.Handler<I> handler) {
    verbs.add(new Type.Verb<>(verb, needs, false, input, handler));
    return this;
  }

  /// A verb for readers of the type whose desk finds and locks the record by itself.
  public <I> Declaration<D> openVerb(String verb, Class<I> input, Type.Verb.Handler<I> handler) {
    verbs.add(new Type.Verb<>(verb, Verb.READ, true, input, handler));
    return this;
  }

  /// The type, with the fields that every record carries.
  public Type type() {
    var all = new ArrayList<>(fields.values());
    if (!(ownership instanceof Ownership.Part)) {
      all.addAll(COMMON);
    }
    return new Type(
        new Type.Spec(
            name,
            plural,
            table,
            title,
            ownership,
            all,
            inverses,
            details,
            rules,
            verbs,
            pages,
            derivations,
            null,
            made));
  }

  /// What the engine sets on every record that is not a part.
  static final List<Field> COMMON =
      List.of(
          past(common("createdAt", Kind.INSTANT, null)),
          common("createdBy", Kind.REFERENCE, "principal"),
          common("updatedAt", Kind.INSTANT, null),
          common("updatedBy", Kind.REFERENCE, "principal"));

  private static Field past(Field field) {
    return field.with(field.flags().asPast());
  }

  private static Field common(String name, Kind kind, @Nullable String target) {
    return new Field(
        name, Names.snake(name), kind, target, List.of(), null, Field.Flags.NONE.asSystem(), null);
  }
}
