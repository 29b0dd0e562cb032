package org.shuke.sales.plans;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuke.customers.Drafts;
import org.shuke.platform.Refusal;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Declaration;
import org.shuke.records.Draft;
import org.shuke.records.Policy;
import org.shuke.records.Scope;
import org.shuke.records.Type;
import org.shuke.records.Verb;

/// What is to be reached in a period. Everybody sees his own, the rest as far as his role says; a
/// team's or a territory's is for those who may see all.
///
/// @param owner whose it is; a team's or a territory's has none
/// @param territory a region or country, as it stands on the accounts
/// @param product only of this one
/// @param period `2026`, `2026-Q4`, `2026-11` or `2026-W47`
/// @param amount in the company's currency, or a number of won opportunities; a margin is that of
///   what was ordered ([Earned])
public record Target(
    @Nullable UUID owner,
    @Nullable UUID team,
    @Nullable String territory,
    @Nullable UUID product,
    @Nullable String period,
    @Nullable Measure measure,
    @Nullable BigDecimal amount) {

  /// What is counted.
  public enum Measure {
    AMOUNT,
    MARGIN,
    COUNT
  }

  static Type type() {
    return Declaration.of("target", "targets", "sales.target", Target.class)
        .titled("period")
        .reference("owner", "user")
        .owned()
        .reference("team", "team")
        .reference("product", "product")
        .required("period", "measure", "amount")
        .derived(Drafts.otherwise("measure", "amount"))
        .derived(Target::ofWhom)
        .rule("whose", "owner", Target::isOnes)
        .rule("period", "period", t -> t.period() == null || Period.read(t.period()) != null)
        .rule("amount", "amount", t -> t.amount() == null || t.amount().signum() > 0)
        .type();
  }

  /// The engine names the maker as owner; a team's or territory's target is nobody's unless said.
  private static void ofWhom(Draft draft) {
    boolean others = draft.get("team") != null || draft.get("territory") != null;
    if (others && draft.stored("period") == null && !draft.given("owner")) {
      draft.set("owner", null);
    }
  }

  /// The same is asked of somebody once. Whoever may write none of somebody is not told that there
  /// is one.
  static void once(Policy caller, Transaction tx, Verb verb, Draft target) throws SQLException {
    if (verb != Verb.DELETE && mayWrite(caller, verb, target) && PlanSql.twin(tx, target)) {
      throw Refusal.conflict("target.twice", Map.of());
    }
  }

  private static boolean mayWrite(Policy caller, Verb verb, Draft target) {
    var type = caller.catalog().type("target");
    return target.get("owner") instanceof UUID owner
        ? caller.reaches(verb, type, Set.of(owner))
        : caller.scope(verb, type) == Scope.ALL;
  }

  private boolean isOnes() {
    return Stream.of(owner, team, territory).filter(each -> each != null).count() == 1;
  }
}
