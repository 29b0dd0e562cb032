package org.shuke.sales.plans;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.shuke.records.Policy;
import org.shuke.records.Scope;
import org.shuke.records.Type;
import org.shuke.records.Verb;

/// Of whom a caller reaches everything with a verb: figures over others would be of a part only.
///
/// @param people those of every team and of the teams below it
record Sight(Policy policy, Verb verb, Type type, Map<UUID, List<UUID>> people) {
  boolean everybody() {
    return policy.scope(verb, type) == Scope.ALL;
  }

  /// @param id empty for what is nobody's
  boolean person(String id) {
    return id.isEmpty() ? everybody() : person(UUID.fromString(id));
  }

  boolean person(UUID id) {
    return policy.reaches(verb, type, Set.of(id));
  }

  boolean team(UUID id) {
    return policy.reaches(verb, type, people.getOrDefault(id, List.of()));
  }
}
