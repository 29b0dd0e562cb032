package org.shuke.records.search;

import java.util.LinkedHashSet;
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

  /// The row of a record with these values; what is absent need not be in the map.
  public static SearchRow of(
      Type type, UUID record, long version, Map<Field, ? extends @Nullable Object> values) {
    var owner =
        type.ownership() instanceof Type.Ownership.Owned
            ? (UUID) values.get(type.field("owner"))
            : null;
    return new SearchRow(type.name(), record, owner, version, doc(type, values));
  }

  private static String doc(Type type, Map<Field, ? extends @Nullable Object> values) {
    Set<String> lexemes = new LinkedHashSet<>();
    for (var field : type.fields()) {
      var value = field.flags().search() == null ? null : values.get(field);
      if (value != null) {
        var group = Groups.of(type, field);
        boolean title = field.name().equals(type.spec().title());
        Tokens.of(field.kind(), value, title).forEach(token -> lexemes.add(group + token));
      }
    }
    return String.join(" ", lexemes);
  }
}
