package org.shuke.access;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.shuke.http.Json;
import org.shuke.platform.Refusal.Fault;
import org.shuke.records.Catalog;
import org.shuke.records.Grant;
import org.shuke.records.Nearest;
import org.shuke.records.Right;
import org.shuke.records.Scope;
import org.shuke.records.Type;
import org.shuke.records.Verb;
import tools.jackson.databind.JsonNode;

/// Grants as the API writes them:
/// `[{"type":"contacts","verbs":{"read":"team"},"fields":{"email":"mask"}}]`. A part, whose rows
/// are reached as its owner is, has fields only.
public final class Grants {
  private final Catalog catalog;
  private final List<Fault> faults = new ArrayList<>();

  private Grants(Catalog catalog) {
    this.catalog = catalog;
  }

  /// What stored text grants today. A type or field that is gone grants nothing.
  public static List<Grant> stored(String json, Catalog catalog) {
    var reading = new Grants(catalog);
    return reading.list(Json.mapper().readTree(json), "grants");
  }

  /// What a caller wrote; every mistake becomes a fault at its place.
  static List<Grant> written(JsonNode json, Catalog catalog, String field, List<Fault> faults) {
    var reading = new Grants(catalog);
    var grants = reading.list(json, field);
    faults.addAll(reading.faults);
    return grants;
  }

  private List<Grant> list(JsonNode json, String place) {
    var grants = new ArrayList<Grant>();
    if (!json.isArray()) {
      faults.add(Fault.of(place, "grants.list"));
      return grants;
    }
    for (int i = 0; i < json.size(); i++) {
      var grant = grant(json.get(i), place + "[" + i + "]");
      if (grant != null) {
        grants.add(grant);
      }
    }
    return grants;
  }

  private @Nullable Grant grant(JsonNode json, String place) {
    for (var name : json.propertyNames()) {
      if (!List.of("type", "verbs", "fields").contains(name)) {
        faults.add(Fault.of(place + "." + name, "grants.unknown"));
      }
    }
    var type = catalog.findPlural(json.path("type").asString(""));
    if (type == null) {
      faults.add(
          new Fault(
              place + ".type", "grants.type", Map.of("name", json.path("type").asString(""))));
      return null;
    }
    return new Grant(
        type.name(),
        verbs(json.path("verbs"), type, place + ".verbs"),
        fields(json.path("fields"), type, place + ".fields"));
  }

  private Map<Verb, Scope> verbs(JsonNode json, Type type, String place) {
    var verbs = new EnumMap<Verb, Scope>(Verb.class);
    if (type.ownership() instanceof Type.Ownership.Part(String parent, String via)) {
      if (!json.isEmpty()) {
        var owner = catalog.type(parent).plural();
        faults.add(new Fault(place, "grants.part", Map.of("name", type.plural(), "owner", owner)));
      }
      return verbs;
    }
    for (var entry : json.properties()) {
      var verb = constant(Verb.class, entry.getKey());
      var scope = constant(Scope.class, entry.getValue().asString(""));
      if (verb == null) {
        faults.add(new Fault(place, "grants.verb", Map.of("name", entry.getKey())));
      } else if (scope == null) {
        faults.add(Fault.of(place + "." + entry.getKey(), "grants.scope"));
      } else if (scope != Scope.ALL && type.ownership() instanceof Type.Ownership.Common) {
        faults.add(Fault.of(place + "." + entry.getKey(), "grants.common"));
      } else {
        verbs.put(verb, scope);
      }
    }
    return verbs;
  }

  private Map<String, Right> fields(JsonNode json, Type type, String place) {
    var fields = new HashMap<String, Right>();
    for (var entry : json.properties()) {
      var right = constant(Right.class, entry.getValue().asString(""));
      if (type.find(entry.getKey()) == null) {
        var nearest =
            Nearest.to(entry.getKey(), type.fields().stream().map(f -> f.name()).toList());
        faults.add(
            new Fault(
                place + "." + entry.getKey(),
                "grants.field",
                Map.of("name", entry.getKey(), "nearest", nearest.orElse("–"))));
      } else if (right == null) {
        faults.add(Fault.of(place + "." + entry.getKey(), "grants.right"));
      } else {
        fields.put(entry.getKey(), right);
      }
    }
    return fields;
  }

  private static <E extends Enum<E>> @Nullable E constant(Class<E> type, String name) {
    for (var one : type.getEnumConstants()) {
      if (one.name().toLowerCase(Locale.ROOT).equals(name)) {
        return one;
      }
    }
    return null;
  }

  /// The grants as JSON text.
  static String json(List<Grant> grants, Catalog catalog) {
    var list = new ArrayList<Map<String, Object>>();
    for (var grant : grants) {
      var type = catalog.type(grant.type());
      var entry = new LinkedHashMap<String, Object>();
      entry.put("type", type.plural());
      if (!type.isPart()) {
        var verbs = new LinkedHashMap<String, String>();
        new TreeMap<>(grant.verbs())
            .forEach((verb, scope) -> verbs.put(verb.apiName(), scope.apiName()));
        entry.put("verbs", verbs);
      }
      var fields = new LinkedHashMap<String, String>();
      grant.fields().forEach((field, right) -> fields.put(field, right.apiName()));
      if (!fields.isEmpty()) {
        entry.put("fields", fields);
      }
      list.add(entry);
    }
    return Json.mapper().writeValueAsString(list);
  }
}
