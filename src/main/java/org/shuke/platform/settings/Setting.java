package org.shuke.platform.settings;

import java.util.function.UnaryOperator;

/// A setting that administrators change while the program runs: a closed record of the room that
/// asks for it.
///
/// @param otherwise what holds until it is set
/// @param checked completes what was sent, or refuses it
/// @param open may everybody who signs in read it?
public record Setting<T extends Record>(
    String name, Class<T> type, T otherwise, UnaryOperator<T> checked, boolean open) {

  /// For administrators alone.
  public Setting(String name, Class<T> type, T otherwise, UnaryOperator<T> checked) {
    this(name, type, otherwise, checked, false);
  }
}
