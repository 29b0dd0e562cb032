package org.shuke.records.reads;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal;

/// A question for figures over groups of records.
///
/// @param groupBy paths, or `day|week|month|quarter|year(path)`
/// @param measures by the name they are answered under: `count()`, `countDistinct(path)`,
///   `sum(path)`, `avg(path)`, `median(path)`, `min(path)`, `max(path)`
/// @param sort group keys and measure names, as in a list
public record Aggregate(
    List<String> groupBy,
    Map<String, String> measures,
    @Nullable String filter,
    List<String> sort,
    @Nullable Integer limit,
    @Nullable String cursor,
    @Nullable String q) {
  /// Absent members of the JSON body are empty.
  ///
  /// @throws Refusal 400 for nothing in place of a path or a measure
  public Aggregate {
    groupBy = told("groupBy", groupBy);
    measures = measures == null ? Map.of("count", "count()") : new LinkedHashMap<>(measures);
    told("measures", new ArrayList<>(measures.values()));
    sort = told("sort", sort);
  }

  /// How many groups a page has.
  int most() {
    return limit == null ? Query.MOST : Query.checked(limit);
  }

  private static List<String> told(String name, @Nullable List<String> given) {
    if (given == null) {
      return List.of();
    }
    if (given.stream().anyMatch(Objects::isNull)) {
      throw Refusal.malformed(
          List.of(new Refusal.Fault(name, "wrong-shape", Map.of("name", name))));
    }
    return List.copyOf(given);
  }
}
