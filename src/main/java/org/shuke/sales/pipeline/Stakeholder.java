package org.shuke.sales.pipeline;

import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.customers.Drafts;
import org.shuke.records.Declaration;
import org.shuke.records.Type;

/// Somebody who has a say in a purchase: what he is in it, how he stands to us, how much he counts.
///
/// @param power from 1, is heard, to 5, decides
/// @param reportsTo whom he answers to, for the lines of the map
public record Stakeholder(
    @Nullable UUID contact,
    @Nullable Role role,
    @Nullable Stance stance,
    @Nullable BigDecimal power,
    @Nullable UUID reportsTo,
    @Nullable String note) {

  /// What somebody is in a purchase.
  public enum Role {
    DECIDER,
    BUYER,
    INFLUENCER,
    USER,
    GATEKEEPER,
    COACH
  }

  /// How somebody stands to us.
  public enum Stance {
    CHAMPION,
    SUPPORTER,
    NEUTRAL,
    SCEPTIC,
    OPPONENT
  }

  private static final BigDecimal USUAL = BigDecimal.valueOf(3);
  private static final BigDecimal MOST = BigDecimal.valueOf(5);

  static Type type() {
    return Declaration.of(
            "opportunity-stakeholder",
            "opportunity-stakeholders",
            "sales.opportunity_stakeholder",
            Stakeholder.class)
        .partOf("opportunity", "opportunity", "stakeholders")
        .titled("role")
        .reference("contact", "contact", "stakes")
        .reference("reportsTo", "contact")
        .required("contact", "role", "stance", "power")
        .derived(Drafts.otherwise("role", "influencer"))
        .derived(Drafts.otherwise("stance", "neutral"))
        .derived(Drafts.otherwise("power", USUAL))
        .rule("power", "power", s -> s.power() == null || isPower(s.power()))
        .type();
  }

  private static boolean isPower(BigDecimal power) {
    return power.compareTo(BigDecimal.ONE) >= 0 && power.compareTo(MOST) <= 0;
  }
}
