package org.shuke.records.writes;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal.Fault;
import org.shuke.records.Field;
import org.shuke.records.Inverse;
import org.shuke.records.SortKeys;
import org.shuke.records.Type;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A record of many that are written at once: completed by its room, checked by its rules, and
/// given as JSON by column for a statement that writes the whole set. The caller has checked what
/// the policy allows.
///
/// @param columns what to write, sort keys included, as `jsonb_populate_record` takes it
/// @param before the stored values that change, null for a new record
/// @param after what the change log keeps
/// @param faults what is wrong; nothing may be written then
public record Prepared(
    UUID id, String columns, @Nullable String before, String after, List<Fault> faults) {
  private static final JsonMapper JSON = JsonMapper.shared();

  /// Defaults were read when they were set: their phone numbers have a country.
  private static final Values STANDARD = new Values("ZZ");

  /// A stored record that is to change.
  public record Stored(UUID id, long version, Map<String, @Nullable Object> values) {}

  public boolean changesNothing() {
    return faults.isEmpty() && columns.equals("{}");
  }

  /// A new record.
  ///
  /// @param given by field, in the classes of [org.shuke.records.Kind#javaType()]
  public static Prepared create(Type type, UUID id, Map<String, Object> given) {
    var draft = new RecordDraft(type, id, new HashMap<>(), true);
    given.forEach((name, value) -> draft.give(type.field(name), value));
    STANDARD.defaults(draft, fault -> {});
    return of(draft, null);
  }

  /// A change of a stored record.
  public static Prepared update(Type type, Stored stored, Map<String, Object> given) {
    var draft = new RecordDraft(type, stored.id(), stored.values(), false);
    given.forEach((name, value) -> draft.give(type.field(name), value));
    return of(draft, stored);
  }

  private static Prepared of(RecordDraft draft, @Nullable Stored stored) {
    Rules.derive(draft);
    var faults = Rules.check(draft);
    var changes = draft.changes();
    String before = null;
    if (stored != null) {
      var values = new LinkedHashMap<Field, @Nullable Object>();
      changes.keySet().forEach(field -> values.put(field, draft.stored(field)));
      before = Columns.json(values);
    }
    var columns = Columns.object(changes);
    String after = columns.toString();
    addSortKeys(columns, changes);
    return new Prepared(draft.id(), columns.toString(), before, after, List.copyOf(faults));
  }

  private static void addSortKeys(ObjectNode columns, Map<Field, @Nullable Object> changes) {
    changes.forEach((field, value) -> {
      if (field.flags().ordered()) {
        for (String language : SortKeys.LANGUAGES) {
          String key = field.column() + "_key_" + language;
          if (value instanceof String text) {
            columns.put(key, "\\x" + HexFormat.of().formatHex(SortKeys.of(language, text)));
          } else {
            columns.putNull(key);
          }
        }
      }
    });
  }

  /// Locks records and answers them as they are now, by id.
  public static Map<UUID, Stored> load(Connection connection, Type type, List<UUID> ids)
      throws SQLException {
    var fields = LoadSql.stored(type);
    var columns = new StringBuilder();
    fields.forEach(f -> columns.append(RecordSql.quoted(f.column())).append(", "));
    var sql =
        "select "
            + columns
            + "id, version from "
            + RecordSql.table(type)
            + " where id = any(?) order by id for no key update";
    var found = new LinkedHashMap<UUID, Stored>();
    try (var statement = connection.prepareStatement(sql)) {
      statement.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
      try (var row = statement.executeQuery()) {
        while (row.next()) {
          var id = row.getObject(fields.size() + 1, UUID.class);
          found.put(
              id, new Stored(id, row.getLong(fields.size() + 2), LoadSql.values(row, fields)));
        }
      }
    }
    return found;
  }

  /// The parts of records in their order, by the record that they are in. Their version is their
  /// position: they have none of their own, and go by the record's, which the caller has locked.
  public static Map<UUID, List<Stored>> parts(
      Connection connection, Type type, Inverse list, List<UUID> records) throws SQLException {
    var fields = LoadSql.stored(type);
    var columns = new StringBuilder();
    fields.forEach(f -> columns.append(RecordSql.quoted(f.column())).append(", "));
    var via = RecordSql.quoted(type.field(list.via()).column());
    var sql =
        "select "
            + columns
            + "id, position, "
            + via
            + " from "
            + RecordSql.table(type)
            + " where "
            + via
            + " = any(?) order by position, id";
    var found = new HashMap<UUID, List<Stored>>();
    try (var statement = connection.prepareStatement(sql)) {
      statement.setArray(1, connection.createArrayOf("uuid", records.toArray()));
      try (var row = statement.executeQuery()) {
        while (row.next()) {
          int last = fields.size();
          found
              .computeIfAbsent(row.getObject(last + 3, UUID.class), id -> new ArrayList<>())
              .add(
                  new Stored(
                      row.getObject(last + 1, UUID.class),
                      row.getLong(last + 2),
                      LoadSql.values(row, fields)));
        }
      }
    }
    return found;
  }

  /// A value in the class that the field holds, from its canonical text.
  public static Object value(Field field, String text) {
    return switch (field.kind()) {
      case NUMBER, MONEY -> new BigDecimal(text);
      case BOOLEAN -> Boolean.valueOf(text);
      case DATE -> LocalDate.parse(text);
      case INSTANT -> OffsetDateTime.parse(text);
      case DURATION -> Long.valueOf(text);
      case REFERENCE, FILE -> UUID.fromString(text);
      case MULTI_CHOICE -> JSON.readValue(text, String[].class);
      case REFERENCES -> JSON.readValue(text, UUID[].class);
      default -> text;
    };
  }
}
