package org.shuke.http.records;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program;
import tools.jackson.databind.JsonNode;

/// What the API's description says of the program as a whole.
class OpenApiWordsTest {
  @RegisterExtension static final Program PROGRAM = Program.withKey(Clock.systemUTC());

  private static JsonNode document() {
    return PROGRAM.admin().get("/api/openapi.json").json();
  }

  @Test
  void everyOperationIsSummedUpInWords() {
    List<String> bare = new ArrayList<>();
    for (var path : document().get("paths").properties()) {
      for (var operation : path.getValue().properties()) {
        if (operation.getValue().path("summary").asString("").contains("/api/")) {
          bare.add(operation.getKey() + " " + path.getKey());
        }
      }
    }
    assertEquals(List.of(), bare);
  }

  @Test
  void aFileIsImportedAsAForm() {
    var document = document();
    var upload = document.get("paths").get("/api/v1/imports").get("post");
    var form = upload.at("/requestBody/content/multipart~1form-data/schema/$ref").stringValue();
    var schema = document.at(form.substring(1));
    assertEquals("[\"file\"]", schema.path("required").toString());
    assertEquals("binary", schema.at("/properties/file/format").stringValue());
    var asked = new TreeSet<String>();
    upload.get("parameters").forEach(p -> asked.add(p.get("name").stringValue()));
    assertEquals(new TreeSet<>(List.of("as")), asked);
    var mapping = document.at("/components/schemas/ImportChange/properties/mapping/$ref");
    assertEquals("#/components/schemas/Mapping", mapping.stringValue());
  }
}
