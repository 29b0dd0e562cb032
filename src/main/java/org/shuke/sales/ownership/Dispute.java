package org.shuke.sales.ownership;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.customers.Drafts;
import org.shuke.records.Declaration;
import org.shuke.records.Type;
import org.shuke.records.Verb;

/// Two people who say that a record is theirs.
///
/// @param record the id of what they dispute, of the type `recordType`
/// @param claimant who wants it; whoever opens the dispute unless said
/// @param holder who has it
/// @param askedFrom the claimant's own lead that resembles the record, which he may not see: he
///   does not see the dispute either until the record is his
/// @param evidence what the log says, as JSON: `[{"at","kind","who","points"}]`
/// @param claimantCredit the claimant's part of the success in per cent, after a split
public record Dispute(
    @Nullable String title,
    @Nullable RecordType recordType,
    @Nullable String record,
    @Nullable UUID claimant,
    @Nullable UUID holder,
    @Nullable String reason,
    @Nullable UUID askedFrom,
    @Nullable String evidence,
    @Nullable BigDecimal claimantPoints,
    @Nullable BigDecimal holderPoints,
    @Nullable Status status,
    @Nullable Verdict verdict,
    @Nullable String verdictReason,
    @Nullable BigDecimal claimantCredit,
    @Nullable UUID decidedBy,
    @Nullable Instant decidedAt) {

  /// What may be disputed.
  public enum RecordType {
    ACCOUNT,
    CONTACT,
    LEAD,
    OPPORTUNITY
  }

  /// Where a dispute is in its life.
  public enum Status {
    OPEN,
    DECIDED
  }

  /// To whom the record goes; a split leaves it with its holder and shares the credit.
  public enum Verdict {
    @JsonProperty("claimant")
    CLAIMANT,
    @JsonProperty("holder")
    HOLDER,
    @JsonProperty("split")
    SPLIT
  }

  /// @param reason why the record is the caller's
  record Open(String reason) {}

  /// @param team as the duplicate check names it; empty for owners in no team
  /// @param reason why what resembles the lead is the caller's
  record Contest(@Nullable String team, String reason) {}

  /// @param claimantCredit in per cent, which whoever splits says
  record Decide(Verdict verdict, String reason, @Nullable BigDecimal claimantCredit) {}

  record Gather() {}

  public static Type type(Disputes desk) {
    return Declaration.of(
            "ownership-dispute", "ownership-disputes", "sales.ownership_dispute", Dispute.class)
        .titled("title")
        .involving("people")
        .required("title", "recordType", "record", "claimant")
        .reference("claimant", "user")
        .reference("holder", "user")
        .reference("decidedBy", "user")
        .reference("askedFrom", "lead")
        .longText("reason", "verdictReason")
        .json("evidence")
        .system(
            "holder",
            "askedFrom",
            "evidence",
            "claimantPoints",
            "holderPoints",
            "status",
            "verdict")
        .system("verdictReason", "claimantCredit", "decidedBy", "decidedAt")
        .derived(Drafts.otherwise("status", "open"))
        .derived(Drafts.otherwise("title", "–"))
        .rule("record", "record", d -> d.record() == null || isId(d.record()))
        .verb("gather", Verb.READ, Gather.class, desk::gather)
        .verb("decide", Decide.class, desk::decide)
        .type();
  }

  private static boolean isId(String text) {
    return text.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  }
}
