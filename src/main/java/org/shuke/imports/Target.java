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
public record Target(
    String name,
    List<String> labels,
    Form form,
    boolean required,
    List<Choice> choices,
    @Nullable String points) {

  static Target of(String name, Form form, String... labels) {
    return new Target(name, List.of(labels), form, false, List.of(), null);
  }

  Target asRequired() {
    return new Target(name, labels, form, true, choices, points);
  }
}
