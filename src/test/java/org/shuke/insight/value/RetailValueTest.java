package org.shuke.insight.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.platform.TestDatabase;

/// The figures of the public retail set, exactly.
@Tag("slow")
class RetailValueTest {
  @RegisterExtension static final TestDatabase world = TestDatabase.fresh();

  @BeforeAll
  static void loadTheSet() {
    assumeTrue(Files.exists(RetailSet.FILE), "the retail set is not at " + RetailSet.FILE);
    world
        .database()
        .background()
        .transaction(tx -> {
          try {
            RetailSet.load(tx);
            return 0;
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    assertEquals(4_338, values("ignore").reckon());
  }

  private static Values values(String returns) {
    var setting = new ValueSetting(returns, "latest");
    return new Values(world.database(), ZoneId.of("UTC"), () -> setting, Clock.systemUTC());
  }

  private static String one(String query) {
    List<String> rows = world.database().read(tx -> tx.query(query, row -> row.getString(1)));
    return String.join("\n", rows);
  }

  @Test
  void countsAndMeansAreThePublishedOnes() {
    assertEquals(
        "4338 18532 8911407.904 93.059 4.272 2054.27",
        one(
            """
            select concat_ws(' ', count(*), sum(frequency), sum(monetary),
              round(avg(recency_days), 3), round(avg(frequency), 3), round(avg(monetary), 2))
            from insight.account_value
            """));
  }

  @Test
  void knownCustomersHaveTheirKnownFigures() {
    assertEquals(
        "12347 3 7 4310.00\n12348 76 4 1797.24",
        one(
            """
            select concat_ws(' ', external_id, recency_days, frequency, monetary)
            from insight.account_value join customers.account using (id)
            where external_id in ('12347', '12348') order by external_id
            """));
  }

  @Test
  void scoresFollowTheQuintileCuts() {
    assertEquals(
        "0",
        one(
            """
            select count(*) from insight.account_value where
              frequency_score <> 1 + (1 < frequency)::int + (2 < frequency)::int
                + (3 < frequency)::int + (6 < frequency)::int
              or recency_score <> 5 - (13.8 < recency_days)::int - (33 < recency_days)::int
                - (72 < recency_days)::int - (180 < recency_days)::int
              or monetary_score <> 1 + (250.194 < monetary)::int + (490.096 < monetary)::int
                + (942.276 < monetary)::int + (2058.426 < monetary)::int
              or rfm <> concat(recency_score, frequency_score, monetary_score)
            """));
  }

  @Test
  void theAbcClassesHaveTheirKnownSizes() {
    assertEquals(
        "A 1132\nB 1469\nC 1737",
        one(
            "select concat_ws(' ', abc, count(*)) from insight.account_value group by abc order by"
                + " abc"));
  }

  @Test
  void goldIsClassAAndPotentialComesFromTheOthers() {
    assertEquals(
        "1132 0 t",
        one(
            """
            select concat_ws(' ', count(*) filter (where class = 'gold' and abc = 'A'),
              count(*) filter (where class <> 'gold' and abc = 'A'
                or class = 'potential' and recency_score < 4),
              count(*) filter (where class = 'potential') > 0)
            from insight.account_value
            """));
  }

  @Test
  void aSecondRunChangesNothingAndNetCountsReturnsToo() {
    assertEquals(0, values("ignore").reckon());
    values("net").reckon();
    assertEquals(
        "4372 8300065.814",
        one("select concat_ws(' ', count(*), sum(monetary)) from insight.account_value"));
    assertEquals(
        List.of(BigDecimal.ZERO.setScale(2)),
        world
            .database()
            .read(tx ->
                tx.query(
                    """
                    select monetary from insight.account_value join customers.account using (id)
                    where external_id = '12346'
                    """,
                    row -> row.getBigDecimal(1))));
    values("ignore").reckon();
  }
}
