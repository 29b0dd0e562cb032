package org.shuke.automation.approvals;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.shuke.http.Answer;
import org.shuke.http.Call;
import org.shuke.http.Door;
import org.shuke.http.Routes;
import org.shuke.platform.Refusal;
import org.shuke.records.Unit;
import org.shuke.records.reads.Reads;
import org.shuke.records.writes.Writes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What waits for one, and the approvals of a record for whoever may read the record.
public final class ApprovalRoutes {
  private static final int MOST = 200;
  private static final List<String> SHOWN =
      List.of(
          "id",
          "title",
          "reason",
          "facts",
          "subjectType",
          "subject",
          "subjectVersion",
          "state",
          "createdAt",
          "owner.name",
          "decidedAt",
          "decidedBy.name",
          "currentStep",
          "waitingFor");

  private static final List<String> OUTLINE =
      SHOWN.stream().filter(f -> !List.of("title", "reason", "facts").contains(f)).toList();

  private final Approvals approvals;
  private final Writes writes;
  private final Reads reads;

  public ApprovalRoutes(Approvals approvals, Writes writes, Reads reads) {
    this.approvals = approvals;
    this.writes = writes;
    this.reads = reads;
  }

  public void addTo(Routes routes) {
    routes
        .get("/api/v1/inbox/approvals", Door.SIGNED_IN, this::waiting)
        .get("/api/v1/{plural}/{id}/approvals", Door.SIGNED_IN, this::ofSubject);
  }

  private Answer waiting(Call call) {
    call.allow();
    var user = call.policy().principal().user();
    if (user == null) {
      throw Refusal.notFound();
    }
    return Answer.ok(
        writes.write(
            call.policy(),
            "page",
            null,
            unit -> answer(unit.asDesk(), approvals.waiting(unit, user, MOST))));
  }

  private Answer ofSubject(Call call) {
    call.allow();
    var type = call.policy().catalog().findPlural(call.path("plural"));
    if (type == null || reads.find(call.policy(), type, call.id(), List.of("id")) == null) {
      throw Refusal.notFound();
    }
    return Answer.ok(
        writes.write(
            call.policy(),
            "page",
            null,
            unit -> ofSubject(unit, ApprovalSql.ofSubject(unit.tx(), type.name(), call.id()))));
  }

  /// Whoever may not read an approval itself learns of a record that he may read that it waits, for
  /// whom, and how it ended, but no figure and no word of what was asked. `asked` says whether the
  /// caller may answer.
  private Map<String, Object> ofSubject(Unit unit, List<UUID> ids) throws SQLException {
    if (ids.isEmpty()) {
      return Map.of("items", List.of());
    }
    var type = unit.policy().catalog().type("approval");
    var user = unit.policy().principal().user();
    var asked = user == null ? List.of() : approvals.asked(unit, user, ids);
    var items = new java.util.ArrayList<JsonNode>();
    for (var id : ids) {
      var own = reads.find(unit.connection(), unit.policy(), type, id, List.of("id")) != null;
      var desk = unit.asDesk();
      var found = reads.find(desk.connection(), desk.policy(), type, id, own ? SHOWN : OUTLINE);
      if (found != null) {
        items.add(linked(desk, Json.read(found).put("asked", asked.contains(id))));
      }
    }
    return Map.of("items", items);
  }

  private Map<String, Object> answer(Unit desk, List<UUID> ids) throws SQLException {
    var type = desk.policy().catalog().type("approval");
    var items = new java.util.ArrayList<JsonNode>();
    for (var id : ids) {
      var found = reads.find(desk.connection(), desk.policy(), type, id, SHOWN);
      if (found != null) {
        items.add(linked(desk, Json.read(found)));
      }
    }
    return Map.of("items", items);
  }

  /// Adds where in the page the subject is.
  private static JsonNode linked(Unit desk, ObjectNode approval) {
    var type = desk.policy().catalog().find(approval.get("subjectType").stringValue());
    approval.put("subjectPlural", type == null ? null : type.plural());
    return approval;
  }
}
