package org.shuke.sales.leads;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program;

/// Leads that nobody could place, in a house where it is another day than in Greenwich.
class UnplacedTest {
  private static final String ZONE =
      LocalTime.now(ZoneOffset.UTC).getHour() < 11 ? "Etc/GMT+12" : "Pacific/Kiritimati";

  @RegisterExtension static final Program PROGRAM = Program.with(Map.of("SHUKE_TIMEZONE", ZONE));

  @Test
  void administratorsAreToldOnceADayOfTheCompany() throws InterruptedException {
    var admin = PROGRAM.admin();
    assertEquals(201, admin.post("/api/v1/leads", Map.of("name", "Nobody's")).status());
    PROGRAM.database().transaction(tx -> tx.update("update sales.lead set owner = null"));
    tend();
    tend();
    var told =
        PROGRAM
            .database()
            .read(tx ->
                tx.query(
                    "select what from automation.told where what like 'unplaced %'",
                    row -> row.getString(1)));
    assertEquals(List.of("unplaced " + LocalDate.now(ZoneId.of(ZONE))), told);
  }

  private static void tend() throws InterruptedException {
    var id = PROGRAM.shuke().ground().jobs().submit("leads-tend", Map.of(), null);
    for (int i = 0; i < 400 && !state(id.toString()).equals("done"); i++) {
      Thread.sleep(25);
    }
    assertEquals("done", state(id.toString()));
  }

  private static String state(String job) {
    return PROGRAM.admin().get("/api/v1/jobs/" + job).get("state");
  }
}
