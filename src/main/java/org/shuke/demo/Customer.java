package org.shuke.demo;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One account and what everything about it follows from.
///
/// @param branch a firm's line of business
/// @param head the person who decides
/// @param familyName the head's, as it stands in the material
/// @param domain of its mail addresses
/// @param size how much it buys at once, against the average
record Customer(
    int number,
    UUID id,
    String kind,
    String name,
    Material.City city,
    Material.Country country,
    Material.@Nullable Branch branch,
    Person head,
    String familyName,
    String domain,
    Staff.Colleague owner,
    Instant since,
    Life life,
    double size) {

  boolean isFirm() {
    return kind.equals("company");
  }

  /// The language in which it is written about.
  String language() {
    return country.language();
  }
}
