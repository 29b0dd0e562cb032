package org.shuke.records.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Catalog;
import org.shuke.records.Kind;
import org.shuke.records.Names;
import org.shuke.records.Type;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The statements of custom fields: their rows, and the columns that they are.
///
/// Identifiers come from declarations and from the field's own number, never from what somebody
/// typed.
final class CustomFieldSql {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};
  private static final TypeReference<List<CustomField.Choice>> CHOICES = new TypeReference<>() {};

  /// What fields are called that hold CEL or names of fields.
  private static final Set<String> EXPRESSIONS =
      Set.of("entry", "filter", "condition", "conditions", "expression", "when", "asked", "grants");

  private CustomFieldSql() {}

  static long revision(Transaction tx) throws SQLException {
    var number = tx.first("select number from records.catalog_revision", row -> row.getLong(1));
    return number == null ? 0 : number;
  }

  static void countUp(Transaction tx) throws SQLException {
    tx.update("update records.catalog_revision set number = number + 1");
  }

  static List<CustomField> all(Transaction tx) throws SQLException {
    return tx.query(
        "select * from records.custom_field where not coming order by type, number",
        CustomFieldSql::read);
  }

  static @Nullable CustomField find(Transaction tx, UUID id) throws SQLException {
    return tx.first(
        "select * from records.custom_field where id = ? for update", CustomFieldSql::read, id);
  }

  static @Nullable CustomField get(Transaction tx, UUID id) throws SQLException {
    return tx.first("select * from records.custom_field where id = ?", CustomFieldSql::read, id);
  }

  static CustomField read(ResultSet row) throws SQLException {
    return new CustomField(
        row.getObject("id", UUID.class),
        row.getLong("version"),
        row.getInt("number"),
        row.getString("type"),
        row.getString("name"),
        Kind.valueOf(Names.snake(row.getString("kind")).toUpperCase(Locale.ROOT)),
        JSON.readValue(row.getString("labels"), TEXTS),
        JSON.readValue(row.getString("help"), TEXTS),
        JSON.readValue(row.getString("choices"), CHOICES),
        row.getString("target"),
        row.getBoolean("required"),
        row.getBoolean("unique"),
        row.getString("formula"),
        value(row.getString("default_value")),
        row.getBoolean("indexed"),
        row.getBoolean("hidden"),
        new CustomField.Stamp(
            row.getObject("created_at", OffsetDateTime.class).toInstant(),
            row.getObject("created_by", UUID.class),
            row.getObject("updated_at", OffsetDateTime.class).toInstant(),
            row.getObject("updated_by", UUID.class)));
  }

  private static @Nullable Object value(@Nullable String json) {
    return json == null ? null : JSON.readValue(json, JsonNode.class);
  }

  /// Inserts the row and draws the field's number.
  static int insert(Transaction tx, CustomField field, UUID actor) throws SQLException {
    var number =
        tx.first(
            """
            insert into records.custom_field (id, created_by, updated_by, type, name, kind, labels,
              help, choices, target, required, "unique", formula, default_value, indexed)
            values (?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?::jsonb, ?, ?, ?, ?, ?::jsonb, ?)
            returning number
            """,
            row -> row.getInt(1),
            field.id(),
            actor,
            actor,
            field.type(),
            field.name(),
            field.kind().apiName(),
            json(field.labels()),
            json(field.help()),
            json(field.choices()),
            field.target(),
            field.required(),
            field.unique(),
            field.formula(),
            defaultJson(field),
            field.indexed());
    if (number == null) {
      throw new IllegalStateException("no number for " + field.name());
    }
    return number;
  }

  static void update(Transaction tx, CustomField field, UUID actor) throws SQLException {
    tx.update(
        """
        update records.custom_field set version = version + 1, updated_at = now(), updated_by = ?,
          labels = ?::jsonb, help = ?::jsonb, choices = ?::jsonb, required = ?, "unique" = ?,
          formula = ?, default_value = ?::jsonb, indexed = ?, hidden = ?
        where id = ?
        """,
        actor,
        json(field.labels()),
        json(field.help()),
        json(field.choices()),
        field.required(),
        field.unique(),
        field.formula(),
        defaultJson(field),
        field.indexed(),
        field.hidden(),
        field.id());
  }

  private static String json(Object value) {
    return JSON.writeValueAsString(value);
  }

  private static @Nullable String defaultJson(CustomField field) {
    return field.defaultValue() == null ? null : json(field.defaultValue());
  }

  static void addColumn(Transaction tx, Type type, CustomField field, @Nullable Type target)
      throws SQLException {
    addPlainColumn(tx, type, field, target);
    if (field.unique()) {
      addUnique(tx, type, field);
    }
    if (field.kind() == Kind.REFERENCE) {
      addIndex(tx, type, field);
    }
  }

  static void addPlainColumn(Transaction tx, Type type, CustomField field, @Nullable Type target)
      throws SQLException {
    var references =
        target == null || field.kind() != Kind.REFERENCE ? "" : " references " + table(target);
    tx.update(
        "alter table "
            + table(type)
            + " add column "
            + field.column()
            + " "
            + SchemaCheck.columnType(field.kind())
            + references);
  }

  static void addUnique(Transaction tx, Type type, CustomField field) throws SQLException {
    tx.update(
        "create unique index "
            + type.table()
            + "_"
            + field.column()
            + "_key on "
            + table(type)
            + " ("
            + field.column()
            + ")");
  }

  static void dropUnique(Transaction tx, Type type, CustomField field) throws SQLException {
    tx.update(
        "drop index if exists "
            + type.schema()
            + "."
            + type.table()
            + "_"
            + field.column()
            + "_key");
  }

  static void addIndex(Transaction tx, Type type, CustomField field) throws SQLException {
    tx.update(
        "create index if not exists "
            + type.table()
            + "_"
            + field.column()
            + "_index on "
            + table(type)
            + columns(field));
  }

  /// Builds or drops a field's index without holding up anybody; one that a crash left half-built
  /// is built anew.
  ///
  /// @param connection outside any transaction
  static void indexWhileWorking(Connection connection, Type type, CustomField field)
      throws SQLException {
    String name = type.table() + "_" + field.column() + "_index";
    try (var statement = connection.createStatement()) {
      statement.execute("set statement_timeout = 0");
      boolean built = built(statement, type.schema(), name);
      if (!built || !field.indexed()) {
        statement.execute(
            "drop index concurrently if exists \"" + type.schema() + "\".\"" + name + '"');
      }
      if (field.indexed() && !built) {
        statement.execute(
            "create index concurrently \"" + name + "\" on " + table(type) + columns(field));
      }
      statement.execute("reset statement_timeout");
    }
  }

  private static boolean built(Statement statement, String schema, String name)
      throws SQLException {
    try (var row =
        statement.executeQuery(
            "select i.indisvalid from pg_index i join pg_class c on c.oid = i.indexrelid"
                + " join pg_namespace n on n.oid = c.relnamespace where n.nspname = '"
                + schema
                + "' and c.relname = '"
                + name
                + "'")) {
      return row.next() && row.getBoolean(1);
    }
  }

  private static String columns(CustomField field) {
    return field.kind() == Kind.REFERENCES || field.kind() == Kind.MULTI_CHOICE
        ? " using gin (" + field.column() + ")"
        : " (" + field.column() + ", id)";
  }

  /// Drops the column with all its values.
  static void drop(Transaction tx, Type type, CustomField field) throws SQLException {
    tx.update("alter table " + table(type) + " drop column if exists " + field.column());
    tx.update("delete from records.custom_field where id = ?", field.id());
  }

  /// Records of any type that keep an expression in which the name stands as a word.
  static List<String> expressionsNaming(Transaction tx, Catalog catalog, String name)
      throws SQLException {
    var found = new ArrayList<String>();
    for (var type : catalog.types()) {
      for (var field : type.fields()) {
        boolean keeps =
            EXPRESSIONS.contains(field.name()) && field.kind().javaType() == String.class;
        if (keeps && field.stored() && type.hasBin() && type.title().stored()) {
          found.addAll(
              tx.query(
                  "select \"%s\" from %s where binned_at is null and \"%s\" ~ ('\\m' || ? || '\\M') limit 50"
                      .formatted(type.title().column(), table(type), field.column()),
                  row -> type.name() + ": " + row.getString(1),
                  name));
        }
      }
    }
    return found;
  }

  /// How many records hold the choice.
  static long using(Transaction tx, Type type, CustomField field, String choice)
      throws SQLException {
    var holds =
        field.kind() == Kind.MULTI_CHOICE
            ? "? = any (" + field.column() + ")"
            : field.column() + " = ?";
    var count =
        tx.first(
            "select count(*) from " + table(type) + " where " + holds,
            row -> row.getLong(1),
            choice);
    return count == null ? 0 : count;
  }

  /// The saved views whose text holds the name as a word; they say of what they are by the type's
  /// name or by its plural.
  static List<String> viewsNaming(Transaction tx, Type type, String name) throws SQLException {
    return tx.query(
        "select name from records.view where binned_at is null and type in (?, ?)"
            + " and state ~ ('\\m' || ? || '\\M')",
        row -> row.getString(1),
        type.name(),
        type.plural(),
        name);
  }

  private static String table(Type type) {
    return '"' + type.schema() + "\".\"" + type.table() + '"';
  }
}
