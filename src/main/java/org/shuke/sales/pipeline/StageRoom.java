package org.shuke.sales.pipeline;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shuke.customers.Member;
import org.shuke.platform.Refusal;
import org.shuke.platform.Refusal.Fault;
import org.shuke.platform.Settings;
import org.shuke.platform.db.Database;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Draft;
import org.shuke.records.Ids;
import org.shuke.records.Inverse;
import org.shuke.records.Policy;
import org.shuke.records.Principal;
import org.shuke.records.Right;
import org.shuke.records.Type;
import org.shuke.records.Unit;
import org.shuke.records.Verb;
import org.shuke.records.expression.Expression;
import org.shuke.records.expression.ExpressionFault;
import org.shuke.records.reads.Query;
import org.shuke.records.reads.Reads;
import org.shuke.records.writes.Version;
import org.shuke.records.writes.Writes;
import tools.jackson.databind.json.JsonMapper;

/// What stages ask of those who come in, and what is asked before a stage may go.
final class StageRoom {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Stages stages;
  private final Settings settings;
  private final Database database;
  private final Supplier<Writes> writes;
  private final Supplier<Reads> reads;

  StageRoom(
      Stages stages,
      Settings settings,
      Database database,
      Supplier<Writes> writes,
      Supplier<Reads> reads) {
    this.stages = stages;
    this.settings = settings;
    this.database = database;
    this.writes = writes;
    this.reads = reads;
  }

  void watch(Writes writing) {
    writing.guard("stage", this::mayChange);
    writing.guard("pipeline", StageRoom::mayGo);
    writing.guard("opportunity", Member::divide);
    writing.completing("stage", StageRoom::place);
    writing.then("stage", this::changed);
    writing.then("opportunity", this::entered);
    writing.alone("opportunity", this::mustBeLetIn);
  }

  /// Does it come into a stage that asks for something?
  private boolean mustBeLetIn(Draft opportunity) {
    var stage = stages.find(opportunity.get("stage"));
    return stage != null
        && !Objects.equals(opportunity.stored("stage"), stage.id())
        && (stage.entry() != null || !stage.asked().isEmpty() || !stage.approvers().isEmpty());
  }

  /// Whoever moves an opportunity is told everything that the new stage still asks for.
  private void entered(Unit unit, Draft opportunity) throws SQLException {
    if (opportunity.given("visits") || opportunity.given("plays") && !unit.desk()) {
      throw Refusal.invalid("visits", "opportunity.history-is-kept", Map.of());
    }
    var stage = stages.find(opportunity.get("stage"));
    if (unit.desk() || stage == null || Objects.equals(opportunity.stored("stage"), stage.id())) {
      return;
    }
    var type = unit.policy().catalog().type("opportunity");
    var faults = new ArrayList<Fault>();
    for (var name : asked(unit, stage)) {
      if (isMissing(opportunity, type, name, unit.policy())) {
        faults.add(new Fault(name, "opportunity.stage-asks", Map.of("stage", stage.name())));
      }
    }
    if (stage.entry() instanceof String entry && !holds(unit, type, opportunity.id(), entry)) {
      faults.addAll(unmet(unit, type, stage, entry, faults));
    }
    if (faults.isEmpty() && !agreed(unit, stage)) {
      var args = Map.<String, Object>of("stage", stage.name());
      faults.add(new Fault("stage", StageApprovals.MISSING, args));
    }
    if (!faults.isEmpty()) {
      throw Refusal.invalid(faults);
    }
  }

  /// What is lost says why, however it came there; only files bring it as it was.
  private static Set<String> asked(Unit unit, Stages.Known stage) {
    var names = new LinkedHashSet<>(stage.asked());
    if (stage.kind() == Stage.Kind.LOST && !unit.cause().equals("import")) {
      names.add("lostReason");
    }
    return names;
  }

  /// Nobody needs his own yes.
  private static boolean agreed(Unit unit, Stages.Known stage) {
    var user = unit.policy().principal().user();
    return stage.approvers().isEmpty() || user != null && stage.approvers().contains(user);
  }

  private static boolean isMissing(Draft draft, Type type, String name, Policy policy) {
    if (type.find(name) != null) {
      var value = draft.get(name);
      return value == null
          || value instanceof String text && text.isBlank()
          || value instanceof Object[] many && many.length == 0;
    }
    return policy.catalog().inverse(type, name) instanceof Inverse part
        && part.part()
        && draft.parts(name).isEmpty();
  }

  /// The condition in the administrator's words where he gave some, at each own field it reads.
  private static List<Fault> unmet(
      Unit unit, Type type, Stages.Known stage, String entry, List<Fault> known) {
    var hint = Objects.requireNonNullElse(stage.entryHint(), entry);
    var args = Map.<String, Object>of("stage", stage.name(), "condition", hint);
    var names =
        Expression.condition(entry, type, unit.asDesk().policy()).ownNames().stream()
            .filter(name -> type.find(name) != null && type.field(name).writable())
            .filter(name -> known.stream().noneMatch(f -> name.equals(f.field())))
            .sorted()
            .toList();
    return names.isEmpty()
        ? List.of(new Fault("stage", "opportunity.stage-condition", args))
        : names.stream().map(name -> new Fault(name, "opportunity.stage-condition", args)).toList();
  }

  /// Does a stored condition hold of the record as it now stands? Its days are the company's.
  private boolean holds(Unit unit, Type type, UUID id, String condition) throws SQLException {
    var caller = unit.policy();
    var who = caller.principal();
    var here =
        new Principal(
            who.id(), who.kind(), who.user(), who.name(), who.locale(), settings.timezone());
    var policy = Policy.unlimited(here, caller.members(), caller.catalog());
    var query =
        new Query(
            List.of("id"),
            "id == \"%s\" && (%s)".formatted(id, condition),
            List.of(),
            1,
            null,
            false,
            null);
    return reads.get().page(unit.connection(), policy, type, query, Verb.READ).size() == 1;
  }

  /// A stage comes last unless somebody says where. Of two that come into a pipeline at once the
  /// second sees the first.
  private static void place(Unit unit, Draft stage) throws SQLException {
    if (moves(stage) && stage.get("pipeline") instanceof UUID pipeline) {
      PipelineSql.lockPipeline(unit.tx(), pipeline);
      if (stage.get("position") == null) {
        stage.set("position", PipelineSql.lastPlace(unit.tx(), pipeline));
      }
    }
  }

  /// Stages that have stood at one place since long ago may stay there.
  private static boolean moves(Draft stage) {
    boolean stays =
        stage.get("position") instanceof BigDecimal place
            && stage.stored("position") instanceof BigDecimal before
            && place.compareTo(before) == 0;
    return !stays || !Objects.equals(stage.get("pipeline"), stage.stored("pipeline"));
  }

  /// A stage's condition and its list of fields must be ones that can be asked.
  private void changed(Unit unit, Draft stage) throws SQLException {
    if (!unit.desk() && moves(stage) && PipelineSql.sharesPlace(unit.tx(), stage)) {
      throw Refusal.invalid("position", "stage.position-taken", Map.of());
    }
    var policy = unit.asDesk().policy();
    var type = policy.catalog().type("opportunity");
    if (stage.get("entry") instanceof String entry && !entry.isBlank()) {
      try {
        Expression.condition(entry, type, policy);
      } catch (ExpressionFault fault) {
        throw Refusal.invalid("entry", fault.code(), fault.args());
      }
    }
    if (stage.get("asked") instanceof String json) {
      for (var name : names(json)) {
        if (type.find(name) == null && policy.catalog().inverse(type, name) == null) {
          throw Refusal.invalid("asked", "stage.unknown-field", Map.of("name", name));
        }
      }
    }
    unit.tx().afterCommit(stages::read);
  }

  private static List<String> names(String json) {
    if (!JSON.readTree(json).isArray()) {
      throw Refusal.invalid("asked", "stage.asked-list", Map.of());
    }
    return PipelineSql.asked(json);
  }

  /// A stage that records stand in neither goes nor changes its pipeline.
  private void mayChange(Policy caller, Transaction tx, Verb verb, Draft stage)
      throws SQLException {
    tx.afterCommit(stages::read);
    boolean elsewhere =
        verb == Verb.UPDATE && !Objects.equals(stage.stored("pipeline"), stage.get("pipeline"));
    boolean otherEnd =
        verb == Verb.UPDATE && !Objects.equals(stage.stored("kind"), stage.get("kind"));
    if (verb == Verb.DELETE || elsewhere || otherEnd) {
      long here = PipelineSql.inStage(tx, stage.id());
      if (here > 0) {
        var field = elsewhere ? "pipeline" : otherEnd ? "kind" : "stage";
        throw Refusal.invalid(field, "stage.in-use", Map.of("count", here));
      }
    }
  }

  private static void mayGo(Policy caller, Transaction tx, Verb verb, Draft pipeline)
      throws SQLException {
    if (verb == Verb.DELETE) {
      long stages = PipelineSql.stagesOf(tx, pipeline.id());
      if (stages > 0) {
        throw Refusal.invalid("stages", "pipeline.in-use", Map.of("count", stages));
      }
    }
  }

  /// Gives the stages of a pipeline new places, all at once: two may change theirs.
  @Nullable Object arrange(Unit unit, UUID id, Pipeline.Arrange input) throws SQLException {
    var type = unit.policy().catalog().type("stage");
    if (!unit.policy().may(Verb.UPDATE, type)
        || unit.policy().right(type, type.field("position")) != Right.WRITE) {
      throw Refusal.forbidden("may-not-update", Map.of());
    }
    PipelineSql.lockPipeline(unit.tx(), id);
    var known = PipelineSql.placesOf(unit.tx(), id);
    var asked = input.stages();
    if (asked.size() != known.size() || !known.keySet().equals(Set.copyOf(asked))) {
      throw Refusal.invalid("stages", "pipeline.arrange-all", Map.of("count", known.size()));
    }
    for (int i = 0; i < asked.size(); i++) {
      var place = BigDecimal.valueOf(i);
      if (place.compareTo(known.get(asked.get(i))) != 0) {
        var json = JSON.createObjectNode().put("position", place);
        writes.get().patch(unit.asDesk(), type, asked.get(i), new Version.Any(), json);
      }
    }
    return null;
  }

  /// What a retired stage has left behind.
  ///
  /// @param unit undoes the moves
  record Retired(long moved, UUID unit) {}

  /// Moves everything that stands in a stage into another one, then puts the stage into the bin.
  Retired retire(Unit unit, UUID id, Stage.Retire retire) throws SQLException {
    var into = stages.find(retire.into());
    if (into == null || into.id().equals(id)) {
      throw Refusal.invalid("into", "stage.retire-into", Map.of());
    }
    var type = unit.policy().catalog().type("stage");
    var from = stages.find(id);
    if (from != null && from.kind() != into.kind()) {
      throw Refusal.invalid("into", "stage.retire-kind", Map.of());
    }
    var whole = Ids.next();
    var label = from == null ? "" : from.name();
    long moved = PipelineSql.moveAll(unit, whole, id, into, label);
    writes.get().delete(unit.within(whole), type, id, new Version.Any());
    return new Retired(moved, whole);
  }

  /// The pipeline that a house starts with.
  void prepare(Policy program) {
    database.transaction(tx -> {
      PipelineSql.lockFirstStart(tx);
      if (!PipelineSql.anyPipeline(tx)) {
        ready(writes.get().unit(tx, program, "start", null).asDesk());
      }
      return true;
    });
    stages.read();
  }

  void name(Transaction tx, Locale language) throws SQLException {
    PipelineSql.name(tx, language);
    tx.afterCommit(stages::read);
  }

  private void ready(Unit unit) throws SQLException {
    var catalog = unit.policy().catalog();
    var locale = settings.locale();
    var pipeline =
        writes
            .get()
            .create(
                unit,
                catalog.type("pipeline"),
                JSON.createObjectNode().put("name", ReadyStage.pipeline(locale)));
    int position = 0;
    for (var each : ReadyStage.ALL) {
      var stage =
          JSON.createObjectNode()
              .put("name", each.name(locale))
              .put("externalId", each.english())
              .put("pipeline", pipeline.id().toString())
              .put("position", position++)
              .put("probability", each.probability())
              .put("kind", each.kind());
      if (each.staleDays() > 0) {
        stage.put("staleDays", each.staleDays());
      }
      writes.get().create(unit, catalog.type("stage"), stage);
    }
  }
}
