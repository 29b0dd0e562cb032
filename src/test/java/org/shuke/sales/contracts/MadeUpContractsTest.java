package org.shuke.sales.contracts;

import static java.math.BigDecimal.ONE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.demo.Demo;
import org.shuke.demo.Scale;
import org.shuke.platform.TestDatabase;

class MadeUpContractsTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.fresh();

  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

  private record Stored(UUID id, String status, String hash, String signed) {}

  @Test
  void theContractsOfTheMadeUpCompanyBearTheHashOfWhatTheySay() {
    var clock = Clock.fixed(Instant.parse("2026-11-23T06:00:00Z"), ZoneOffset.UTC);
    var demo = new Demo(clock, SHANGHAI, Currency.getInstance("CNY"));
    var database = DATABASE.database();
    database.background().transaction(tx -> demo.load(tx, Scale.DEMO.of(120)));
    var contracts =
        database.read(tx ->
            tx.query(
                """
                select id, status, coalesce(hash, ''), coalesce(evidence::json ->> 'document', '')
                from sales.contract\
                """,
                row ->
                    new Stored(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4))));
    assertTrue(contracts.stream().anyMatch(each -> each.status().equals("active")));
    for (var each : contracts) {
      var head = database.read(tx -> ContractSql.head(tx, each.id(), SHANGHAI));
      var hash = each.status().equals("draft") ? "" : Fingerprint.of(head);
      assertEquals(hash, each.hash());
      assertEquals(each.status().equals("active") ? hash : "", each.signed());
    }
    var abroad =
        database.read(tx ->
            tx.query(
                """
                select amount_base / amount from sales.contract
                where currency <> 'CNY' or amount_base is null\
                """,
                row -> row.getBigDecimal(1)));
    assertFalse(abroad.isEmpty());
    assertTrue(abroad.stream().allMatch(rate -> rate != null && rate.compareTo(ONE) != 0));
  }
}
