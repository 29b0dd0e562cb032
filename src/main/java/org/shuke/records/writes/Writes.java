package org.shuke.records.writes;

import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.ExactJson;
import org.shuke.platform.Refusal;
import org.shuke.platform.Refusal.Fault;
import org.shuke.platform.db.Database;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Draft;
import org.shuke.records.Field;
import org.shuke.records.Ids;
import org.shuke.records.Policy;
import org.shuke.records.Scope;
import org.shuke.records.Type;
import org.shuke.records.Type.Ownership;
import org.shuke.records.Unit;
import org.shuke.records.Verb;
import org.shuke.records.reads.Reads;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The writing desk: creates, changes, deletes and restores single records under the caller's
/// policy.
public final class Writes {
  /// What a transaction does.
  @FunctionalInterface
  public interface Work<T> {
    T in(Unit unit) throws SQLException;
  }

  /// What a write made.
  public record Written(UUID id, long version) {}

  private final Database database;
  private final Reads reads;
  private final Values values;
  private final Clock clock;
  private final LoadSql loads = new LoadSql();
  private final RecordSql sql = new RecordSql();
  private final References references = new References();
  private final Guards guards = new Guards();
  private final Map<String, Consequence> consequences = new HashMap<>();
  private final Map<String, Completion> completions = new HashMap<>();
  private final Map<String, Advice> advising = new HashMap<>();

  public Writes(Database database, Reads reads, Values values, Clock clock) {
    this.database = database;
    this.reads = reads;
    this.values = values;
    this.clock = clock;
  }

  /// Lets a room refuse writes of its type by more than the policy; said once, when the program is
  /// put together.
  public void guard(String type, Guard guard) {
    guards.put(type, guard);
  }

  /// Lets a room act on every single record of its type that is created or changed, in the same
  /// transaction; said once, when the program is put together. What is written set-wise (imports,
  /// undo) does not pass here, but for what is said by [#alone].
  public void then(String type, Consequence consequence) {
    consequences.put(type, consequence);
  }

  /// Has imports make such changes of a type's records one by one, so that its consequence follows;
  /// said once, when the program is put together.
  public void alone(String type, Predicate<Draft> which) {
    guards.putAlone(type, which);
  }

  private void follow(Unit unit, RecordDraft draft) throws SQLException {
    var consequence = consequences.get(draft.type().name());
    if (consequence != null) {
      consequence.follow(unit, draft);
    }
  }

  /// What the rooms refuse, for those who write sets of records.
  public Guards guards() {
    return guards;
  }

  /// Lets a room complete single records of its type; said once, when the program is put together.
  public void completing(String type, Completion completion) {
    completions.merge(type, completion, Completion::then);
  }

  /// Lets a room say something beside writes of its type; said once, when the program is put
  /// together.
  public void advising(String type, Advice advice) {
    advising.put(type, advice);
  }

  /// What its room has to say to whoever has just written a record.
  public List<?> advice(Unit unit, Type type, UUID id) throws SQLException {
    var advice = advising.get(type.name());
    return advice == null ? List.of() : advice.on(unit, id);
  }

  /// Runs writes in one transaction, all or nothing.
  ///
  /// @param unit the unit they belong to, or null for single edits
  public <T> T write(Policy policy, String cause, @Nullable UUID unit, Work<T> work) {
    return database.transaction(tx -> work.in(unit(tx, policy, cause, unit)));
  }

  /// A unit of writes inside a transaction that is open already.
  public Unit unit(Transaction tx, Policy policy, String cause, @Nullable UUID unit) {
    var at = clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    return new Unit(tx, policy, cause, unit, at, false);
  }

  /// Creates a record; its owner is the caller unless another is named.
  ///
  /// @throws Refusal 403 without the right to, 405 where only verbs make records of this type
  public Written create(Unit unit, Type type, JsonNode json) throws SQLException {
    mustStandAlone(type);
    var policy = unit.policy();
    if (!policy.may(Verb.CREATE, type)) {
      throw Refusal.forbidden("may-not-create", Map.of("type", type.name()));
    }
    var byDesk = type.byDesk();
    if (byDesk != null && !unit.desk()) {
      throw new Refusal(405, byDesk, Map.of());
    }
    var draft = new RecordDraft(type, Ids.next(), new HashMap<>(), true);
    var input = new Input(values, unit, reads);
    input.read(draft, json, relation -> Map.of());
    defaults(draft, policy, input.faults());
    check(unit, draft, input.faults());
    guards.check(unit, Verb.CREATE, draft);
    try {
      sql.insert(unit, draft);
      parts(unit, draft).write(1);
    } catch (SQLException e) {
      throw Collisions.refusal(type, e);
    }
    follow(unit, draft);
    mustReach(unit, draft, Verb.CREATE);
    return new Written(draft.id(), 1);
  }

  private void defaults(RecordDraft draft, Policy policy, List<Fault> faults) {
    values.defaults(draft, faults::add);
    var owner = draft.type().find("owner");
    if (owner != null && !draft.given("owner")) {
      draft.set("owner", policy.principal().user());
    }
  }

  private void check(Unit unit, RecordDraft draft, List<Fault> wrong) throws SQLException {
    var completion = completions.get(draft.type().name());
    if (completion != null) {
      completion.complete(unit, draft);
    }
    var faults = new ArrayList<>(wrong);
    if (faults.isEmpty()) {
      Rules.derive(draft);
    }
    var broken = new HashSet<>(faults.stream().map(Fault::field).toList());
    Rules.check(draft).stream().filter(f -> !broken.contains(f.field())).forEach(faults::add);
    faults.addAll(references.check(unit, draft));
    if (!faults.isEmpty()) {
      throw Refusal.invalid(faults);
    }
  }

  /// Refuses a record that the caller's own rights no longer cover, such as one given away further
  /// than his scope.
  private void mustReach(Unit unit, RecordDraft draft, Verb verb) throws SQLException {
    var policy = unit.policy();
    var scope = policy.scope(verb, draft.type());
    var owner = draft.type().find("owner") == null ? null : draft.get("owner");
    boolean mine = owner != null && owner.equals(policy.principal().user());
    if (scope != Scope.ALL && !mine && !loads.reaches(unit, draft.type(), draft.id(), verb)) {
      throw Refusal.forbidden("out-of-scope", Map.of("type", draft.type().name()));
    }
  }

  /// Changes the fields that are named; lists of parts are replaced.
  public Written patch(Unit unit, Type type, UUID id, Version version, JsonNode json)
      throws SQLException {
    var loaded = locked(unit, type, id, Verb.UPDATE, version, json);
    var draft = loaded.draft();
    var input = new Input(values, unit, reads);
    var parts = parts(unit, draft);
    input.read(draft, json, parts::of);
    draft.storedParts(parts::of);
    check(unit, draft, input.faults());
    guards.check(unit, Verb.UPDATE, draft);
    var changes = draft.changes();
    if (changes.isEmpty() && draft.givenParts().isEmpty()) {
      return new Written(id, loaded.version());
    }
    long next = loaded.version() + 1;
    try {
      sql.update(unit, draft, changes, next);
      parts.write(next);
    } catch (SQLException e) {
      throw Collisions.refusal(type, e);
    }
    follow(unit, draft);
    if (changes.keySet().stream().anyMatch(f -> decides(type, f.name()))) {
      mustReach(unit, draft, Verb.UPDATE);
    }
    return new Written(id, next);
  }

  /// Does the field say who may reach the record?
  private static boolean decides(Type type, String field) {
    return switch (type.ownership()) {
      case Ownership.Owned owned ->
          field.equals("owner")
              || owned.alsoThrough().contains(field)
              || field.equals(owned.sharedThrough())
              || field.equals(owned.pool());
      case Ownership.Personal personal -> field.equals("owner");
      default -> false;
    };
  }

  /// @param created false when the record was there already
  public record Upserted(Written written, boolean created) {}

  /// Creates the record with this unique value, or changes the one that has it.
  public Upserted upsert(
      Unit unit, Type type, String name, String value, @Nullable Version version, JsonNode json)
      throws SQLException {
    var field =
        unit.policy().member(type, name) instanceof Field f && f.flags().unique() ? f : null;
    if (field == null) {
      throw Refusal.malformed("not-a-unique-field", Map.of("type", type.name())).at(name);
    }
    if (!json.isObject()) {
      throw Refusal.malformed("not-an-object", Map.of());
    }
    var whole = ((ObjectNode) json).deepCopy().put(name, value);
    var id = loads.idOf(unit, type, field, value);
    return id == null
        ? new Upserted(create(unit, type, whole), true)
        : new Upserted(
            patch(unit, type, id, version == null ? new Version.Any() : version, whole), false);
  }

  /// Locks a record for a business verb and tells what is stored.
  ///
  /// @param needs what the caller must be allowed to do with the record
  /// @param version what the caller based the verb on, or null when he did not say
  /// @throws Refusal 404 when the caller may not see it, 403 when he may not do that with it, 412
  ///   when it has changed since
  public Draft lock(Unit unit, Type type, UUID id, Verb needs, @Nullable Version version)
      throws SQLException {
    var expected = version == null ? new Version.Any() : version;
    var draft = locked(unit, type, id, needs, expected, null).draft();
    var parts = parts(unit, draft);
    draft.storedParts(parts::of);
    return draft;
  }

  /// Locks a record for an open verb that came with a version: where the caller sees the record, it
  /// must be that one. Of a record that he does not see, the verb's desk says what there is to say.
  ///
  /// @throws Refusal 412 when it has changed since
  public void hold(Unit unit, Type type, UUID id, Version version) throws SQLException {
    var loaded = loads.load(unit, type, id, Verb.READ, false);
    if (loaded != null && !version.matches(loaded.version())) {
      throw stale(unit, loaded.draft(), null);
    }
  }

  /// Puts a record into the bin.
  public Written delete(Unit unit, Type type, UUID id, Version version) throws SQLException {
    var loaded = locked(unit, type, id, Verb.DELETE, version, null);
    guards.check(unit, Verb.DELETE, loaded.draft());
    sql.bin(unit, type, id, loaded.version() + 1, true);
    return new Written(id, loaded.version() + 1);
  }

  /// Takes a record out of the bin.
  public Written restore(Unit unit, Type type, UUID id) throws SQLException {
    mustStandAlone(type);
    var loaded = loads.load(unit, type, id, Verb.DELETE, true);
    if (loaded == null) {
      throw Refusal.notFound();
    }
    if (!loaded.mayWrite()) {
      throw Refusal.forbidden("may-not-delete", Map.of("type", type.name()));
    }
    guards.check(unit, Verb.DELETE, loaded.draft());
    sql.bin(unit, type, id, loaded.version() + 1, false);
    return new Written(id, loaded.version() + 1);
  }

  /// Parts are written with the record that they live in, under its version.
  private static void mustStandAlone(Type type) {
    if (type.ownership() instanceof Ownership.Part(String parent, String via)) {
      throw Refusal.malformed("inside-record", Map.of("type", type.name(), "of", parent));
    }
  }

  private LoadSql.Loaded locked(
      Unit unit, Type type, UUID id, Verb verb, Version version, @Nullable JsonNode json)
      throws SQLException {
    mustStandAlone(type);
    var loaded = loads.load(unit, type, id, verb, false);
    if (loaded == null) {
      throw unit.policy().may(Verb.READ, type)
          ? Refusal.notFound()
          : Refusal.forbidden("may-not-read", Map.of("type", type.name()));
    }
    if (!loaded.mayWrite()) {
      throw Refusal.forbidden("may-not-" + verb.apiName(), Map.of("type", type.name()));
    }
    if (!version.matches(loaded.version())) {
      throw stale(unit, loaded.draft(), json);
    }
    return loaded;
  }

  /// 412 with the record as the caller may read it now, and the fields he wanted to change that are
  /// something else.
  private Refusal stale(Unit unit, RecordDraft draft, @Nullable JsonNode json) throws SQLException {
    var type = draft.type();
    var refusal = Refusal.precondition("stale", Map.of("type", type.name()));
    if (json != null) {
      new Input(values, unit, reads).read(draft, json, parts(unit, draft)::of);
      refusal = refusal.with("fields", draft.differing());
    }
    var current = reads.find(unit.connection(), unit.policy(), type, draft.id(), List.of());
    return current == null ? refusal : refusal.with("current", ExactJson.MAPPER.readTree(current));
  }

  private Parts parts(Unit unit, RecordDraft draft) {
    return new Parts(unit, draft, loads, sql);
  }
}
