package org.shuke.access;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuke.http.Json;
import org.shuke.records.Catalog;
import org.shuke.records.Grant;
import org.shuke.records.Policy;
import org.shuke.records.Policy.Members;
import org.shuke.records.Principal;
import org.shuke.records.Scope;
import org.shuke.records.Type;
import org.shuke.records.Verb;

/// A role that somebody holds, as it is now.
record HeldRole(String name, boolean administrator, List<Grant> grants) {
  /// @param json `[{"name", "administrator", "grants"}]`
  static List<HeldRole> list(String json, Catalog catalog) {
    return Json.mapper()
        .readTree(json)
        .valueStream()
        .map(role ->
            new HeldRole(
                role.get("name").asString(),
                role.get("administrator").asBoolean(),
                Grants.stored(role.get("grants").toString(), catalog)))
        .toList();
  }

  /// What its holder may do with all of them.
  static Policy policy(
      List<HeldRole> roles, Principal principal, Members members, Catalog catalog) {
    return administers(roles)
        ? Policy.unlimited(principal, members, catalog)
        : Policy.of(
            principal, members, roles.stream().flatMap(r -> r.grants.stream()).toList(), catalog);
  }

  /// How far it alone reaches.
  @Nullable Scope scope(Verb verb, Type type, Catalog catalog) {
    return policy(List.of(this), Principal.SYSTEM, Members.NOBODY, catalog).scope(verb, type);
  }

  static boolean administers(List<HeldRole> roles) {
    return roles.stream().anyMatch(HeldRole::administrator);
  }
}
