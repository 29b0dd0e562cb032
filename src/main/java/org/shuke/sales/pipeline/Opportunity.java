package org.shuke.sales.pipeline;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.catalog.Assortment;
import org.shuke.customers.Codes;
import org.shuke.records.Declaration;
import org.shuke.records.Draft;
import org.shuke.records.Kind;
import org.shuke.records.Type;

/// A possible sale, as people edit it.
///
/// @param contact whom to speak with first
/// @param contacts everybody concerned; the stakeholders are among them
/// @param amount what it brings; the sum of the products unless given
/// @param probability in per cent; the stage's unless somebody knows better
/// @param closeDate when it is expected to close, and once it is closed the day that it was
/// @param engagedAt when the customer showed himself earnest: when it left the first stage
/// @param nextStep what to do next, by `nextStepOn`
/// @param forecast how far the owner commits himself to it
/// @param sourceDetail the form, fair or file that its lead came by
/// @param awaitedStage where it goes once those agree who were asked
/// @param stageSince when it came into its stage
public record Opportunity(
    @Nullable String name,
    @Nullable UUID account,
    @Nullable UUID contact,
    List<UUID> contacts,
    @Nullable UUID pipeline,
    @Nullable UUID stage,
    @Nullable UUID awaitedStage,
    @Nullable BigDecimal amount,
    @Nullable BigDecimal amountBase,
    @Nullable String currency,
    @Nullable BigDecimal probability,
    @Nullable LocalDate closeDate,
    @Nullable Instant engagedAt,
    @Nullable UUID product,
    @Nullable String nextStep,
    @Nullable LocalDate nextStepOn,
    @Nullable Forecast forecast,
    @Nullable Source source,
    @Nullable String sourceDetail,
    @Nullable String lostReason,
    @Nullable String wonReason,
    @Nullable String notes,
    @Nullable String externalId,
    @Nullable Instant stageSince,
    List<UUID> tags) {

  /// How sure a forecast may count on it.
  public enum Forecast {
    COMMIT,
    BEST_CASE,
    PIPELINE,
    OMITTED
  }

  /// @param stage where it goes
  record Move(UUID stage) {}

  /// @param reason what to tell those who are asked
  record AskToEnter(UUID stage, @Nullable String reason) {}

  /// @param reason why the customer chose us
  record Win(@Nullable String reason) {}

  /// @param reason why he did not
  record Lose(String reason) {}

  /// @param stage where it goes on; where it stood before it was closed unless said
  record Reopen(@Nullable UUID stage) {}

  /// @param play which was used
  record UsePlay(UUID play) {}

  static Type type(Opportunities desk, Type.Derivation facts) {
    return Declaration.of("opportunity", "opportunities", "sales.opportunity", Opportunity.class)
        .owned("account")
        .sharedWith("members")
        .required("name")
        .unique("externalId")
        .past("engagedAt")
        .ordered("name")
        .money("amount")
        .twin("amountBase", "amount")
        .follows("amount", "products.amount")
        .system("awaitedStage", "stageSince")
        .longText("notes")
        .reference("account", "account", "opportunities")
        .reference("contact", "contact", "opportunities")
        .references("contacts", "contact")
        .reference("pipeline", "pipeline", "opportunities")
        .reference("stage", "stage", "opportunities")
        .reference("awaitedStage", "stage")
        .reference("product", "product", "opportunities")
        .offers("product", Assortment.FOR_SALE)
        .references("tags", "tag")
        .searched("names", "name")
        .searched("keys", "externalId")
        .formula("weightedBase", Kind.MONEY, "amountBase * probability / 100")
        // what closes on the day it began with has taken no time, not less than none
        .formula(
            "cycle",
            Kind.DURATION,
            "closeDate < engagedAt ? duration(\"0s\") : closeDate - engagedAt")
        .onPageOf("account", "createdAt")
        .derived(Opportunity::people)
        .derived(facts)
        .rule("name-blank", "name", o -> o.name() == null || !o.name().isBlank())
        .rule("currency-unknown", "currency", o -> Codes.isCurrency(o.currency()))
        .rule("amount", "amount", o -> o.amount() == null || o.amount().signum() >= 0)
        .rule("probability", "probability", o -> Stage.isPercentage(o.probability()))
        .verb("move", Move.class, desk::move)
        .verb("ask-to-enter", AskToEnter.class, desk::askToEnter)
        .verb("win", Win.class, desk::win)
        .verb("lose", Lose.class, desk::lose)
        .verb("play", UsePlay.class, desk::play)
        .verb("reopen", Reopen.class, desk::reopen)
        .type();
  }

  /// Whoever is named with a role is one of the contacts, and the first contact is the one to speak
  /// with.
  private static void people(Draft draft) {
    var contacts = new java.util.LinkedHashSet<Object>();
    if (draft.get("contact") instanceof UUID first) {
      contacts.add(first);
    }
    if (draft.get("contacts") instanceof Object[] named) {
      contacts.addAll(List.of(named));
    }
    if (draft.given("stakeholders")) {
      draft
          .parts("stakeholders")
          .forEach(s -> {
            if (s.get("contact") instanceof UUID person) {
              contacts.add(person);
            }
          });
    }
    draft.set("contacts", contacts.toArray(UUID[]::new));
    if (draft.get("contact") == null && !contacts.isEmpty()) {
      draft.set("contact", contacts.iterator().next());
    }
  }
}
