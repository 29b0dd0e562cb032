package org.shuke;

/// The whole program, wired by hand: reads like a table of contents.
public final class Shuke {
  private Shuke() {}
}
