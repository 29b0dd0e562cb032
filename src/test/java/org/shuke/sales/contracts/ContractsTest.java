package org.shuke.sales.contracts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program;
import org.shuke.Program.Client;
import org.shuke.Program.Reply;
import org.shuke.platform.jobs.Jobs;

class ContractsTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 5, 4);
  private static final Later CLOCK = new Later();

  @RegisterExtension static final Program PROGRAM = Program.withKey(CLOCK);

  private static final Client ADMIN = PROGRAM.admin();

  /// Stands at noon of a day that a test may move on.
  private static final class Later extends Clock {
    private volatile LocalDate day = TODAY;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return day.atTime(4, 0).toInstant(ZoneOffset.UTC);
    }
  }

  private static Reply made(Map<String, Object> more) {
    var account =
        ADMIN.post("/api/v1/accounts", Map.of("name", "北京熟客 & Söhne", "kind", "company")).get("id");
    var contract = new LinkedHashMap<String, Object>();
    contract.put("name", "年度供货 <b>");
    contract.put("account", account);
    contract.put("amount", 12_000);
    contract.put("terms", "1. 每月供货。\n2. Paid within 30 days.");
    contract.putAll(more);
    var made = ADMIN.post("/api/v1/contracts", contract);
    assertEquals(201, made.status(), made::toString);
    return made;
  }

  private static Reply verb(String id, String verb, Map<String, ?> input) {
    return PROGRAM.admin().post("/api/v1/contracts/" + id + "/" + verb, input);
  }

  private static Reply get(String id) {
    return PROGRAM.admin().get("/api/v1/contracts/" + id);
  }

  private static String link(String id) {
    var sent = verb(id, "send", Map.of());
    assertEquals(200, sent.status(), sent::toString);
    return sent.get("link");
  }

  private static Reply patch(String id, Map<String, ?> change) {
    return PROGRAM.admin().with("If-Match", "*").patch("/api/v1/contracts/" + id, change);
  }

  private static UUID ask() {
    var jobs = new Jobs(PROGRAM.database());
    jobs.register(ContractRoom.DAYS, run -> Map.of());
    return jobs.submit(ContractRoom.DAYS, Map.of(), null);
  }

  private static void done(UUID job) throws InterruptedException {
    for (int i = 0; i < 600; i++) {
      var found = ADMIN.get("/api/v1/jobs/" + job);
      if (found.get("state").equals("done")) {
        return;
      }
      assertFalse(found.get("state").equals("failed"), found::toString);
      Thread.sleep(50);
    }
    throw new AssertionError("the days are not over");
  }

  private static void days() throws InterruptedException {
    done(ask());
  }

  @Test
  void theCustomerSignsWhatHeHasReadAndTheProofIsKept() {
    var id = made(Map.of()).get("id");
    assertTrue(get(id).get("number").matches("CT-\\d{4}-\\d{4}"), get(id)::toString);
    var link = link(id);
    var page = PROGRAM.anonymous().get(link);
    assertTrue(page.text().contains("年度供货 &lt;b&gt;"), page.text());
    var hash = get(id).get("hash");
    assertTrue(page.text().contains(hash));
    var other = PROGRAM.anonymous().post(link + "/accept", Map.of("hash", "0", "name", "王芳"));
    assertEquals(409, other.status(), other::toString);
    var nobody = PROGRAM.anonymous().post(link + "/accept", Map.of("hash", hash, "name", " "));
    assertEquals(422, nobody.status(), nobody::toString);
    for (int i = 0; i < 2; i++) {
      var yes = PROGRAM.anonymous().post(link + "/accept", Map.of("hash", hash, "name", "王芳"));
      assertEquals(200, yes.status(), yes::toString);
    }
    var signed = get(id).json();
    assertEquals("active", signed.path("status").asString());
    assertEquals("王芳", signed.at("/evidence/name").asString());
    assertEquals("link", signed.at("/evidence/way").asString());
    assertEquals(hash, signed.at("/evidence/document").asString());
    assertEquals(64, signed.at("/evidence/address").asString().length());
    assertFalse(signed.at("/evidence").toString().contains("127.0.0.1"));
    assertEquals(422, patch(id, Map.of("terms", "others")).status());
    assertEquals(200, patch(id, Map.of("notes", "well done")).status());
  }

  @Test
  void whatWasTakenBackCanNoLongerBeSigned() {
    var id = made(Map.of()).get("id");
    var link = link(id);
    var hash = get(id).get("hash");
    assertEquals(422, patch(id, Map.of("amount", 1)).status());
    assertEquals(204, verb(id, "revise", Map.of()).status());
    assertEquals(200, patch(id, Map.of("amount", 1)).status());
    assertEquals(404, PROGRAM.anonymous().get(link).status());
    var browser = PROGRAM.anonymous().with("Accept", "text/html");
    assertEquals(browser.get("/agreement/never-was").text(), browser.get(link).text());
    var late = PROGRAM.anonymous().post(link + "/accept", Map.of("hash", hash, "name", "Li"));
    assertEquals(404, late.status());
    var again = link(id);
    var stale = PROGRAM.anonymous().post(again + "/accept", Map.of("hash", hash, "name", "Li"));
    assertEquals(409, stale.status(), stale::toString);
    var no = PROGRAM.anonymous().post(again + "/decline", Map.of("reason", "too long"));
    assertEquals(200, no.status(), no::toString);
    assertEquals("draft", get(id).get("status"));
  }

  @Test
  void signedOnPaperItBeginsOnItsFirstDayAndEndsAfterItsLast() throws Exception {
    var id =
        made(Map.of(
                "startsOn", TODAY.plusDays(2).toString(), "endsOn", TODAY.plusDays(9).toString()))
            .get("id");
    assertEquals(204, verb(id, "sign", Map.of("name", "Li Na")).status());
    assertEquals("signed", get(id).get("status"));
    assertEquals("paper", get(id).json().at("/evidence/way").asString());
    CLOCK.day = TODAY.plusDays(2);
    days();
    assertEquals("active", get(id).get("status"));
    CLOCK.day = TODAY.plusDays(10);
    days();
    assertEquals("ended", get(id).get("status"));
    CLOCK.day = TODAY;
  }

  @Test
  @Tag("slow")
  void theOwnerIsRemindedOnceOfTheDayOfNotice() throws Exception {
    var id =
        made(Map.of(
                "name",
                "Reminded",
                "startsOn",
                TODAY.toString(),
                "endsOn",
                TODAY.plusDays(40).toString(),
                "noticeDays",
                30,
                "remindDays",
                7))
            .get("id");
    verb(id, "sign", Map.of("name", "Li Na"));
    days();
    assertEquals(0, tasks("Reminded"));
    CLOCK.day = TODAY.plusDays(3);
    days();
    try (var second = PROGRAM.another()) {
      assertTrue(second.port() > 0);
      var jobs = List.of(ask(), ask(), ask());
      for (var job : jobs) {
        done(job);
      }
    }
    CLOCK.day = TODAY;
    assertEquals(1, tasks("Reminded"));
    assertEquals(TODAY.plusDays(10).toString(), get(id).get("remindedFor"));
    var inbox = ADMIN.get("/api/v1/notifications?filter=link==%22/contracts/" + id + "%22");
    assertEquals(1, inbox.json().at("/items").size(), inbox::toString);
  }

  private static int tasks(String name) {
    var found = ADMIN.get("/api/v1/activities?filter=kind==%22task%22&limit=500").json();
    return (int)
        found
            .at("/items")
            .valueStream()
            .filter(task -> task.path("subject").asString().endsWith(name))
            .count();
  }

  @Test
  void renewedByHandTheNextOneFollowsAndByItselfItGoesOn() throws Exception {
    var months =
        Map.<String, Object>of(
            "startsOn", "2026-01-01",
            "endsOn", "2026-12-31",
            "renewalMonths", 6,
            "renewal", "manual");
    var id = made(months).get("id");
    verb(id, "sign", Map.of("name", "Li Na"));
    var next = verb(id, "renew", Map.of()).get("contract");
    assertEquals("2027-01-01", get(next).get("startsOn"));
    assertEquals("2027-06-30", get(next).get("endsOn"));
    assertEquals(409, verb(id, "renew", Map.of()).status());
    assertEquals("active", get(id).get("status"));
    verb(next, "sign", Map.of("name", "Li Na"));
    assertEquals("signed", get(next).get("status"));
    assertEquals("renewed", get(id).get("status"));
    var own = new LinkedHashMap<String, Object>(months);
    own.put("renewal", "automatic");
    own.put("endsOn", "2026-05-31");
    var itself = made(own).get("id");
    verb(itself, "sign", Map.of("name", "Li Na"));
    CLOCK.day = LocalDate.of(2026, 6, 1);
    days();
    CLOCK.day = TODAY;
    assertEquals("renewed", get(itself).get("status"));
    var goesOn = ADMIN.get("/api/v1/contracts?filter=renews==%22" + itself + "%22").json();
    assertEquals("active", goesOn.at("/items/0/status").asString());
    assertEquals("2026-11-30", goesOn.at("/items/0/endsOn").asString());
    assertEquals(409, verb(id, "terminate", Map.of("reason", "over")).status());
    var terminated = verb(next, "terminate", Map.of("reason", "moved"));
    assertEquals(204, terminated.status(), terminated::toString);
  }

  @Test
  void noContractEndsBeforeItBeganOrAfterItsOwnLastDay() {
    var id = made(Map.of("startsOn", "2026-01-01", "endsOn", "2026-12-31")).get("id");
    verb(id, "sign", Map.of("name", "Li Na"));
    for (var day : List.of("2025-12-31", "2027-01-01")) {
      var refused = verb(id, "terminate", Map.of("reason", "over", "endedOn", day));
      assertEquals(422, refused.status(), refused::toString);
      assertEquals("endedOn", refused.get("errors.0.field"));
    }
    var ended = verb(id, "terminate", Map.of("reason", "over", "endedOn", "2026-06-30"));
    assertEquals(204, ended.status(), ended::toString);
  }

  @Test
  void theChineseOfThePdfComesOutAsItWasTyped() throws IOException {
    var id = made(Map.of("language", "both")).get("id");
    var pdf = ADMIN.get("/api/v1/contracts/" + id + "/pdf");
    assertEquals(200, pdf.status());
    try (var document = Loader.loadPDF(pdf.raw().body())) {
      var text = new PDFTextStripper().getText(document);
      assertTrue(text.contains("每月供货"), text);
      assertTrue(text.contains("北京熟客 & Söhne"), text);
    }
  }

  /// C-04: of signing, taking back and changing at one moment exactly one thing happens, and nobody
  /// has signed what he did not read.
  @Test
  void whoeverSignsHasSignedWhatHeRead() throws Exception {
    race(20);
  }

  @Test
  @Tag("full")
  void whoeverSignsHasSignedWhatHeReadAThousandTimes() throws Exception {
    race(1_000);
  }

  private static void race(int rounds) throws Exception {
    int signed = 0;
    try (var pool = Executors.newFixedThreadPool(4)) {
      for (int round = 0; round < rounds; round++) {
        var id = made(Map.of()).get("id");
        var link = link(id);
        var hash = get(id).get("hash");
        var yes = Map.of("hash", hash, "name", "Li Na");
        List<Callable<Reply>> acts =
            new ArrayList<>(
                List.of(
                    () -> PROGRAM.anonymous().post(link + "/accept", yes),
                    () -> PROGRAM.anonymous().post(link + "/decline", Map.of("reason", "no")),
                    () -> verb(id, "revise", Map.of()),
                    () -> patch(id, Map.of("amount", 1))));
        java.util.Collections.rotate(acts, round);
        var done = pool.invokeAll(acts).stream().map(Future::resultNow).toList();
        done.forEach(reply -> assertTrue(reply.status() < 500, reply::toString));
        var now = get(id);
        boolean isSigned = now.get("status").equals("active");
        signed += isSigned ? 1 : 0;
        assertEquals(isSigned ? hash : "", now.json().at("/evidence/document").asString(""));
        assertTrue(isSigned || now.get("status").equals("draft"), now::toString);
        if (isSigned) {
          assertEquals(hash, now.get("hash"), now::toString);
          assertEquals(12_000, now.json().path("amount").asInt());
        }
      }
    }
    assertTrue(signed > 0);
  }
}
