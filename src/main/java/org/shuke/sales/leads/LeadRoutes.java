package org.shuke.sales.leads;

import java.util.Map;
import org.shuke.customers.pools.Pools;
import org.shuke.http.Answer;
import org.shuke.http.Call;
import org.shuke.http.Door;
import org.shuke.http.Routes;
import org.shuke.platform.Refusal;
import org.shuke.platform.db.Database;
import org.shuke.records.Verb;
import org.shuke.records.writes.Writes;

/// What the engine does not answer by itself: whom a lead resembles, who held it, what one may
/// claim.
public final class LeadRoutes {
  private final Database database;
  private final Writes writes;
  private final Duplicates duplicates;
  private final Pools pools;

  public LeadRoutes(Database database, Writes writes, Duplicates duplicates, Pools pools) {
    this.database = database;
    this.writes = writes;
    this.duplicates = duplicates;
    this.pools = pools;
  }

  public void addTo(Routes routes) {
    routes
        .get("/api/v1/leads/{id}/duplicates", Door.SIGNED_IN, this::duplicates)
        .get("/api/v1/leads/{id}/holdings", Door.SIGNED_IN, call -> holdings(call, "lead"))
        .get("/api/v1/accounts/{id}/holdings", Door.SIGNED_IN, call -> holdings(call, "account"))
        .get("/api/v1/pools/{id}/standing", Door.SIGNED_IN, this::standing);
  }

  private Answer duplicates(Call call) {
    call.allow();
    var found =
        writes.write(
            call.policy(),
            "page",
            null,
            unit -> {
              var lead = writes.lock(unit, Leads.type(unit), call.id(), Verb.UPDATE, null);
              return duplicates.of(unit.tx(), unit.policy(), lead);
            });
    return Answer.ok(Duplicates.shown(found));
  }

  private Answer holdings(Call call, String type) {
    call.allow();
    var policy = call.policy();
    mustReadPools(call);
    var items =
        writes.write(
            policy,
            "page",
            null,
            unit -> {
              writes.lock(unit, policy.catalog().type(type), call.id(), Verb.READ, null);
              return pools.history(unit.tx(), call.id());
            });
    return Answer.ok(Map.of("items", items));
  }

  private static void mustReadPools(Call call) {
    if (!call.policy().may(Verb.READ, call.policy().catalog().type("pool"))) {
      throw Refusal.notFound();
    }
  }

  private Answer standing(Call call) {
    call.allow();
    mustReadPools(call);
    return Answer.ok(database.read(tx -> pools.standing(tx, call.policy(), call.id())));
  }
}
