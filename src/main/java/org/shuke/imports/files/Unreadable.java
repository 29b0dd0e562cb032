package org.shuke.imports.files;

import java.util.Map;
import org.shuke.platform.Refusal;

/// Refusals of a file as a whole: a code and what belongs in its message.
final class Unreadable {
  private Unreadable() {}

  static Refusal because(String code, Map<String, Object> facts) {
    return new Refusal(422, code, facts);
  }

  static Refusal because(String code) {
    return because(code, Map.of());
  }

  static Refusal damaged(Exception cause) {
    return because("file-damaged", Map.of("reason", String.valueOf(cause.getMessage())));
  }
}
