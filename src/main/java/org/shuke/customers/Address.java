package org.shuke.customers;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Declaration;
import org.shuke.records.Type;

/// A postal address of an account or a contact.
///
/// @param recipient whom to write on the envelope when it is somebody else
public record Address(
    @Nullable Use use,
    @Nullable String recipient,
    @Nullable String street,
    @Nullable String street2,
    @Nullable String postalCode,
    @Nullable String city,
    @Nullable String region,
    @Nullable String country) {

  /// What it is good for.
  public enum Use {
    MAIN,
    BILLING,
    SHIPPING,
    HOME,
    WORK,
    OTHER
  }

  static Type of(String parent) {
    return Declaration.of(
            parent + "-address",
            parent + "-addresses",
            "customers." + parent + "_address",
            Address.class)
        .partOf(parent, parent, "addresses")
        .toldBy("use")
        .titled("city")
        .derived(Drafts.otherwise("use", "main"))
        .rule("empty", "street", Address::isSomewhere)
        .rule("country-unknown", "country", a -> Codes.isCountry(a.country()))
        .type();
  }

  private boolean isSomewhere() {
    return Stream.of(street, street2, postalCode, city, region, country).anyMatch(s -> s != null);
  }
}
