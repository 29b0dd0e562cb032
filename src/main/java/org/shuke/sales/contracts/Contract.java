package org.shuke.sales.contracts;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.customers.Codes;
import org.shuke.records.Declaration;
import org.shuke.records.Type;

/// What was agreed with a customer for a time, as people edit it.
///
/// @param order what it is about, where it came of an order; likewise the quote
/// @param amount what it is worth over its whole term
/// @param endsOn its last day; absent when it goes on until somebody ends it
/// @param noticeDays how long before its last day somebody must have said that it ends
/// @param noticeOn the day by which that must be said
/// @param renewalMonths how long the next one lasts; as long as this one unless given
/// @param remindDays how long before `noticeOn` the owner is reminded
/// @param remindedFor the `noticeOn` that the owner was reminded of
/// @param terms what both sides agree to
/// @param notes for ourselves; the customer never sees them
/// @param renews the contract before this one
/// @param files what was attached when it was sent or signed, with the digest of each: part of what
///   is agreed to
/// @param hash SHA-256 of everything that the customer agrees to, from the moment it is sent on;
///   see [Fingerprint]
/// @param evidence what proves the signature; see [Signing.Evidence]
/// @param endedOn the last day that counts, where it was terminated
public record Contract(
    @Nullable String number,
    @Nullable String name,
    @Nullable UUID account,
    @Nullable UUID contact,
    @Nullable UUID opportunity,
    @Nullable UUID quote,
    @Nullable UUID order,
    @Nullable Kind kind,
    @Nullable Status status,
    @Nullable String currency,
    @Nullable BigDecimal amount,
    @Nullable BigDecimal amountBase,
    @Nullable LocalDate startsOn,
    @Nullable LocalDate endsOn,
    @Nullable BigDecimal noticeDays,
    @Nullable LocalDate noticeOn,
    @Nullable Renewal renewal,
    @Nullable BigDecimal renewalMonths,
    @Nullable BigDecimal remindDays,
    @Nullable LocalDate remindedFor,
    @Nullable Language language,
    @Nullable String terms,
    @Nullable String notes,
    @Nullable UUID renews,
    @Nullable String files,
    @Nullable String hash,
    @Nullable Instant sentAt,
    @Nullable Instant signedAt,
    @Nullable String signedBy,
    @Nullable String evidence,
    @Nullable LocalDate endedOn,
    @Nullable String endReason) {

  /// What sort of contract it is.
  public enum Kind {
    SALE,
    FRAMEWORK,
    SUBSCRIPTION,
    SERVICE,
    CONFIDENTIALITY,
    OTHER
  }

  /// Where a contract is in its life; see the room's diagram.
  public enum Status {
    DRAFT,
    SENT,
    SIGNED,
    ACTIVE,
    ENDED,
    TERMINATED,
    RENEWED;

    /// As it stands in columns and answers.
    String value() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Status of(@Nullable Object stored) {
      return valueOf(String.valueOf(stored).toUpperCase(Locale.ROOT));
    }
  }

  /// What happens at its end.
  public enum Renewal {
    NONE,
    MANUAL,
    AUTOMATIC
  }

  /// In which language the paper speaks.
  public enum Language {
    EN,
    ZH,
    BOTH
  }

  /// What both sides agree to; frozen once it was sent.
  static final Set<String> CONTENT =
      Set.of(
          "number",
          "name",
          "account",
          "kind",
          "currency",
          "amount",
          "startsOn",
          "endsOn",
          "noticeDays",
          "renewal",
          "renewalMonths",
          "terms");

  private static final BigDecimal MOST_DAYS = BigDecimal.valueOf(3_650);
  private static final BigDecimal MOST_MONTHS = BigDecimal.valueOf(600);

  static Type type(Terms terms, Contracts contracts) {
    return Declaration.of("contract", "contracts", "sales.contract", Contract.class)
        .owned("account")
        .required("name", "account", "status")
        .filled("number", "currency")
        .unique("number")
        .money("amount")
        .twin("amountBase", "amount")
        .system("number", "status", "noticeOn", "remindedFor", "renews", "files", "hash")
        .system("sentAt", "signedAt", "signedBy", "evidence", "endedOn", "endReason")
        .json("evidence", "files")
        .longText("terms", "notes")
        .reference("account", "account", "contracts")
        .reference("contact", "contact", "contracts")
        .reference("opportunity", "opportunity", "contracts")
        .reference("quote", "quote", "contracts")
        .reference("order", "order", "contracts")
        .reference("renews", "contract", "renewals")
        .searched("keys", "number")
        .searched("names", "name")
        .onPageOf("account", "createdAt")
        .onPageOf("opportunity", "createdAt")
        .derived(terms::complete)
        .rule("name-blank", "name", c -> c.name() == null || !c.name().isBlank())
        .rule("currency-unknown", "currency", c -> Codes.isCurrency(c.currency()))
        .rule("ends-before", "endsOn", Contract::endsAfter)
        .rule("notice", "noticeDays", c -> within(c.noticeDays(), MOST_DAYS))
        .rule("remind", "remindDays", c -> within(c.remindDays(), MOST_DAYS))
        .rule("months", "renewalMonths", c -> within(c.renewalMonths(), MOST_MONTHS))
        .rule("renewal-end", "endsOn", c -> c.renewal() != Renewal.AUTOMATIC || c.endsOn() != null)
        .verb("send", Contracts.Send.class, contracts::send)
        .verb("sign", Contracts.Sign.class, contracts::sign)
        .verb("revise", Contracts.Revise.class, contracts::revise)
        .verb("renew", Contracts.Renew.class, contracts::renew)
        .verb("terminate", Contracts.Terminate.class, contracts::terminate)
        .type();
  }

  private boolean endsAfter() {
    return startsOn == null || endsOn == null || !endsOn.isBefore(startsOn);
  }

  private static boolean within(@Nullable BigDecimal number, BigDecimal most) {
    return number == null || number.signum() >= 0 && number.compareTo(most) <= 0;
  }
}
