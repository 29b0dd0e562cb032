package org.shuke.records;

import java.util.List;
import java.util.Map;
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

  /// @param required must have a value
  /// @param unique no two living records share a value
  /// @param system set by the program, never by a caller
  /// @param ordered text with a language sort key in `<column>_key_en` and `<column>_key_zh`
  /// @param sensitive masked unless a role says otherwise
  /// @param search the search group its words go to, or null
  /// @param internal not readable by anybody through the engine
  /// @param counted a quantity: what several records have of it can be added up
  /// @param follows the field that it says again in other terms: nobody reads it further than that
  /// @param past a day or time of what has happened: ahead of today it is doubtful
  /// @param area where it stands in forms, where its declaration says so
  public record Flags(
      boolean required,
      boolean unique,
      boolean system,
      boolean ordered,
      boolean sensitive,
      @Nullable String search,
      boolean internal,
      boolean counted,
      @Nullable String follows,
      boolean past,
      @Nullable Area area) {
    public static final Flags NONE =
        new Flags(false, false, false, false, false, null, false, false, null, false, null);

    public Flags asRequired() {
      return new Flags(
          true, unique, system, ordered, sensitive, search, internal, counted, follows, past, area);
    }

    public Flags asUnique() {
      return new Flags(
          required, true, system, ordered, sensitive, search, internal, counted, follows, past,
          area);
    }

    public Flags asSystem() {
      return new Flags(
          required, unique, true, ordered, sensitive, search, internal, counted, follows, past,
          area);
    }

    public Flags asOrdered() {
      return new Flags(
          required, unique, system, true, sensitive, search, internal, counted, follows, past,
          area);
    }

    public Flags asSensitive() {
      return new Flags(
          required, unique, system, ordered, true, search, internal, counted, follows, past, area);
    }

    public Flags searchedAs(String group) {
      return new Flags(
          required, unique, system, ordered, sensitive, group, internal, counted, follows, past,
          area);
    }

    public Flags asInternal() {
      return new Flags(
          required, unique, system, ordered, sensitive, search, true, counted, follows, past, area);
    }

    public Flags asCounted() {
      return new Flags(
          required, unique, system, ordered, sensitive, search, internal, true, follows, past,
          area);
    }

    public Flags following(String field) {
      return new Flags(
          required, unique, system, ordered, sensitive, search, internal, counted, field, past,
          area);
    }

    public Flags asPast() {
      return new Flags(
          required, unique, system, ordered, sensitive, search, internal, counted, follows, true,
          area);
    }

    public Flags in(Area place) {
      return new Flags(
          required, unique, system, ordered, sensitive, search, internal, counted, follows, past,
          place);
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
