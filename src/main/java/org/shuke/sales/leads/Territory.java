package org.shuke.sales.leads;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.customers.Codes;
import org.shuke.records.Declaration;
import org.shuke.records.Type;

/// A part of the world that somebody looks after.
///
/// @param regions its provinces, states or cities, one a line; the whole country without
public record Territory(
    @Nullable String name,
    @Nullable String country,
    @Nullable String regions,
    @Nullable UUID manager) {
  static Type type() {
    return Declaration.of("territory", "territories", "sales.territory", Territory.class)
        .required("name", "manager")
        .unique("name")
        .longText("regions")
        .reference("manager", "user")
        .rule("country-unknown", "country", t -> Codes.isCountry(t.country()))
        .type();
  }
}
