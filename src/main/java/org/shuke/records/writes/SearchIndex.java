package org.shuke.records.writes;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Field;
import org.shuke.records.Type;

/// What the search room keeps of a record: made in memory, written in the record's own statement.
public interface SearchIndex {
  /// The words of a record, or null for a type that is not searched.
  @Nullable Document document(Type type, Function<Field, @Nullable Object> values);

  /// @param lexemes in the text form of a `tsvector`
  /// @param plain the display name
  record Document(String lexemes, String plain) {}
}
