package org.shuke.records;

import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Type.Ownership;

/// What one caller may do: the only source of row predicates and field sets. Every read path has it
/// baked in, so that what the caller may not read cannot influence what he sees.
///
/// 1. Several roles add up: the widest scope of a verb, the highest right of a field.
/// 2. A verb that no role names is refused; a field that no role names follows its type.
/// 3. A part has its owner's verbs, and rights to fields of its own; reading an extension needs the
///    right of the field it hangs on, and what is masked there does not exist.
/// 4. Sharing, for types that say so and callers whose role has the verb in any scope: a record is
///    also *read* by the users and teams (with the teams below) that its `members` name, also
///    *updated* by those of them with `write`, and, while nobody owns it, also *read* by the teams
///    (with the teams below) of its living pool. Parts follow their record, as ever.
/// 5. What is reckoned from other fields, such as an amount from a price, the total from the lines
///    or what a customer is worth from all orders, is read no further than each of those is; a
///    formula that names anything the caller may not read does not exist for him.
/// 6. The same policy *shape* compiles to the same SQL; persons and teams are bound ([Slot]).
public final class Policy {
  /// The people around the caller, for the scopes.
  ///
  /// @param inTeam the users of the caller's team, himself included
  /// @param inTree the users of that team and of all teams below it
  /// @param teams that team and all teams above it: what is shared with one of them reaches him
  public record Members(@Nullable UUID team, UUID[] inTeam, UUID[] inTree, UUID[] teams) {
    public static final Members NOBODY = new Members(null, new UUID[0], new UUID[0]);

    /// In a team that stands under no other.
    public Members(@Nullable UUID team, UUID[] inTeam, UUID[] inTree) {
      this(team, inTeam, inTree, team == null ? new UUID[0] : new UUID[] {team});
    }
  }

  private record Rights(Map<Verb, Scope> verbs, Map<String, Right> fields) {}

  private final Principal principal;
  private final Members members;
  private final boolean everything;
  private final Catalog catalog;
  private final Map<String, Rights> rights = new HashMap<>();
  private final String shape;
  private final Reach reach = new Reach(this);

  private Policy(
      Principal principal, Members members, boolean everything, Catalog catalog, String shape) {
    this.principal = principal;
    this.members = members;
    this.everything = everything;
    this.catalog = catalog;
    this.shape = shape;
  }

  /// May do everything: administrators and the program itself.
  public static Policy unlimited(Principal principal, Members members, Catalog catalog) {
    return new Policy(principal, members, true, catalog, "*@" + catalog.version());
  }

  /// May do what the grants add up to.
  public static Policy of(
      Principal principal, Members members, Collection<Grant> grants, Catalog catalog) {
    var policy =
        new Policy(
            principal,
            members,
            false,
            catalog,
            Integer.toHexString(List.copyOf(grants).hashCode())
                + shapeOf(grants)
                + "@"
                + catalog.version());
    grants.forEach(policy::add);
    return policy;
  }

  private static String shapeOf(Collection<Grant> grants) {
    var text = new StringBuilder();
    grants.stream()
        .sorted(java.util.Comparator.comparing(Grant::type))
        .forEach(g ->
            text.append(g.type())
                .append(new java.util.TreeMap<>(g.verbs()))
                .append(new java.util.TreeMap<>(g.fields())));
    return text.toString();
  }

  private void add(Grant grant) {
    var known =
        rights.computeIfAbsent(
            grant.type(), t -> new Rights(new EnumMap<>(Verb.class), new HashMap<>()));
    grant.verbs().forEach((verb, scope) -> known.verbs.merge(verb, scope, Policy::wider));
    grant.fields().forEach((field, right) -> known.fields.merge(field, right, Policy::higher));
  }

  private static Scope wider(Scope a, Scope b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  private static Right higher(Right a, Right b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  private static Right lower(Right a, Right b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  /// The same rights for another actor on behalf of the same user, such as a rule of his.
  public Policy as(Principal other) {
    var same = new Policy(other, members, everything, catalog, shape);
    same.rights.putAll(rights);
    return same;
  }

  public Principal principal() {
    return principal;
  }

  public Members members() {
    return members;
  }

  public Catalog catalog() {
    return catalog;
  }

  public boolean administers() {
    return everything;
  }

  /// Equal for callers whose statements are the same text.
  public String shape() {
    return shape;
  }

  /// How far a verb reaches for a type, or null when it is refused.
  public @Nullable Scope scope(Verb verb, Type type) {
    if (everything) {
      return Scope.ALL;
    }
    if (type.name().equals(Principal.TYPE.name())) {
      return verb == Verb.READ ? Scope.ALL : null;
    }
    if (type.ownership() instanceof Ownership.Part part) {
      var of = verb == Verb.CREATE || verb == Verb.DELETE ? Verb.UPDATE : verb;
      return scope(of, catalog.type(part.parent()));
    }
    var of = rights.get(type.name());
    return of == null ? null : of.verbs().get(verb);
  }

  public boolean may(Verb verb, Type type) {
    return scope(verb, type) != null;
  }

  /// Does a verb's scope reach everything of a type that these people own?
  public boolean reaches(Verb verb, Type type, Collection<UUID> people) {
    return switch (scope(verb, type)) {
      case null -> false;
      case OWN -> principal.user() != null && Set.of(principal.user()).containsAll(people);
      case TEAM -> List.of(members.inTeam()).containsAll(people);
      case TREE -> List.of(members.inTree()).containsAll(people);
      case ALL -> true;
    };
  }

  /// What the caller may do with a field of a type that he may read.
  public Right right(Type type, Field field) {
    if (field.flags().internal()) {
      return Right.NONE;
    }
    if (everything) {
      return field.writable() ? Right.WRITE : Right.READ;
    }
    return may(Verb.READ, type) || isExtension(type) ? said(type, field) : Right.NONE;
  }

  /// What the roles say of a field, whether its type may be read or not.
  private Right said(Type type, Field field) {
    var of = rights.get(type.name());
    var named = of == null ? null : of.fields().get(field.name());
    if (named == null) {
      named = offByDefault(field) ? Right.NONE : Right.WRITE;
    }
    for (var source : field.flags().follows()) {
      named = lower(named, sight(type, source));
    }
    if (!readableFormula(type, field) || named == Right.MASK && field.kind() == Kind.EXTENSION) {
      return Right.NONE;
    }
    return named == Right.WRITE && !field.writable() ? Right.READ : named;
  }

  /// How far what is reckoned from a field of a type, of its parts or of another type may be read:
  /// whoever reads that field may do the same with what follows from it. A figure over all records
  /// of another type may be for somebody who reads none of them: only what a role hides hides it.
  private Right sight(Type type, String path) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      var right = said(type, type.field(path));
      return right == Right.READ ? Right.WRITE : right;
    }
    var parts = catalog.inverse(type, path.substring(0, dot));
    var other = parts == null ? catalog.find(path.substring(0, dot)) : catalog.type(parts.target());
    return other == null ? Right.WRITE : sight(other, path.substring(dot + 1));
  }

  /// What nobody reads unless a role names it: sensitive fields, and figures that count records
  /// which the caller may not read all.
  private boolean offByDefault(Field field) {
    return field.kind() == Kind.EXTENSION
            && catalog.type(field.targetName()).ownership() instanceof Ownership.Computed(var from)
        ? scope(Verb.READ, catalog.type(from)) != Scope.ALL
        : field.flags().sensitive();
  }

  private boolean isExtension(Type type) {
    return catalog.isExtension(type);
  }

  /// A name that the caller may use on records of a type: a readable field or a to-many relation
  /// whose type he may read. Anything else does not exist.
  public @Nullable Member member(Type type, String name) {
    var field = type.find(name);
    if (field != null) {
      return right(type, field).compareTo(Right.READ) >= 0 ? field : null;
    }
    var inverse = catalog.inverse(type, name);
    return inverse != null && may(Verb.READ, catalog.type(inverse.target())) ? inverse : null;
  }

  /// May the caller use each of these names on records of a type?
  public boolean reads(String type, String... names) {
    var of = catalog.type(type);
    return List.of(names).stream().allMatch(name -> member(of, name) != null);
  }

  /// Every name that the caller may use on records of a type.
  public List<String> names(Type type) {
    return java.util.stream.Stream.concat(
            type.fields().stream().map(Field::name),
            catalog.inverses(type).stream().map(Inverse::name))
        .filter(name -> member(type, name) != null)
        .toList();
  }

  private boolean readableFormula(Type type, Field field) {
    return !field.isFormula() || catalog.namesIn(type, field).stream().allMatch(this::isMember);
  }

  /// Is `type.name` a name that the caller may use, or the `id` or `version` that all have?
  private boolean isMember(String path) {
    int dot = path.indexOf('.');
    var name = path.substring(dot + 1);
    return List.of("id", "version").contains(name)
        || member(catalog.type(path.substring(0, dot)), name) != null;
  }

  /// The predicate of the rows that the caller may reach with a verb: scope, and not in the bin.
  public Condition rows(Verb verb, Row row) {
    var scope = scope(verb, row.type());
    if (scope == null) {
      return isExtension(row.type()) ? DSL.noCondition() : DSL.falseCondition();
    }
    return row.notBinned().and(any(reach.ways(verb, scope, row)));
  }

  private static Condition any(Map<Way, Condition> ways) {
    return ways.values().stream().reduce(DSL.noCondition(), Condition::or);
  }

  /// What [#rows] consists of for a living row: the ways by which a verb reaches it, none where no
  /// role names the verb.
  public Map<Way, Condition> ways(Verb verb, Row row) {
    var scope = scope(verb, row.type());
    return scope == null ? Map.of() : reach.ways(verb, scope, row);
  }

  /// The predicate of what may be read: the visibility of every [From].
  public Condition readable(Row row) {
    return rows(Verb.READ, row);
  }

  /// The predicate of the binned records that a verb would reach if they were not binned.
  public Condition binned(Verb verb, Row row) {
    var scope = scope(verb, row.type());
    return scope == null || !row.type().hasBin()
        ? DSL.falseCondition()
        : DSL.not(row.notBinned()).and(any(reach.ways(verb, scope, row)));
  }

  /// The rows that sharing adds for a verb.
  public Condition shared(Verb verb, Row row) {
    return row.type().ownership() instanceof Ownership.Owned owned
        ? any(reach.shared(verb, owned, row))
        : DSL.falseCondition();
  }
}
