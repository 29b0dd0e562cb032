package org.shuke.records.units;

/// What an undo has done so far, in records.
///
/// @param restored got values back
/// @param removed had been created, and are gone
/// @param kept hold something that the undo left alone
public record Outcome(long restored, long removed, long kept) {
  public static final Outcome NOTHING = new Outcome(0, 0, 0);

  Outcome plus(Outcome more) {
    return new Outcome(restored + more.restored, removed + more.removed, kept + more.kept);
  }
}
