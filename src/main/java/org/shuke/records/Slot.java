package org.shuke.records;

import java.util.Locale;
import org.jooq.DataType;
import org.jooq.Param;
import org.jooq.impl.DSL;

/// A value that is bound when a compiled statement runs, never written into its text: that is why
/// one compiled statement serves every caller of the same policy shape.
///
/// @param index which literal, cursor value or word; 0 where there is only one
public record Slot(What what, int index) {
  /// What the value is.
  public enum What {
    /// The n-th literal of the filter, in the order of the source text.
    LITERAL,
    /// The caller's user id and the caller's team id.
    ME,
    TEAM,
    /// The ids of the users in the caller's team, and in the teams below it.
    TEAM_OWNERS,
    TREE_OWNERS,
    /// The ids of the caller's team and of the teams above it.
    MY_TEAMS,
    /// The time of the question.
    NOW,
    /// The name of the time zone whose days count.
    ZONE,
    /// The n-th value of the page's cursor.
    CURSOR,
    /// The n-th search question.
    WORDS,
    /// The id of the one record that is asked for.
    ID;

    /// Is it something about the caller?
    public boolean ofCaller() {
      return switch (this) {
        case ME, TEAM, TEAM_OWNERS, TREE_OWNERS, MY_TEAMS -> true;
        default -> false;
      };
    }

    String column() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static Slot of(What what) {
    return new Slot(what, 0);
  }

  /// This slot in a jOOQ tree: a named parameter whose name [Compiled] reads back.
  public <T> Param<T> as(DataType<T> type) {
    return DSL.param(what.column() + "__" + index, type);
  }

  /// The slot that a parameter's name stands for.
  static Slot named(String name) {
    int at = name.lastIndexOf("__");
    return new Slot(
        What.valueOf(name.substring(0, at).toUpperCase(Locale.ROOT)),
        Integer.parseInt(name.substring(at + 2)));
  }
}
