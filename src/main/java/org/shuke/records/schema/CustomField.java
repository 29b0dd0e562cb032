package org.shuke.records.schema;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Field;
import org.shuke.records.Kind;

/// A field that an administrator added to a type.
///
/// @param number its column is `x_<number>`
/// @param choices in their order, with labels by language
/// @param target the type that a reference points to
/// @param defaultValue what a new record gets, in JSON's terms
/// @param indexed has an index of its own
/// @param hidden removed from every use; its values are kept until it is dropped
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
    boolean hidden) {

  /// One choice and what it is called.
  public record Choice(String value, Map<String, String> labels) {}

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
