package org.shuke.access;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Catalog;
import org.shuke.records.Field;
import org.shuke.records.Grant;
import org.shuke.records.Kind;
import org.shuke.records.Policy;
import org.shuke.records.Principal;
import org.shuke.records.Right;
import org.shuke.records.Scope;
import org.shuke.records.Type;
import org.shuke.records.Verb;

/// Compares what grants allow with what somebody may do himself.
///
/// The rows of parts and of extensions are those of the records that they hang on: of these types
/// only the fields are compared.
final class Rights {
  private Rights() {}

  /// What the scopes of a key leave of its user's rights: never more than either.
  static List<Grant> within(Policy user, List<Grant> scopes) {
    var catalog = user.catalog();
    var scoped = policy(scopes, catalog);
    var grants = new ArrayList<Grant>();
    for (var type : catalog.types()) {
      var verbs = hasRows(type, catalog) ? verbs(scoped, user, type) : Map.<Verb, Scope>of();
      if (!verbs.isEmpty() || !hasRows(type, catalog)) {
        grants.add(new Grant(type.name(), verbs, fields(scoped, user, type)));
      }
    }
    return grants;
  }

  private static boolean hasRows(Type type, Catalog catalog) {
    return !type.isPart() && !catalog.isExtension(type);
  }

  private static Map<Verb, Scope> verbs(Policy scoped, Policy user, Type type) {
    var verbs = new EnumMap<Verb, Scope>(Verb.class);
    for (var verb : Verb.values()) {
      var scope = lesser(scoped.scope(verb, type), user.scope(verb, type));
      if (scope != null) {
        verbs.put(verb, scope);
      }
    }
    return verbs;
  }

  private static Map<String, Right> fields(Policy scoped, Policy user, Type type) {
    var fields = new HashMap<String, Right>();
    for (var field : type.fields()) {
      fields.put(field.name(), lesser(scoped.right(type, field), user.right(type, field)));
    }
    return fields;
  }

  private static <E extends Comparable<E>> @Nullable E lesser(@Nullable E a, @Nullable E b) {
    if (a == null || b == null) {
      return null;
    }
    return a.compareTo(b) <= 0 ? a : b;
  }

  private static Right lesser(Right a, Right b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  private static Policy policy(List<Grant> grants, Catalog catalog) {
    return Policy.of(Principal.SYSTEM, Policy.Members.NOBODY, grants, catalog);
  }

  /// The first thing among the grants that the giver may not do himself: `contacts.delete`,
  /// `contacts.email`.
  static Optional<String> beyond(Policy giver, List<Grant> given) {
    if (giver.administers()) {
      return Optional.empty();
    }
    var catalog = giver.catalog();
    var wanted = policy(given, catalog);
    return Stream.concat(
            catalog.types().stream()
                .filter(type -> hasRows(type, catalog) || type.isPart() || hangs(type, wanted))
                .flatMap(type -> beyond(giver, wanted, type).stream()),
            given.stream().flatMap(grant -> named(giver, grant).stream()))
        .findFirst();
  }

  /// Is this extension to be seen on any type?
  private static boolean hangs(Type extension, Policy wanted) {
    return wanted.catalog().types().stream()
        .anyMatch(type ->
            type.fields().stream()
                .anyMatch(field ->
                    field.kind() == Kind.EXTENSION
                        && field.targetName().equals(extension.name())
                        && wanted.right(type, field) != Right.NONE));
  }

  private static Optional<String> beyond(Policy giver, Policy wanted, Type type) {
    for (var verb : hasRows(type, giver.catalog()) ? Verb.values() : new Verb[0]) {
      var scope = wanted.scope(verb, type);
      var own = giver.scope(verb, type);
      if (scope != null && (own == null || own.compareTo(scope) < 0)) {
        return Optional.of(type.plural() + "." + verb.apiName());
      }
    }
    return type.fields().stream()
        .filter(field -> wanted.right(type, field).compareTo(giver.right(type, field)) > 0)
        .map(field -> type.plural() + "." + field.name())
        .findFirst();
  }

  /// A field that a grant names counts even where the grant reaches no rows: it is added to the
  /// roles that do.
  private static Optional<String> named(Policy giver, Grant grant) {
    var type = giver.catalog().type(grant.type());
    return type.fields().stream()
        .filter(field -> {
          var named = grant.fields().get(field.name());
          return named != null && possible(named, field).compareTo(giver.right(type, field)) > 0;
        })
        .map(field -> type.plural() + "." + field.name())
        .findFirst();
  }

  private static Right possible(Right right, Field field) {
    return right == Right.WRITE && !field.writable() ? Right.READ : right;
  }
}
