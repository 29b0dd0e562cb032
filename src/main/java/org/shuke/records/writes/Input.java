package org.shuke.records.writes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.shuke.platform.Refusal;
import org.shuke.platform.Refusal.Fault;
import org.shuke.records.Field;
import org.shuke.records.Ids;
import org.shuke.records.Inverse;
import org.shuke.records.Member;
import org.shuke.records.Nearest;
import org.shuke.records.Policy;
import org.shuke.records.Right;
import org.shuke.records.Type;
import org.shuke.records.Unit;
import org.shuke.records.reads.Reads;
import tools.jackson.databind.JsonNode;

/// Reads a caller's JSON into a draft: closed, with every fault found before anything is refused.
///
/// Unknown and read-only members are 400, a field that the caller may see but not write is 403,
/// wrong values are 422 together with what the rules say.
final class Input {
  private static final int MOST_PARTS = 5_000;

  private final Values values;
  private final Policy policy;
  private final boolean desk;
  private final Homes homes;
  private final List<Fault> malformed = new ArrayList<>();
  private final List<Fault> forbidden = new ArrayList<>();
  private final List<Fault> invalid = new ArrayList<>();

  Input(Values values, Unit unit, Reads reads) {
    this.values = values;
    this.policy = unit.policy();
    this.desk = unit.desk();
    this.homes = new Homes(unit, values, reads);
  }

  /// Stored parts of the record by relation, then by id; empty for a new record.
  interface StoredParts {
    Map<UUID, RecordDraft> of(Inverse relation);
  }

  void read(RecordDraft draft, JsonNode json, StoredParts stored) {
    if (!json.isObject()) {
      throw Refusal.malformed("not-an-object", Map.of());
    }
    read(draft, json, stored, "");
    if (!malformed.isEmpty()) {
      throw Refusal.malformed(malformed);
    }
    if (!forbidden.isEmpty()) {
      throw Refusal.forbidden("field", Map.of()).at(String.valueOf(forbidden.getFirst().field()));
    }
  }

  /// What was wrong with single values.
  List<Fault> faults() {
    return invalid;
  }

  private void read(RecordDraft draft, JsonNode json, StoredParts stored, String prefix) {
    json.forEachEntry((name, value) -> {
      var type = draft.type();
      var field = type.find(name);
      if (field != null && policy.right(type, field) != Right.NONE) {
        field(draft, field, value, prefix, () -> homes.of(draft, json, stored));
      } else if (part(type, name) instanceof Inverse inverse && prefix.isEmpty()) {
        if (!desk && isKept(inverse)) {
          malformed.add(Fault.of(name, "read-only"));
          return;
        }
        parts(draft, inverse, value, stored);
      } else if (!(name.equals("id") && !prefix.isEmpty())) {
        unknown(type, name, prefix);
      }
    });
  }

  private @org.jspecify.annotations.Nullable Member part(Type type, String name) {
    return policy.member(type, name) instanceof Inverse inverse && inverse.part() ? inverse : null;
  }

  /// Does the program alone write these parts?
  private boolean isKept(Inverse parts) {
    return policy.catalog().type(parts.target()).fields().stream()
        .noneMatch(f -> f.writable() && !f.name().equals(parts.via()));
  }

  private void field(
      RecordDraft draft, Field field, JsonNode value, String prefix, Supplier<String> home) {
    if (!(desk ? field.stored() : field.writable())) {
      malformed.add(Fault.of(prefix + field.name(), "read-only"));
      return;
    }
    if (!desk && policy.right(draft.type(), field) != Right.WRITE) {
      forbidden.add(Fault.of(prefix + field.name(), "field"));
      return;
    }
    try {
      draft.give(field, values.read(field, value, home::get));
    } catch (Values.Wrong wrong) {
      invalid.add(new Fault(prefix + field.name(), wrong.code, wrong.args));
    }
  }

  private void unknown(Type type, String name, String prefix) {
    if (name.equals("id") || name.equals("version")) {
      malformed.add(Fault.of(prefix + name, "read-only"));
      return;
    }
    var nearest = Nearest.to(name, policy.names(type));
    malformed.add(
        nearest.isPresent()
            ? new Fault(
                prefix + name,
                "unknown-member-nearest",
                Map.of("name", name, "type", type.name(), "nearest", nearest.get()))
            : new Fault(
                prefix + name, "unknown-member", Map.of("name", name, "type", type.name())));
  }

  private void parts(RecordDraft draft, Inverse inverse, JsonNode list, StoredParts stored) {
    if (!list.isArray() || list.size() > MOST_PARTS) {
      invalid.add(
          list.isArray()
              ? new Fault(inverse.name(), "value.too-many", Map.of("limit", MOST_PARTS))
              : Fault.of(inverse.name(), "value.list"));
      return;
    }
    var type = policy.catalog().type(inverse.target());
    var known = new HashMap<>(stored.of(inverse));
    var drafts = new ArrayList<RecordDraft>();
    for (int i = 0; i < list.size(); i++) {
      var item = list.get(i);
      var prefix = inverse.name() + "[" + i + "].";
      if (!item.isObject()) {
        invalid.add(Fault.of(inverse.name() + "[" + i + "]", "value.object"));
        continue;
      }
      var part = partDraft(type, item, known, prefix);
      read(part, item, stored, prefix);
      drafts.add(part);
    }
    draft.giveParts(inverse.name(), drafts);
  }

  private RecordDraft partDraft(
      Type type, JsonNode item, Map<UUID, RecordDraft> known, String prefix) {
    var id = item.get("id");
    if (id == null || id.isNull()) {
      return new RecordDraft(type, Ids.next(), new HashMap<>(), true);
    }
    try {
      var part = known.remove(UUID.fromString(id.asString()));
      if (part != null) {
        return part;
      }
    } catch (IllegalArgumentException e) {
      // falls through: a text that is no id names no part either
    }
    invalid.add(new Fault(prefix + "id", "no-such-part", Map.of("value", id.asString())));
    return new RecordDraft(type, Ids.next(), new HashMap<>(), true);
  }
}
