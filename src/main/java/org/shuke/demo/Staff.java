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

  Staff(Material.Places places, Scale scale, long seed, Instant since) {
    for (var each : places.teams()) {
      var parent = each.parent() == null ? null : team(each.parent()).id();
      var id = Dice.of(seed, Kinds.TEAM, teams.size()).id(since);
      teams.put(each.name(), new Team(id, each.name(), parent));
    }
    places.staff().forEach(each -> hire(each, seed, since));
    if (scale.few() > 0) {
      measured(Scale.FEW, "Few Accounts", places, seed, since);
      measured(Scale.MANY, "Many Accounts", places, seed, since);
    }
  }

  private void hire(Material.Staff each, long seed, Instant since) {
    var id = Dice.of(seed, Kinds.USER, colleagues.size()).id(since);
    colleagues.add(new Colleague(id, team(each.team()).id(), each));
  }

  /// A salesperson like the first, for measurements only: nobody's customers fall to him by chance.
  private void measured(
      String email, String name, Material.Places places, long seed, Instant since) {
    var like = places.staff().stream().filter(Material.Staff::sells).findFirst().orElseThrow();
    var local = email.substring(0, email.indexOf('@'));
    hire(
        new Material.Staff(name, local, like.team(), like.role(), false, like.locale()),
        seed,
        since);
  }

  /// The colleague of a mail address.
  Colleague of(String email) {
    return colleagues.stream().filter(c -> c.email().equals(email)).findFirst().orElseThrow();
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
