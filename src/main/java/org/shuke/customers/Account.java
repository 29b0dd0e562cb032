package org.shuke.customers;

import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Declaration;
import org.shuke.records.Type;

/// A company, a household or a person that buys or may buy, as people edit it.
///
/// @param parties what it is to us; several at once
/// @param externalId its key in the system it came from
/// @param region the province or state
/// @param currency what it is quoted and invoiced in
/// @param priceClass what it is for price books, where that is agreed and not reckoned from its
///   value
/// @param formOfAddress how to begin a conversation: 李总, Dear Dr. Weber
/// @param parent the company it belongs to
public record Account(
    @Nullable String name,
    @Nullable Kind kind,
    List<Party> parties,
    @Nullable String externalId,
    @Nullable String email,
    @Nullable String phone,
    @Nullable String website,
    @Nullable String street,
    @Nullable String postalCode,
    @Nullable String city,
    @Nullable String region,
    @Nullable String country,
    @Nullable String industry,
    @Nullable BigDecimal employees,
    @Nullable BigDecimal foundedYear,
    @Nullable String currency,
    @Nullable String priceClass,
    @Nullable String formOfAddress,
    @Nullable Channel preferredChannel,
    @Nullable String notes,
    @Nullable BigDecimal householdSize,
    @Nullable IncomeBand incomeBand,
    @Nullable UUID parent,
    List<UUID> tags) {

  /// What an account is by nature.
  public enum Kind {
    COMPANY,
    HOUSEHOLD,
    PERSON
  }

  /// What an account is to us.
  public enum Party {
    CUSTOMER,
    DEALER,
    SUPPLIER,
    PARTNER,
    INTERMEDIARY,
    COMPETITOR,
    PRESS,
    AUTHORITY
  }

  static Type type(Clock clock) {
    return Declaration.of("account", "accounts", "customers.account", Account.class)
        .owned()
        .required("name", "kind")
        .unique("externalId")
        .ordered("name")
        .email("email")
        .phone("phone")
        .url("website")
        .longText("notes")
        .sensitive("householdSize", "incomeBand")
        .reference("parent", "account", "subsidiaries")
        .references("tags", "tag")
        .searched("names", "name")
        .searched("contactData", "email", "phone")
        .searched("keys", "externalId")
        .searched("places", "city")
        .derived(Drafts.otherwise("kind", "company"))
        .rule("name-blank", "name", a -> a.name() == null || !a.name().isBlank())
        .rule("country-unknown", "country", a -> Codes.isCountry(a.country()))
        .rule("currency-unknown", "currency", a -> Codes.isCurrency(a.currency()))
        .rule("employees-negative", "employees", a -> Codes.notNegative(a.employees()))
        .rule("founded-year", "foundedYear", a -> Codes.isPastYear(a.foundedYear(), clock))
        .rule("household-size", "householdSize", a -> Codes.isCount(a.householdSize()))
        .type();
  }
}
