package org.shuke.sales.ownership;

import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.shuke.platform.Refusal;
import org.shuke.records.Unit;
import org.shuke.records.Verb;
import org.shuke.records.writes.Writes;
import org.shuke.sales.leads.Duplicates;
import tools.jackson.databind.json.JsonMapper;

/// Lets somebody say that a record which he may not see is his, when the duplicate check of his own
/// lead told him that a team has something like it.
///
/// He is answered the same however many records that team has, whose they are and whether he has
/// said so before. The dispute is its holder's and the referee's to see.
final class Contests {
  private final Supplier<Writes> writes;
  private final Supplier<Duplicates> duplicates;

  Contests(Supplier<Writes> writes, Supplier<Duplicates> duplicates) {
    this.writes = writes;
    this.duplicates = duplicates;
  }

  Object contest(Unit unit, UUID id, Dispute.Contest input) throws SQLException {
    var catalog = unit.policy().catalog();
    var lead = writes.get().lock(unit, catalog.type("lead"), id, Verb.UPDATE, null);
    var claimant = Disputes.claiming(unit, input.reason());
    var known = duplicates.get().masked(unit, lead, input.team());
    if (known == null) {
      throw Refusal.conflict("cooperation-request.nothing", Map.of());
    }
    var record = known.id().toString();
    if (!claimant.equals(known.owner())
        && !DisputeSql.disputes(unit.tx(), claimant, record, null)) {
      var desk = writes.get().unit(unit.tx(), unit.policy(), "dispute", unit.unit()).asDesk();
      var json = JsonMapper.shared().createObjectNode().put("recordType", known.type());
      json.put("owner", known.owner() == null ? null : known.owner().toString());
      json.put("record", record).put("claimant", claimant.toString());
      json.put("askedFrom", id.toString()).put("reason", input.reason().strip());
      writes.get().create(desk, catalog.type("ownership-dispute"), json);
    }
    return Map.of("id", id, "team", Objects.toString(input.team(), ""));
  }
}
