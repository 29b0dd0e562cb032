package org.shuke.sales.plans;

import java.util.ArrayList;
import java.util.List;
import org.shuke.records.Policy;
import org.shuke.records.reads.Query;
import tools.jackson.databind.JsonNode;

/// The tree of teams as the caller may read it.
final class Teams {
  private final List<JsonNode> all;

  Teams(Ask ask, Policy policy) {
    all =
        policy.reads("team", "name", "parent")
            ? ask.rows(policy, "team", "id,name,parent.id", null, "name", Query.MOST)
            : List.of();
  }

  List<JsonNode> all() {
    return all;
  }

  static String parent(JsonNode team) {
    return team.at("/parent/id").asString("");
  }

  /// The quoted ids of a team and of all below it.
  List<String> below(String team) {
    var ids = new ArrayList<String>();
    ids.add('"' + team + '"');
    for (int i = 0; i < ids.size(); i++) {
      var above = ids.get(i);
      for (var each : all) {
        var id = '"' + each.path("id").asString() + '"';
        if (above.equals('"' + parent(each) + '"') && !ids.contains(id)) {
          ids.add(id);
        }
      }
    }
    return ids;
  }
}
