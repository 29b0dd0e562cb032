package org.shuke.demo;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.db.Database;
import org.shuke.records.Policy;
import org.shuke.records.Type;
import org.shuke.records.Unit;
import org.shuke.records.writes.Writes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the made-up people do themselves once their company is there, by the same verbs as anybody:
/// so that it can be looked into, gathered anew and undone.
public final class Deeds {
  static final String LEAVER = "sun.yue@shuke.example";

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Database database;
  private final Writes writes;
  private final Function<UUID, Policy> policyOf;

  /// @param policyOf what a user may do
  public Deeds(Database database, Writes writes, Function<UUID, Policy> policyOf) {
    this.database = database;
    this.writes = writes;
    this.policyOf = policyOf;
  }

  /// Two customers are disputed, of which one is decided; what a leaver had goes to others.
  public void all() {
    var chen = user("chen.siyuan@shuke.example");
    var wu = user("wu.jiayi@shuke.example");
    var manager = user("zhou.wenbo@shuke.example");
    var disputes = disputed().stream().map(account -> dispute(wu, account)).toList();
    if (!disputes.isEmpty()) {
      var verdict = Map.of("verdict", "split", "claimantCredit", 30, "reason", "双方都有实质跟进");
      writes.write(
          policyOf.apply(manager),
          "page",
          null,
          unit ->
              Objects.requireNonNull(
                  run(unit, "ownership-dispute", disputes.getFirst(), "decide", verdict)));
    }
    handOver(manager, user(LEAVER), wu, chen);
  }

  private UUID user(String email) {
    var found =
        database.read(tx ->
            tx.first(
                "select id from access.\"user\" where email = ?",
                row -> row.getObject(1, UUID.class),
                email));
    return Objects.requireNonNull(found, email);
  }

  private List<UUID> disputed() {
    return database.read(tx ->
        tx.query(
            """
            select a.id from customers.account a join customers.account_member m on m.account = a.id
            where m.credit is not null order by a.created_at, a.id\
            """,
            row -> row.getObject(1, UUID.class)));
  }

  private UUID dispute(UUID claimant, UUID account) {
    var reason = Map.of("reason", "客户是我引入的");
    return writes.write(
        policyOf.apply(claimant),
        "page",
        null,
        unit ->
            (UUID)
                Objects.requireNonNull(
                    ((Map<?, ?>)
                            Objects.requireNonNull(
                                run(unit, "account", account, "dispute", reason)))
                        .get("dispute")));
  }

  private void handOver(UUID manager, UUID leaver, UUID colleague, UUID rest) {
    var leads = Map.of("type", "leads", "to", List.of(colleague.toString(), rest.toString()));
    var json =
        JSON.createObjectNode()
            .put("name", "孙悦离职交接")
            .put("from", leaver.toString())
            .put("to", rest.toString());
    json.set("rules", JSON.valueToTree(List.of(leads)));
    writes.write(
        policyOf.apply(manager),
        "page",
        null,
        unit -> {
          var id = writes.create(unit, unit.policy().catalog().type("hand-over"), json).id();
          return Objects.requireNonNull(run(unit, "hand-over", id, "run", Map.of()));
        });
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private @Nullable Object run(
      Unit unit, String type, UUID record, String name, Map<String, ?> input) throws SQLException {
    var of = unit.policy().catalog().type(type);
    Type.Verb verb =
        of.spec().verbs().stream().filter(v -> v.name().equals(name)).findFirst().orElseThrow();
    writes.lock(unit, of, record, verb.needs(), null);
    JsonNode json = JSON.valueToTree(input);
    return verb.handler().run(unit, record, JSON.treeToValue(json, verb.input()));
  }
}
