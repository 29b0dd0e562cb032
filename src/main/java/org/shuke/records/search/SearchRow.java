package org.shuke.records.search;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Field;
import org.shuke.records.Type;

/// The index row of one record.
///
/// @param owner the key of the scopes own/team/tree; null for what nobody owns
/// @param version the record's: an older row never replaces a newer one
/// @param doc the lexemes as the text of a `tsvector`
public record SearchRow(String type, UUID record, @Nullable UUID owner, long version, String doc) {
  /// Writes one row; its parameters are the components in their order.
  public static final String UPSERT =
      """
      insert into records.search as s (type, record, owner, version, doc)
      values (?, ?, ?, ?, cast(? as tsvector))
      on conflict (record) do update
        set owner = excluded.owner, version = excluded.version, doc = excluded.doc
        where s.version <= excluded.version\
      """;

  /// Removes the rows of records: an array of ids.
  public static final String DELETE = "delete from records.search where record = any (?)";

  /// Is anything of this type searched? Other types have no rows.
  public static boolean has(Type type) {
    return Groups.searched(type);
  }

  /// The fields that a row is made of: those that are searched, and the owner.
  static List<Field> fields(Type type) {
    return type.fields().stream()
        .filter(f -> Groups.code(type, f) != null || owned(type) && f.name().equals("owner"))
        .toList();
  }

  private static boolean owned(Type type) {
    return type.ownership() instanceof Type.Ownership.Owned;
  }

  /// The row of a record with these values; what is absent need not be in the map.
  public static SearchRow of(
      Type type, UUID record, long version, Map<Field, ? extends @Nullable Object> values) {
    var owner = owned(type) ? (UUID) values.get(type.field("owner")) : null;
    return new SearchRow(type.name(), record, owner, version, doc(type, values));
  }

  private static String doc(Type type, Map<Field, ? extends @Nullable Object> values) {
    Set<String> lexemes = new LinkedHashSet<>();
    for (var field : type.fields()) {
      var code = Groups.code(type, field);
      var value = values.get(field);
      if (code != null && value != null) {
        boolean title = field.name().equals(type.spec().title());
        Tokens.of(field.kind(), value, title).forEach(token -> lexemes.add(code + token));
      }
    }
    return String.join(" ", lexemes);
  }
}
