package org.shuke.records.expression;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Field;
import org.shuke.records.Inverse;
import org.shuke.records.Kind;
import org.shuke.records.Member;
import org.shuke.records.Type;

/// Some made-up records of the [Shop], in memory and in the database alike: many values absent,
/// some references to records in the bin.
final class World {
  static final List<String> TEXTS =
      List.of(
          "", "a", "A", "b", "ab", "aB", "Ab", "abc", "b%", "a_b", "\\", "it's", "\"", "é", "É",
          "华东", "客", "😀", "\uffee", "a\nb", "Ω", "ß", "0", "10", "9");
  static final List<BigDecimal> NUMBERS =
      java.util.stream.Stream.of(
              "0",
              "1",
              "2",
              "3",
              "7",
              "-1",
              "-2.5",
              "0.1",
              "0.3",
              "10",
              "1000000.01",
              "1e3",
              "0.000000001",
              "123456789012345678",
              "-0.0000000005",
              "6")
          .map(BigDecimal::new)
          .toList();
  static final List<LocalDate> DATES =
      List.of(
          LocalDate.of(2024, 2, 29),
          LocalDate.of(2023, 12, 31),
          LocalDate.of(2024, 1, 1),
          LocalDate.of(1999, 7, 4),
          LocalDate.of(2024, 11, 3),
          LocalDate.of(2024, 3, 31));
  static final List<Instant> TIMES =
      java.util.stream.Stream.of(
              "2024-03-01T00:00:00Z",
              "2024-02-29T16:00:00Z",
              "2023-12-31T15:59:59.999999Z",
              "2024-11-03T05:30:00.5Z",
              "1999-07-04T12:00:00Z",
              "2024-03-31T01:30:00Z",
              "2024-03-30T23:00:00Z")
          .map(Instant::parse)
          .toList();
  static final List<Long> LENGTHS = List.of(0L, 1L, 59L, 3600L, -86_400L, 90_061L, 99_000_000_000L);

  private static final Map<Type, Integer> SIZES =
      Map.of(
          Shop.TEAMS,
          2,
          Shop.USER,
          3,
          Shop.TAG,
          4,
          Shop.PRODUCT,
          4,
          Shop.ACCOUNT,
          12,
          Shop.ORDER,
          24,
          Shop.LINE,
          40);

  /// Does [Shop#OWN] look at this world: are other people's accounts and orders out of sight?
  boolean onlyOwn;

  private final RandomGenerator random;
  private final Map<String, Map<UUID, Item>> items = new LinkedHashMap<>();

  World(RandomGenerator random) {
    this.random = random;
    for (var type : Shop.types()) {
      int size = SIZES.getOrDefault(type, 0);
      for (int i = 0; i < size; i++) {
        add(type, id(type, i));
      }
    }
    of(Shop.ACCOUNT).stream()
        .filter(a -> random.nextInt(3) > 0)
        .forEach(a -> add(Shop.VALUE, a.id()));
    items.values().forEach(all -> all.values().forEach(this::fill));
  }

  static UUID id(Type type, int number) {
    return type == Shop.USER && number == 0
        ? Shop.ME
        : type == Shop.TEAMS && number == 0 ? Shop.TEAM : new UUID(type.name().hashCode(), number);
  }

  List<Item> of(Type type) {
    return List.copyOf(items.getOrDefault(type.name(), Map.of()).values());
  }

  private void add(Type type, UUID id) {
    boolean binned = type != Shop.VALUE && type.hasBin() && random.nextInt(8) == 0;
    items
        .computeIfAbsent(type.name(), t -> new LinkedHashMap<>())
        .put(id, new Item(type, id, binned, new HashMap<>()));
  }

  private void fill(Item item) {
    for (var field : item.type().fields()) {
      if (field.stored() && random.nextInt(4) > 0) {
        item.values().put(field.name(), value(field));
      }
    }
  }

  private Object value(Field field) {
    return switch (field.kind()) {
      case CHOICE -> pick(field.choices());
      case MULTI_CHOICE ->
          field.choices().stream().filter(c -> random.nextBoolean()).toArray(String[]::new);
      case NUMBER -> pick(NUMBERS);
      case BOOLEAN -> random.nextBoolean();
      case DATE -> pick(DATES);
      case INSTANT -> pick(TIMES).atOffset(ZoneOffset.UTC);
      case DURATION -> pick(LENGTHS);
      case REFERENCE -> pick(List.copyOf(target(field).keySet()));
      case REFERENCES ->
          target(field).keySet().stream().filter(c -> random.nextBoolean()).toArray(UUID[]::new);
      default -> pick(TEXTS);
    };
  }

  private Map<UUID, Item> target(Field field) {
    return items.getOrDefault(field.targetName(), Map.of());
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  static void makeTables(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("drop schema if exists t cascade");
      statement.execute("create schema t");
      for (var type : Shop.types()) {
        statement.execute(Shop.table(type));
      }
    }
  }

  /// Replaces what the tables hold by this world.
  void store(Connection connection) throws SQLException {
    for (var type : Shop.types()) {
      var fields = type.fields().stream().filter(Field::stored).toList();
      var columns =
          fields.stream().map(f -> ", \"" + f.column() + "\"").collect(Collectors.joining());
      try (var statement = connection.createStatement()) {
        statement.execute("truncate t.\"" + type.table() + "\"");
      }
      try (var insert =
          connection.prepareStatement(
              "insert into t.\"%s\" (id, binned_at%s) values (?, ?%s)"
                  .formatted(type.table(), columns, ", ?".repeat(fields.size())))) {
        for (var item : of(type)) {
          insert.setObject(1, item.id());
          insert.setObject(2, item.binned() ? TIMES.getFirst().atOffset(ZoneOffset.UTC) : null);
          for (int i = 0; i < fields.size(); i++) {
            set(insert, i + 3, item.values().get(fields.get(i).name()));
          }
          insert.addBatch();
        }
        insert.executeBatch();
      }
    }
  }

  private static void set(java.sql.PreparedStatement insert, int at, @Nullable Object value)
      throws SQLException {
    switch (value) {
      case UUID[] ids -> insert.setArray(at, insert.getConnection().createArrayOf("uuid", ids));
      case String[] all -> insert.setArray(at, insert.getConnection().createArrayOf("text", all));
      case null, default -> insert.setObject(at, value);
    }
  }

  /// A record of this world.
  final class Item implements Subject {
    private final Type type;
    private final UUID id;
    private final boolean binned;
    private final Map<String, Object> values;

    Item(Type type, UUID id, boolean binned, Map<String, Object> values) {
      this.type = type;
      this.id = id;
      this.binned = binned;
      this.values = values;
    }

    Type type() {
      return type;
    }

    @Override
    public UUID id() {
      return id;
    }

    boolean binned() {
      return binned;
    }

    Map<String, Object> values() {
      return values;
    }

    @Override
    public @Nullable Object value(Field field) {
      return field.name().equals("version") ? Long.valueOf(1) : values.get(field.name());
    }

    @Override
    public @Nullable Subject one(Field field) {
      var key = field.kind() == Kind.EXTENSION ? id : (UUID) values.get(field.name());
      var found = key == null ? null : target(field).get(key);
      return found == null || !found.seen() ? null : found;
    }

    private boolean seen() {
      boolean owned = type == Shop.ACCOUNT || type == Shop.ORDER;
      return !binned
          && (!onlyOwn || !owned || Shop.ME.equals(values.get("owner")))
          && (!onlyOwn || type != Shop.LINE || order() instanceof Item order && order.seen());
    }

    private @Nullable Item order() {
      var id = (UUID) values.get("order");
      return id == null ? null : target(type.field("order")).get(id);
    }

    @Override
    public List<? extends Subject> many(Member relation) {
      return switch (relation) {
        case Inverse inverse ->
            of(Shop.CATALOG.type(inverse.target())).stream()
                .filter(other -> id.equals(other.values.get(inverse.via())) && other.seen())
                .toList();
        case Field field -> {
          var ids = (UUID[]) values.getOrDefault(field.name(), new UUID[0]);
          var found = new ArrayList<Item>();
          for (var one : ids) {
            if (target(field).get(one) instanceof Item item && item.seen()) {
              found.add(item);
            }
          }
          yield found;
        }
      };
    }

    @Override
    public String toString() {
      var shown = new StringBuilder(type.name() + " " + id + " {");
      values.forEach((name, value) ->
          shown
              .append(name)
              .append('=')
              .append(value instanceof Object[] array ? Arrays.toString(array) : value)
              .append(' '));
      return shown.append('}').toString();
    }
  }
}
