package org.shuke.sales.pipeline;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shuke.automation.approvals.Approvals;
import org.shuke.catalog.prices.Rates;
import org.shuke.customers.Member;
import org.shuke.http.Routes;
import org.shuke.platform.Refusal;
import org.shuke.platform.Settings;
import org.shuke.platform.Texts;
import org.shuke.platform.db.Database;
import org.shuke.platform.db.Transaction;
import org.shuke.platform.jobs.Jobs;
import org.shuke.platform.jobs.Schedule;
import org.shuke.records.Policy;
import org.shuke.records.Type;
import org.shuke.records.Unit;
import org.shuke.records.Verb;
import org.shuke.records.pages.Section;
import org.shuke.records.reads.Query;
import org.shuke.records.reads.Reads;
import org.shuke.records.writes.Version;
import org.shuke.records.writes.Writes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The desk of opportunities: opens them, moves them through the stages, closes and reopens them.
public final class Opportunities {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String VISITS = "stage-visits";
  private static final Duration OFTEN = Duration.ofMinutes(10);

  /// What an opportunity is opened with by another room.
  ///
  /// @param owner the caller unless named
  public record Opening(
      String name,
      @Nullable UUID account,
      @Nullable UUID contact,
      @Nullable BigDecimal amount,
      @Nullable String currency,
      @Nullable UUID product,
      @Nullable UUID owner,
      @Nullable String source,
      @Nullable String notes) {}

  private final PipelineSql sql;
  private final Stages stages;
  private final StageRoom room;
  private final Supplier<Writes> writes;
  private final Supplier<Reads> reads;
  private final StageApprovals entries;
  private final StageVisits visits;
  private final List<Type> types;

  private Opportunities(
      Database database,
      Settings settings,
      Clock clock,
      Rates rates,
      Approvals approvals,
      Texts texts,
      Supplier<Writes> writes,
      Supplier<Reads> reads) {
    this.sql = new PipelineSql(database);
    this.stages = new Stages(clock, sql::stages);
    this.room = new StageRoom(stages, settings, database, writes, reads);
    this.entries = new StageApprovals(approvals, stages, texts, writes, reads);
    this.visits = new StageVisits(database);
    this.writes = writes;
    this.reads = reads;
    var facts = new Facts(clock, settings.timezone(), rates, stages);
    this.types =
        List.of(
            Pipeline.type(room::arrange),
            Stage.type(room::retire),
            Opportunity.type(this, facts::complete),
            Stakeholder.type(),
            WantedProduct.type(),
            Competitor.type(),
            StageVisit.type(),
            Play.type(),
            PlayUse.type(),
            Member.of("opportunity", "sales"));
  }

  /// @param writes the program's writing desk, once it is there
  /// @param reads the program's reading desk, once it is there
  public static Opportunities on(
      Database database,
      Settings settings,
      Clock clock,
      Rates rates,
      Approvals approvals,
      Texts texts,
      Supplier<Writes> writes,
      Supplier<Reads> reads) {
    return new Opportunities(database, settings, clock, rates, approvals, texts, writes, reads);
  }

  public List<Type> types() {
    return types;
  }

  /// The types of the wings below with what opportunities add to them.
  public List<Type> extend(List<Type> others) {
    return others.stream().map(type -> ActivityLink.extend(type, sql::accountOf)).toList();
  }

  /// Brings the times in stages up to date, for those who are about to read them.
  public void visitsUpToDate() {
    visits.catchUp();
  }

  /// Keeps the times in stages near to the present, so that whoever reads them next waits for
  /// little and not for all that an import has written.
  public void runBy(Jobs jobs) {
    jobs.register(VISITS, VISITS, run -> visits.catchUp());
    jobs.recurring(VISITS, Schedule.every(OFTEN));
  }

  /// The board, for its route and for those who measure it.
  public Board board() {
    return new Board(stages, reads.get());
  }

  public void addTo(Routes routes) {
    new PipelineRoutes(board()).addTo(routes);
  }

  /// What the page of an opportunity tells beside its fields: its way through the stages.
  public List<Section> sections() {
    return List.of(new Section("opportunity", "visits", this::way));
  }

  private @Nullable JsonNode way(Policy policy, UUID id) {
    if (!policy.reads("stage-visit", "opportunity", "stage", "enteredAt", "leftAt", "duration")
        || !policy.reads("stage", "name", "kind")) {
      return null;
    }
    visits.catchUp();
    var found =
        reads
            .get()
            .page(
                policy,
                policy.catalog().type("stage-visit"),
                Query.of(
                    "stage,stage.name,stage.kind,enteredAt,leftAt,duration",
                    "opportunity == \"" + id + "\"",
                    "enteredAt",
                    Query.MOST,
                    null,
                    false,
                    null),
                Verb.READ);
    return JSON.readTree(found.items());
  }

  /// Names the ready-made pipeline in a language.
  public void name(Transaction tx, Locale language) throws SQLException {
    room.name(tx, language);
  }

  /// Has the room asked about what is written to its types.
  public void watch(Writes writing) {
    room.watch(writing);
  }

  /// Makes the ready-made pipeline of a house that has none, in the house's language.
  public void start(Policy program) {
    room.prepare(program);
    visits.start();
  }

  /// Opens an opportunity at the beginning of the first pipeline, with the rights of the unit.
  public UUID open(Unit unit, Opening opening) throws SQLException {
    var json = JSON.createObjectNode().put("name", opening.name());
    put(json, "account", opening.account());
    put(json, "contact", opening.contact());
    put(json, "amount", opening.amount());
    put(json, "currency", opening.currency());
    put(json, "product", opening.product());
    put(json, "owner", opening.owner());
    put(json, "source", opening.source());
    put(json, "notes", opening.notes());
    return writes.get().create(unit, type(unit), json).id();
  }

  private static void put(ObjectNode json, String name, @Nullable Object value) {
    if (value != null) {
      json.set(name, JSON.valueToTree(value));
    }
  }

  /// Wins an opportunity because of what happened elsewhere, such as an accepted quote: nobody is
  /// asked whether the stage's conditions hold. One that is won already stays as it is.
  public void win(Unit unit, UUID id) throws SQLException {
    var desk = unit.asDesk();
    var stage = closing(desk, id, Stage.Kind.WON);
    if (stage != null) {
      change(desk, id, JSON.createObjectNode().put("stage", stage.toString()));
    }
  }

  Object move(Unit unit, UUID id, Opportunity.Move move) throws SQLException {
    return changed(unit, id, JSON.createObjectNode().put("stage", move.stage().toString()));
  }

  Object askToEnter(Unit unit, UUID id, Opportunity.AskToEnter input) throws SQLException {
    entries.ask(unit, id, input);
    return answer(unit, id);
  }

  Object win(Unit unit, UUID id, Opportunity.Win win) throws SQLException {
    var json = JSON.createObjectNode();
    put(json, "wonReason", win.reason());
    return close(unit, id, Stage.Kind.WON, json);
  }

  Object lose(Unit unit, UUID id, Opportunity.Lose lose) throws SQLException {
    if (lose.reason().isBlank()) {
      throw Refusal.invalid("reason", "required", Map.of("name", "reason"));
    }
    return close(
        unit, id, Stage.Kind.LOST, JSON.createObjectNode().put("lostReason", lose.reason()));
  }

  private Object close(Unit unit, UUID id, Stage.Kind kind, ObjectNode json) throws SQLException {
    var stage = closing(unit, id, kind);
    put(json, "stage", stage);
    return changed(unit, id, json);
  }

  /// Notes that a play was used on the opportunity, now and by the caller.
  Object play(Unit unit, UUID id, Opportunity.UsePlay use) throws SQLException {
    var uses = JSON.createArrayNode();
    for (var known : PipelineSql.playUses(unit.tx(), id)) {
      uses.addObject().put("id", known.toString());
    }
    var next = uses.addObject();
    put(next, "play", use.play());
    put(next, "usedAt", unit.at().toInstant());
    put(next, "usedBy", unit.policy().principal().user());
    change(unit.asDesk(), id, (ObjectNode) JSON.createObjectNode().set("plays", uses));
    return answer(unit, id);
  }

  /// The stage of an opportunity's pipeline in which things end so; null when it stands there.
  private @Nullable UUID closing(Unit unit, UUID id, Stage.Kind kind) throws SQLException {
    var now = lock(unit, id);
    var stage =
        stages
            .of(now.pipeline(), kind)
            .orElseThrow(() ->
                Refusal.invalid("stage", "opportunity.no-such-end", Map.of("kind", kind.name())));
    return now.kind() == kind ? null : stage.id();
  }

  Object reopen(Unit unit, UUID id, Opportunity.Reopen reopen) throws SQLException {
    var now = lock(unit, id);
    if (now.open()) {
      throw Refusal.invalid("stage", "opportunity.not-closed", Map.of());
    }
    var stage = reopen.stage() == null ? before(unit, id, now) : reopen.stage();
    var known = stages.find(stage);
    if (known != null && !known.open()) {
      throw Refusal.invalid("stage", "opportunity.reopen-open", Map.of());
    }
    return changed(unit, id, JSON.createObjectNode().put("stage", String.valueOf(stage)));
  }

  /// Where it stood before it was closed, else where opportunities begin.
  private @Nullable UUID before(Unit unit, UUID id, Stages.Known now) throws SQLException {
    for (var former : PipelineSql.formerStages(unit.tx(), id)) {
      var stage = stages.find(former);
      if (stage != null && stage.open()) {
        return stage.id();
      }
    }
    var beginning = stages.beginning(now.pipeline());
    return beginning == null ? null : beginning.id();
  }

  private Stages.Known lock(Unit unit, UUID id) throws SQLException {
    var draft = writes.get().lock(unit, type(unit), id, Verb.UPDATE, new Version.Any());
    var stage = stages.find(draft.get("stage"));
    if (stage == null) {
      throw new IllegalStateException("opportunity " + id + " stands in no living stage");
    }
    return stage;
  }

  private void change(Unit unit, UUID id, ObjectNode json) throws SQLException {
    writes.get().patch(unit, type(unit), id, new Version.Any(), json);
  }

  /// The record as the caller reads it after the change.
  private JsonNode changed(Unit unit, UUID id, ObjectNode json) throws SQLException {
    change(unit, id, json);
    return answer(unit, id);
  }

  private JsonNode answer(Unit unit, UUID id) throws SQLException {
    var record = reads.get().find(unit.connection(), unit.policy(), type(unit), id, List.of());
    return record == null
        ? JSON.createObjectNode().put("id", id.toString())
        : JSON.readTree(record);
  }

  private static Type type(Unit unit) {
    return unit.policy().catalog().type("opportunity");
  }
}
