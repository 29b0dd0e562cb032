package org.shuke.imports;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Field;
import org.shuke.records.Kind;
import org.shuke.records.Type;

/// By what rows may meet the records that are there.
final class Keys {
  private Keys() {}

  /// Unique fields, and those by which people tell records apart, alone or together.
  static boolean mayBe(Type type, @Nullable Field field) {
    if (field == null || !field.stored() || Author.FIELDS.contains(field.name())) {
      return false;
    }
    return switch (field.kind()) {
      case TEXT, EMAIL, PHONE, DATE -> true;
      case REFERENCE -> !field.targetName().equals(type.name()) && !field.name().equals("owner");
      default -> field.flags().unique();
    };
  }

  /// People are known by their address, else by their number; where some lack it or share it, by
  /// their name as well.
  ///
  /// @param proposed field by column
  static List<String> proposed(Type type, Map<String, String> proposed, List<Column> columns) {
    String reached = null;
    for (Kind kind : new Kind[] {Kind.EMAIL, Kind.PHONE}) {
      for (Column column : columns) {
        String field = proposed.get(column.name());
        if (field != null && type.field(field).kind() == kind) {
          if (tellsApart(column)) {
            return List.of(field);
          }
          reached = reached == null ? field : reached;
        }
      }
    }
    return reached == null ? List.of() : List.of(reached, type.title().name());
  }

  private static boolean tellsApart(Column column) {
    Set<String> seen = new HashSet<>();
    return column.samples().stream().allMatch(cell -> !cell.isBlank() && seen.add(cell));
  }
}
