package org.shuke.access.matrix;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shuke.access.matrix.Facts.Fact;
import org.shuke.access.matrix.Facts.Place;
import org.shuke.access.matrix.People.Says;
import org.shuke.access.matrix.People.Somebody;
import org.shuke.records.Catalog;
import org.shuke.records.Field;
import org.shuke.records.Kind;
import org.shuke.records.Type;
import org.shuke.records.Type.Ownership;

/// Who may do what, said a second time in the simplest words and row by row: it shares nothing with
/// the program's policy but the declarations.
final class Oracle {
  private static final List<String> SCOPES = List.of("own", "team", "tree", "all");
  private static final List<String> RIGHTS = List.of("none", "mask", "read", "write");

  private final Catalog catalog;
  private final People people;
  private Facts facts;

  Oracle(Catalog catalog, People people, Facts facts) {
    this.catalog = catalog;
    this.people = people;
    this.facts = facts;
  }

  void now(Facts facts) {
    this.facts = facts;
  }

  /// How far a verb reaches, or null when he may not do it at all.
  @Nullable String scope(Somebody who, String verb, Type type) {
    if (type.ownership() instanceof Ownership.Part(String parent, String via)) {
      var of = verb.equals("create") || verb.equals("delete") ? "update" : verb;
      return scope(who, of, catalog.type(parent));
    }
    var roles = who.roles();
    var widest = roles == null ? "all" : widest(roles, verb, type);
    var limit = who.limit() == null ? "all" : widest(List.of(who.limit()), verb, type);
    return least(SCOPES, widest, limit);
  }

  private static @Nullable String widest(List<Says> roles, String verb, Type type) {
    return roles.stream()
        .map(role -> role.verbs().getOrDefault(type.plural(), Map.of()).get(verb))
        .filter(Objects::nonNull)
        .max((a, b) -> SCOPES.indexOf(a) - SCOPES.indexOf(b))
        .orElse(null);
  }

  private static @Nullable String least(
      List<String> order, @Nullable String a, @Nullable String b) {
    return a == null || b == null ? null : order.indexOf(a) <= order.indexOf(b) ? a : b;
  }

  boolean may(Somebody who, String verb, Type type) {
    return scope(who, verb, type) != null;
  }

  /// Would the verb reach the row, be it in the bin or not?
  boolean reaches(Somebody who, String verb, Fact fact) {
    var scope = scope(who, verb, fact.type());
    if (scope == null) {
      return false;
    }
    return switch (fact.type().ownership()) {
      case Ownership.Common(String about) -> about == null || isAbout(who, fact, about);
      case Ownership.Computed computed -> true;
      case Ownership.Part(String parent, String via) -> {
        var of = facts.find(parent, fact.column(column(fact.type(), via)));
        yield of != null && living(who, verb, of);
      }
      case Ownership.Owned owned ->
          mine(who, scope, fact)
              || shared(who, verb, fact, owned)
              || owned.alsoThrough().stream().anyMatch(via -> behind(who, verb, fact, via));
      case Ownership.Involving(String people) when verb.equals("read") ->
          mine(who, scope, fact) || String.valueOf(fact.column(people)).contains(who.user());
      case Ownership.Involving involving -> mine(who, scope, fact);
      case Ownership.Personal(String shared) when verb.equals("read") ->
          who.user().equals(fact.owner())
              || "true".equals(fact.column(column(fact.type(), shared)));
      case Ownership.Personal personal -> scope.equals("all") || who.user().equals(fact.owner());
    };
  }

  /// Is it about nothing, or about what he may read in the end?
  private boolean isAbout(Somebody who, Fact fact, String about) {
    var field = fact.type().field(about);
    var subject = facts.find(String.valueOf(field.target()), fact.column(field.column()));
    if (subject == null) {
      return true;
    }
    return switch (subject.type().ownership()) {
      case Ownership.Common(String further) -> further == null || isAbout(who, subject, further);
      default -> "all".equals(scope(who, "read", subject.type())) || sees(who, subject);
    };
  }

  private boolean behind(Somebody who, String verb, Fact fact, String through) {
    var field = fact.type().field(through);
    var target = facts.find(String.valueOf(field.target()), fact.column(field.column()));
    return target != null && living(who, verb, target);
  }

  /// Is it shared with him: by its members, or because it lies open in a pool of his teams?
  private boolean shared(Somebody who, String verb, Fact fact, Ownership.Owned owned) {
    if (owned.members() != null && List.of("read", "update").contains(verb)) {
      var through = owned.sharedThrough();
      var shared =
          through == null ? fact.type() : catalog.type(fact.type().field(through).targetName());
      var record = through == null ? fact.id() : fact.column(column(fact.type(), through));
      var name = owned.members().substring(owned.members().indexOf('.') + 1);
      var relation = Objects.requireNonNull(catalog.inverse(shared, name));
      var part = catalog.type(relation.target());
      if (facts.of(part).stream()
          .filter(m -> Objects.equals(record, m.column(column(part, relation.via()))))
          .filter(m -> verb.equals("read") || "true".equals(m.column("write")))
          .anyMatch(m ->
              who.user().equals(m.column("user")) || isIn(who, String.valueOf(m.column("team"))))) {
        return true;
      }
    }
    if (owned.pool() == null || !verb.equals("read") || fact.owner() != null) {
      return false;
    }
    var pool = facts.find("pool", fact.column(column(fact.type(), owned.pool())));
    return pool != null
        && !pool.binned()
        && pool.row().get("teams").valueStream().anyMatch(team -> isIn(who, team.asString()));
  }

  /// Is he in that team or in one below it?
  private boolean isIn(Somebody who, String team) {
    var known = facts.find("team", team);
    var below = known == null ? null : People.BELOW.get(known.column("name"));
    return who.team() != null && below != null && below.contains(who.team());
  }

  private static String column(Type type, String field) {
    return type.field(field).column();
  }

  private boolean mine(Somebody who, String scope, Fact fact) {
    return scope.equals("all") || owners(who, scope).contains(String.valueOf(fact.owner()));
  }

  private Set<String> owners(Somebody who, String scope) {
    return switch (scope) {
      case "team" -> people.with(who, who.team() == null ? Set.of() : Set.of(who.team()));
      case "tree" -> people.with(who, People.BELOW.getOrDefault(who.team(), Set.of()));
      default -> Set.of(who.user());
    };
  }

  boolean living(Somebody who, String verb, Fact fact) {
    return !fact.binned() && reaches(who, verb, fact);
  }

  boolean sees(Somebody who, Fact fact) {
    return living(who, "read", fact);
  }

  boolean seesInBin(Somebody who, Fact fact) {
    if (fact.type().ownership() instanceof Ownership.Part(String parent, String via)) {
      var of = facts.find(parent, fact.column(column(fact.type(), via)));
      return of != null && seesInBin(who, of);
    }
    return fact.binned() && fact.type().hasBin() && reaches(who, "read", fact);
  }

  /// `none`, `mask`, `read` or `write`.
  String right(Somebody who, Type type, Field field) {
    return field.flags().internal() || !may(who, "read", type) ? "none" : said(who, type, field);
  }

  private String said(Somebody who, Type type, Field field) {
    var roles = who.roles();
    var right = roles == null ? "write" : named(who, roles, type, field);
    var limit = who.limit() == null ? "write" : named(who, List.of(who.limit()), type, field);
    var both = Objects.requireNonNull(least(RIGHTS, right, limit));
    if (field.kind() == Kind.EXTENSION) {
      return both.equals("mask") || both.equals("none") ? "none" : "read";
    }
    for (var source : field.flags().follows()) {
      both = Objects.requireNonNull(least(RIGHTS, both, sight(who, type, source)));
    }
    boolean fixed = field.flags().system() || field.formula() != null;
    return both.equals("write") && fixed ? "read" : both;
  }

  /// What is reckoned from a readable field of the record, of its parts or of another type may be
  /// what it is.
  private String sight(Somebody who, Type type, String path) {
    var names = path.split("\\.");
    var parts = names.length == 1 ? null : catalog.inverse(type, names[0]);
    var of = names.length == 1 ? type : catalog.type(parts == null ? names[0] : parts.target());
    var right = said(who, of, of.field(names[names.length - 1]));
    return right.equals("read") ? "write" : right;
  }

  private String named(Somebody who, List<Says> roles, Type type, Field field) {
    return roles.stream()
        .map(role -> role.fields().getOrDefault(type.plural(), Map.of()).get(field.name()))
        .filter(Objects::nonNull)
        .max((a, b) -> RIGHTS.indexOf(a) - RIGHTS.indexOf(b))
        .orElse(offUnlessNamed(who, roles, field) ? "none" : "write");
  }

  private boolean offUnlessNamed(Somebody who, List<Says> roles, Field field) {
    if (field.kind() == Kind.EXTENSION
        && catalog.type(String.valueOf(field.target())).ownership()
            instanceof Ownership.Computed(String from)) {
      return !"all".equals(widest(roles, "read", catalog.type(from)));
    }
    return field.flags().sensitive();
  }

  /// May the field be used by name: selected, filtered, sorted, grouped?
  boolean uses(Somebody who, Type type, Field field) {
    return List.of("read", "write").contains(right(who, type, field))
        && computable(who, type, field);
  }

  private boolean usesName(Somebody who, Type type, String name) {
    if (List.of("id", "version").contains(name)) {
      return true;
    }
    var field = type.find(name);
    if (field != null) {
      return uses(who, type, field);
    }
    var inverse = catalog.inverse(type, name);
    return inverse != null && may(who, "read", catalog.type(inverse.target()));
  }

  /// Does the field occur in an answer, be it masked?
  boolean shows(Somebody who, Type type, Field field) {
    return !right(who, type, field).equals("none") && computable(who, type, field);
  }

  private boolean computable(Somebody who, Type type, Field field) {
    return field.formula() == null
        || catalog.namesIn(type, field).stream()
            .map(name -> name.split("\\."))
            .allMatch(name -> usesName(who, catalog.type(name[0]), name[1]));
  }

  /// Is a record found by what the field says? Only if he may use all fields that are searched with
  /// it.
  boolean finds(Somebody who, Type type, Field field) {
    return type.fields().stream()
        .filter(f -> Objects.equals(f.flags().search(), field.flags().search()))
        .allMatch(f -> uses(who, type, f));
  }

  /// May he know a word that stands there?
  boolean knows(Somebody who, Place place) {
    var fact = place.fact();
    return (sees(who, fact) || seesInBin(who, fact))
        && fact.type().fields().stream()
            .filter(f -> f.column().equals(place.column()))
            .anyMatch(f -> uses(who, fact.type(), f));
  }

  /// The living rows of a type that he may reach with all of these verbs.
  List<Fact> rows(Somebody who, Type type, String... verbs) {
    return facts.of(type).stream()
        .filter(fact -> List.of(verbs).stream().allMatch(verb -> living(who, verb, fact)))
        .toList();
  }
}
