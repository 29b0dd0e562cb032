package org.shuke.records.reads;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
  public Aggregate {
    groupBy = groupBy == null ? List.of() : List.copyOf(groupBy);
    measures =
        measures == null ? Map.of("count", "count()") : new java.util.LinkedHashMap<>(measures);
    sort = sort == null ? List.of() : List.copyOf(sort);
  }
}
