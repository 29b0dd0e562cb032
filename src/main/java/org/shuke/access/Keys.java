package org.shuke.access;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shuke.http.Caller;
import org.shuke.platform.Refusal;
import org.shuke.platform.Refusal.Fault;
import org.shuke.platform.Token;
import org.shuke.platform.db.Database;
import org.shuke.records.Catalog;
import org.shuke.records.Principal;
import org.shuke.records.Verb;
import tools.jackson.databind.JsonNode;

/// Keys for programs: they act for their user, with all his rights or with the scopes that were
/// asked for, never with more.
final class Keys {
  private static final String MARK = "shuke_";
  private static final int SHOWN = 12;
  private static final int LONGEST_NAME = 200;

  /// What a caller asks for.
  ///
  /// @param scopes grants, as a role has them; absent for all rights of the user
  record Wanted(String name, @Nullable JsonNode scopes, @Nullable Instant expiresAt) {}

  private final Database database;
  private final Clock clock;
  private final Supplier<Catalog> catalog;
  private final Audit audit;

  Keys(Database database, Clock clock, Supplier<Catalog> catalog, Audit audit) {
    this.database = database;
    this.clock = clock;
    this.catalog = catalog;
    this.audit = audit;
  }

  /// Makes a key for a user: for oneself, or for anybody by an administrator.
  Map<String, Object> issue(Caller caller, UUID user, Wanted wanted) {
    var policy = caller.policy();
    var types = catalog.get();
    var scopes = checked(wanted, types);
    boolean self = user.equals(policy.principal().user());
    if (!self && !policy.may(Verb.READ, types.type("user"))) {
      throw Refusal.notFound();
    }
    var key = MARK + Token.next();
    var by = policy.principal();
    return database.transaction(tx -> {
      if (RightsSql.of(tx, user) == null) {
        throw Refusal.notFound();
      }
      if (!policy.administers() && (!self || by.kind() != Principal.Kind.USER)) {
        throw Refusal.forbidden("key-for-others", Map.of());
      }
      var id =
          DoorSql.addKey(
              tx,
              by.id(),
              user,
              wanted.name().strip(),
              key.substring(0, SHOWN),
              Token.hash(key),
              scopes == null ? null : Grants.json(scopes, types),
              wanted.expiresAt(),
              clock.instant());
      audit.write(tx, by.id(), "key-issued", id.toString(), null, Map.of("user", user));
      var answer = new LinkedHashMap<String, Object>();
      answer.put("id", id);
      answer.put("key", key);
      return answer;
    });
  }

  private @Nullable List<org.shuke.records.Grant> checked(Wanted wanted, Catalog types) {
    var faults = new ArrayList<Fault>();
    if (wanted.name().isBlank() || wanted.name().length() > LONGEST_NAME) {
      faults.add(new Fault("name", "key-name", Map.of("most", LONGEST_NAME)));
    }
    var expires = wanted.expiresAt();
    if (expires != null && !expires.isAfter(clock.instant())) {
      faults.add(Fault.of("expiresAt", "key-expired"));
    }
    var scopes = wanted.scopes();
    var grants =
        scopes == null || scopes.isNull() ? null : Grants.written(scopes, types, "scopes", faults);
    if (!faults.isEmpty()) {
      throw Refusal.invalid(faults);
    }
    return grants;
  }
}
