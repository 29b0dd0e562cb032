package org.shuke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.shuke.ImportCommand.Asked;
import org.shuke.platform.Settings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ImportCommandTest {
  private static final String SALES =
      "Invoice,Date,Product code,Product name,Quantity,Unit price,Customer key,Country\n"
          + "A1,2024-03-05,P1,Tea cup,2,12.5,K1,UK\nA2,2024-03-06,P1,Tea cup,x,12.5,K2,UK\n";

  @RegisterExtension static final Program PROGRAM = Program.withKey(Clock.systemUTC());

  @TempDir Path folder;

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  private int run(String content, String... more) throws Exception {
    Path file = folder.resolve("file.csv");
    Files.writeString(file, content);
    var words = new java.util.ArrayList<>(List.of(file.toString()));
    words.addAll(List.of(more));
    var command =
        new ImportCommand(
            PROGRAM.shuke().port(),
            Program.ADMIN_KEY,
            new PrintStream(said, true, StandardCharsets.UTF_8));
    return command.run(Asked.of(words));
  }

  private JsonNode result() {
    List<String> lines = said.toString(StandardCharsets.UTF_8).lines().toList();
    return JsonMapper.shared().readTree(lines.getLast());
  }

  @Test
  void theCommandBringsAFileInAndSaysWhatBecameOfIt() throws Exception {
    assertEquals(3, run(SALES, "--as", "sales", "--dry-run"), said::toString);
    assertEquals(1, result().get("created").intValue());
    assertTrue(said.toString(StandardCharsets.UTF_8).contains("row 2: “x”"), said::toString);
    assertEquals(
        0, PROGRAM.admin().get("/api/v1/orders?count=true").json().get("count").intValue());

    assertEquals(3, run(SALES, "--as", "sales"), said::toString);
    assertEquals(
        "{\"rows\":2,\"created\":1,\"updated\":0,\"unchanged\":0,\"skipped\":0,\"failed\":1,\"importId\":"
            + result().get("importId")
            + "}",
        result().toString());
    var accounts = PROGRAM.admin().get("/api/v1/accounts?select=name,country,externalId");
    assertEquals("K1", accounts.get("items.0.externalId"), accounts::toString);
    assertEquals("GB", accounts.get("items.0.country"));

    String one = "/api/v1/imports/" + result().get("importId").stringValue();
    var errors = PROGRAM.admin().get(one + "/errors");
    assertEquals("x", errors.get("items.0.cells.Quantity"), errors::toString);
    assertTrue(errors.get("items.0.problems.0.message").contains("“x”"), errors::toString);

    var file = PROGRAM.admin().get(one + "/errors.csv");
    assertEquals(200, file.status());
    String mended = file.text().replace("\"x\"", "\"3\"");
    assertEquals(0, run(mended, "--as", "sales"), said::toString);
    assertEquals(1, result().get("created").intValue());
    assertEquals(0, run(SALES.replace("x,12", "3,12"), "--as", "sales"), said::toString);
    assertEquals(2, result().get("unchanged").intValue());
  }

  @Test
  void theMappingAndSingleCellsAreChangedBeforeTheStart() throws Exception {
    assertEquals(
        3, run("Wer,Mail\nAnn,ann@example.org\nBob,bob\n", "--as", "contacts", "--dry-run"));
    String one = "/api/v1/imports/" + result().get("importId").stringValue();
    var changed =
        PROGRAM
            .admin()
            .patch(
                one,
                Map.of(
                    "mapping", Map.of("columns", Map.of("Wer", "name", "Mail", "email")),
                    "mended",
                        List.of(Map.of("row", 2, "cells", Map.of("Mail", "bob@example.org")))));
    assertEquals(200, changed.status(), changed::toString);
    assertEquals("uploaded", changed.get("state"));
    assertEquals(202, PROGRAM.admin().post(one + "/check", Map.of()).status());
    await(one, "checked");
    assertEquals(202, PROGRAM.admin().post(one + "/start", Map.of()).status());
    await(one, "done");
    var found = PROGRAM.admin().get(one);
    assertEquals("2", found.get("counters.created"), found::toString);
    assertEquals("409", "" + PROGRAM.admin().post(one + "/start", Map.of()).status());
  }

  @Test
  void anImportIsUndoneAsOne() throws Exception {
    assertEquals(0, run("Name,External id\nUndo Ltd,undo-1\n", "--as", "accounts"), said::toString);
    String id = result().get("importId").stringValue();
    var undo = PROGRAM.admin().post("/api/v1/units/" + id + "/undo", Map.of());
    assertTrue(undo.status() < 300, undo::toString);
    await("/api/v1/imports/" + id, "undone");
    var left =
        PROGRAM
            .admin()
            .get("/api/v1/accounts?filter=externalId%20%3D%3D%20%22undo-1%22&count=true");
    assertEquals("0", left.get("count"), left::toString);
  }

  @Test
  void aMappingThatDoesNotFitIsRefused() throws Exception {
    assertEquals(0, run("Name\nX\n", "--as", "accounts", "--dry-run"), said::toString);
    String one = "/api/v1/imports/" + result().get("importId").stringValue();
    var refused =
        PROGRAM.admin().patch(one, Map.of("mapping", Map.of("columns", Map.of("Nome", "nom"))));
    assertEquals(422, refused.status(), refused::toString);
    assertEquals(2, refused.json().get("errors").size());
    assertThrows(Settings.Wrong.class, () -> run("Name\nX\n", "--as", "nothings"));
  }

  @Test
  void anotherNodeReadsTheFileThatThisOneTookIn() throws Exception {
    assertEquals(3, run("Name,E-mail\nAnn,ann\n", "--as", "contacts", "--dry-run"));
    String one = "/api/v1/imports/" + result().get("importId").stringValue();
    try (Shuke other = PROGRAM.another()) {
      var there = PROGRAM.admin().at(other.port());
      var errors = there.get(one + "/errors");
      assertEquals("ann", errors.get("items.0.cells.E-mail"), errors::toString);
      var changed = there.patch(one, "{\"shape\":" + withoutHeader(there.get(one).json()) + "}");
      assertEquals(200, changed.status(), changed::toString);
      assertEquals("A", changed.get("columns.0.name"), changed::toString);
    }
  }

  private static String withoutHeader(JsonNode of) {
    var shape = (tools.jackson.databind.node.ObjectNode) of.get("shape");
    return shape.put("header", false).put("charset", "UTF-8").toString();
  }

  private static void await(String one, String state) throws InterruptedException {
    for (int i = 0; i < 300; i++) {
      if (PROGRAM.admin().get(one).get("state").equals(state)) {
        return;
      }
      Thread.sleep(100);
    }
    assertEquals(
        state, PROGRAM.admin().get(one).get("state"), () -> PROGRAM.admin().get(one).text());
  }
}
