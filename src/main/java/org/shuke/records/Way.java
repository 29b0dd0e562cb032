package org.shuke.records;

import java.util.Locale;

/// Why a verb reaches a record: what its predicate is made of, one reason beside the other.
public enum Way {
  /// Its owner is the caller, somebody in his team, or somebody in that team and those below.
  OWN,
  TEAM,
  TREE,
  /// The caller's roles reach all records of the type.
  ALL,
  /// It names him among those whom it concerns.
  INVOLVED,
  /// Its owner shows it to everybody.
  SHOWN,
  /// It is shared with him or with a team that he is in.
  MEMBER,
  /// It has no owner and lies in a pool of his teams.
  POOL,
  /// He reaches the record that it hangs on.
  THROUGH;

  static Way of(Scope scope) {
    return valueOf(scope.name());
  }

  public String apiName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
