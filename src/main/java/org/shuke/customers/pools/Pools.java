package org.shuke.customers.pools;

import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shuke.customers.pools.PoolSql.Held;
import org.shuke.customers.pools.PoolSql.Limits;
import org.shuke.customers.pools.PoolSql.Lying;
import org.shuke.platform.Refusal;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Draft;
import org.shuke.records.Policy;
import org.shuke.records.Scope;
import org.shuke.records.Type;
import org.shuke.records.Unit;
import org.shuke.records.Verb;
import org.shuke.records.writes.Version;
import org.shuke.records.writes.Writes;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The desk of pools: claims, returns and assigns records of any type that lies in pools.
public final class Pools {
  private static final JsonMapper JSON = JsonMapper.shared();

  /// A claim asks for nothing.
  public record Claim() {}

  /// @param pool where it goes; where it came from unless said
  public record Return(@Nullable UUID pool, @Nullable String reason) {}

  /// @param owner who shall have it
  public record Assign(UUID owner) {}

  /// One stretch of the history of a record's holders.
  ///
  /// @param how `claimed` or `assigned`
  /// @param ended `returned`, `expired` or `assigned`; null while it lasts
  /// @param reason why it was given back, where its holder said so
  public record Holding(
      UUID user,
      String name,
      String pool,
      OffsetDateTime since,
      @Nullable OffsetDateTime until,
      String how,
      @Nullable String ended,
      @Nullable String reason) {}

  /// What somebody may still claim.
  ///
  /// @param leftToday null is unlimited
  /// @param mayHold null is unlimited
  public record Standing(
      UUID pool,
      int claimedToday,
      @Nullable Integer leftToday,
      int held,
      @Nullable Integer mayHold) {}

  private final Supplier<Writes> writes;
  private final ZoneId zone;

  /// @param zone whose days count for claims
  public Pools(Supplier<Writes> writes, ZoneId zone) {
    this.writes = writes;
    this.zone = zone;
  }

  /// The claims of a type: `claim(typeName)` is the handler of its verb.
  public Type.Verb.Handler<Claim> claim(String type) {
    return (unit, id, claim) -> claim(unit, unit.policy().catalog().type(type), id);
  }

  public Type.Verb.Handler<Return> giveBack(String type) {
    return (unit, id, input) -> giveBack(unit, unit.policy().catalog().type(type), id, input);
  }

  public Type.Verb.Handler<Assign> assign(String type) {
    return (unit, id, input) -> assign(unit, unit.policy().catalog().type(type), id, input.owner());
  }

  private Object claim(Unit unit, Type type, UUID id) throws SQLException {
    var user = unit.policy().principal().user();
    var before = PoolSql.lying(unit.tx(), type, id);
    if (user == null || before == null || before.pool() == null || !member(unit, before.pool())) {
      // whoever may not see the record is told that there is none
      writes.get().lock(unit, type, id, Verb.READ, new Version.Any());
      throw Refusal.conflict("pool.not-open", Map.of());
    }
    var now = PoolSql.lock(unit.tx(), type, id);
    PoolSql.queue(unit.tx(), user, before.pool());
    var limits = limits(unit, before.pool());
    mustBeFree(unit, type, id, now, before.pool());
    mustBeWithin(unit, limits, user, before.pool(), id);
    var change =
        JSON.createObjectNode()
            .put("owner", user.toString())
            .put("claimedAt", unit.at().toString());
    change(unit, type, id, change.putNull("returnsAt"));
    PoolSql.begin(unit.tx(), before.pool(), type, id, user, unit.at(), "claimed");
    return Map.of(
        "id", id, "owner", user, "pool", standing(unit.tx(), unit, before.pool(), limits));
  }

  private static boolean member(Unit unit, UUID pool) throws SQLException {
    var limits = PoolSql.limits(unit.tx(), pool);
    var mine = List.of(unit.policy().members().teams());
    return limits != null
        && (unit.policy().administers() || Arrays.stream(limits.teams()).anyMatch(mine::contains));
  }

  private static Limits limits(Unit unit, UUID pool) throws SQLException {
    var limits = PoolSql.limits(unit.tx(), pool);
    if (limits == null) {
      throw Refusal.notFound();
    }
    return limits;
  }

  private void mustBeFree(Unit unit, Type type, UUID id, @Nullable Lying now, UUID pool)
      throws SQLException {
    if (now == null || !pool.equals(now.pool()) || !now.open()) {
      throw Refusal.notFound();
    }
    if (now.owner() != null) {
      if (!PoolSql.isClaimed(unit.tx(), id, pool)) {
        // it never lay open: whoever may not see it learns nothing of it
        writes.get().lock(unit, type, id, Verb.READ, new Version.Any());
      }
      throw Refusal.conflict("pool.taken", Map.of("name", String.valueOf(now.ownerName())));
    }
    if (now.lockedUntil() != null && now.lockedUntil().isAfter(unit.at())) {
      throw Refusal.forbidden("pool.locked", Map.of("until", now.lockedUntil().toLocalDate()));
    }
  }

  private void mustBeWithin(Unit unit, Limits limits, UUID user, UUID pool, UUID record)
      throws SQLException {
    int today = PoolSql.claimed(unit.tx(), user, pool, today(unit));
    if (limits.perDay() != null && today >= limits.perDay()) {
      throw Refusal.forbidden(
          "pool.day-limit", Map.of("limit", limits.perDay(), "pool", limits.name()));
    }
    int held = PoolSql.held(unit.tx(), user, pool);
    if (limits.cap() != null && held >= limits.cap()) {
      throw Refusal.forbidden(
          "pool.hold-limit", Map.of("limit", limits.cap(), "pool", limits.name()));
    }
    var reclaim = limits.reclaimDays();
    var left = reclaim == null ? null : PoolSql.left(unit.tx(), user, record);
    if (reclaim != null && left != null && left.plusDays(reclaim).isAfter(unit.at())) {
      throw Refusal.forbidden(
          "pool.reclaim", Map.of("until", left.plusDays(reclaim).toLocalDate()));
    }
  }

  private OffsetDateTime today(Unit unit) {
    return unit.at()
        .atZoneSameInstant(zone)
        .toLocalDate()
        .atStartOfDay(zone)
        .toOffsetDateTime()
        .withOffsetSameInstant(ZoneOffset.UTC);
  }

  private Standing standing(Transaction tx, Unit unit, UUID pool, Limits limits)
      throws SQLException {
    var user = unit.policy().principal().user();
    int today = user == null ? 0 : PoolSql.claimed(tx, user, pool, today(unit));
    int held = user == null ? 0 : PoolSql.held(tx, user, pool);
    return new Standing(
        pool,
        today,
        limits.perDay() == null ? null : Math.max(0, limits.perDay() - today),
        held,
        limits.cap() == null ? null : Math.max(0, limits.cap() - held));
  }

  /// What the caller may still claim from a pool that he may see.
  ///
  /// @throws Refusal 404 when it is not one of his
  public Standing standing(Transaction tx, Policy policy, UUID pool) throws SQLException {
    var unit = writes.get().unit(tx, policy, "page", null);
    if (!member(unit, pool)) {
      throw Refusal.notFound();
    }
    return standing(tx, unit, pool, limits(unit, pool));
  }

  /// Who held a record that the caller may see, the latest first.
  public List<Holding> history(Transaction tx, UUID record) throws SQLException {
    return PoolSql.history(tx, record);
  }

  private Object giveBack(Unit unit, Type type, UUID id, Return input) throws SQLException {
    var draft = writes.get().lock(unit, type, id, Verb.UPDATE, new Version.Any());
    var pool = input.pool() == null ? draft.get("pool") : input.pool();
    if (!(pool instanceof UUID into)) {
      throw Refusal.invalid("pool", "pool.none", Map.of());
    }
    limits(unit, into);
    if (draft.get("pool") instanceof UUID from && !from.equals(into)) {
      mustManage(unit.policy(), type, "pool.may-not-leave");
    }
    giveBack(unit, type, id, into);
    var reason = input.reason() == null || input.reason().isBlank() ? null : input.reason().strip();
    int ended = PoolSql.end(unit.tx(), id, unit.at(), "returned", reason);
    if (ended == 0 && draft.get("owner") instanceof UUID holder) {
      PoolSql.begin(unit.tx(), into, type, id, holder, unit.at(), "assigned");
      PoolSql.end(unit.tx(), id, unit.at(), "returned", reason);
    }
    return Map.of("id", id, "pool", into);
  }

  private void giveBack(Unit unit, Type type, UUID id, UUID pool) throws SQLException {
    var change = JSON.createObjectNode().putNull("owner").put("pool", pool.toString());
    change(unit, type, id, change.putNull("claimedAt").putNull("returnsAt"));
  }

  /// Keeps the holder of a record from having it for ever: only who manages its pool, or the
  /// records of others, locks it or takes it out of the pool.
  public static void guard(Writes writing, String type) {
    writing.guard(type, (caller, tx, verb, draft) -> mayChange(caller, type, draft));
  }

  private static void mayChange(Policy caller, String name, Draft draft) {
    var type = caller.catalog().type(name);
    if (!Objects.equals(draft.get("lockedUntil"), draft.stored("lockedUntil"))) {
      mustManage(caller, type, "pool.may-not-lock");
    }
    var pool = draft.stored("pool");
    if (pool != null && !pool.equals(draft.get("pool"))) {
      mustManage(caller, type, "pool.may-not-leave");
    }
  }

  private static void mustManage(Policy caller, Type type, String refusal) {
    var scope = caller.scope(Verb.UPDATE, type);
    boolean ofOthers = scope != null && scope != Scope.OWN;
    if (!ofOthers && !caller.may(Verb.UPDATE, caller.catalog().type("pool"))) {
      throw Refusal.forbidden(refusal, Map.of());
    }
  }

  /// Gives a record to somebody: for those who may change the records of others.
  private Object assign(Unit unit, Type type, UUID id, UUID owner) throws SQLException {
    var policy = unit.policy();
    var scope = policy.scope(Verb.UPDATE, type);
    if (scope == null || scope == Scope.OWN) {
      throw Refusal.forbidden("pool.may-not-assign", Map.of());
    }
    var team = scope == Scope.TEAM ? policy.members().inTeam() : policy.members().inTree();
    if (scope != Scope.ALL && !List.of(team).contains(owner)) {
      throw Refusal.forbidden("pool.not-your-team", Map.of());
    }
    give(unit, type, id, owner);
    return Map.of("id", id, "owner", owner);
  }

  /// Gives a record to somebody as the desk does, and writes the holding down.
  public void give(Unit unit, Type type, UUID id, UUID owner) throws SQLException {
    var now = PoolSql.lock(unit.tx(), type, id);
    if (now == null) {
      throw Refusal.notFound();
    }
    var change = JSON.createObjectNode().put("owner", owner.toString()).putNull("returnsAt");
    change(unit, type, id, change.put("claimedAt", unit.at().toString()));
    PoolSql.end(unit.tx(), id, unit.at(), "assigned", null);
    if (now.pool() != null) {
      PoolSql.begin(unit.tx(), now.pool(), type, id, owner, unit.at(), "assigned");
    }
  }

  private void change(Unit unit, Type type, UUID id, ObjectNode change) throws SQLException {
    writes.get().patch(unit.asDesk(), type, id, new Version.Any(), change);
  }

  /// A record that goes back to its pool unless its holder follows up.
  public record Warned(UUID record, UUID holder, OffsetDateTime returnsAt) {}

  /// What a run of the returns did.
  public record Returned(List<Warned> warned, int returned) {}

  /// Warns the holders of what will return, and takes back what was warned of in vain.
  ///
  /// @param via the column by which activities name a record of the type
  public Returned sweep(Unit unit, Type type, String via) throws SQLException {
    var warned = new ArrayList<Warned>();
    int returned = 0;
    for (var held : PoolSql.held(unit.tx(), type, via, unit.at())) {
      var days = PoolSql.days(unit.tx(), held.pool());
      var due = held.last().plusDays(days[0]);
      boolean warnable = !due.minusDays(days[1]).isAfter(unit.at());
      if (held.returnsAt() == null && warnable) {
        var at = warn(unit, type, held, due, Duration.ofDays(days[1]));
        warned.add(new Warned(held.record(), held.user(), at));
      } else if (held.returnsAt() != null && !warnable) {
        change(unit, type, held.record(), JSON.createObjectNode().putNull("returnsAt"));
      } else if (held.returnsAt() != null && !held.returnsAt().isAfter(unit.at())) {
        giveBack(unit, type, held.record(), held.pool());
        PoolSql.end(unit.tx(), held.record(), unit.at(), "expired", null);
        returned++;
      }
    }
    return new Returned(warned, returned);
  }

  private OffsetDateTime warn(Unit unit, Type type, Held held, OffsetDateTime due, Duration notice)
      throws SQLException {
    var earliest = unit.at().plus(notice);
    var at = due.isBefore(earliest) ? earliest : due;
    change(unit, type, held.record(), JSON.createObjectNode().put("returnsAt", at.toString()));
    return at;
  }
}
