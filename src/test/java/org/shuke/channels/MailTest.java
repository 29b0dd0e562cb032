package org.shuke.channels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program;
import org.shuke.Program.Client;

/// One-to-one mail against a real SMTP server.
@Tag("slow")
class MailTest {
  private static final GreenMail SERVER =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP).dynamicPort());

  static {
    SERVER.start();
  }

  @RegisterExtension
  static final Program PROGRAM =
      Program.with(
          Map.of(
              "SHUKE_SMTP_URL",
              "smtp://127.0.0.1:" + SERVER.getSmtp().getPort(),
              "SHUKE_BASE_URL",
              "http://localhost"));

  private static final Client ADMIN = PROGRAM.admin();

  @AfterAll
  static void stop() {
    SERVER.stop();
  }

  private static String made(String plural, Map<String, ?> record) {
    var reply = ADMIN.post("/api/v1/" + plural, record);
    assertEquals(201, reply.status(), reply.text());
    return reply.get("id");
  }

  private static Program.Reply write(Map<String, String> more) {
    var mail = new HashMap<String, Object>();
    mail.put("toAddress", "wang@customer.example");
    mail.put("subject", "Offer 报价");
    mail.put("body", "Dear Mr Wang,\n您好");
    mail.putAll(more);
    return ADMIN.post("/api/v1/mails", mail);
  }

  private static String sent(Map<String, String> more) throws InterruptedException {
    var id = write(more).get("id");
    var sent = ADMIN.post("/api/v1/mails/" + id + "/send", Map.of());
    assertEquals(200, sent.status(), sent.text());
    awaitState(id, "sent", "failed");
    return id;
  }

  private static void awaitState(String id, String... states) throws InterruptedException {
    for (int i = 0; i < 200; i++) {
      if (List.of(states).contains(ADMIN.get("/api/v1/mails/" + id).get("state"))) {
        return;
      }
      Thread.sleep(50);
    }
    assertEquals(Arrays.toString(states), ADMIN.get("/api/v1/mails/" + id).text());
  }

  private static MimeMessage arrived(String id) throws MessagingException {
    return Arrays.stream(SERVER.getReceivedMessages())
        .filter(message -> {
          try {
            return message.getMessageID().contains(id);
          } catch (MessagingException e) {
            return false;
          }
        })
        .findFirst()
        .orElse(null);
  }

  @Test
  void aMailArrivesInBothScriptsAndStandsOnTheTimelineOnce() throws Exception {
    var account = made("accounts", Map.of("name", "Customer"));
    var id = sent(Map.of("account", account));
    var message = arrived(id);
    assertNotNull(message);
    assertEquals("Offer 报价", message.getSubject());
    assertEquals("Dear Mr Wang,\r\n您好", message.getContent().toString().strip());
    var found =
        ADMIN
            .get(
                "/api/v1/activities?select=kind,subject,createdBy&filter=account%20%3D%3D%20%22"
                    + account
                    + "%22")
            .json()
            .get("items");
    assertEquals(1, found.size());
    assertEquals("mail", found.get(0).get("kind").stringValue());
    assertEquals(
        ADMIN.get("/api/v1/mails/" + id).get("createdBy"),
        found.get(0).get("createdBy").stringValue(),
        "told as done by whoever sent it");
    assertEquals(409, ADMIN.post("/api/v1/mails/" + id + "/send", Map.of()).status());
    var late = ADMIN.with("If-Match", "*").patch("/api/v1/mails/" + id, Map.of("body", "x"));
    ADMIN.with("If-Match", null);
    assertEquals(409, late.status(), late.text());
  }

  @Test
  void nothingThatIsWrittenIntoAHeaderEndsIt() throws Exception {
    assertEquals(422, write(Map.of("subject", "Hi\r\nBcc: spy@example.com")).status());
    for (var to :
        List.of(
            "a@b.example\r\nBcc: spy@example.com",
            "a@b.example>,<spy",
            "not an address",
            "a@b.example,")) {
      var status = write(Map.of("toAddress", to)).status();
      assertTrue(status == 422 || to.endsWith(","), to + " " + status);
    }
    var id = sent(Map.of("subject", "=?utf-8?q?x=0d=0aBcc:_spy@example.com?= done"));
    assertEquals(1, arrived(id).getAllRecipients().length);
    for (var message : SERVER.getReceivedMessages()) {
      assertFalse(Arrays.toString(message.getAllRecipients()).contains("spy"));
    }
  }

  @Test
  void whoDoesNotWantMailGetsNone() throws Exception {
    PROGRAM
        .database()
        .transaction(tx ->
            tx.update(
                "insert into channels.suppression (address, reason)"
                    + " values ('no@customer.example', 'asked')"));
    var id = sent(Map.of("toAddress", "No@Customer.example"));
    assertEquals("failed", ADMIN.get("/api/v1/mails/" + id).get("state"));
    assertEquals(null, arrived(id));
  }

  @Test
  void whatFailedIsCorrectedAndSentAgain() throws Exception {
    PROGRAM
        .database()
        .transaction(tx ->
            tx.update(
                "insert into channels.suppression (address, reason)"
                    + " values ('gone@customer.example', 'left')"));
    var id = sent(Map.of("toAddress", "gone@customer.example"));
    assertEquals("failed", ADMIN.get("/api/v1/mails/" + id).get("state"));
    var corrected =
        PROGRAM
            .admin()
            .with("If-Match", "*")
            .patch("/api/v1/mails/" + id, Map.of("toAddress", "new@customer.example"));
    assertEquals(200, corrected.status(), corrected.text());
    var again = ADMIN.post("/api/v1/mails/" + id + "/send", Map.of());
    assertEquals(200, again.status(), again.text());
    awaitState(id, "sent");
    assertEquals("new@customer.example", arrived(id).getAllRecipients()[0].toString());
    assertEquals("", ADMIN.get("/api/v1/mails/" + id).get("problem"));
  }

  @Test
  void whatHasLeftKeepsItsWordsAndGoesToAnHeirAndBack() throws Exception {
    var leaver = made("users", Map.of("name", "Leo", "email", "leo@mails.example"));
    var heir = made("users", Map.of("name", "Hera", "email", "hera@mails.example"));
    var id = sent(Map.of("owner", leaver));
    ADMIN.with("If-Match", "*");
    var other = ADMIN.patch("/api/v1/mails/" + id, Map.of("subject", "Other", "owner", heir));
    ADMIN.with("If-Match", null);
    assertEquals(409, other.status(), other.text());
    var handOver = made("hand-overs", Map.of("from", leaver, "to", heir));
    var run = ADMIN.post("/api/v1/hand-overs/" + handOver + "/run", Map.of());
    assertEquals(200, run.status(), run.text());
    assertEquals(heir, ADMIN.get("/api/v1/mails/" + id).get("owner"));
    var undone = ADMIN.post("/api/v1/units/" + run.get("unit") + "/undo", Map.of());
    assertEquals(200, undone.status(), undone.text());
    assertEquals(leaver, ADMIN.get("/api/v1/mails/" + id).get("owner"));
  }

  @Test
  void thePaperThatWentWithAMailIsOpenToWhoeverReadsIt() {
    var line = Map.of("description", "Pump", "quantity", 1, "unitPrice", 1);
    var account = made("accounts", Map.of("name", "Ning", "email", "ning@customer.example"));
    var quote = made("quotes", Map.of("account", account, "lines", List.of(line)));
    ADMIN.post("/api/v1/quotes/" + quote + "/submit", Map.of());
    var sent = ADMIN.post("/api/v1/quotes/" + quote + "/send", Map.of());
    assertEquals(200, sent.status(), sent.text());
    var mail = "/api/v1/mails/" + sent.get("mail");
    var file = ADMIN.get(mail).json().at("/files/0/file").asString();
    var paper = ADMIN.get(mail + "/files/" + file);
    assertEquals(200, paper.status(), paper.text());
    assertTrue(new String(paper.raw().body(), 0, 5).startsWith("%PDF"));
    assertEquals(404, ADMIN.get(mail + "/files/" + quote).status());
    assertEquals(401, PROGRAM.anonymous().get(mail + "/files/" + file).status());
  }

  /// By the link one reads all that stands on the paper.
  @Test
  void theLinkToAPaperIsForItsReceiverAloneAlsoWhenItIsSentAgain() throws Exception {
    PROGRAM
        .database()
        .transaction(tx ->
            tx.update(
                "insert into channels.suppression (address, reason)"
                    + " values ('back@customer.example', 'left')"));
    var line = Map.of("description", "Pump", "quantity", 1, "unitPrice", 1);
    var account = made("accounts", Map.of("name", "Hu", "email", "back@customer.example"));
    var quote = made("quotes", Map.of("account", account, "lines", List.of(line)));
    ADMIN.post("/api/v1/quotes/" + quote + "/submit", Map.of());
    var sent = ADMIN.post("/api/v1/quotes/" + quote + "/send", Map.of());
    var link = sent.get("link");
    var mail = sent.get("mail");
    awaitState(mail, "failed");
    PROGRAM
        .database()
        .transaction(tx ->
            tx.update("delete from channels.suppression where address = 'back@customer.example'"));
    assertEquals(200, ADMIN.post("/api/v1/mails/" + mail + "/send", Map.of()).status());
    awaitState(mail, "sent");
    assertTrue(text(arrived(mail)).contains(link));
    for (var told :
        List.of(
            "/api/v1/mails/" + mail,
            "/api/v1/mails/" + mail + "/history",
            "/api/v1/accounts/" + account + "/timeline",
            "/api/v1/search?q=Hu")) {
      assertFalse(ADMIN.get(told).text().contains("/offer/"), told);
    }
  }

  /// The first text in it, however deep.
  private static String text(Part part) throws Exception {
    var content = part.getContent();
    return content instanceof Multipart many ? text(many.getBodyPart(0)) : content.toString();
  }

  @Test
  void aMailWithAPaperGoesToNoOtherAddress() throws Exception {
    PROGRAM
        .database()
        .transaction(tx ->
            tx.update(
                "insert into channels.suppression (address, reason)"
                    + " values ('away@customer.example', 'left')"));
    var line = Map.of("description", "Pump", "quantity", 1, "unitPrice", 1);
    var account = made("accounts", Map.of("name", "Gu", "email", "away@customer.example"));
    var quote = made("quotes", Map.of("account", account, "lines", List.of(line)));
    ADMIN.post("/api/v1/quotes/" + quote + "/submit", Map.of());
    var mail = ADMIN.post("/api/v1/quotes/" + quote + "/send", Map.of()).get("mail");
    awaitState(mail, "failed");
    for (var field : List.of("toAddress", "ccAddress")) {
      var admin = PROGRAM.admin().with("If-Match", "*");
      var change = admin.patch("/api/v1/mails/" + mail, Map.of(field, "me@elsewhere.example"));
      assertEquals(422, change.status(), change.text());
      assertEquals(field, change.get("errors.0.field"));
    }
  }

  @Test
  void whatIsBeingHandedOverSaysSo() throws Exception {
    try (var mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      var slow = other(mute);
      var mail = "/api/v1/mails/" + slow.admin().post("/api/v1/mails", mail()).get("id");
      slow.admin().post(mail + "/send", Map.of());
      var state = "";
      for (int i = 0; i < 200 && !state.equals("claimed"); i++) {
        Thread.sleep(50);
        state = slow.admin().get(mail).get("state");
      }
      assertEquals("claimed", state);
      var late = slow.admin().with("If-Match", "*").patch(mail, Map.of("body", "x"));
      assertEquals(409, late.status(), late.text());
      assertTrue(late.text().contains("on its way"), late.text());
      mute.close();
      slow.afterAll(null);
    }
  }

  @Test
  void aTemplateShowsOnlyWhatTheCallerMayRead() {
    var account = made("accounts", Map.of("name", "<b>A & B</b>", "city", "Berlin"));
    var asked =
        Map.of(
            "type",
            "accounts",
            "id",
            account,
            "subject",
            "To {{name}}",
            "body",
            "{{ city }}/{{owner.name}}/{{country}} {{}} {{1+1}} ${name}");
    var shown = ADMIN.post("/api/v1/mail-templates/preview", asked);
    assertEquals("To <b>A & B</b>", shown.get("subject"), shown.text());
    assertTrue(shown.get("body").startsWith("Berlin/"), shown.text());
    assertTrue(shown.get("body").endsWith("/ {{}} {{1+1}} ${name}"), shown.text());
    var wrong = new HashMap<>(asked);
    wrong.put("body", "{{citty}}");
    var refused = ADMIN.post("/api/v1/mail-templates/preview", wrong);
    assertEquals(400, refused.status());
    assertTrue(refused.text().contains("city"), refused.text());
  }

  /// A mail server that answers a recipient with one line of its own.
  private static ServerSocket says(String answer) throws IOException {
    var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual()
        .start(() -> {
          while (!server.isClosed()) {
            try (var socket = server.accept();
                var in = new BufferedReader(new InputStreamReader(socket.getInputStream()))) {
              var out = socket.getOutputStream();
              out.write("220 here\r\n".getBytes());
              for (var line = in.readLine(); line != null; line = in.readLine()) {
                var reply = line.startsWith("RCPT") ? answer : "250 ok";
                out.write((reply + "\r\n").getBytes());
              }
            } catch (IOException e) {
              // the next connection is a new try
            }
          }
        });
    return server;
  }

  @Test
  void aRefusalForGoodIsToldToTheAuthorInTheServersWordsAndOneForNowWaits() throws Exception {
    try (var hard = says("550 5.1.1 no such person here");
        var soft = says("451 4.7.1 greylisted, come back")) {
      var refused = other(hard);
      var mail = refused.admin().post("/api/v1/mails", mail());
      refused.admin().post("/api/v1/mails/" + mail.get("id") + "/send", Map.of());
      var state = "";
      for (int i = 0; i < 200 && !state.equals("failed"); i++) {
        Thread.sleep(50);
        state = refused.admin().get("/api/v1/mails/" + mail.get("id")).get("state");
      }
      var record = refused.admin().get("/api/v1/mails/" + mail.get("id"));
      assertEquals("failed", state, record.text());
      assertTrue(record.get("problem").contains("no such person here"), record.text());
      assertTrue(
          refused.admin().get("/api/v1/inbox").text().contains("no such person here"), "told");
      refused.afterAll(null);

      var waits = other(soft);
      var later = waits.admin().post("/api/v1/mails", mail());
      waits.admin().post("/api/v1/mails/" + later.get("id") + "/send", Map.of());
      String problem = null;
      for (int i = 0; i < 200 && problem == null; i++) {
        Thread.sleep(50);
        problem =
            waits
                .database()
                .read(tx ->
                    tx.first(
                        "select problem from channels.outbox where state = 'queued'"
                            + " and due > now() + interval '30 seconds'",
                        row -> row.getString(1)));
      }
      assertTrue(problem != null && problem.contains("greylisted"), String.valueOf(problem));
      var waiting = waits.admin().get("/api/v1/mails/" + later.get("id"));
      assertEquals("queued", waiting.get("state"));
      assertTrue(waiting.get("problem").contains("greylisted"), waiting.text());
      waits.afterAll(null);
    }
  }

  private static Map<String, String> mail() {
    return Map.of("toAddress", "a@b.example", "subject", "s", "body", "b");
  }

  private static Program other(ServerSocket server) {
    return Program.with(Map.of("SHUKE_SMTP_URL", "smtp://127.0.0.1:" + server.getLocalPort()));
  }

  @Test
  void aMailBesideALeadStopsItsClockAndOneBesideAnOpportunityStandsOnItsTimeline()
      throws InterruptedException {
    var lead = made("leads", Map.of("name", "Mia", "email", "mia@lead.example"));
    sent(Map.of("lead", lead, "subject", "Hello Mia"));
    var after = ADMIN.get("/api/v1/leads/" + lead);
    assertTrue(after.json().hasNonNull("respondedAt"), after.text());
    var account = made("accounts", Map.of("name", "Deal & Co"));
    var deal = made("opportunities", Map.of("name", "Deal", "account", account));
    sent(Map.of("opportunity", deal, "subject", "Hello deal"));
    var told =
        ADMIN.get("/api/v1/activities?filter=opportunity%20%3D%3D%20%22" + deal + "%22").json();
    assertEquals("Hello deal", told.at("/items/0/subject").asString(), told.toString());
    assertEquals(account, told.at("/items/0/account").asString());
  }
}
