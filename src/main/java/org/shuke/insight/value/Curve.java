package org.shuke.insight.value;

import java.math.BigDecimal;
import java.math.MathContext;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Bindings;
import org.shuke.records.Compiled;
import org.shuke.records.From;
import org.shuke.records.Policy;
import org.shuke.records.Type;

/// How few customers bring how much: the accounts that the caller may read, largest first, in steps
/// of two percent.
final class Curve {
  private static final int STEPS = 50;

  /// @param accounts so many of the largest
  /// @param share of all accounts
  /// @param cumulative share of all revenue that they bring
  record Point(long accounts, BigDecimal share, BigDecimal cumulative) {}

  private record Step(long accounts, BigDecimal monetary) {}

  private Curve() {}

  static List<Point> read(Transaction tx, Policy policy, Type account, Instant now)
      throws SQLException {
    var steps = new ArrayList<Step>();
    try (var statement =
            statement(policy, account).prepare(tx.connection(), Bindings.of(policy, now));
        var rows = statement.executeQuery()) {
      while (rows.next()) {
        steps.add(new Step(rows.getLong(1), rows.getBigDecimal(2)));
      }
    }
    return points(steps);
  }

  private static Compiled statement(Policy policy, Type account) {
    var from = new From(policy.catalog(), account, policy::readable);
    var value = from.to(from.root(), account.field("value"));
    var monetary =
        value.column(value.type().field("monetary")).cast(SQLDataType.NUMERIC).as("monetary");
    var step =
        DSL.ntile(STEPS)
            .over(
                DSL.orderBy(value.column(value.type().field("monetary")).desc(), from.root().id()))
            .as("step");
    var ranked =
        DSL.select(monetary, step)
            .from(from.tables())
            .where(policy.readable(from.root()).and(value.id().isNotNull()))
            .asTable("ranked");
    Field<BigDecimal> amount = DSL.field(DSL.name("ranked", "monetary"), SQLDataType.NUMERIC);
    var steps = DSL.field(DSL.name("ranked", "step"), SQLDataType.INTEGER);
    return Compiled.of(
        DSL.select(DSL.count(), DSL.sum(amount)).from(ranked).groupBy(steps).orderBy(steps));
  }

  private static List<Point> points(List<Step> steps) {
    var all = steps.stream().mapToLong(Step::accounts).sum();
    var total = steps.stream().map(Step::monetary).reduce(BigDecimal.ZERO, BigDecimal::add);
    var points = new ArrayList<Point>();
    long accounts = 0;
    var monetary = BigDecimal.ZERO;
    for (var step : steps) {
      accounts += step.accounts();
      monetary = monetary.add(step.monetary());
      points.add(
          new Point(
              accounts,
              share(BigDecimal.valueOf(accounts), BigDecimal.valueOf(all)),
              share(monetary, total)));
    }
    return points;
  }

  private static BigDecimal share(BigDecimal part, BigDecimal whole) {
    return whole.signum() == 0 ? BigDecimal.ZERO : part.divide(whole, new MathContext(6));
  }
}
