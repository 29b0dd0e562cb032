package org.shuke.imports;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.shuke.imports.Cells.Understood;
import org.shuke.imports.Parts.Said;
import org.shuke.platform.Refusal.Fault;
import org.shuke.records.Field;
import org.shuke.records.writes.Prepared;
import tools.jackson.databind.json.JsonMapper;

/// The parts that the cells of a row speak of: a group of columns makes one, or, where it lists
/// what somebody likes, one for each. A group whose cells are empty makes none.
final class PartStage {
  private static final UUID SOMETHING = new UUID(0, 0);
  private static final Pattern SEVERAL = Pattern.compile("\\s*[;；、|\\n]\\s*");
  private static final JsonMapper JSON = JsonMapper.shared();

  /// A column of a group, by its place among the targets.
  private record Place(int at, String name, Inside inside, boolean links) {}

  /// What is staged of a row's parts, and what their rules say, by field as the mapping names it.
  record Staged(@Nullable String json, List<Fault> faults) {
    static final Staged NOTHING = new Staged(null, List.of());
  }

  private final Map<String, List<Place>> groups = new LinkedHashMap<>();
  private final Map<String, Map<String, String>> standing = new HashMap<>();

  /// @param all what may be mapped
  PartStage(List<Target> all, List<Target> mapped, Map<String, String> defaults) {
    for (int i = 0; i < mapped.size(); i++) {
      Target target = mapped.get(i);
      Inside inside = target.inside();
      if (inside != null) {
        groups
            .computeIfAbsent(inside.group(), g -> new ArrayList<>())
            .add(new Place(i, target.name(), inside, target.points() != null));
      }
    }
    for (Target target : all) {
      Inside inside = target.inside();
      String text = defaults.get(target.name());
      if (inside != null && text != null && target.points() == null) {
        standing
            .computeIfAbsent(inside.group(), g -> new HashMap<>())
            .put(inside.field().name(), text);
      }
    }
  }

  Staged of(Understood row) {
    List<Said> said = new ArrayList<>();
    List<Fault> faults = new ArrayList<>();
    groups.forEach((group, places) -> {
      if (places.stream().anyMatch(p -> !p.inside().sorts() && row.values[p.at()] != null)) {
        say(row, group, places, said, faults);
      }
    });
    return said.isEmpty() ? Staged.NOTHING : new Staged(JSON.writeValueAsString(said), faults);
  }

  private void say(
      Understood row, String group, List<Place> places, List<Said> said, List<Fault> faults) {
    Map<String, String> given = new LinkedHashMap<>(standing.getOrDefault(group, Map.of()));
    Map<String, String> links = new LinkedHashMap<>();
    Inside any = places.getFirst().inside();
    List<String> listed = List.of();
    for (Place place : places) {
      String text = row.values[place.at()];
      String field = place.inside().field().name();
      if (text != null && place.links()) {
        links.put(field, place.name());
      } else if (text != null) {
        given.put(field, text);
        listed = place.inside().lists() ? List.of(SEVERAL.split(text)) : listed;
      }
    }
    if (any.sort() != null) {
      given.put(any.sorting().name(), any.sort());
    }
    if (listed.size() < 2) {
      say(any, group, given, links, said, faults);
    }
    for (String each : listed.size() < 2 ? List.<String>of() : listed) {
      if (!each.isBlank()) {
        Map<String, String> one = new LinkedHashMap<>(given);
        one.put(any.type().title().name(), each.strip());
        say(any, group, one, links, said, faults);
      }
    }
  }

  private static void say(
      Inside any,
      String group,
      Map<String, String> given,
      Map<String, String> links,
      List<Said> said,
      List<Fault> faults) {
    Map<String, Object> values = new HashMap<>();
    given.forEach((field, text) -> values.put(field, value(any.type().field(field), text)));
    links.keySet().forEach(field -> values.put(field, SOMETHING));
    Prepared made = Prepared.create(any.type(), SOMETHING, values);
    made.faults().forEach(f -> faults.add(new Fault(group + "." + f.field(), f.code(), f.args())));
    Field sorting = any.sorting();
    if (!given.containsKey(sorting.name())) {
      // told by the sort that its room gives it
      var sort = JSON.readTree(made.after()).get(sorting.column());
      if (sort != null && sort.isString()) {
        given.put(sorting.name(), sort.stringValue());
      }
    }
    said.add(new Said(any.list().name(), group, given, links));
  }

  private static Object value(Field field, String text) {
    return Prepared.value(field, text);
  }
}
