package org.shuke.sales.contracts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program;
import org.shuke.Program.Client;
import org.shuke.Program.Reply;
import org.shuke.platform.Sha256;

/// The files of a contract are part of what its customer agrees to.
class AnnexesTest {
  @RegisterExtension static final Program PROGRAM = Program.withKey(Clock.systemUTC());

  private static final Client ADMIN = PROGRAM.admin();
  private static final String PRICES = "<script>alert('prices')</script>";

  private static String contract() {
    var account = ADMIN.post("/api/v1/accounts", Map.of("name", "北京熟客", "kind", "company"));
    var made =
        ADMIN.post(
            "/api/v1/contracts",
            Map.of("name", "年度供货", "account", account.get("id"), "terms", "1. See the annex."));
    assertEquals(201, made.status(), made::toString);
    return made.get("id");
  }

  private static Reply attach(String contract, String name, String content) {
    var form =
        "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.html\"\r\n"
            + "Content-Type: text/html\r\n\r\n%s\r\n--edge--\r\n";
    var client = PROGRAM.admin().with("Content-Type", "multipart/form-data; boundary=edge");
    var file = client.post("/api/v1/files", form.formatted(content));
    assertEquals(201, file.status(), file::toString);
    return ADMIN.post(
        "/api/v1/attachments", Map.of("name", name, "file", file.get("id"), "contract", contract));
  }

  private static Reply verb(String id, String verb, Map<String, ?> input) {
    return PROGRAM.admin().post("/api/v1/contracts/" + id + "/" + verb, input);
  }

  private static String link(String id) {
    var sent = verb(id, "send", Map.of());
    assertEquals(200, sent.status(), sent::toString);
    return sent.get("link");
  }

  private static Reply get(String id) {
    return ADMIN.get("/api/v1/contracts/" + id);
  }

  private static Reply accept(String link, String hash) {
    return PROGRAM.anonymous().post(link + "/accept", Map.of("hash", hash, "name", "王芳"));
  }

  private static Reply rename(String file, String name) {
    return PROGRAM
        .admin()
        .with("If-Match", "*")
        .patch("/api/v1/attachments/" + file, Map.of("name", name));
  }

  private static Reply delete(String file) {
    return PROGRAM.admin().with("If-Match", "*").delete("/api/v1/attachments/" + file);
  }

  @Test
  void theCustomerReadsTheFilesBehindHisLinkAndSignsThemToo() {
    var id = contract();
    var file = attach(id, "价目表 *2026.html", PRICES).get("id");
    var link = link(id);
    var page = PROGRAM.anonymous().get(link).text();
    assertTrue(page.contains("价目表 *2026.html"), page);
    assertTrue(page.contains(Sha256.hex(PRICES)), page);
    assertTrue(page.contains("href=\"" + link + "/files/" + file + "\""), page);
    var content = PROGRAM.anonymous().get(link + "/files/" + file);
    assertEquals(PRICES, content.text());
    assertEquals("application/octet-stream", content.header("Content-Type").orElseThrow());
    assertEquals("nosniff", content.header("X-Content-Type-Options").orElseThrow());
    assertEquals(
        "attachment; filename*=UTF-8''%E4%BB%B7%E7%9B%AE%E8%A1%A8%20%2A2026.html",
        content.header("Content-Disposition").orElseThrow());
    var yes = accept(link, get(id).get("hash"));
    assertEquals(200, yes.status(), yes::toString);
    var signed = get(id).json();
    assertEquals(signed.path("hash").asString(), signed.at("/evidence/document").asString());
    assertEquals(Sha256.hex(PRICES), signed.at("/files/0/sha256").asString());
  }

  @Test
  void aLinkOpensTheFilesOfItsContractAndNoOthers() {
    var id = contract();
    var other = contract();
    var file = attach(id, "a.txt", "one").get("id");
    var foreign = attach(other, "b.txt", "two").get("id");
    var link = link(id);
    var otherLink = link(other);
    assertEquals(200, PROGRAM.anonymous().get(link + "/files/" + file).status());
    assertEquals(404, PROGRAM.anonymous().get(link + "/files/" + foreign).status());
    assertEquals(404, PROGRAM.anonymous().get(otherLink + "/files/" + file).status());
    assertEquals(404, PROGRAM.anonymous().get("/agreement/x/files/" + file).status());
    assertEquals(404, PROGRAM.anonymous().get(link + "/files/x").status());
    verb(id, "revise", Map.of());
    assertEquals(404, PROGRAM.anonymous().get(link + "/files/" + file).status());
  }

  @Test
  void whatWasReadBeforeTheFilesChangedCannotBeSigned() {
    var id = contract();
    var file = attach(id, "a.txt", "one").get("id");
    link(id);
    var read = get(id).get("hash");
    verb(id, "revise", Map.of());
    assertEquals(200, rename(file, "b.txt").status());
    var renamed = link(id);
    assertEquals(409, accept(renamed, read).status());
    verb(id, "revise", Map.of());
    assertEquals(204, delete(file).status());
    assertEquals(201, attach(id, "a.txt", "two").status());
    var link = link(id);
    var stale = accept(link, read);
    assertEquals(409, stale.status(), stale::toString);
    assertTrue(stale.text().contains("has changed since it was read"), stale::toString);
    verb(id, "revise", Map.of());
    ADMIN
        .get("/api/v1/attachments?filter=contract==%22" + id + "%22")
        .json()
        .at("/items")
        .forEach(each -> delete(each.path("id").asString()));
    assertEquals(201, attach(id, "a.txt", "one").status());
    var same = accept(link(id), read);
    assertEquals(200, same.status(), same::toString);
  }

  @Test
  void filesStayWhileTheCustomerHasTheContractAndWhatWasSignedStaysForGood() {
    var id = contract();
    var file = attach(id, "a.txt", "one").get("id");
    var binned = attach(id, "old.txt", "old").get("id");
    var elsewhere = attach(contract(), "c.txt", "other").get("id");
    assertEquals(204, delete(binned).status());
    var link = link(id);
    var into =
        PROGRAM
            .admin()
            .with("If-Match", "*")
            .patch("/api/v1/attachments/" + elsewhere, Map.of("contract", id));
    for (var refused :
        new Reply[] {
          attach(id, "late.txt", "late"),
          rename(file, "other.txt"),
          delete(file),
          into,
          ADMIN.post("/api/v1/attachments/" + binned + "/restore", Map.of())
        }) {
      assertEquals(409, refused.status(), refused::toString);
      assertTrue(refused.text().contains("with the customer"), refused::toString);
    }
    assertEquals(200, accept(link, get(id).get("hash")).status());
    assertEquals(409, rename(file, "other.txt").status());
    assertEquals(409, delete(file).status());
    var scan = attach(id, "scan.pdf", "scan");
    assertEquals(201, scan.status(), scan::toString);
    assertEquals(404, PROGRAM.anonymous().get(link + "/files/" + scan.get("id")).status());
    assertFalse(PROGRAM.anonymous().get(link).text().contains("scan.pdf"));
    assertEquals(204, delete(scan.get("id")).status());
  }

  @Test
  void thePaperOfADraftNamesItsFilesAndTheHashThatIsSigned() throws Exception {
    var id = contract();
    attach(id, "annex.txt", "one");
    var draft = pdf(id);
    assertTrue(draft.contains("annex.txt"), draft);
    assertEquals(204, verb(id, "sign", Map.of("name", "Li Na")).status());
    var hash = get(id).get("hash");
    assertTrue(draft.replaceAll("\\s", "").contains(hash), draft);
    assertEquals(hash, get(id).json().at("/evidence/document").asString());
    var next = verb(id, "renew", Map.of()).get("contract");
    assertTrue(pdf(next).contains("annex.txt"));
    assertNotEquals(hash, get(next).get("hash"));
  }

  private static String pdf(String id) throws Exception {
    var pdf = ADMIN.get("/api/v1/contracts/" + id + "/pdf");
    assertEquals(200, pdf.status());
    try (var document = Loader.loadPDF(pdf.raw().body())) {
      return new PDFTextStripper().getText(document);
    }
  }
}
