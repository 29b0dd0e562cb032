package org.shuke.access;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.access.AudienceSql.Found;
import org.shuke.access.AudienceSql.Group;
import org.shuke.ground.Ground;
import org.shuke.http.Answer;
import org.shuke.http.Call;
import org.shuke.http.Door;
import org.shuke.http.Routes;
import org.shuke.http.records.RecordRoutes;
import org.shuke.platform.Refusal;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Catalog;
import org.shuke.records.Policy;
import org.shuke.records.Policy.Members;
import org.shuke.records.Principal;
import org.shuke.records.Scope;
import org.shuke.records.Type;
import org.shuke.records.Type.Ownership;
import org.shuke.records.Verb;
import org.shuke.records.Way;

/// Who may read and change a record, and why: told to whoever may read all that it follows from
/// (people, teams, roles, and what the record hangs on); everybody else is told it of himself.
final class Audience {
  /// More people than these are not told at once.
  static final int MOST = 2000;

  /// Why somebody may do something.
  ///
  /// @param ways as [Way] has them, or `administrator`
  /// @param roles those of his roles that reach furthest
  record Reason(List<String> ways, List<String> roles) {}

  /// Somebody who may read the record.
  ///
  /// @param change null when he may not change it
  record Reader(
      UUID id,
      String name,
      @Nullable String team,
      boolean owner,
      Reason read,
      @Nullable Reason change) {}

  /// @param everybody false when the caller is told of himself alone
  /// @param more are there others, beyond the most that are told?
  /// @param through the type of the record whose readers may read this one too; null where it has
  ///   none, or several
  record Told(boolean everybody, boolean more, @Nullable String through, List<Reader> people) {}

  private final Ground ground;

  Audience(Ground ground) {
    this.ground = ground;
  }

  void addTo(Routes routes) {
    routes.get("/api/v1/{plural}/{id}/access", Door.SIGNED_IN, this::tell);
  }

  private Answer tell(Call call) {
    call.allow();
    var policy = call.policy();
    var type = RecordRoutes.type(call);
    var id = call.id();
    return Answer.ok(
        ground
            .database()
            .read(tx -> {
              if (ground.reads().find(tx.connection(), policy, type, id, List.of()) == null) {
                throw Refusal.notFound();
              }
              return of(tx, policy, type, id);
            }));
  }

  private Told of(Transaction tx, Policy policy, Type type, UUID id) throws SQLException {
    boolean everybody = knowsPeople(policy) && knowsReasons(policy, type);
    var groups = everybody ? everybody(tx) : alone(tx, policy);
    var found = new AudienceSql(type, groups).read(tx, id, ground.clock().instant(), MOST + 1);
    return new Told(
        everybody,
        found.size() > MOST,
        through(policy.catalog(), type),
        found.stream().limit(MOST).map(one -> reader(type, one)).toList());
  }

  private static @Nullable String through(Catalog catalog, Type type) {
    return switch (type.ownership()) {
      case Ownership.Part(String parent, String via) -> parent;
      case Ownership.Owned owned when owned.alsoThrough().size() == 1 ->
          catalog.type(type.field(owned.alsoThrough().getFirst()).targetName()).name();
      default -> null;
    };
  }

  private static Reader reader(Type type, Found found) {
    return new Reader(
        found.id(),
        found.name(),
        found.team(),
        found.owner(),
        reason(type, found.group(), Verb.READ, found.read()),
        found.change().isEmpty() ? null : reason(type, found.group(), Verb.UPDATE, found.change()));
  }

  private static Reason reason(Type type, Group group, Verb verb, Set<Way> ways) {
    var reach = group.policy().scope(verb, type);
    var roles =
        group.roles().stream()
            .filter(role -> role.scope(verb, type, group.policy().catalog()) == reach)
            .map(HeldRole::name)
            .toList();
    return group.policy().administers()
        ? new Reason(List.of("administrator"), roles)
        : new Reason(ways.stream().map(Way::apiName).toList(), roles);
  }

  /// May the caller read what rights follow from?
  private static boolean knowsPeople(Policy policy) {
    return policy.administers()
        || knows(policy, "user", "name", "team", "roles")
            && knows(policy, "team", "name", "parent")
            && knows(policy, "role", "name", "grants", "administrator");
  }

  private static boolean knows(Policy policy, String name, String... fields) {
    var type = policy.catalog().type(name);
    return policy.scope(Verb.READ, type) == Scope.ALL
        && List.of(fields).stream().allMatch(field -> policy.member(type, field) != null);
  }

  /// May he read what of the record, and of the records that it hangs on or lies in, decides?
  private static boolean knowsReasons(Policy policy, Type type) {
    if (policy.administers()) {
      return true;
    }
    var owner = type.find("owner");
    boolean whose = owner == null || policy.member(type, "owner") != null;
    return whose
        && switch (type.ownership()) {
          case Ownership.Part(String parent, String via) ->
              knowsReasons(policy, policy.catalog().type(parent));
          case Ownership.Owned owned ->
              owned.alsoThrough().stream().allMatch(via -> all(policy, type, via))
                  && (owned.sharedThrough() == null || all(policy, type, owned.sharedThrough()))
                  && (owned.pool() == null || all(policy, type, owned.pool()));
          case Ownership.Personal personal -> policy.member(type, personal.shared()) != null;
          case Ownership.Involving involving -> true;
          case Ownership.Common(String about) -> about == null || all(policy, type, about);
          case Ownership.Computed computed -> true;
        };
  }

  /// May he read all records that the reference could lead to, and why others may?
  private static boolean all(Policy policy, Type type, String via) {
    var target = policy.catalog().type(type.field(via).targetName());
    return policy.member(type, via) != null
        && policy.scope(Verb.READ, target) == Scope.ALL
        && knowsReasons(policy, target);
  }

  /// The policies of all who may sign in. The people around each of them are asked with the record.
  private List<Group> everybody(Transaction tx) throws SQLException {
    var groups = new ArrayList<Group>();
    var now = ground.catalog();
    for (var holders : RightsSql.everybody(tx)) {
      var roles = HeldRole.list(holders.roles(), now);
      var policy = HeldRole.policy(roles, Principal.SYSTEM, Members.NOBODY, now);
      groups.add(new Group(policy, roles, holders.users()));
    }
    return groups;
  }

  private static List<Group> alone(Transaction tx, Policy policy) throws SQLException {
    var user = Objects.requireNonNull(policy.principal().user());
    var row = Objects.requireNonNull(RightsSql.of(tx, user));
    var roles = HeldRole.list(row.roles(), policy.catalog());
    return List.of(new Group(policy, roles, new UUID[] {user}));
  }
}
