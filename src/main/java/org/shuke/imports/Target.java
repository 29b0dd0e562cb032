package org.shuke.imports;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuke.imports.values.Choice;
import org.shuke.imports.values.Form;

/// Something that a column may be mapped to: a field of the type, or a column of the sales file.
///
/// @param name the field as the mapping names it
/// @param labels what it is called on the screen, in every language
/// @param points the type a reference leads to
/// @param past whether what stands there has happened, so that a day ahead is doubtful
/// @param inside its place in a part of the record; null for the record's own fields
public record Target(
    String name,
    List<String> labels,
    Form form,
    boolean required,
    List<Choice> choices,
    @Nullable String points,
    boolean past,
    @Nullable Inside inside) {

  static Target of(String name, Form form, String... labels) {
    return of(name, form, List.of(), labels);
  }

  static Target of(String name, Form form, List<Choice> choices, String... labels) {
    return new Target(name, List.of(labels), form, false, choices, null, false, null);
  }

  Target asRequired() {
    return new Target(name, labels, form, true, choices, points, past, inside);
  }

  Target asPast() {
    return new Target(name, labels, form, required, choices, points, true, inside);
  }
}
