package org.shuke.records;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One field of a type: built in or added by an administrator, alike for everything below.
///
/// @param name the API name, camelCase; never changes
/// @param column the column of the type's table; unused for a formula
/// @param target the type that a reference, references or extension field points to
/// @param choices the values of a choice field, in their order
/// @param formula the CEL source of a computed field
/// @param flags what else is true of it
/// @param custom labels of a field that an administrator added, else null
public record Field(
    String name,
    String column,
    Kind kind,
    @Nullable String target,
    List<String> choices,
    @Nullable String formula,
    Flags flags,
    @Nullable Custom custom)
    implements Member {

  /// What is so of a field, or is not.
  public enum Mark {
    /// must have a value
    REQUIRED,
    /// no two living records share a value
    UNIQUE,
    /// set by the program, never by a caller
    SYSTEM,
    /// text with a language sort key in `<column>_key_en` and `<column>_key_zh`
    ORDERED,
    /// masked unless a role says otherwise
    SENSITIVE,
    /// not readable by anybody through the engine
    INTERNAL,
    /// a quantity: what several records have of it can be added up
    COUNTED,
    /// a day or time of what has happened: ahead of today it is doubtful
    PAST,
    /// a day that comes back every year, such as a birthday
    YEARLY,
    /// always there, but nobody has to give it: the program fills in what is left out
    FILLED
  }

  /// @param search the search group its words go to, or null
  /// @param follows what it is reckoned from, its own type's fields, those of its parts as
  ///   `lines.amount` or of another type as `order-line.amount`: nobody reads it further than each
  ///   of them
  /// @param offers which records of the target are offered to choose from, in CEL; all where absent
  /// @param area where it stands in forms, where its declaration says so
  public record Flags(
      Set<Mark> marks,
      @Nullable String search,
      List<String> follows,
      @Nullable String offers,
      @Nullable Area area) {
    public static final Flags NONE = new Flags(Set.of(), null, List.of(), null, null);

    public boolean required() {
      return marks.contains(Mark.REQUIRED);
    }

    public boolean unique() {
      return marks.contains(Mark.UNIQUE);
    }

    public boolean system() {
      return marks.contains(Mark.SYSTEM);
    }

    public boolean ordered() {
      return marks.contains(Mark.ORDERED);
    }

    public boolean sensitive() {
      return marks.contains(Mark.SENSITIVE);
    }

    public boolean internal() {
      return marks.contains(Mark.INTERNAL);
    }

    public boolean counted() {
      return marks.contains(Mark.COUNTED);
    }

    public boolean past() {
      return marks.contains(Mark.PAST);
    }

    public boolean yearly() {
      return marks.contains(Mark.YEARLY);
    }

    public boolean filled() {
      return marks.contains(Mark.FILLED);
    }

    public Flags asRequired() {
      return with(Mark.REQUIRED);
    }

    public Flags asUnique() {
      return with(Mark.UNIQUE);
    }

    public Flags asSystem() {
      return with(Mark.SYSTEM);
    }

    public Flags asOrdered() {
      return with(Mark.ORDERED);
    }

    public Flags asSensitive() {
      return with(Mark.SENSITIVE);
    }

    public Flags asInternal() {
      return with(Mark.INTERNAL);
    }

    public Flags asCounted() {
      return with(Mark.COUNTED);
    }

    public Flags asPast() {
      return with(Mark.PAST);
    }

    public Flags asYearly() {
      return with(Mark.YEARLY);
    }

    public Flags asFilled() {
      return with(Mark.FILLED);
    }

    private Flags with(Mark mark) {
      var all = EnumSet.of(mark);
      all.addAll(marks);
      return new Flags(Collections.unmodifiableSet(all), search, follows, offers, area);
    }

    public Flags searchedAs(String group) {
      return new Flags(marks, group, follows, offers, area);
    }

    public Flags following(String... paths) {
      var all = Stream.concat(follows.stream(), Stream.of(paths)).distinct().toList();
      return new Flags(marks, search, all, offers, area);
    }

    public Flags offering(String which) {
      return new Flags(marks, search, follows, which, area);
    }

    public Flags in(Area place) {
      return new Flags(marks, search, follows, offers, place);
    }
  }

  /// What an administrator wrote about a field of his own.
  ///
  /// @param labels by language, `en` and `zh`
  /// @param choiceLabels by choice value, then language
  /// @param defaultValue as it would stand in JSON
  public record Custom(
      Map<String, String> labels,
      Map<String, String> help,
      Map<String, Map<String, String>> choiceLabels,
      @Nullable Object defaultValue) {}

  public boolean isFormula() {
    return formula != null;
  }

  /// Does a column of the type's own table hold it?
  public boolean stored() {
    return formula == null && kind != Kind.EXTENSION;
  }

  public boolean writable() {
    return stored() && !flags.system() && !flags.internal();
  }

  /// May a total be told of it? Of a share, a rank or a number of days an average says something, a
  /// sum nothing; of an administrator's own numbers nobody knows better than the reader.
  public boolean addsUp() {
    return kind == Kind.MONEY || flags.counted() || custom != null && kind == Kind.NUMBER;
  }

  /// The target of a reference.
  ///
  /// @throws IllegalStateException for a field that points nowhere
  public String targetName() {
    if (target == null) {
      throw new IllegalStateException(name + " is no reference");
    }
    return target;
  }

  /// The same as a reference to records of a type.
  public Field to(String type) {
    return new Field(name, column, Kind.REFERENCE, type, List.of(), null, flags, custom);
  }

  public Field with(Flags changed) {
    return new Field(name, column, kind, target, choices, formula, changed, custom);
  }

  public Field with(Kind changed) {
    return new Field(name, column, changed, target, choices, formula, flags, custom);
  }
}
