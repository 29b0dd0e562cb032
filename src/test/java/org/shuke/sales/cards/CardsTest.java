package org.shuke.sales.cards;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program;
import org.shuke.Program.Client;
import org.shuke.Program.Reply;

/// Business cards as they come: pictures, vCards, texts, and all of them in a ZIP, over the API.
class CardsTest {
  @RegisterExtension static final Program program = Program.withKey(Clock.systemUTC());

  private static final byte[] PICTURE = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 1, 2, 3, 4};
  private static final String VCARD = "BEGIN:VCARD\nVERSION:3.0\nFN:Anna Weber\nEND:VCARD\n";

  private static Client ada;
  private static Client ben;

  @BeforeAll
  static void hire() {
    ada = salesperson("ada");
    ben = salesperson("ben");
  }

  private static Client salesperson(String name) {
    var admin = program.admin();
    var role =
        admin.get("/api/v1/roles?filter=name%20%3D%3D%20%22Salesperson%22").get("items.0.id");
    var user =
        admin.post(
            "/api/v1/users",
            Map.of("name", name, "email", name + "@example.com", "roles", List.of(role)));
    var key = admin.post("/api/v1/users/" + user.get("id") + "/issue-key", Map.of("name", "test"));
    return program.anonymous().key(key.get("key"));
  }

  private static Reply bring(Client who, String address, String name, byte[] content) {
    var form = new ByteArrayOutputStream();
    form.writeBytes(
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n\r\n"
            .formatted(name)
            .getBytes(UTF_8));
    form.writeBytes(content);
    form.writeBytes("\r\n--b--\r\n".getBytes(UTF_8));
    var reply =
        who.with("Content-Type", "multipart/form-data; boundary=b")
            .send("POST", address, form.toByteArray());
    who.with("Content-Type", null);
    return reply;
  }

  private static Reply cards(Client who, String batch) {
    return who.get("/api/v1/cards?sort=createdAt&filter=batch%20%3D%3D%20%22" + batch + "%22");
  }

  private static byte[] zip(Map<String, byte[]> entries) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      for (var entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    return bytes.toByteArray();
  }

  @Test
  void aPictureAndAVCardOfOneNameAreOneCardThatKeepsItsPicture() throws IOException {
    var entries = new LinkedHashMap<String, byte[]>();
    entries.put("fair/weber.png", PICTURE);
    entries.put("fair/weber.vcf", VCARD.getBytes(UTF_8));
    entries.put("fair/nobody.png", PICTURE);
    var sent = bring(ada, "/api/v1/cards/batch", "fair.zip", zip(entries));
    assertEquals("2", sent.get("cards"), sent.text());
    var found = cards(ada, "fair.zip").json().get("items");
    assertEquals("Anna Weber", found.get(0).get("proposal").get("name").asString());
    for (var card : found) {
      var id = card.get("id").asString();
      var picture = ada.get("/api/v1/cards/" + id + "/picture");
      assertEquals("image/png", picture.header("Content-Type").orElseThrow());
      assertArrayEquals(PICTURE, picture.raw().body());
      assertEquals(404, ben.get("/api/v1/cards/" + id + "/picture").status());
    }
    var confirm = "/api/v1/cards/" + found.get(0).get("id").asString() + "/confirm";
    var admin = program.admin();
    var lead = admin.post(confirm, Map.of("name", "Anna Weber")).get("lead");
    var files = admin.get("/api/v1/attachments?filter=lead%20%3D%3D%20%22" + lead + "%22");
    var kept = admin.get("/api/v1/attachments/" + files.get("items.0.id") + "/picture");
    assertArrayEquals(PICTURE, kept.raw().body(), files.text());
  }

  @Test
  void whatIsWrittenIntoAVCardIsItsPictureAndNoTextToRead() throws IOException {
    var letters = Base64.getEncoder().encodeToString(PICTURE);
    var written =
        VCARD.replace("END:", "PHOTO;ENCODING=b;TYPE=PNG:" + letters + "\n" + "NOTE:Tea\nEND:");
    var folded = written.replace(letters, letters.substring(0, 6) + "\n " + letters.substring(6));
    for (var card : List.of(written, folded)) {
      var name = "photo" + card.length() + ".vcf";
      bring(ada, "/api/v1/cards/batch", name, card.getBytes(UTF_8));
      var kept = cards(ada, name);
      assertEquals(VCARD.replace("END:", "NOTE:Tea\nEND:").strip(), kept.get("items.0.text"));
      var picture = ada.get("/api/v1/cards/" + kept.get("items.0.id") + "/picture");
      assertArrayEquals(PICTURE, picture.raw().body());
    }
  }

  @Test
  void aLargePictureIsReadThroughAllTheLinesThatItGoesOnIn() {
    var photo = Arrays.copyOf(PICTURE, 400_000);
    var letters = Base64.getMimeEncoder(75, "\n ".getBytes(UTF_8)).encodeToString(photo);
    var card = VCARD.replace("END:", "PHOTO;ENCODING=b;TYPE=PNG:" + letters + "\nEND:");
    var sent = bring(ada, "/api/v1/cards/batch", "large.vcf", card.getBytes(UTF_8));
    assertEquals("1", sent.get("cards"), sent.text());
    var kept = cards(ada, "large.vcf");
    assertEquals(VCARD.strip(), kept.get("items.0.text"));
    var picture = ada.get("/api/v1/cards/" + kept.get("items.0.id") + "/picture");
    assertArrayEquals(photo, picture.raw().body());
  }

  @Test
  void textsOfCardsComeInTheEncodingsOfTheirCountry() throws IOException {
    var text = "李雷\n采购经理\n广州白云电子有限公司\n手机：13900001111\n";
    var entries = Map.of("li.txt", text.getBytes(Charset.forName("GB18030")));
    var sent = bring(ada, "/api/v1/cards/batch?batch=Canton", "old.zip", zip(entries));
    assertEquals("1", sent.get("cards"), sent.text());
    assertEquals("李雷", cards(ada, "Canton").get("items.0.proposal.name"));
  }

  @Test
  void aSkippedCardComesBackToTheQueue() {
    bring(ada, "/api/v1/cards/batch", "skipped.vcf", VCARD.getBytes(UTF_8));
    var id = cards(ada, "skipped.vcf").get("items.0.id");
    assertEquals(409, ada.post("/api/v1/cards/" + id + "/requeue", Map.of()).status());
    ada.post("/api/v1/cards/" + id + "/skip", Map.of());
    assertEquals("skipped", ada.get("/api/v1/cards/" + id).get("status"));
    ada.post("/api/v1/cards/" + id + "/requeue", Map.of());
    assertEquals("waiting", ada.get("/api/v1/cards/" + id).get("status"));
  }

  @Test
  void theCodeInAPictureIsReadWhereNoTextCameWithIt() throws Exception {
    var code = CardCodeTest.code("MECARD:N:王小明;EMAIL:wang@example.com;;", 300);
    var image = CardCodeTest.card(640, 400, BufferedImage.TYPE_INT_RGB, 0, code);
    var picture = CardCodeTest.written(image, "png");
    assertEquals("1", bring(ada, "/api/v1/cards/batch", "qr.png", picture).get("cards"));
    var alone = cards(ada, "qr.png");
    assertEquals("王小明", alone.get("items.0.proposal.name"), alone.text());
    var entries = new LinkedHashMap<String, byte[]>();
    entries.put("weber.png", picture);
    entries.put("weber.vcf", VCARD.getBytes(UTF_8));
    entries.put("wang.png", picture);
    entries.put("bomb.png", CardCodeTest.bomb());
    assertEquals("3", bring(ada, "/api/v1/cards/batch", "qr.zip", zip(entries)).get("cards"));
    var found = cards(ada, "qr.zip");
    assertEquals("Anna Weber", found.get("items.0.proposal.name"), found.text());
    assertFalse(found.json().at("/items/0/proposal").has("email"), found.text());
    assertEquals("wang@example.com", found.get("items.1.proposal.email"), found.text());
    assertTrue(found.json().at("/items/2/proposal").isNull(), found.text());
  }

  @Test
  void aLonePictureOrVCardIsACardAndAFileWithoutOneIsRefused() {
    var address = "/api/v1/cards/batch";
    assertEquals("1", bring(ada, address, "one.png", PICTURE).get("cards"));
    assertEquals("2", bring(ada, address, "two.vcf", (VCARD + VCARD).getBytes(UTF_8)).get("cards"));
    var none = bring(ada, address, "letter.doc", "Dear all".getBytes(UTF_8));
    assertEquals(422, none.status(), none.text());
    assertEquals("card.none-in-file", none.get("errors.0.code"));
  }

  @Test
  void whatHoldsMoreThanIsTakenAtOnceIsRefused() throws IOException {
    var address = "/api/v1/cards/batch";
    var many = "Anna Weber\n\n".repeat(1_001).getBytes(UTF_8);
    assertEquals(413, bring(ada, address, "many.txt", many).status());
    var bomb = new LinkedHashMap<String, byte[]>();
    for (int i = 0; i < 11; i++) {
      bomb.put(i + ".png", new byte[19 << 20]);
    }
    assertEquals(413, bring(ada, address, "bomb.zip", zip(bomb)).status());
  }

  @Test
  void aCardNamesNoPictureThatSomebodyElseBrought() {
    var hers = bring(ada, "/api/v1/files", "card.png", PICTURE).get("id");
    var his = ben.post("/api/v1/cards", Map.of("batch", "b", "picture", hers));
    assertEquals(422, his.status(), his.text());
    assertEquals("picture", his.get("errors.0.field"));
    assertEquals(201, ada.post("/api/v1/cards", Map.of("batch", "a", "picture", hers)).status());
  }

  @Test
  void whatIsNoPictureIsNeverShown() {
    var page = bring(ada, "/api/v1/files", "card.png", "<script>alert(1)</script>".getBytes(UTF_8));
    var card = ada.post("/api/v1/cards", Map.of("batch", "p", "picture", page.get("id")));
    assertEquals(404, ada.get("/api/v1/cards/" + card.get("id") + "/picture").status());
  }
}
