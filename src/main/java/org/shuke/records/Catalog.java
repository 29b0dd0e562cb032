package org.shuke.records;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// All types at one moment. Immutable: a change of custom fields or types makes the next version.
public final class Catalog {
  private final long version;
  private final Map<String, Type> byName = new LinkedHashMap<>();
  private final Map<String, Type> byPlural = new HashMap<>();
  private final Map<String, Map<String, Inverse>> inverses = new HashMap<>();
  private final Set<String> extensions = new HashSet<>();
  private final Map<String, Set<String>> formulaNames;

  /// @param formulaNames the names that a formula field reads, by `type.field`, each as `type.name`
  public Catalog(long version, Collection<Type> types, Map<String, Set<String>> formulaNames) {
    this.version = version;
    this.formulaNames = formulaNames;
    for (var type : types) {
      byName.put(type.name(), type);
      byPlural.put(type.plural(), type);
    }
    for (var type : types) {
      for (var inverse : type.spec().inverses()) {
        var owner = type(type.field(inverse.via()).targetName());
        inverses
            .computeIfAbsent(owner.name(), n -> new LinkedHashMap<>())
            .put(inverse.name(), inverse);
      }
      type.fields().stream()
          .filter(f -> f.kind() == Kind.EXTENSION)
          .forEach(f -> extensions.add(f.targetName()));
    }
  }

  public long version() {
    return version;
  }

  public Collection<Type> types() {
    return byName.values();
  }

  public @Nullable Type find(String name) {
    return byName.get(name);
  }

  public @Nullable Type findPlural(String plural) {
    return byPlural.get(plural);
  }

  /// The type of that name.
  ///
  /// @throws IllegalArgumentException when there is none: a mistake of the program, not of a caller
  public Type type(String name) {
    var type = byName.get(name);
    if (type == null) {
      throw new IllegalArgumentException("no type " + name);
    }
    return type;
  }

  /// The to-many relations that other types declare to this one.
  public Collection<Inverse> inverses(Type type) {
    return inverses.getOrDefault(type.name(), Map.of()).values();
  }

  public @Nullable Inverse inverse(Type type, String name) {
    return inverses.getOrDefault(type.name(), Map.of()).get(name);
  }

  /// The parts that are read and written inside a record of this type.
  public List<Inverse> parts(Type type) {
    var parts = new ArrayList<Inverse>();
    inverses(type).stream().filter(Inverse::part).forEach(parts::add);
    return parts;
  }

  /// Is it a type of computed fields that hangs on another type?
  public boolean isExtension(Type type) {
    return extensions.contains(type.name());
  }

  /// Every name that a formula field reads, on its own type and on those that it leads to, as
  /// `type.name`.
  public Set<String> namesIn(Type type, Field formula) {
    return formulaNames.getOrDefault(type.name() + "." + formula.name(), Set.of());
  }
}
