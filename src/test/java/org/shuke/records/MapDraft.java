package org.shuke.records;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A draft held in maps, for tests of derivations.
public final class MapDraft implements Draft {
  private final Map<String, @Nullable Object> values = new HashMap<>();
  private final Map<String, List<Draft>> parts = new HashMap<>();
  private final Set<String> sent = new HashSet<>();

  /// A draft with these values, of which none was sent.
  public static MapDraft of(Map<String, ?> values) {
    var draft = new MapDraft();
    draft.values.putAll(values);
    return draft;
  }

  public MapDraft sent(String... names) {
    sent.addAll(List.of(names));
    return this;
  }

  /// Parts that are stored and were not sent.
  public MapDraft storing(String relation, Draft... lines) {
    parts.put(relation, List.of(lines));
    return this;
  }

  public MapDraft with(String relation, Draft... lines) {
    parts.put(relation, List.of(lines));
    return sent(relation);
  }

  @Override
  public UUID id() {
    return new UUID(0, 7);
  }

  @Override
  public @Nullable Object stored(String field) {
    return sent.contains(field) ? null : values.get(field);
  }

  @Override
  public boolean given(String name) {
    return sent.contains(name);
  }

  @Override
  public @Nullable Object get(String field) {
    return values.get(field);
  }

  @Override
  public void set(String field, @Nullable Object value) {
    values.put(field, value);
  }

  @Override
  public List<Draft> parts(String relation) {
    return parts.getOrDefault(relation, List.of());
  }
}
