package org.shuke.imports;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Bindings;
import org.shuke.records.Policy;

/// Lines of a flat sales file become accounts, products, orders and lines.
final class SalesPlan implements Plan {
  private static final int NAMES_A_CHUNK = 1_000;
  private static final int ORDERS_A_CHUNK = 400;

  private final Policy policy;
  private final Clock clock;
  private final String company;
  private final ZoneId zone;

  /// @param policy of the user who imports
  /// @param company the company's currency
  /// @param zone where days begin and end
  SalesPlan(Policy policy, Clock clock, String company, ZoneId zone) {
    this.policy = policy;
    this.clock = clock;
    this.company = company;
    this.zone = zone;
  }

  @Override
  public List<Target> targets() {
    return SalesFile.TARGETS;
  }

  @Override
  public void stage(
      Transaction tx, Import of, RowFlow flow, Cells cells, Mended mended, Watch watch)
      throws IOException, SQLException {
    new SalesStage(of.id(), cells, mended, company).copy(tx.connection(), flow, watch);
  }

  @Override
  public void check(Transaction tx, Import of) throws SQLException {
    var bindings = Bindings.of(policy, clock.instant());
    new SalesCheckSql(policy, bindings).check(tx, of.id(), of.mapping(), company);
  }

  @Override
  public void clear(Transaction tx, Import of) throws SQLException {
    SalesCheckSql.clear(tx, of.id());
  }

  @Override
  public void settle(Transaction tx, Import of) throws SQLException {
    SalesCheckSql.settle(tx, of.id());
  }

  /// Products and customers first, so that every order finds its own.
  @Override
  public boolean write(Transaction tx, Import of, ImportUnit unit) throws SQLException {
    var names = new SalesWriteSql(unit);
    int done = names.products(tx, NAMES_A_CHUNK);
    if (done == 0) {
      done = names.accounts(tx, NAMES_A_CHUNK);
    }
    var orders = new SalesOrderSql(unit, company, zone.getId());
    return done > 0 || orders.write(tx, ORDERS_A_CHUNK) > 0;
  }

  @Override
  public Counters counters(Transaction tx, Import of) throws SQLException {
    return SalesCheckSql.counters(tx, of.id(), "plan");
  }

  @Override
  public Counters stopped(Transaction tx, Import of) throws SQLException {
    return SalesCheckSql.counters(tx, of.id(), "'skipped'");
  }

  @Override
  public List<Import.Warning> warnings(Transaction tx, Import of) throws SQLException {
    List<Import.Warning> warnings = new ArrayList<>();
    long rows = SalesCheckSql.rowsWithoutCustomer(tx, of.id());
    if (rows > 0) {
      warnings.add(new Import.Warning(null, "customers-missing", rows, null));
    }
    warnings.addAll(Plan.super.warnings(tx, of));
    return warnings;
  }

  @Override
  public Map<String, Long> foretold(Transaction tx, Import of) throws SQLException {
    return SalesCheckSql.foretold(tx, of.id());
  }

  @Override
  public Map<String, Long> made(Transaction tx, Import of) throws SQLException {
    return SalesCheckSql.made(tx, of.id());
  }

  @Override
  public String table() {
    return "imports.sales_row";
  }
}
