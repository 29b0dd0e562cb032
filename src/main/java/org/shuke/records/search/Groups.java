package org.shuke.records.search;

import java.util.List;
import java.util.Objects;
import org.shuke.records.Field;
import org.shuke.records.Policy;
import org.shuke.records.Type;
import org.shuke.records.Verb;

/// The groups of fields that a type is searched by, as they stand before each of its lexemes:
/// `account.name`.
final class Groups {
  private Groups() {}

  static boolean searched(Type type) {
    return type.fields().stream().anyMatch(f -> f.flags().search() != null && f.stored());
  }

  static String of(Type type, Field field) {
    return type.name() + "." + field.flags().search();
  }

  /// The groups whose every field the caller may read: one hidden field hides its group, because a
  /// lexeme does not say which field it came from.
  static List<String> readable(Policy policy, Type type) {
    if (!policy.may(Verb.READ, type)) {
      return List.of();
    }
    return type.fields().stream()
        .map(f -> f.flags().search())
        .filter(Objects::nonNull)
        .distinct()
        .filter(group ->
            type.fields().stream()
                .filter(f -> group.equals(f.flags().search()))
                .allMatch(f -> policy.member(type, f.name()) != null))
        .map(group -> type.name() + "." + group)
        .toList();
  }
}
