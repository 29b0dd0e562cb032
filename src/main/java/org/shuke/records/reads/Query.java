package org.shuke.records.reads;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal;

/// A question for a page of records, as a caller wrote it.
///
/// @param select paths to show; empty means the record's own readable fields
/// @param filter a CEL condition, or null
/// @param words what the search box holds, or null
public record Query(
    List<String> select,
    @Nullable String filter,
    List<Sort> sort,
    int limit,
    @Nullable String cursor,
    boolean count,
    @Nullable String words) {
  /// The most records that one page holds.
  public static final int MOST = 500;

  private static final int USUAL = 25;

  /// One key of the order.
  public record Sort(String path, boolean descending) {
    /// `-createdAt` is descending.
    static Sort parse(String text) {
      return text.startsWith("-") ? new Sort(text.substring(1), true) : new Sort(text, false);
    }
  }

  public Query {
    checked(limit);
  }

  /// @throws Refusal 400 when that is no size of a page
  static int checked(int limit) {
    if (limit < 1 || limit > MOST) {
      throw Refusal.malformed("limit", Map.of("most", MOST)).at("limit");
    }
    return limit;
  }

  /// From the parameters of a list's address; the parameter names are checked by the edge.
  public static Query of(
      @Nullable String select,
      @Nullable String filter,
      @Nullable String sort,
      @Nullable Integer limit,
      @Nullable String cursor,
      boolean count,
      @Nullable String words) {
    return new Query(
        split(select),
        blank(filter),
        sorts(split(sort)),
        limit == null ? USUAL : limit,
        blank(cursor),
        count,
        blank(words));
  }

  static List<Sort> sorts(List<String> texts) {
    return texts.stream().map(Sort::parse).toList();
  }

  private static @Nullable String blank(@Nullable String text) {
    return text == null || text.isBlank() ? null : text;
  }

  private static List<String> split(@Nullable String list) {
    var parts = new ArrayList<String>();
    if (list != null) {
      for (var part : list.split(",", -1)) {
        if (!part.isBlank()) {
          parts.add(part.strip());
        }
      }
    }
    return List.copyOf(parts);
  }

  public Query from(@Nullable String next) {
    return new Query(select, filter, sort, limit, next, false, words);
  }
}
