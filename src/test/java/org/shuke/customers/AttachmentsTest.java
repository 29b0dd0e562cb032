package org.shuke.customers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program;
import org.shuke.Program.Client;
import org.shuke.Program.Reply;

/// Files of customers, over HTTP.
class AttachmentsTest {
  @RegisterExtension static final Program program = Program.withKey(Clock.systemUTC());

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
    assertEquals(201, user.status(), user.toString());
    var key = admin.post("/api/v1/users/" + user.get("id") + "/issue-key", Map.of("name", "test"));
    return new Client(program.shuke().port()).key(key.get("key"));
  }

  private static Reply bring(Client who, String name, String content) {
    var form =
        """
        --edge\r
        Content-Disposition: form-data; name="file"; filename="%s"\r
        Content-Type: text/html\r
        \r
        %s\r
        --edge--\r
        """
            .formatted(name, content);
    var reply =
        who.with("Content-Type", "multipart/form-data; boundary=edge").post("/api/v1/files", form);
    who.with("Content-Type", null);
    return reply;
  }

  private static String account(Client who) {
    return who.post("/api/v1/accounts", Map.of("name", "Acme")).get("id");
  }

  private static Reply attach(Client who, String file, String account) {
    return who.post(
        "/api/v1/attachments", Map.of("name", "合同.html", "file", file, "account", account));
  }

  @Test
  void whatOneBringsIsAttachedAndComesBackAsSomethingToSave() {
    var file = bring(ada, "../../contract.html", "<script>alert(1)</script>");
    assertEquals(201, file.status(), file.toString());
    assertEquals("contract.html", file.get("name"));
    var made = attach(ada, file.get("id"), account(ada));
    assertEquals(201, made.status(), made.toString());
    assertEquals("25", made.get("size"));
    assertEquals("text/html", made.get("mediaType"));
    var content = ada.get("/api/v1/attachments/" + made.get("id") + "/content");
    assertEquals("<script>alert(1)</script>", content.text());
    assertEquals("application/octet-stream", content.header("Content-Type").orElseThrow());
    assertEquals("nosniff", content.header("X-Content-Type-Options").orElseThrow());
    assertEquals(
        "sandbox; default-src 'none'", content.header("Content-Security-Policy").orElseThrow());
    assertEquals(
        "attachment; filename*=UTF-8''%E5%90%88%E5%90%8C.html",
        content.header("Content-Disposition").orElseThrow());
  }

  @Test
  void whoMayNotReadTheCustomerFindsNoFile() {
    var made = attach(ada, bring(ada, "a.txt", "secret").get("id"), account(ada));
    assertEquals(404, ben.get("/api/v1/attachments/" + made.get("id") + "/content").status());
    var admin = program.admin().get("/api/v1/attachments/" + made.get("id") + "/content");
    assertEquals("secret", admin.text());
  }

  @Test
  void theIdOfAnothersFileOpensNothing() {
    var file = bring(ada, "a.txt", "secret").get("id");
    var stolen = attach(ben, file, account(ben));
    assertEquals(422, stolen.status(), stolen.toString());
    assertTrue(stolen.text().contains("You brought no such file"), stolen.toString());
    assertEquals(422, attach(ben, UUID.randomUUID().toString(), account(ben)).status());
    var own = attach(ben, bring(ben, "b.txt", "mine").get("id"), account(ben));
    var patched =
        ben.with("If-Match", "*")
            .patch("/api/v1/attachments/" + own.get("id"), Map.of("file", file));
    ben.with("If-Match", null);
    assertEquals(422, patched.status(), patched.toString());
  }

  @Test
  void aFileThatIsTooLargeIsRefused() {
    var reply = bring(ada, "large.bin", "x".repeat((int) Attachments.LARGEST + 1));
    assertEquals(413, reply.status(), reply.toString());
  }

  @Test
  void thePictureOfAProductIsSeenByAllWhoReadItAndPutThereByWhoeverKeepsIt() {
    var admin = program.admin();
    var product = admin.post("/api/v1/products", Map.of("sku", "T-1", "name", "Tea")).get("id");
    var file = bring(admin, "tea.webp", "RIFF0000WEBPVP8 ").get("id");
    var made =
        admin.post(
            "/api/v1/attachments", Map.of("name", "tea.webp", "file", file, "product", product));
    assertEquals(201, made.status(), made.toString());
    var picture = ada.get("/api/v1/attachments/" + made.get("id") + "/picture");
    assertEquals("image/webp", picture.header("Content-Type").orElseThrow(), picture.toString());
    var hers = bring(ada, "cake.webp", "RIFF0000WEBPVP8 ").get("id");
    var attached =
        ada.post(
            "/api/v1/attachments", Map.of("name", "cake.webp", "file", hers, "product", product));
    assertEquals(422, attached.status(), attached.toString());
    assertEquals("product", attached.get("errors.0.field"));
    var deleted = ada.with("If-Match", "*").delete("/api/v1/attachments/" + made.get("id"));
    ada.with("If-Match", null);
    assertEquals(403, deleted.status(), deleted.toString());
  }

  @Test
  void whatIsNoPictureByItsBytesIsNotShownAsOne() {
    var file = bring(ada, "contract.png", "<script>alert(1)</script>");
    var made = attach(ada, file.get("id"), account(ada));
    assertEquals(404, ada.get("/api/v1/attachments/" + made.get("id") + "/picture").status());
  }
}
