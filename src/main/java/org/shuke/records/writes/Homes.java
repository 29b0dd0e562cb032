package org.shuke.records.writes;

import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Inverse;
import org.shuke.records.Type;
import org.shuke.records.Unit;
import tools.jackson.databind.JsonNode;

/// Where a record is at home, as far as phone numbers without country code go: its own country, its
/// address's, its account's, the company's, or that of the caller's language.
final class Homes {
  private static final String COUNTRY = "country";
  private static final String ACCOUNT = "account";

  private final Unit unit;
  private final Values values;

  Homes(Unit unit, Values values) {
    this.unit = unit;
    this.values = values;
  }

  String of(RecordDraft draft, JsonNode json, Input.StoredParts stored) {
    String own = country(draft, json);
    if (own == null) {
      own = ofAddresses(draft, json, stored);
    }
    if (own == null) {
      own = ofAccount(draft, json);
    }
    if (own == null) {
      own = values.company();
    }
    return own == null ? PhoneNumbers.of(unit.policy().principal().locale()) : own;
  }

  private static @Nullable String country(RecordDraft draft, JsonNode json) {
    if (draft.type().find(COUNTRY) == null) {
      return null;
    }
    Object known = json.has(COUNTRY) ? json.path(COUNTRY).stringValue(null) : draft.get(COUNTRY);
    return known == null || known.toString().isBlank() ? null : known.toString();
  }

  private @Nullable String ofAddresses(RecordDraft draft, JsonNode json, Input.StoredParts stored) {
    if (!(unit.policy().catalog().inverse(draft.type(), "addresses") instanceof Inverse addresses)
        || !addresses.part()) {
      return null;
    }
    for (JsonNode each : json.path("addresses")) {
      String country = each.path(COUNTRY).stringValue(null);
      if (country != null && !country.isBlank()) {
        return country;
      }
    }
    return stored.of(addresses).values().stream()
        .map(address -> address.get(COUNTRY))
        .filter(java.util.Objects::nonNull)
        .map(Object::toString)
        .findFirst()
        .orElse(null);
  }

  private @Nullable String ofAccount(RecordDraft draft, JsonNode json) {
    var reference = draft.type().find(ACCOUNT);
    if (reference == null || reference.target() == null) {
      return null;
    }
    Type account = unit.policy().catalog().type(reference.targetName());
    var id = json.has(ACCOUNT) ? json.path(ACCOUNT).stringValue(null) : draft.get(ACCOUNT);
    if (id == null || account.find(COUNTRY) == null) {
      return null;
    }
    String query =
        "select country from \"%s\".\"%s\" where id = ?"
            .formatted(account.schema(), account.table());
    try {
      var of = UUID.fromString(id.toString());
      return unit.tx().first(query, row -> row.getString(1), of);
    } catch (IllegalArgumentException e) {
      // what names no account is refused as a reference
      return null;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
