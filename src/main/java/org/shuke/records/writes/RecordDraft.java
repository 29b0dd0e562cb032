package org.shuke.records.writes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Draft;
import org.shuke.records.Field;
import org.shuke.records.Type;

/// A record or part about to be written: what is stored, and what changes.
final class RecordDraft implements Draft {
  private final Type type;
  private final UUID id;
  private final Map<String, @Nullable Object> stored;
  private final Map<String, @Nullable Object> given = new LinkedHashMap<>();
  private final Map<String, List<RecordDraft>> parts = new LinkedHashMap<>();
  private final Map<String, @Nullable Object> set = new HashMap<>();
  private final Set<String> notSent = new HashSet<>();
  private final boolean isNew;
  private Function<String, List<RecordDraft>> storedParts = relation -> List.of();

  RecordDraft(Type type, UUID id, Map<String, @Nullable Object> stored, boolean isNew) {
    this.type = type;
    this.id = id;
    this.stored = stored;
    this.isNew = isNew;
  }

  Type type() {
    return type;
  }

  @Override
  public @Nullable Object stored(String field) {
    return stored.get(field);
  }

  @Override
  public UUID id() {
    return id;
  }

  boolean isNew() {
    return isNew;
  }

  void give(Field field, @Nullable Object value) {
    given.put(field.name(), value);
  }

  void giveParts(String relation, List<RecordDraft> drafts) {
    parts.put(relation, drafts);
  }

  /// Where stored parts come from when a derivation asks for some that were not sent.
  void storedParts(Function<String, List<RecordDraft>> storedParts) {
    this.storedParts = storedParts;
  }

  Map<String, List<RecordDraft>> givenParts() {
    return parts;
  }

  Map<String, @Nullable Object> given() {
    return given;
  }

  @Nullable Object stored(Field field) {
    return stored.get(field.name());
  }

  @Override
  public boolean given(String name) {
    return given.containsKey(name) || (parts.containsKey(name) && !notSent.contains(name));
  }

  @Override
  public @Nullable Object get(String field) {
    if (set.containsKey(field)) {
      return set.get(field);
    }
    return given.containsKey(field) ? given.get(field) : stored.get(field);
  }

  @Override
  public void set(String field, @Nullable Object value) {
    type.field(field);
    set.put(field, value);
  }

  @Override
  public List<Draft> parts(String relation) {
    if (!parts.containsKey(relation) && !isNew) {
      parts.put(relation, storedParts.apply(relation));
      notSent.add(relation);
    }
    return List.copyOf(parts.getOrDefault(relation, List.of()));
  }

  /// The stored fields whose value is not the stored one, with their new value.
  Map<Field, @Nullable Object> changes() {
    var changes = new LinkedHashMap<Field, @Nullable Object>();
    for (var field : type.fields()) {
      if (field.stored() && (given.containsKey(field.name()) || set.containsKey(field.name()))) {
        var value = get(field.name());
        if (!Columns.same(stored(field), value)) {
          changes.put(field, value);
        }
      }
    }
    return changes;
  }

  /// The fields a stale caller wanted to change and that are something else by now.
  List<String> differing() {
    var names = new ArrayList<String>();
    given.forEach((name, value) -> {
      if (!Columns.same(stored.get(name), value)) {
        names.add(name);
      }
    });
    names.addAll(parts.keySet());
    return names;
  }
}
