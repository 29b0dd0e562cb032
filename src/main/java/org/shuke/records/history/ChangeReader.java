package org.shuke.records.history;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.ExactJson;
import org.shuke.records.Field;
import org.shuke.records.Inverse;
import org.shuke.records.Kind;
import org.shuke.records.Labels;
import org.shuke.records.Policy;
import org.shuke.records.Type;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;

/// Turns what the log keeps by column into what a caller may read by field.
final class ChangeReader {
  private static final JsonMapper JSON = ExactJson.MAPPER;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /// A field of the record or of a part, as the log has it.
  record Read(Shown shown, @Nullable UUID part, JsonNode before, JsonNode after) {}

  /// What the caller knows a column as.
  private record Shown(String name, String label, Field field) {}

  private final Policy policy;
  private final Type type;
  private final Labels labels;
  private final int most;
  private final Map<String, Map<String, Shown>> columns = new HashMap<>();
  private final List<Map.Entry<String, UUID>> references = new ArrayList<>();

  ChangeReader(Policy policy, Type type, Labels labels, int most) {
    this.policy = policy;
    this.type = type;
    this.labels = labels;
    this.most = most;
    columns.put(type.name(), shown(type, null));
    for (var part : policy.catalog().parts(type)) {
      if (policy.member(type, part.name()) != null) {
        var of = policy.catalog().type(part.target());
        columns.put(of.name(), shown(of, part));
      }
    }
  }

  private Map<String, Shown> shown(Type of, @Nullable Inverse part) {
    var shown = new HashMap<String, Shown>();
    for (var field : of.fields()) {
      boolean link = part != null && field.name().equals(part.via());
      if (field.stored() && !link && policy.member(of, field.name()) != null) {
        var label = labels.field(of, field);
        shown.put(
            field.column(),
            part == null
                ? new Shown(field.name(), label, field)
                : new Shown(
                    part.name() + "." + field.name(),
                    labels.relation(type, part) + ": " + label,
                    field));
      }
    }
    return shown;
  }

  /// The columns of a type that the caller may read; none for a type that he may not.
  Collection<String> columns(String of) {
    return columns.getOrDefault(of, Map.of()).keySet();
  }

  /// The types whose changes the caller may see.
  Collection<String> types() {
    return columns.keySet();
  }

  /// What the caller knows a column as, or null when he may not read it.
  @Nullable String label(String of, String column) {
    var shown = columns.getOrDefault(of, Map.of()).get(column);
    return shown == null ? null : shown.label();
  }

  /// Adds the readable changes of one row of the log.
  void read(
      String of,
      @Nullable UUID part,
      @Nullable String before,
      @Nullable String after,
      List<Read> into) {
    var known = columns.getOrDefault(of, Map.of());
    var old = before == null ? NODES.objectNode() : JSON.readTree(before);
    var now = after == null ? NODES.objectNode() : JSON.readTree(after);
    for (var entry : known.entrySet()) {
      var column = entry.getKey();
      if (into.size() < most && (old.hasNonNull(column) || now.hasNonNull(column))) {
        var read = new Read(entry.getValue(), part, value(old, column), value(now, column));
        note(read.shown().field(), read.before());
        note(read.shown().field(), read.after());
        into.add(read);
      }
    }
  }

  private static JsonNode value(JsonNode object, String column) {
    var value = object.get(column);
    return value == null ? NullNode.instance : value;
  }

  private void note(Field field, JsonNode value) {
    if (field.kind() == Kind.REFERENCE && value.isString()) {
      references.add(Map.entry(field.targetName(), UUID.fromString(value.stringValue())));
    } else if (field.kind() == Kind.REFERENCES && value.isArray()) {
      value.forEach(
          id -> references.add(Map.entry(field.targetName(), UUID.fromString(id.stringValue()))));
    }
  }

  /// Every record that the changes refer to, with the name of its type.
  List<Map.Entry<String, UUID>> references() {
    return references;
  }

  History.Change change(Read read, Map<UUID, String> titles) {
    var field = read.shown().field();
    return new History.Change(
        read.shown().name(),
        read.shown().label(),
        read.part(),
        notation(field, read.before(), titles),
        notation(field, read.after(), titles));
  }

  private static JsonNode notation(Field field, JsonNode value, Map<UUID, String> titles) {
    if (value.isNull()) {
      return value;
    }
    return switch (field.kind()) {
      case INSTANT ->
          NODES.stringNode(OffsetDateTime.parse(value.stringValue()).toInstant().toString());
      case DURATION -> NODES.stringNode(Duration.ofSeconds(value.longValue()).toString());
      case REFERENCE -> reference(value.stringValue(), titles);
      case REFERENCES -> {
        var list = NODES.arrayNode();
        value.forEach(id -> list.add(reference(id.stringValue(), titles)));
        yield list;
      }
      default -> value;
    };
  }

  private static JsonNode reference(String id, Map<UUID, String> titles) {
    var node = NODES.objectNode();
    node.put("id", id);
    node.put("title", titles.get(UUID.fromString(id)));
    return node;
  }
}
