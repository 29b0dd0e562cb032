package org.shuke.access;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shuke.http.Json;
import org.shuke.platform.Refusal;
import org.shuke.platform.Refusal.Fault;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Catalog;
import org.shuke.records.Draft;
import org.shuke.records.Grant;
import org.shuke.records.Policy;
import org.shuke.records.Verb;
import org.shuke.records.writes.Writes;

/// Nobody but an administrator gives away what he does not have himself: not to others, not to
/// himself, not by way of a team, a role or a key.
final class PeopleGuards {
  private static final List<String> DECIDING = List.of("email", "roles", "team", "active");

  private final Supplier<Catalog> catalog;
  private final Audit audit;

  PeopleGuards(Supplier<Catalog> catalog, Audit audit) {
    this.catalog = catalog;
    this.audit = audit;
  }

  void addTo(Writes writes) {
    writes.guard("user", this::user);
    writes.guard("team", this::team);
    writes.guard("role", this::role);
    writes.guard("api-key", PeopleGuards::key);
  }

  private void user(Policy caller, Transaction tx, Verb verb, Draft draft) throws SQLException {
    if (!caller.administers()) {
      otherUser(caller, tx, verb, draft);
    }
    var before = ids(draft.stored("roles"));
    var after = ids(draft.get("roles"));
    if (verb != Verb.CREATE && endsAdministration(tx, verb, draft, before, after)) {
      PeopleSql.lockFirstStart(tx);
      if (!PeopleSql.anotherAdministrator(tx, draft.id())) {
        throw Refusal.invalid("roles", "last-administrator", Map.of());
      }
    }
    if (!before.equals(after)) {
      audit.write(
          tx,
          caller.principal().id(),
          "roles-given",
          draft.id().toString(),
          null,
          Map.of("before", before, "after", after));
    }
  }

  private static boolean endsAdministration(
      Transaction tx, Verb verb, Draft draft, List<UUID> before, List<UUID> after)
      throws SQLException {
    return PeopleSql.anyAdministrators(tx, before)
        && (verb == Verb.DELETE
            || Boolean.FALSE.equals(draft.get("active"))
            || !PeopleSql.anyAdministrators(tx, after));
  }

  /// What somebody who is no administrator may do to a user.
  private void otherUser(Policy caller, Transaction tx, Verb verb, Draft draft)
      throws SQLException {
    boolean decides =
        verb == Verb.DELETE || DECIDING.stream().anyMatch(name -> changes(draft, name));
    if (draft.id().equals(caller.principal().user()) && decides) {
      throw Refusal.forbidden("own-rights", Map.of());
    }
    if (verb != Verb.CREATE) {
      mustReach(caller, draft.id());
      mustCover(caller, tx, ids(draft.stored("roles")));
    }
    mustCover(caller, tx, ids(draft.get("roles")));
    if (verb == Verb.CREATE || changes(draft, "team")) {
      mustBeBelow(caller, tx, (UUID) draft.get("team"));
    }
  }

  private static boolean changes(Draft draft, String name) {
    return draft.given(name) && !Objects.deepEquals(draft.stored(name), draft.get(name));
  }

  private static void mustReach(Policy caller, UUID user) {
    if (!Arrays.asList(caller.members().inTree()).contains(user)) {
      throw Refusal.forbidden("beyond-own-teams", Map.of());
    }
  }

  private void mustCover(Policy caller, Transaction tx, List<UUID> roles) throws SQLException {
    if (PeopleSql.anyAdministrators(tx, roles)) {
      throw Refusal.forbidden("administrators-people", Map.of());
    }
    for (var grants : PeopleSql.grants(tx, roles)) {
      mustCover(caller, Grants.stored(grants, catalog.get()));
    }
  }

  private static void mustCover(Policy caller, List<Grant> grants) {
    var beyond = Rights.beyond(caller, grants);
    if (beyond.isPresent()) {
      throw Refusal.forbidden("rights-beyond-own", Map.of("right", beyond.get()));
    }
  }

  private static void mustBeBelow(Policy caller, Transaction tx, @Nullable UUID team)
      throws SQLException {
    var own = caller.members().team();
    if (team != null && (own == null || !PeopleSql.isWithin(tx, team, own))) {
      throw Refusal.forbidden("beyond-own-teams", Map.of());
    }
  }

  private void team(Policy caller, Transaction tx, Verb verb, Draft draft) throws SQLException {
    var parent = (UUID) draft.get("parent");
    if (verb == Verb.UPDATE && parent != null && PeopleSql.isWithin(tx, parent, draft.id())) {
      throw Refusal.invalid("parent", "team-circle", Map.of());
    }
    if (caller.administers()) {
      return;
    }
    if (verb != Verb.CREATE) {
      mustBeBelow(caller, tx, draft.id());
    }
    if (verb != Verb.DELETE) {
      if (parent == null && !draft.id().equals(caller.members().team())) {
        throw Refusal.forbidden("beyond-own-teams", Map.of());
      }
      boolean stays = Objects.equals(parent, draft.stored("parent")) && verb == Verb.UPDATE;
      if (!stays) {
        mustBeBelow(caller, tx, parent);
      }
    }
  }

  private void role(Policy caller, Transaction tx, Verb verb, Draft draft) throws SQLException {
    if (Boolean.TRUE.equals(draft.stored("administrator"))) {
      if (!caller.administers() || verb == Verb.DELETE) {
        throw Refusal.forbidden("administrators-people", Map.of());
      }
    }
    var grants = draft.given("grants") ? written(draft) : null;
    if (!caller.administers()) {
      mustCover(caller, Grants.stored(text(draft.stored("grants")), catalog.get()));
      if (grants != null) {
        mustCover(caller, grants);
      }
    }
    audit.write(
        tx,
        caller.principal().id(),
        "role-changed",
        draft.id().toString(),
        null,
        Map.of(
            "verb", verb.apiName(),
            "before", text(draft.stored("grants")),
            "after", text(draft.get("grants"))));
  }

  private List<Grant> written(Draft draft) {
    var faults = new ArrayList<Fault>();
    var json = Json.mapper().readTree(text(draft.get("grants")));
    var grants = Grants.written(json, catalog.get(), "grants", faults);
    if (!faults.isEmpty()) {
      throw Refusal.invalid(faults);
    }
    return grants;
  }

  private static String text(@Nullable Object grants) {
    return grants == null ? "[]" : grants.toString();
  }

  private static void key(Policy caller, Transaction tx, Verb verb, Draft draft) {
    if (verb != Verb.CREATE && changes(draft, "owner")) {
      throw Refusal.forbidden("key-owner", Map.of());
    }
  }

  private static List<UUID> ids(@Nullable Object value) {
    var ids = new ArrayList<UUID>();
    if (value instanceof Object[] many) {
      for (var one : many) {
        ids.add((UUID) one);
      }
    }
    return ids;
  }
}
