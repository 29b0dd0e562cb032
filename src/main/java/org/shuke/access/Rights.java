package org.shuke.access;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Catalog;
import org.shuke.records.Grant;
import org.shuke.records.Policy;
import org.shuke.records.Principal;
import org.shuke.records.Right;
import org.shuke.records.Scope;
import org.shuke.records.Type;
import org.shuke.records.Verb;

/// Compares what grants allow with what somebody may do himself.
final class Rights {
  private Rights() {}

  /// What the scopes of a key leave of its user's rights: never more than either.
  static List<Grant> within(Policy user, List<Grant> scopes) {
    var catalog = user.catalog();
    var scoped = policy(scopes, catalog);
    var grants = new ArrayList<Grant>();
    for (var type : catalog.types()) {
      if (type.isPart() || catalog.isExtension(type)) {
        continue;
      }
      var verbs = new EnumMap<Verb, Scope>(Verb.class);
      for (var verb : Verb.values()) {
        var scope = lesser(scoped.scope(verb, type), user.scope(verb, type));
        if (scope != null) {
          verbs.put(verb, scope);
        }
      }
      var fields = new HashMap<String, Right>();
      for (var field : type.fields()) {
        fields.put(field.name(), lesser(scoped.right(type, field), user.right(type, field)));
      }
      if (!verbs.isEmpty()) {
        grants.add(new Grant(type.name(), verbs, fields));
      }
    }
    return grants;
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
    return catalog.types().stream()
        .filter(type -> !type.isPart() && !catalog.isExtension(type))
        .flatMap(type -> beyond(giver, wanted, type).stream())
        .findFirst();
  }

  private static Optional<String> beyond(Policy giver, Policy wanted, Type type) {
    for (var verb : Verb.values()) {
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
}
