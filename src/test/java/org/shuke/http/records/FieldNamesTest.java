package org.shuke.http.records;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuke.Program;

class FieldNamesTest {
  @RegisterExtension static final Program PROGRAM = Program.withKey(Clock.systemUTC());

  @ParameterizedTest
  @ValueSource(strings = {"id", "version", "constructor", "toString", "in", "Size", "a-b", "name"})
  void aCustomFieldIsNotCalledWhatSomethingElseIsCalled(String name) {
    var labels = Map.of("en", "X", "zh", "X");
    var asked = Map.of("type", "accounts", "name", name, "kind", "text", "labels", labels);
    var refused = PROGRAM.admin().post("/api/v1/custom-fields", asked);
    assertEquals(422, refused.status(), refused.toString());
    assertEquals("name", refused.json().at("/errors/0/field").asString());
  }
}
