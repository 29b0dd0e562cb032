package org.shuke.imports;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonFormat.Feature;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuke.imports.values.Options.DateOrder;
import org.shuke.platform.Refusal;

/// What the columns of a file mean and how its rows meet what is there already. As JSON it is what
/// the page saves and what `./shuke import --map` takes.
///
/// @param columns field by column; a column that is absent is left out
/// @param dateOrder by column: `dmy`, `mdy` or `ymd`, where the cells leave it open
/// @param values by column: what stands in cells, and what is to be read instead
/// @param defaults by field: what a record takes where its cell is empty or there is no column;
///   `{column}` in it stands for what the row has there
/// @param match the field by which a row finds its record, or several that must all agree; null:
///   every row is a new record. A single one may be written without its list
/// @param existing what happens to records that are there: `update`, `skip`, or `replace` for whole
///   orders
/// @param create the references whose missing records are to be made
/// @param creditPrefix what the number of a credit note begins with
public record Mapping(
    Map<String, String> columns,
    @Nullable Map<String, String> dateOrder,
    @Nullable Map<String, Map<String, String>> values,
    @Nullable Map<String, String> defaults,
    @JsonFormat(
            with = {
              Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY,
              Feature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED
            })
        @Nullable List<String> match,
    @Nullable String existing,
    @Nullable List<String> create,
    @Nullable String creditPrefix) {

  static Mapping of(Map<String, String> columns) {
    return new Mapping(columns, null, null, null, null, null, null, null);
  }

  /// The same, with other values read for some.
  Mapping reading(Map<String, Map<String, String>> instead) {
    return new Mapping(
        columns, dateOrder, instead, defaults, match, existing, create, creditPrefix);
  }

  List<String> keys() {
    return match == null ? List.of() : match;
  }

  /// The column that becomes a field, if one does.
  @Nullable String column(String field) {
    return columns.entrySet().stream()
        .filter(each -> each.getValue().equals(field))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(null);
  }

  @Nullable DateOrder order(String column) {
    String given = dateOrder == null ? null : dateOrder.get(column);
    if (given == null) {
      return null;
    }
    try {
      return DateOrder.valueOf(given.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid("mapping", "import-date-order", Map.of("value", given));
    }
  }

  Map<String, String> translations(String column) {
    return values == null ? Map.of() : values.getOrDefault(column, Map.of());
  }

  Map<String, String> standing() {
    return defaults == null ? Map.of() : defaults;
  }

  boolean creates(String field) {
    return create != null && create.contains(field);
  }

  String credit() {
    return creditPrefix == null ? "C" : creditPrefix;
  }

  boolean replaces() {
    return "replace".equals(existing);
  }

  boolean skips() {
    return "skip".equals(existing);
  }
}
