package org.shuke.records.live;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal;
import org.shuke.records.Catalog;

/// One thing that a page shows: a record, or with no id all records of a type.
public record Watched(String type, @Nullable UUID id) {
  /// What one browser may watch.
  static final int MOST = 5_000;

  /// Reads `account:0190…`, `order`. Unknown types are left out: the page may be older or newer.
  ///
  /// @throws Refusal 400 when an id is none, or there are too many
  public static List<Watched> parse(Collection<String> texts, Catalog catalog) {
    if (texts.size() > MOST) {
      throw Refusal.malformed("too-much-watched", Map.of("most", MOST));
    }
    var watched = new ArrayList<Watched>();
    for (var text : texts) {
      int colon = text.indexOf(':');
      var name = colon < 0 ? text : text.substring(0, colon);
      if (catalog.find(name) != null) {
        watched.add(new Watched(name, colon < 0 ? null : id(text.substring(colon + 1))));
      }
    }
    return watched;
  }

  private static UUID id(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw Refusal.malformed("watched-id", Map.of("value", text));
    }
  }
}
