package org.shuke.records;

import java.util.Locale;

/// How far a right reaches: one's own records, the team's, the team's and all teams below, all. In
/// order: a later scope contains the earlier ones.
public enum Scope {
  OWN,
  TEAM,
  TREE,
  ALL;

  public String apiName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
