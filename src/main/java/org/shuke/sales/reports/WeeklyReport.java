package org.shuke.sales.reports;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.shuke.records.Field;
import org.shuke.records.Policy;
import org.shuke.records.Scope;
import org.shuke.records.Verb;
import org.shuke.records.reads.Reads;
import org.shuke.sales.plans.Ask;
import org.shuke.sales.plans.Period;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What a week brought: figures beside the week before, what was won and lost, what is on the way,
/// and what has gone quiet.
final class WeeklyReport {
  private static final int SHOWN = 15;
  private static final String SELECT =
      "id,name,account.name,owner.name,stage.name,amountBase,closeDate,lostReason,wonReason";

  private final SalesReport sales;
  private final Ask ask;

  WeeklyReport(SalesReport sales, Supplier<Reads> reads) {
    this.sales = sales;
    this.ask = new Ask(reads);
  }

  /// May the caller read all that the program itself puts into a report: every field of it, of
  /// every record?
  static boolean readsAll(Policy policy) {
    return SalesReport.PATHS.stream().allMatch(path -> readsAll(policy, "opportunity", path))
        && List.of(SELECT.split(",")).stream()
            .allMatch(path -> readsAll(policy, "opportunity", path))
        && Stream.of("opportunity", "stage", "duration")
            .allMatch(path -> readsAll(policy, "stage-visit", path))
        && Stream.of("opportunity", "user.name", "team.name", "credit")
            .allMatch(path -> readsAll(policy, "opportunity-member", path));
  }

  private static boolean readsAll(Policy policy, String from, String path) {
    var type = policy.catalog().type(from);
    for (var name : path.split("\\.")) {
      boolean all = policy.scope(Verb.READ, type) == Scope.ALL;
      var field = !all || name.equals("id") ? null : policy.member(type, name);
      if (!all || field == null && !name.equals("id")) {
        return false;
      }
      if (field instanceof Field reference && reference.target() != null) {
        type = policy.catalog().type(reference.targetName());
      }
    }
    return true;
  }

  ObjectNode read(Policy policy, Period week) {
    var report = JsonNodeFactory.instance.objectNode();
    var before = Period.weekOf(week.from().minusDays(1));
    report.put("week", week.name());
    report.put("from", week.from().toString());
    report.put("until", week.until().toString());
    var figures = sales.figures(policy, Span.of(week), null, Set.of("owner", "lostReason"));
    report.set("totals", figures.path("totals"));
    report.set("byOwner", figures.at("/by/owner"));
    report.set("byReason", figures.at("/by/lostReason"));
    report.set("before", sales.figures(policy, Span.of(before), null, Set.of()).path("totals"));
    list(policy, report, "won", "stage.kind == \"won\" && " + week.within("closeDate"));
    list(policy, report, "lost", "stage.kind == \"lost\" && " + week.within("closeDate"));
    list(
        policy,
        report,
        "coming",
        "stage.kind == \"open\" && closeDate >= today() && closeDate <= daysAgo(-14)");
    list(policy, report, "quiet", "stage.kind == \"open\" && updatedAt < daysAgo(30)");
    return report;
  }

  private void list(Policy policy, ObjectNode report, String name, String filter) {
    var rows = report.putArray(name);
    ask.rows(policy, "opportunity", SELECT, filter, "-amountBase", SHOWN).forEach(rows::add);
  }
}
