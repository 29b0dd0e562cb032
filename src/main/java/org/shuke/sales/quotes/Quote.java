package org.shuke.sales.quotes;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.customers.Codes;
import org.shuke.records.Declaration;
import org.shuke.records.Names;
import org.shuke.records.Type;

/// What a customer is offered, as people edit it.
///
/// @param revision 1 for the first version, 2 for the next
/// @param revises the version before this one
/// @param contact who gets it
/// @param opportunity won when the customer accepts
/// @param validUntil the last day on which it can be accepted
/// @param total the sum of the lines before tax, without the optional ones that the customer did
///   not choose
/// @param totalWithTax total and tax
/// @param paymentDays days from the invoice until payment is due
/// @param language in which the customer reads it
/// @param notes for ourselves; the customer never sees them
/// @param hash SHA-256 of everything that the customer agrees to
/// @param reasons why it needs an approval, as a JSON list of texts by key
/// @param sentAt when the customer could first read it
/// @param answeredBy the name that whoever accepted or declined gave
/// @param chosen the numbers of the optional lines that the customer took, as a JSON list
/// @param acceptedHash of what he agreed to, his choice included
public record Quote(
    @Nullable String number,
    @Nullable String subject,
    @Nullable UUID account,
    @Nullable UUID contact,
    @Nullable UUID opportunity,
    @Nullable Status status,
    @Nullable Integer revision,
    @Nullable UUID revises,
    @Nullable String currency,
    @Nullable LocalDate validUntil,
    @Nullable BigDecimal total,
    @Nullable BigDecimal totalBase,
    @Nullable BigDecimal tax,
    @Nullable BigDecimal taxBase,
    @Nullable BigDecimal totalWithTax,
    @Nullable BigDecimal totalWithTaxBase,
    @Nullable BigDecimal paymentDays,
    @Nullable String paymentTerms,
    @Nullable String deliveryTerms,
    @Nullable Language language,
    @Nullable String introduction,
    @Nullable String notes,
    @Nullable String hash,
    @Nullable String reasons,
    @Nullable UUID submittedBy,
    @Nullable Instant sentAt,
    @Nullable Instant answeredAt,
    @Nullable String answeredBy,
    @Nullable String chosen,
    @Nullable String acceptedHash,
    @Nullable String declineReason) {

  /// Where a quote is in its life; see the room's diagram.
  public enum Status {
    DRAFT,
    SUBMITTED,
    APPROVED,
    SENT,
    ACCEPTED,
    DECLINED,
    EXPIRED,
    SUPERSEDED;

    /// As it stands in columns and answers.
    String value() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// In which language the paper speaks.
  public enum Language {
    EN,
    ZH,
    BOTH
  }

  /// What the customer agrees to; frozen once it was submitted.
  static final Set<String> CONTENT =
      Set.of(
          "number",
          "subject",
          "account",
          "currency",
          "validUntil",
          "paymentDays",
          "paymentTerms",
          "deliveryTerms",
          "introduction");

  static Type type(QuoteTotals totals, Quotes quotes, Answers answers) {
    return Declaration.of("quote", "quotes", "sales.quote", Quote.class)
        .titled("number")
        .owned("account")
        .required("account", "status")
        .filled("number", "currency")
        .unique("number")
        .money("total", "tax", "totalWithTax")
        .twin("totalBase", "total")
        .twin("taxBase", "tax")
        .twin("totalWithTaxBase", "totalWithTax")
        .follows("total", "lines.amount")
        .follows("tax", "lines.amount", "lines.taxRate")
        .follows("totalWithTax", "total", "tax")
        .system("status", "revision", "revises", "total", "tax", "totalWithTax")
        .system("hash", "reasons", "submittedBy", "sentAt")
        .system("answeredAt", "answeredBy", "chosen", "acceptedHash", "declineReason")
        .json("reasons", "chosen")
        .follows("reasons", "total")
        .follows("hash", "total")
        .follows("acceptedHash", "total")
        .longText("paymentTerms", "deliveryTerms", "introduction", "notes")
        .reference("account", "account", "quotes")
        .reference("contact", "contact", "quotes")
        .reference("opportunity", "opportunity", "quotes")
        .reference("revises", "quote", "revisions")
        .reference("submittedBy", "user")
        .searched("keys", "number")
        .searched("subjects", "subject")
        .onPageOf("account", "createdAt")
        .onPageOf("opportunity", "createdAt")
        .derived(totals::complete)
        .rule("currency-unknown", "currency", q -> Codes.isCurrency(q.currency()))
        .rule("payment-days", "paymentDays", Quote::sensibleDays)
        .verb("submit", Quotes.Submit.class, quotes::submit)
        .verb("approve", Quotes.Approve.class, quotes::approve)
        .verb("reject", Quotes.Reject.class, quotes::reject)
        .verb("send", Quotes.Send.class, quotes::send)
        .verb("revise", Quotes.Revise.class, quotes::revise)
        .verb("accept", Answers.Accept.class, answers::accept)
        .verb("decline", Answers.Decline.class, answers::decline)
        .type();
  }

  private static boolean sensibleDays(Quote quote) {
    return quote.paymentDays() == null
        || quote.paymentDays().signum() >= 0
            && quote.paymentDays().compareTo(BigDecimal.valueOf(3_650)) <= 0;
  }

  /// The status that a stored value stands for.
  static Status status(@Nullable Object stored) {
    return Status.valueOf(Names.snake(String.valueOf(stored)).toUpperCase(Locale.ROOT));
  }
}
