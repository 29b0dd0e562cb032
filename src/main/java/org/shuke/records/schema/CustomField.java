package org.shuke.records.schema;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Field;
import org.shuke.records.Ids;
import org.shuke.records.Kind;

/// A field that an administrator added to a type.
///
/// @param number its column is `x_<number>`
/// @param choices in their order, with labels by language
/// @param target the type that a reference points to
/// @param defaultValue what a new record gets, in JSON's terms
/// @param indexed has an index of its own
/// @param hidden removed from every use; its values are kept until it is dropped
/// @param stamp absent until the field is written
public record CustomField(
    UUID id,
    long version,
    int number,
    String type,
    String name,
    Kind kind,
    Map<String, String> labels,
    Map<String, String> help,
    List<Choice> choices,
    @Nullable String target,
    boolean required,
    boolean unique,
    @Nullable String formula,
    @Nullable Object defaultValue,
    boolean indexed,
    boolean hidden,
    @Nullable Stamp stamp) {

  /// Who made it and changed it last, and when.
  public record Stamp(Instant createdAt, UUID createdBy, Instant updatedAt, UUID updatedBy) {}

  /// One choice and what it is called.
  public record Choice(String value, Map<String, String> labels) {}

  /// What an administrator may change later; null leaves a member as it is, an empty text as the
  /// default takes it away.
  public record Change(
      @Nullable Map<String, String> labels,
      @Nullable Map<String, String> help,
      @Nullable List<Choice> choices,
      @Nullable Boolean required,
      @Nullable Boolean unique,
      @Nullable String formula,
      @Nullable Object defaultValue,
      @Nullable Boolean indexed,
      @Nullable Boolean hidden) {
    static final Change HIDE = new Change(null, null, null, null, null, null, null, null, true);
  }

  CustomField with(Change change) {
    Object otherwise = change.defaultValue() == null ? defaultValue : change.defaultValue();
    return new CustomField(
        id,
        version,
        number,
        type,
        name,
        kind,
        or(change.labels(), labels),
        or(change.help(), help),
        or(change.choices(), choices),
        target,
        or(change.required(), required),
        or(change.unique(), unique),
        formula == null ? null : or(change.formula(), formula),
        "".equals(otherwise) ? null : otherwise,
        or(change.indexed(), indexed),
        or(change.hidden(), hidden),
        stamp);
  }

  private static <T> T or(@Nullable T changed, T old) {
    return changed == null ? old : changed;
  }

  CustomField numbered(int drawn) {
    return copy(id, version, drawn, name, kind, choices, target, defaultValue, hidden);
  }

  /// The same field over a new column of another kind. What stood for the old kind goes.
  CustomField as(Kind other, List<Choice> chosen, @Nullable String to) {
    return copy(Ids.next(), 1, 0, name, other, chosen, to, null, false);
  }

  /// The same field under another name.
  CustomField called(String other) {
    return copy(id, version, number, other, kind, choices, target, defaultValue, hidden);
  }

  private CustomField copy(
      UUID as,
      long at,
      int drawn,
      String called,
      Kind other,
      List<Choice> chosen,
      @Nullable String to,
      @Nullable Object otherwise,
      boolean gone) {
    return new CustomField(
        as, at, drawn, type, called, other, labels, help, chosen, to, required, unique, formula,
        otherwise, indexed, gone, stamp);
  }

  String column() {
    return "x_" + number;
  }

  /// Is that the name of a custom field's column?
  public static boolean isColumn(String column) {
    return column.startsWith("x_");
  }

  /// As the engine sees it: a field like any other.
  Field field() {
    var flags = Field.Flags.NONE;
    flags = required ? flags.asRequired() : flags;
    flags = unique ? flags.asUnique() : flags;
    flags = formula == null && searchable() ? flags.searchedAs("custom_" + number) : flags;
    var choiceLabels =
        choices.stream().collect(java.util.stream.Collectors.toMap(Choice::value, Choice::labels));
    return new Field(
        name,
        column(),
        kind,
        target,
        choices.stream().map(Choice::value).toList(),
        formula,
        flags,
        new Field.Custom(labels, help, choiceLabels, defaultValue));
  }

  private boolean searchable() {
    return switch (kind) {
      case TEXT, LONG_TEXT, EMAIL, PHONE, URL -> true;
      default -> false;
    };
  }
}
