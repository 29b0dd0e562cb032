package org.shuke.imports;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.imports.RecordCheckSql.Given;
import org.shuke.platform.Refusal.Fault;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Catalog;
import org.shuke.records.Ids;
import org.shuke.records.Inverse;
import org.shuke.records.Type;
import org.shuke.records.writes.Prepared;
import org.shuke.records.writes.Prepared.Stored;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What rows say of the parts of their records, beside the parts that are there. A part that is
/// told by the same (an address of that use, a liking of that text) is the one that is meant; any
/// other is new. Nothing that is there is taken away.
final class Parts {
  private static final JsonMapper JSON = JsonMapper.shared();

  /// What a row says of one part, as it is staged.
  ///
  /// @param group the columns that say it
  /// @param given canonical text by field
  /// @param links by field: the name under which the key of another record is staged
  record Said(String list, String group, Map<String, String> given, Map<String, String> links) {}

  /// A part to be written.
  ///
  /// @param position of a new part; -1 for one that is there
  record PartChange(
      Inverse list, Type type, UUID record, String group, Prepared prepared, int position) {
    boolean isNew() {
      return position >= 0;
    }

    List<Fault> faults() {
      return prepared.faults().stream()
          .map(f -> new Fault(group + "." + f.field(), f.code(), f.args()))
          .toList();
    }
  }

  /// What becomes of the parts of one row's record.
  ///
  /// @param open a link leads to what is still to be made
  record Changed(List<PartChange> parts, boolean open) {
    static final Changed NOTHING = new Changed(List.of(), false);
  }

  private record Meant(String list, String group, Map<String, Object> values) {}

  private final Catalog catalog;
  private final Type type;

  Parts(Catalog catalog, Type type) {
    this.catalog = catalog;
    this.type = type;
  }

  /// What becomes of the parts of these rows' records, by row.
  ///
  /// @param made whether the records were made just now, so that they have none
  Map<Integer, Changed> of(Transaction tx, List<Given> rows, boolean made) throws SQLException {
    Map<Integer, List<Said>> said = new LinkedHashMap<>();
    for (Given row : rows) {
      if (row.parts() != null) {
        said.put(row.row(), JSON.readValue(row.parts(), new TypeReference<List<Said>>() {}));
      }
    }
    if (said.isEmpty()) {
      return Map.of();
    }
    List<UUID> records =
        rows.stream().filter(r -> said.containsKey(r.row())).map(Given::record).toList();
    Map<String, Map<UUID, List<Stored>>> stored = new HashMap<>();
    for (Inverse list : catalog.parts(type)) {
      boolean spoken =
          said.values().stream().flatMap(List::stream).anyMatch(s -> s.list().equals(list.name()));
      if (spoken && !made) {
        stored.put(
            list.name(),
            Prepared.parts(tx.connection(), catalog.type(list.target()), list, records));
      }
    }
    Map<Integer, Changed> changes = new HashMap<>();
    for (Given row : rows) {
      List<Said> each = said.get(row.row());
      if (each != null) {
        changes.put(row.row(), changed(row, each, stored));
      }
    }
    return changes;
  }

  private Changed changed(Given row, List<Said> said, Map<String, Map<UUID, List<Stored>>> stored) {
    List<PartChange> parts = new ArrayList<>();
    boolean open = false;
    Map<List<?>, Meant> meant = new LinkedHashMap<>();
    for (Said each : said) {
      Inverse list = list(each.list());
      Map<String, Object> values = values(list, each, row.inParts());
      if (values == null) {
        open = true;
        continue;
      }
      var known = meant.get(told(list, values));
      if (known == null) {
        meant.put(told(list, values), new Meant(each.list(), each.group(), values));
      } else {
        known.values().putAll(values);
      }
    }
    Map<String, Integer> next = new HashMap<>();
    for (Meant each : meant.values()) {
      Inverse list = list(each.list());
      List<Stored> there =
          stored.getOrDefault(each.list(), Map.of()).getOrDefault(row.record(), List.of());
      PartChange change = change(list, each, row.record(), there, next);
      if (!change.prepared().changesNothing()) {
        parts.add(change);
      }
    }
    return new Changed(parts, open);
  }

  private PartChange change(
      Inverse list, Meant meant, UUID record, List<Stored> there, Map<String, Integer> next) {
    Type part = catalog.type(list.target());
    List<?> told = told(list, meant.values());
    for (Stored each : there) {
      if (told(list, each.values()).equals(told)) {
        var same = Prepared.update(part, each, meant.values());
        return new PartChange(list, part, record, meant.group(), same, -1);
      }
    }
    int behind = there.stream().mapToInt(s -> (int) s.version()).max().orElse(-1) + 1;
    int position = next.merge(list.name(), behind, (last, first) -> last + 1);
    var made = Prepared.create(part, Ids.next(), meant.values());
    return new PartChange(list, part, record, meant.group(), made, position);
  }

  private Inverse list(String name) {
    var list = catalog.inverse(type, name);
    if (list == null) {
      throw new IllegalStateException(type + " has no parts " + name);
    }
    return list;
  }

  /// The list that it is in, and what tells it from others there.
  private static List<?> told(Inverse list, Map<String, ? extends @Nullable Object> values) {
    List<@Nullable Object> told = new ArrayList<>();
    told.add(list.name());
    list.toldBy().forEach(field -> told.add(values.get(field)));
    return told;
  }

  /// The values of a part; null where it refers to what is not there yet.
  private @Nullable Map<String, Object> values(Inverse list, Said said, @Nullable JsonNode ids) {
    Type part = catalog.type(list.target());
    Map<String, Object> values = new HashMap<>();
    said.given()
        .forEach((field, text) -> values.put(field, Prepared.value(part.field(field), text)));
    for (var link : said.links().entrySet()) {
      JsonNode id = ids == null ? null : ids.get(link.getValue());
      if (id == null || id.isNull()) {
        return null;
      }
      values.put(link.getKey(), UUID.fromString(id.stringValue()));
    }
    return values;
  }
}
