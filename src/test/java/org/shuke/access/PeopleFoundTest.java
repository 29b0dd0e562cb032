package org.shuke.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program;

/// In a house of many, people are found like customers: by name, pinyin, initials and mail address.
class PeopleFoundTest {
  @RegisterExtension
  static final Program PROGRAM =
      Program.with(
          Map.of(
              "SHUKE_API_KEY",
              Program.ADMIN_KEY,
              "SHUKE_ADMIN_EMAIL",
              "first@house.example",
              "SHUKE_ADMIN_PASSWORD",
              "a-long-enough-one"));

  private static List<String> found(String words) {
    var q = URLEncoder.encode(words, StandardCharsets.UTF_8);
    var reply = PROGRAM.admin().get("/api/v1/users?select=name&sort=name&q=" + q);
    assertEquals(200, reply.status(), reply.toString());
    return reply.json().get("items").valueStream().map(u -> u.get("name").asString()).toList();
  }

  @Test
  void whoeverWasInvitedIsFoundByWhatPeopleType() {
    var user = Map.of("name", "欧阳思远", "email", "siyuan@house.example", "active", true);
    assertEquals(201, PROGRAM.admin().post("/api/v1/users", user).status());
    for (var words : List.of("思远", "ouyang", "oysy", "siyuan", "siyuan@house.example")) {
      assertEquals(List.of("欧阳思远"), found(words), words);
    }
    assertEquals(List.of(), found("nobody"));
  }

  @Test
  void theFirstAdministratorIsFoundTooAndByTheNameThatHeGivesHimself() {
    assertEquals(List.of("first"), found("first"));
    var self = PROGRAM.anonymous();
    var door = Map.of("email", "first@house.example", "password", "a-long-enough-one");
    var csrf = self.post("/api/v1/session", door).get("csrf");
    assertEquals(
        200,
        self.with("X-CSRF-Token", csrf)
            .patch("/api/v1/session", Map.of("name", "Marigold"))
            .status());
    assertEquals(List.of("Marigold"), found("marig"));
  }
}
