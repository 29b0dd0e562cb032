package org.shuke.records.writes;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Inverse;
import org.shuke.records.Type;
import org.shuke.records.Unit;
import org.shuke.records.reads.Reads;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Where a record is at home, as far as phone numbers without country code go: its own country, its
/// address's, its account's, the company's, or that of the caller's language. How a number is
/// understood tells nothing of what is hidden from the caller.
final class Homes {
  private static final String COUNTRY = "country";
  private static final String ACCOUNT = "account";

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Unit unit;
  private final Values values;
  private final Reads reads;

  /// What is known already: a record has several numbers and one account.
  private final Map<UUID, Optional<String>> known = new HashMap<>();

  Homes(Unit unit, Values values, Reads reads) {
    this.unit = unit;
    this.values = values;
    this.reads = reads;
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

  private @Nullable String country(RecordDraft draft, JsonNode json) {
    if (unit.policy().member(draft.type(), COUNTRY) == null) {
      return null;
    }
    Object known = json.has(COUNTRY) ? json.path(COUNTRY).stringValue(null) : draft.get(COUNTRY);
    return known == null || known.toString().isBlank() ? null : known.toString();
  }

  private @Nullable String ofAddresses(RecordDraft draft, JsonNode json, Input.StoredParts stored) {
    var policy = unit.policy();
    if (!(policy.member(draft.type(), "addresses") instanceof Inverse addresses)
        || !addresses.part()
        || !policy.reads(addresses.target(), COUNTRY)) {
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
    try {
      return countryOf(account, UUID.fromString(id.toString()));
    } catch (IllegalArgumentException e) {
      // what names no account is refused as a reference
      return null;
    } catch (SQLException e) {
      throw Collisions.lost(e);
    }
  }

  private @Nullable String countryOf(Type account, UUID id) throws SQLException {
    var policy = unit.policy();
    if (policy.member(account, COUNTRY) == null) {
      return null;
    }
    var country = known.get(id);
    if (country == null) {
      var found = reads.find(unit.connection(), policy, account, id, List.of(COUNTRY));
      country =
          Optional.ofNullable(found)
              .map(record -> JSON.readTree(record).path(COUNTRY).stringValue(null));
      known.put(id, country);
    }
    return country.orElse(null);
  }
}
