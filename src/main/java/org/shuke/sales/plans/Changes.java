package org.shuke.sales.plans;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.shuke.platform.db.Database;
import org.shuke.records.Policy;
import org.shuke.records.Type;
import org.shuke.records.reads.Query;
import org.shuke.records.reads.Reads;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What changed in the opportunities since a moment, from the change log: what came, moved, grew,
/// shrank and was put off. Only records and fields that the caller may read.
final class Changes {
  private static final Map<String, String> FIELDS =
      Map.of("amount_base", "amountBase", "close_date", "closeDate", "stage", "stage");

  private final Database database;
  private final Ask ask;

  Changes(Database database, Supplier<Reads> reads) {
    this.database = database;
    this.ask = new Ask(reads);
  }

  /// `{"items": [{"id", "name", "owner", "stage", "kind", "amountBase", "created": true?,
  /// "changes": {"amountBase": {"before", "after"}, …}}]}`, the latest first.
  ObjectNode since(Policy policy, Instant since) {
    var type = policy.catalog().type("opportunity");
    var select = new ArrayList<>(List.of("id", "name", "owner.name", "stage.name", "stage.kind"));
    if (policy.member(type, "amountBase") != null) {
      select.add("amountBase");
    }
    // what the caller may read comes first: what he may not takes nobody's place in the list
    var rows =
        ask.rows(
            policy,
            "opportunity",
            String.join(",", select),
            "updatedAt >= timestamp(\"" + since + "\")",
            "-updatedAt",
            Query.MOST);
    var ids = rows.stream().map(row -> UUID.fromString(row.path("id").asString())).toList();
    var moved = database.read(tx -> PlanSql.changed(tx, ids, since));
    var items = JsonNodeFactory.instance.arrayNode();
    for (var row : rows) {
      var each = moved.get(UUID.fromString(row.path("id").asString()));
      if (each != null) {
        var item = item(policy, type, each, row);
        if (each.created() || !item.path("changes").isEmpty()) {
          items.add(item);
        }
      }
    }
    var answer = JsonNodeFactory.instance.objectNode();
    answer.put("since", since.toString());
    answer.set("items", items);
    return answer;
  }

  private static ObjectNode item(Policy policy, Type type, PlanSql.Moved moved, JsonNode row) {
    var item = ((ObjectNode) row).deepCopy();
    item.put("created", moved.created());
    var changes = item.putObject("changes");
    FIELDS.forEach((column, field) -> {
      var before = moved.before().path(column);
      var after = moved.after().path(column);
      boolean told = moved.after().has(column) && !moved.created();
      if (told && policy.member(type, field) != null && !Objects.equals(before, after)) {
        changes.putObject(field).set("before", before);
        ((ObjectNode) changes.get(field)).set("after", after);
      }
    });
    return item;
  }
}
