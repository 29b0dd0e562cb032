package org.shuke.customers;

import org.jspecify.annotations.Nullable;
import org.shuke.records.Declaration;
import org.shuke.records.Type;

/// A word that people hang on records.
///
/// @param colour `#rrggbb`
public record Tag(@Nullable String name, @Nullable String colour) {
  static Type type() {
    return Declaration.of("tag", "tags", "customers.tag", Tag.class)
        .required("name")
        .unique("name")
        .rule("name-blank", "name", t -> t.name() == null || !t.name().isBlank())
        .rule("colour", "colour", t -> t.colour() == null || t.colour().matches("#[0-9a-fA-F]{6}"))
        .type();
  }
}
