package org.shuke.customers;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Area;
import org.shuke.records.Declaration;
import org.shuke.records.Type;

/// A person, as people edit it.
///
/// @param name follows from the two names, or they from it: see [PersonName]
/// @param consent what the person agreed to, in the words that were shown
/// @param salutation Mr., Frau, 女士
/// @param formOfAddress how to begin a conversation: 李总, Dear Dr. Weber
/// @param birthYear known without the day, of age groups; the rest of the demographics is as
///   optional
public record Contact(
    @Nullable String givenName,
    @Nullable String familyName,
    @Nullable String name,
    @Nullable String salutation,
    @Nullable String formOfAddress,
    @Nullable String email,
    @Nullable String phone,
    @Nullable String mobile,
    @Nullable String wechat,
    @Nullable String website,
    @Nullable String jobTitle,
    @Nullable String department,
    @Nullable LocalDate birthday,
    @Nullable Channel preferredChannel,
    @Nullable String language,
    @Nullable String externalId,
    @Nullable String notes,
    @Nullable String consent,
    @Nullable Instant consentAt,
    @Nullable BigDecimal birthYear,
    @Nullable Gender gender,
    @Nullable IncomeBand incomeBand,
    @Nullable Education education,
    @Nullable BigDecimal householdSize,
    @Nullable UUID account,
    List<UUID> tags) {

  /// As somebody wishes to be seen.
  public enum Gender {
    FEMALE,
    MALE,
    OTHER
  }

  /// The highest school that somebody finished.
  public enum Education {
    SCHOOL,
    VOCATIONAL,
    BACHELOR,
    MASTER,
    DOCTORATE
  }

  static Type type(Clock clock) {
    return Declaration.of("contact", "contacts", "customers.contact", Contact.class)
        .owned()
        .sharedWith("account.members")
        .required("name")
        .unique("externalId")
        .ordered("name")
        .email("email")
        .phone("phone", "mobile")
        .url("website")
        .longText("notes", "consent")
        .yearly("birthday")
        .sensitive("birthYear", "gender", "incomeBand", "education", "householdSize")
        .reference("account", "account", "contacts")
        .references("tags", "tag")
        .area(Area.MAIN, "givenName", "salutation")
        .area(Area.SERVE, "formOfAddress")
        .area(Area.REACH, "email", "wechat")
        .area(Area.MAIN, "jobTitle", "birthday")
        .area(Area.SERVE, "preferredChannel", "language")
        .area(Area.SERVE, "notes")
        .area(Area.MAIN, "account")
        .area(Area.SERVE, "tags", "owner")
        .searched("names", "name")
        .searched("contactData", "email", "phone", "mobile")
        .searched("keys", "externalId")
        .derived(PersonName::complete)
        .rule("birthday-ahead", "birthday", c -> !isAhead(c.birthday(), clock))
        .rule("birth-year", "birthYear", c -> Codes.isBirthYear(c.birthYear(), clock))
        .rule("household-size", "householdSize", c -> Codes.isCount(c.householdSize()))
        .type();
  }

  private static boolean isAhead(@Nullable LocalDate day, Clock clock) {
    return day != null && day.isAfter(LocalDate.now(clock));
  }
}
