package org.shuke.access.matrix;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.db.Database;
import org.shuke.records.Catalog;
import org.shuke.records.Type;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Every row of every type as it stands in its table, read past the program: what the [Oracle]
/// reckons with, and which of the world's secret words stand where.
final class Facts {
  /// Words and telephone numbers that [Samples] made: each occurs in no other field of the world
  /// unless the program itself has put it there.
  static final Pattern SECRET = Pattern.compile("zq[a-z]{10}|\\+8613[0-9]{9}");

  /// One row.
  record Fact(Type type, String id, JsonNode row) {
    @Nullable String column(String name) {
      var value = row.get(name);
      if (value == null || value.isNull()) {
        return null;
      }
      return value.isContainer() ? value.toString() : value.asString();
    }

    @Nullable String owner() {
      return column("owner");
    }

    boolean binned() {
      return column("binned_at") != null;
    }

    @Override
    public String toString() {
      return type.plural() + "/" + id;
    }
  }

  /// Where a secret word stands.
  record Place(Fact fact, String column) {}

  private final Map<String, Map<String, Fact>> byType = new LinkedHashMap<>();
  private final Map<String, List<Place>> places = new HashMap<>();

  static Facts of(Database database, Catalog catalog) {
    var facts = new Facts();
    for (var type : catalog.types()) {
      var table = "\"" + type.schema() + "\".\"" + type.table() + "\"";
      var rows = new LinkedHashMap<String, Fact>();
      database
          .read(tx ->
              tx.query("select to_jsonb(t) from " + table + " t order by id", r -> r.getString(1)))
          .forEach(text -> {
            var row = JsonMapper.shared().readTree(text);
            rows.put(row.get("id").asString(), new Fact(type, row.get("id").asString(), row));
          });
      facts.byType.put(type.name(), rows);
    }
    facts.byType.values().forEach(rows -> rows.values().forEach(facts::note));
    return facts;
  }

  private void note(Fact fact) {
    for (var each : fact.row().properties()) {
      var found = SECRET.matcher(each.getValue().toString());
      while (found.find()) {
        places
            .computeIfAbsent(found.group(), w -> new ArrayList<>())
            .add(new Place(fact, each.getKey()));
      }
    }
  }

  List<Fact> of(Type type) {
    return List.copyOf(byType.getOrDefault(type.name(), Map.of()).values());
  }

  @Nullable Fact find(String type, @Nullable String id) {
    return id == null ? null : byType.getOrDefault(type, Map.of()).get(id);
  }

  List<Place> places(String word) {
    return places.getOrDefault(word, List.of());
  }
}
