package org.shuke.sales.ownership;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.shuke.platform.Refusal;
import org.shuke.platform.settings.Setting;

/// How many points each kind of evidence is worth: the written rules of disputes, which a house may
/// change.
///
/// @param entered who wrote the record down first
/// @param first who had the first real contact
/// @param claimed each time somebody took it from a pool
/// @param assigned each time it was given to somebody
/// @param returned each time somebody let it go, negative
/// @param recentDays activities of so many days before the dispute count double
public record Weights(
    int entered,
    int first,
    int claimed,
    int assigned,
    int returned,
    int call,
    int mail,
    int meeting,
    int visit,
    int recentDays) {
  public static final Weights DEFAULT = new Weights(20, 15, 10, 10, -10, 2, 1, 5, 6, 30);

  public static final Setting<Weights> SETTING =
      new Setting<>("ownership", Weights.class, DEFAULT, Weights::checked, true);
  private static final int MOST = 1_000;

  /// @throws Refusal 422 when a weight is out of all proportion
  public static Weights checked(Weights weights) {
    weights
        .byKind()
        .forEach((kind, points) -> {
          if (Math.abs(points) > MOST) {
            throw Refusal.invalid(kind, "ownership.weight", Map.of("limit", MOST));
          }
        });
    if (weights.recentDays < 0 || weights.recentDays > MOST) {
      throw Refusal.invalid("recentDays", "ownership.weight", Map.of("limit", MOST));
    }
    return weights;
  }

  Map<String, Integer> byKind() {
    var all = new LinkedHashMap<String, Integer>();
    all.put("entered", entered);
    all.put("first", first);
    all.put("claimed", claimed);
    all.put("assigned", assigned);
    all.put("returned", returned);
    all.put("call", call);
    all.put("mail", mail);
    all.put("meeting", meeting);
    all.put("visit", visit);
    return all;
  }

  BigDecimal of(String kind, boolean recent) {
    int points = byKind().getOrDefault(kind, 0);
    boolean activity = java.util.Set.of("call", "mail", "meeting", "visit").contains(kind);
    return BigDecimal.valueOf(activity && recent ? 2L * points : points);
  }
}
