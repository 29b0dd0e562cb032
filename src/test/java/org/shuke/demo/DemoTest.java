package org.shuke.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.platform.TestDatabase;

@Tag("slow")
class DemoTest {
  @RegisterExtension static final TestDatabase one = TestDatabase.fresh();
  @RegisterExtension static final TestDatabase two = TestDatabase.fresh();
  @RegisterExtension static final TestDatabase large = TestDatabase.fresh();

  private static final List<String> TABLES =
      List.of(
          "access.team",
          "access.\"user\"",
          "catalog.product",
          "customers.tag",
          "customers.account",
          "customers.contact",
          "customers.activity",
          "customers.contact_preference",
          "customers.contact_date",
          "customers.contact_relation",
          "customers.contact_address",
          "customers.account_address",
          "customers.account_relation",
          "records.view",
          "customers.account_date",
          "catalog.exchange_rate",
          "sales.\"order\"",
          "sales.order_line");

  @Test
  void theSameSeedDayAndScaleGiveTheSameRows() {
    CompanyWorld.load(one.database(), 120);
    CompanyWorld.load(two.database(), 120);
    for (var table : TABLES) {
      var made = CompanyWorld.fingerprint(one.database(), table);
      assertEquals(made, CompanyWorld.fingerprint(two.database(), table));
      assertFalse(made.contains(" 0 "), made);
    }
  }

  @Test
  void nothingIsKnownFromDaysToComeAndNobodyHasOneTaskManyTimes() {
    CompanyWorld.load(large.database(), 1_000);
    assertEquals(
        "0",
        count(
            """
            select (select count(*) from customers.contact_preference where since > '2026-11-23')
              + (select count(*) from customers.account_preference where since > '2026-11-23')\
            """));
    var most =
        count(
            """
            select max(n) from (select count(*) as n from customers.activity
              where kind = 'task' and not done group by owner, subject) open\
            """);
    assertTrue(Integer.parseInt(most) <= 3, most + " times the same open task");
  }

  private static String count(String sql) {
    return java.util.Objects.requireNonNull(
        large.database().read(tx -> tx.first(sql, row -> row.getString(1))));
  }

  @Test
  void aCustomerIsTheSameWhateverIsMadeBeforeIt() {
    var company = company();
    var first = company.customer(17);
    company.customer(3);
    assertEquals(first, company.customer(17));
    assertEquals(first, company().customer(17));
  }

  @Test
  void aFifthOfTheCustomersBringsMostOfTheRevenue() {
    var company = company();
    var purchases = new Purchases(company);
    var totals = new ArrayList<BigDecimal>();
    for (int i = 0; i < 1_000; i++) {
      totals.add(
          sum(purchases.of(company.customer(i)).stream().map(Purchases.Order::total).toList()));
    }
    totals.sort(Comparator.reverseOrder());
    double share = sum(totals.subList(0, 200)).doubleValue() / sum(totals).doubleValue();
    assertTrue(share > 0.7 && share < 0.95, "a fifth brings " + share);
  }

  @Test
  void thoseToMeasureOnHaveFewAndManyAccounts() {
    var company = new Company(7, Scale.BENCH, LocalDate.parse("2026-11-23"), CompanyWorld.SHANGHAI);
    assertEquals(Scale.FEW, company.customer(9).owner().email());
    assertEquals(Scale.MANY, company.customer(10).owner().email());
    assertEquals(Scale.MANY, company.customer(10_009).owner().email());
    assertTrue(company.customer(10_010).owner().as().sells());
  }

  private static BigDecimal sum(List<BigDecimal> amounts) {
    return amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static Company company() {
    return new Company(7, Scale.DEMO, LocalDate.parse("2026-11-23"), CompanyWorld.SHANGHAI);
  }
}
