package org.shuke.records.search;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Field;
import org.shuke.records.Policy;
import org.shuke.records.Type;
import org.shuke.records.Verb;

/// The groups of fields that a type is searched by.
///
/// Before each lexeme stands a short code of its type and group: the whole names made the index
/// twice as large. Groups that happen to share a code are simply one group.
final class Groups {
  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private Groups() {}

  /// Parts are found through their owner.
  static boolean searched(Type type) {
    return !type.isPart() && type.fields().stream().anyMatch(f -> code(type, f) != null);
  }

  /// The code of the group that a field's words go to, or null.
  static @Nullable String code(Type type, Field field) {
    var group = field.stored() ? field.flags().search() : null;
    return group == null ? null : code(type.name() + "." + group);
  }

  private static String code(String name) {
    var sum = new CRC32();
    sum.update(name.getBytes(UTF_8));
    var code = new StringBuilder();
    for (long left = sum.getValue(); code.length() < 3; left /= DIGITS.length()) {
      code.append(DIGITS.charAt((int) (left % DIGITS.length())));
    }
    return code.toString();
  }

  /// The codes of the groups whose every field the caller may read: one hidden field hides its
  /// group, because a lexeme does not say which field it came from.
  static List<String> readable(Policy policy, Type type) {
    if (!searched(type) || !policy.may(Verb.READ, type)) {
      return List.of();
    }
    return type.fields().stream()
        .map(field -> code(type, field))
        .filter(Objects::nonNull)
        .distinct()
        .filter(code ->
            type.fields().stream()
                .filter(f -> code.equals(code(type, f)))
                .allMatch(f -> policy.member(type, f.name()) != null))
        .toList();
  }
}
