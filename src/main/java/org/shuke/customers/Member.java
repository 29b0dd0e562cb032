package org.shuke.customers;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Declaration;
import org.shuke.records.Draft;
import org.shuke.records.Policy;
import org.shuke.records.Type;
import org.shuke.records.Verb;

/// With whom the owner of a record works on it: a person, or a team with the teams below it. Who is
/// named reads the record, and changes it where `write` says so.
///
/// @param role what he does for it: presales, 技术支持
/// @param credit his part of the success in per cent; the owner has the rest
public record Member(
    @Nullable UUID user,
    @Nullable UUID team,
    @Nullable String role,
    @Nullable Boolean write,
    @Nullable BigDecimal credit) {
  private static final BigDecimal ALL = BigDecimal.valueOf(100);

  /// The members of a parent's records, kept in `<schema>.<parent>_member`.
  public static Type of(String parent, String schema) {
    return Declaration.of(
            parent + "-member",
            parent + "-members",
            schema + "." + parent + "_member",
            Member.class)
        .partOf(parent, parent, "members")
        .titled("role")
        .reference("user", "user")
        .reference("team", "team")
        .required("write")
        .derived(Drafts.otherwise("write", false))
        .rule("somebody", "user", Member::isSomebody)
        .rule("credit", "credit", m -> isPercentage(m.credit()))
        .type();
  }

  /// What others leave of the whole.
  public static BigDecimal free(List<Draft> others) {
    var taken = others.stream().map(Member::credit).reduce(BigDecimal.ZERO, BigDecimal::add);
    return ALL.subtract(taken).max(BigDecimal.ZERO);
  }

  /// Refuses credits that are together more than the whole, where somebody raises one of them.
  public static void divide(Policy caller, Transaction tx, Verb verb, Draft record) {
    if (verb == Verb.DELETE || !record.given("members")) {
      return;
    }
    var members = record.parts("members");
    if (members.stream().noneMatch(Member::isRaised)) {
      return;
    }
    var sum = BigDecimal.ZERO;
    for (int i = 0; i < members.size(); i++) {
      sum = sum.add(credit(members.get(i)));
      if (sum.compareTo(ALL) > 0) {
        throw Refusal.invalid("members[" + i + "].credit", "credit-sum", Map.of("sum", sum));
      }
    }
  }

  private static BigDecimal credit(Draft member) {
    return member.get("credit") instanceof BigDecimal credit ? credit : BigDecimal.ZERO;
  }

  private static boolean isRaised(Draft member) {
    var before = member.stored("credit") instanceof BigDecimal stored ? stored : BigDecimal.ZERO;
    return credit(member).compareTo(before) > 0;
  }

  private boolean isSomebody() {
    return Stream.of(user, team).filter(id -> id != null).count() == 1;
  }

  private static boolean isPercentage(@Nullable BigDecimal value) {
    return value == null || value.signum() >= 0 && value.compareTo(ALL) <= 0;
  }
}
