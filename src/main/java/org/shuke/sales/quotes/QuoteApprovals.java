package org.shuke.sales.quotes;

import static java.util.Objects.requireNonNullElse;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shuke.automation.approvals.Approvals;
import org.shuke.automation.approvals.Approvals.Fact;
import org.shuke.automation.approvals.Approvals.Mode;
import org.shuke.automation.approvals.Approvals.Step;
import org.shuke.automation.approvals.Approvals.Subject;
import org.shuke.automation.approvals.Approvals.Wish;
import org.shuke.automation.approvals.Spoken;
import org.shuke.platform.Texts;
import org.shuke.records.Draft;
import org.shuke.records.Unit;
import org.shuke.sales.papers.Paper;
import org.shuke.sales.quotes.QuoteRules.Reason;

/// Who else must look at a quote, asked through the desk of approvals.
final class QuoteApprovals {
  private final Approvals approvals;
  private final Supplier<QuoteSetting> setting;
  private final Texts texts;

  QuoteApprovals(Approvals approvals, Supplier<QuoteSetting> setting, Texts texts) {
    this.approvals = approvals;
    this.setting = setting;
    this.texts = texts;
  }

  /// Asks the approvers of the setting, else those who manage the submitter. Where there is nobody
  /// but himself nobody is asked, and the quote waits for an administrator.
  ///
  /// @param most that the customer can accept, in the company's currency
  void ask(Unit unit, UUID id, long version, Draft quote, BigDecimal most, List<Reason> reasons)
      throws SQLException {
    var steps = steps(unit, most);
    if (!steps.isEmpty()) {
      approvals.ask(unit, new Subject("quote", id, version), wish(unit, quote, reasons, steps));
    }
  }

  private List<Step> steps(Unit unit, BigDecimal most) throws SQLException {
    var rules = setting.get();
    var asker = unit.policy().principal().user();
    var named = working(unit, rules.approvers());
    var first = named.isEmpty() ? QuoteSql.managers(unit.tx(), asker) : named;
    var steps = new ArrayList<Step>();
    add(unit, steps, "quote.approval.step", first, asker);
    var limit = rules.secondAmount();
    var second = working(unit, rules.secondApprovers());
    if (limit != null && most.compareTo(limit) > 0) {
      add(unit, steps, "quote.approval.second", second, asker);
    }
    return steps;
  }

  /// Who has left decides nothing any more.
  private static List<UUID> working(Unit unit, @Nullable List<UUID> named) throws SQLException {
    return QuoteSql.working(unit.tx(), requireNonNullElse(named, List.of()));
  }

  private void add(
      Unit unit, List<Step> steps, String name, List<UUID> people, @Nullable UUID asker)
      throws SQLException {
    if (people.stream().anyMatch(one -> !one.equals(asker))) {
      var spoken = Spoken.by(unit.tx(), texts, people);
      steps.add(new Step(spoken.said(name, Map.of()), Mode.ANY, people));
    }
  }

  private Wish wish(Unit unit, Draft quote, List<Reason> reasons, List<Step> steps)
      throws SQLException {
    var people = steps.stream().flatMap(step -> step.approvers().stream()).toList();
    var spoken = Spoken.by(unit.tx(), texts, people);
    var why = new ArrayList<String>();
    for (var locale : spoken.languages()) {
      reasons.forEach(
          each -> why.add(texts.text(locale, "quote.reason." + each.code(), each.args())));
    }
    var facts = new ArrayList<Fact>();
    var account = QuoteSql.accountName(unit.tx(), (UUID) quote.stored("account"));
    facts.add(new Fact(spoken.said("quote.account", Map.of()), account));
    var currency = String.valueOf(quote.stored("currency"));
    var total = requireNonNullElse(QuoteTotals.number(quote, "total"), BigDecimal.ZERO);
    facts.add(new Fact(spoken.said("quote.total", Map.of()), Paper.money(total, currency)));
    if (quote.stored("subject") instanceof String subject) {
      facts.add(new Fact(spoken.said("quote.subject", Map.of()), subject));
    }
    var number = Map.of("number", String.valueOf(quote.stored("number")));
    return new Wish(spoken.said("quote.approval", number), String.join(" ", why), facts, steps);
  }

  /// Votes for the caller; false when nobody was asked.
  boolean vote(Unit unit, UUID id, boolean yes, @Nullable String why) throws SQLException {
    return approvals.vote(unit, "quote", id, yes, why);
  }

  /// Ends what is pending, without an answer.
  void drop(Unit unit, UUID id) throws SQLException {
    approvals.cancel(unit, new Subject("quote", id, 0));
  }
}
