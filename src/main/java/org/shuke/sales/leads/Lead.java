package org.shuke.sales.leads;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.customers.Codes;
import org.shuke.customers.Drafts;
import org.shuke.customers.pools.Pools;
import org.shuke.records.Declaration;
import org.shuke.records.Type;
import org.shuke.records.Verb;
import org.shuke.sales.pipeline.Source;

/// Somebody who might buy, as people edit it.
///
/// @param name the person's, or the company's when no person is known
/// @param source where the lead came from; `sourceDetail` names the form, fair or file
/// @param score the points of the rules that hold; `scoreReasons` tells which
/// @param learnedScore the place of the score that is learned from outcomes, 0 to 100
/// @param respondBy when somebody must have been in touch; `respondedAt` stops the clock
/// @param assignedBy the rule that gave it to its owner
/// @param recycleOn when to take it up again
/// @param consent what the person agreed to, in the words that were shown
public record Lead(
    @Nullable String name,
    @Nullable String company,
    @Nullable String jobTitle,
    @Nullable String email,
    @Nullable String phone,
    @Nullable String mobile,
    @Nullable String wechat,
    @Nullable String website,
    @Nullable String street,
    @Nullable String city,
    @Nullable String region,
    @Nullable String country,
    @Nullable String industry,
    @Nullable Source source,
    @Nullable String sourceDetail,
    @Nullable Status status,
    @Nullable BigDecimal score,
    @Nullable String scoreReasons,
    @Nullable BigDecimal learnedScore,
    @Nullable String interest,
    @Nullable String notes,
    @Nullable String language,
    @Nullable UUID pool,
    @Nullable Instant claimedAt,
    @Nullable Instant lockedUntil,
    @Nullable Instant returnsAt,
    @Nullable String nextStep,
    @Nullable LocalDate nextStepOn,
    @Nullable Instant respondBy,
    @Nullable Instant respondedAt,
    @Nullable String assignedBy,
    @Nullable String qualifiedReason,
    @Nullable String disqualifiedReason,
    @Nullable LocalDate recycleOn,
    @Nullable String consent,
    @Nullable Instant consentAt,
    @Nullable UUID account,
    @Nullable UUID contact,
    @Nullable UUID opportunity,
    @Nullable Instant convertedAt,
    @Nullable UUID event,
    @Nullable String externalId,
    List<UUID> tags) {

  /// Where a lead is in its life.
  public enum Status {
    NEW,
    WORKING,
    NURTURE,
    QUALIFIED,
    DISQUALIFIED,
    CONVERTED
  }

  /// @param reason why it is worth an offer
  record Qualify(String reason) {}

  /// @param recycleOn when to take it up again; never unless said
  record Disqualify(String reason, @Nullable LocalDate recycleOn) {}

  /// @param account the customer that it belongs to; a new one unless said
  /// @param contact the person that it is; a new one unless said
  /// @param opportunity the name of the opportunity; the company's or person's unless said
  /// @param without no opportunity is opened
  /// @param anyway although a customer like it exists
  record Convert(
      @Nullable UUID account,
      @Nullable UUID contact,
      @Nullable String opportunity,
      @Nullable BigDecimal amount,
      @Nullable String currency,
      @Nullable Boolean without,
      @Nullable Boolean anyway) {}

  static Type type(Leads desk, Pools pools, Cooperation cooperation) {
    return Declaration.of("lead", "leads", "sales.lead", Lead.class)
        .owned()
        .sharedWith("members")
        .pooled("pool")
        .required("name")
        .unique("externalId")
        .ordered("name")
        .email("email")
        .phone("phone", "mobile")
        .url("website")
        .past("consentAt")
        .longText("notes", "interest", "consent")
        .json("scoreReasons")
        .system("score", "scoreReasons", "learnedScore", "claimedAt", "returnsAt")
        .system("respondBy", "respondedAt", "assignedBy", "consentAt")
        .system("account", "contact", "opportunity", "convertedAt")
        .reference("account", "account", "leads")
        .reference("contact", "contact", "leads")
        .reference("opportunity", "opportunity", "leads")
        .reference("event", "event", "leads")
        .references("tags", "tag")
        .searched("names", "name", "company")
        .searched("contactData", "email", "phone", "mobile")
        .searched("keys", "externalId")
        .onPageOf("account", "createdAt")
        .derived(Drafts.otherwise("status", "new"))
        .derived(Drafts.otherwise("source", "other"))
        .rule("name-blank", "name", l -> l.name() == null || !l.name().isBlank())
        .rule("country-unknown", "country", l -> Codes.isCountry(l.country()))
        .verb("qualify", Qualify.class, desk::qualify)
        .verb("disqualify", Disqualify.class, desk::disqualify)
        .verb("convert", Convert.class, desk::convert)
        .verb("cooperate", Cooperation.Ask.class, cooperation::ask)
        .openVerb("claim", Pools.Claim.class, pools.claim("lead"))
        .verb("return", Pools.Return.class, pools.giveBack("lead"))
        .verb("assign", Verb.READ, Pools.Assign.class, pools.assign("lead"))
        .type();
  }
}
