package org.shuke.imports;

import org.jspecify.annotations.Nullable;
import org.shuke.records.Field;
import org.shuke.records.Inverse;
import org.shuke.records.Type;

/// A column's place in a part of the record: `addresses.street`, or `addresses.billing.street`
/// where the name says which sort of part it is.
///
/// @param list the parts of the record
/// @param type their type
/// @param sort what the name says; null where a column, or else the type's default, does
/// @param doubled whether the record has a field of that name itself
public record Inside(Inverse list, Type type, @Nullable String sort, Field field, boolean doubled) {

  /// The columns that together make one part.
  String group() {
    return sort == null ? list.name() : list.name() + "." + sort;
  }

  /// The field that holds the sort.
  Field sorting() {
    return type.field(list.toldBy().getFirst());
  }

  /// Does the column only say which sort it is?
  boolean sorts() {
    return field.equals(sorting());
  }

  /// Is it what the part says, and all that tells it from others of its sort? Then a cell may hold
  /// several: `tea; long walks`.
  boolean lists() {
    return !sorts() && field.equals(type.title()) && list.toldBy().contains(field.name());
  }
}
