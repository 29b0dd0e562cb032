package org.shuke.customers;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.customers.pools.Pools;
import org.shuke.records.Area;
import org.shuke.records.Declaration;
import org.shuke.records.Type;
import org.shuke.records.Verb;

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
/// @param pool the public pool that it lies in while nobody owns it
/// @param lockedUntil nobody claims it before, nor does it return by itself
/// @param returnsAt when it goes back to its pool unless somebody follows up
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
    @Nullable UUID pool,
    @Nullable Instant claimedAt,
    @Nullable Instant lockedUntil,
    @Nullable Instant returnsAt,
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

  static Type type(Clock clock, Pools pools) {
    return Declaration.of("account", "accounts", "customers.account", Account.class)
        .owned()
        .sharedWith("members")
        .pooled("pool")
        .system("claimedAt", "returnsAt")
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
        .area(Area.MAIN, "name", "parties")
        .area(Area.REACH, "email", "website")
        .area(Area.ADDRESS, "street", "country")
        .area(Area.MAIN, "industry", "foundedYear")
        .area(Area.SERVE, "formOfAddress", "notes")
        .area(Area.MAIN, "parent")
        .area(Area.SERVE, "tags", "owner")
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
        .openVerb("claim", Pools.Claim.class, pools.claim("account"))
        .verb("return", Pools.Return.class, pools.giveBack("account"))
        .verb("assign", Verb.READ, Pools.Assign.class, pools.assign("account"))
        .type();
  }
}
