package org.shuke.demo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who works there: a tree of teams and a dozen people.
final class Staff {
  record Team(UUID id, String name, @Nullable UUID parent) {}

  record Colleague(UUID id, UUID team, Material.Staff as) {
    String email() {
      return as.email() + "@shuke.example";
    }
  }

  private final Map<String, Team> teams = new LinkedHashMap<>();
  private final List<Colleague> colleagues = new ArrayList<>();

  Staff(Material.Places places, long seed, Instant since) {
    for (var each : places.teams()) {
      var parent = each.parent() == null ? null : team(each.parent()).id();
      var id = Dice.of(seed, Kinds.TEAM, teams.size()).id(since);
      teams.put(each.name(), new Team(id, each.name(), parent));
    }
    for (var each : places.staff()) {
      var id = Dice.of(seed, Kinds.USER, colleagues.size()).id(since);
      colleagues.add(new Colleague(id, team(each.team()).id(), each));
    }
  }

  private Team team(String name) {
    var team = teams.get(name);
    if (team == null) {
      throw new IllegalArgumentException("places.json has no team " + name);
    }
    return team;
  }

  List<Team> teams() {
    return List.copyOf(teams.values());
  }

  List<Colleague> colleagues() {
    return colleagues;
  }

  /// Somebody who sells in a team.
  Colleague seller(String team, Dice dice) {
    return dice.pick(
        colleagues.stream().filter(c -> c.as().sells() && c.as().team().equals(team)).toList());
  }
}
