package org.shuke.access.matrix;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.shuke.Program.Client;
import org.shuke.Program.Reply;
import org.shuke.records.Catalog;
import org.shuke.records.Field;
import org.shuke.records.Kind;
import org.shuke.records.Type;
import org.shuke.records.Type.Ownership;

/// Makes records of every type from nothing but the declarations, over the API. What a type's own
/// rules refuse is tried again with other values, or left out; what only the program may make (a
/// shipment comes of its verb) is put into its table.
final class Samples {
  private static final Pattern PART = Pattern.compile("(\\w+)\\[\\d+]\\.(\\w+)");
  private static final int TRIES = 25;
  private static final int MOST_FOR_PARTS = 5;

  private final Client admin;
  private final Catalog catalog;
  private final Rows rows;
  private final String file;
  private final Map<String, List<String>> made = new HashMap<>();
  private final Map<String, Map<String, Object>> good = new HashMap<>();
  private final Set<String> unindexed = new HashSet<>();
  private int words;

  /// @param file the id of a stored file
  Samples(Client admin, Catalog catalog, Rows rows, String file) {
    this.admin = admin;
    this.rows = rows;
    this.catalog = catalog;
    this.file = file;
  }

  /// The types that stand alone, those first that others need.
  List<Type> types() {
    var left = new LinkedHashSet<Type>();
    catalog.types().stream()
        .filter(t -> t.hasBin() && !t.isPart() && !t.schema().equals("access"))
        .forEach(left::add);
    var ordered = new ArrayList<Type>();
    while (!left.isEmpty()) {
      var ready = left.stream().filter(t -> left.stream().noneMatch(o -> needs(t, o))).findFirst();
      var next = ready.orElse(left.getFirst());
      left.remove(next);
      ordered.add(next);
    }
    return ordered;
  }

  private boolean needs(Type type, Type other) {
    return type != other
        && (pointsTo(type, other)
            || catalog.parts(type).stream()
                .anyMatch(part -> pointsTo(catalog.type(part.target()), other)));
  }

  private static boolean pointsTo(Type type, Type other) {
    return type.fields().stream()
        .anyMatch(f ->
            other.name().equals(f.target())
                && f.writable()
                && (f.flags().required() || through(type).contains(f.name())));
  }

  private static List<String> through(Type type) {
    return type.ownership() instanceof Ownership.Owned owned ? owned.alsoThrough() : List.of();
  }

  /// Makes one record.
  ///
  /// @param nth which of its type; records refer to the records of the same number, and every other
  ///   one past it
  void make(Type type, int nth, @Nullable String owner) {
    var record = new LinkedHashMap<String, Object>();
    for (var field : type.fields()) {
      if (field.name().equals("owner")) {
        if (owner != null) {
          record.put("owner", owner);
        }
      } else if (field.writable() && field.kind() != Kind.JSON) {
        put(record, field, nth, 0);
      }
    }
    for (var part : catalog.parts(type)) {
      var of = catalog.type(part.target());
      var inner = new LinkedHashMap<String, Object>();
      of.fields().stream()
          .filter(f -> f.writable() && !f.name().equals(part.via()))
          .forEach(f -> put(inner, f, nth, 0));
      record.put(part.name(), new ArrayList<>(List.of(inner)));
    }
    var reply = insist(type, record, nth);
    if (reply.status() != 201) {
      record.keySet().retainAll(needed(type));
      reply = insist(type, record, nth);
    }
    String id;
    try {
      id = reply.status() == 201 ? reply.get("id") : rows.insert(type, whole(type, record, nth));
      if (reply.status() != 201) {
        unindexed.add(id);
      }
    } catch (RuntimeException e) {
      throw new AssertionError("no " + type + " can be made of " + record + ": " + reply, e);
    }
    made.computeIfAbsent(type.name(), t -> new ArrayList<>()).add(id);
    good.put(type.name(), record);
  }

  /// Was it put into its table past the program, so that no search finds it?
  boolean unindexed(String id) {
    return unindexed.contains(id);
  }

  /// What a record of the type was last made of, with new words where they must be unique.
  Map<String, Object> good(Type type) {
    var record = new LinkedHashMap<>(good.getOrDefault(type.name(), Map.of()));
    for (var field : type.fields()) {
      if (record.containsKey(field.name()) && field.flags().unique()) {
        put(record, field, 0, 0);
      }
    }
    return record;
  }

  private static List<String> needed(Type type) {
    return type.fields().stream()
        .filter(f ->
            f.flags().required()
                || List.of("owner", "extraWord").contains(f.name())
                || through(type).contains(f.name()))
        .map(Field::name)
        .toList();
  }

  /// What a row needs that only the program itself may make.
  private Map<String, Object> whole(Type type, Map<String, Object> record, int nth) {
    var whole = new LinkedHashMap<>(record);
    for (var field : type.fields()) {
      boolean needed = rows.needs(type, field.column()) && !whole.containsKey(field.name());
      if (needed && !field.column().matches("(created|updated)_.*")) {
        put(whole, field, nth, 0);
      }
    }
    return whole;
  }

  private Reply insist(Type type, Map<String, Object> record, int nth) {
    var tries = new HashMap<String, Integer>();
    var reply = admin.post("/api/v1/" + type.plural(), record);
    for (int i = 0; i < TRIES && reply.status() != 201; i++) {
      var asked = new HashSet<String>();
      for (var error : reply.json().path("errors")) {
        var name = error.path("field").asString("");
        if (asked.add(name)) {
          mend(type, record, name, nth, tries.merge(name, 1, Integer::sum));
        }
      }
      if (asked.isEmpty()) {
        break;
      }
      reply = admin.post("/api/v1/" + type.plural(), record);
    }
    return reply;
  }

  @SuppressWarnings("unchecked")
  private void mend(Type type, Map<String, Object> record, String name, int nth, int tried) {
    var inside = PART.matcher(name);
    if (inside.matches()) {
      var part = catalog.inverse(type, inside.group(1));
      if (part != null && record.get(part.name()) instanceof List<?> list && !list.isEmpty()) {
        var of = catalog.type(part.target());
        var field = of.find(inside.group(2));
        if (tried > MOST_FOR_PARTS || field == null) {
          record.remove(part.name());
        } else {
          again((Map<String, Object>) list.getFirst(), field, nth, tried);
        }
      }
      return;
    }
    var field = type.find(name);
    if (field != null) {
      again(record, field, nth, tried);
    } else {
      record.remove(name);
    }
  }

  /// Another value, and none once all have been tried: unless it is none that is wrong.
  private void again(Map<String, Object> record, Field field, int nth, int tried) {
    if (field.flags().required() || tried <= values(field, nth).size()) {
      put(record, field, nth, tried);
    } else {
      record.remove(field.name());
    }
  }

  private void put(Map<String, Object> record, Field field, int nth, int tried) {
    var values = values(field, nth);
    if (values.isEmpty()) {
      record.remove(field.name());
    } else {
      record.put(field.name(), values.get(tried % values.size()));
    }
  }

  private List<Object> values(Field field, int nth) {
    return switch (field.kind()) {
      case TEXT -> List.of(word(), "CNY", "CN", "true", "contacts", "1");
      case LONG_TEXT -> List.of(word(), "{}", "[]");
      case EMAIL -> List.of(word() + "@example.com");
      case URL -> List.of("https://" + word() + ".example.com");
      case PHONE -> List.of("+8613%09d".formatted(900_000_000 + 7_919 * words++));
      case NUMBER -> List.of(10 + nth, 1, 2000, 0);
      case MONEY -> List.of(1000 + nth, 0);
      case BOOLEAN -> List.of(nth % 2 == 0, nth % 2 != 0);
      case DATE -> List.of("2026-03-%02d".formatted(1 + nth), "2020-01-01", "2030-01-01");
      case INSTANT -> List.of("2026-03-%02dT10:00:00Z".formatted(1 + nth), "2030-01-01T00:00:00Z");
      case DURATION -> List.of("PT1H", 3600);
      case CHOICE -> rotated(field.choices(), nth);
      case MULTI_CHOICE -> List.of(List.of(field.choices().get(nth % field.choices().size())));
      case REFERENCE -> rotated(targets(field), nth % 2 == 0 ? nth : nth + 1);
      case REFERENCES -> targets(field).isEmpty() ? List.of() : List.of(some(field, nth));
      case FILE -> List.of(file);
      case JSON -> List.of("[]", "{}", List.of(), Map.of());
      case EXTENSION -> List.of();
    };
  }

  private static List<Object> rotated(List<?> values, int by) {
    var rotated = new ArrayList<Object>(values);
    java.util.Collections.rotate(rotated, rotated.isEmpty() ? 0 : -(by % rotated.size()));
    return rotated;
  }

  private Set<Object> some(Field field, int nth) {
    return Set.of(rotated(targets(field), nth).getFirst());
  }

  private List<String> targets(Field field) {
    var name = String.valueOf(field.target());
    return catalog.type(name).schema().equals("access")
        ? people.computeIfAbsent(name, this::existing)
        : made.getOrDefault(name, List.of());
  }

  private final Map<String, List<String>> people = new HashMap<>();

  private List<String> existing(String type) {
    var items = admin.get("/api/v1/" + catalog.type(type).plural() + "?limit=500&select=id").json();
    return items.get("items").valueStream().map(item -> item.get("id").asString()).toList();
  }

  /// Unlike every other word by more than a typing mistake.
  private String word() {
    var letters = new StringBuilder("zq");
    new Random(words++).ints(10, 'a', 'z' + 1).forEach(letter -> letters.append((char) letter));
    return letters.toString();
  }
}
