package org.shuke.access.matrix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.shuke.access.StateHash;
import org.shuke.access.matrix.Facts.Fact;
import org.shuke.access.matrix.People.Somebody;
import org.shuke.records.Field;
import org.shuke.records.Inverse;
import org.shuke.records.Kind;
import org.shuke.records.Type;

/// What somebody tries to write to the records of one type, with the status that the [Oracle]
/// expects.
final class Attempts {
  /// @param statuses one of which must come
  record Attempt(
      Somebody who,
      String method,
      String path,
      @Nullable Object body,
      List<Integer> statuses,
      boolean refused) {
    @Override
    public String toString() {
      return method + " " + path + " " + body;
    }
  }

  private static final long QUIET = 1_500_000_000;

  private final Estate estate;
  private final Oracle oracle;
  private final Somebody who;
  private final Type type;
  private final String path;
  private final List<Attempt> all = new ArrayList<>();

  private Attempts(Estate estate, Somebody who, Type type) {
    this.estate = estate;
    this.oracle = estate.oracle;
    this.who = who;
    this.type = type;
    this.path = "/api/v1/" + type.plural();
  }

  /// All that is refused.
  static List<Attempt> refused(Estate estate, Somebody who, Type type) {
    var attempts = new Attempts(estate, who, type);
    if (type.isPart()) {
      attempts.parts();
    } else {
      attempts.sets();
      estate.facts().of(type).forEach(attempts::one);
      attempts.bulk();
    }
    return attempts.all.stream().filter(Attempt::refused).toList();
  }

  private void refuse(String method, String at, @Nullable Object body, Integer... statuses) {
    all.add(new Attempt(who, method, path + at, body, List.of(statuses), true));
  }

  /// Parts are written within their record alone.
  private void parts() {
    refuse("POST", "", Map.of(), 400, 403, 404, 422);
    for (var fact : estate.facts().of(type)) {
      refuse("PATCH", "/" + fact.id(), Map.of(), 400, 403, 404);
      refuse("DELETE", "/" + fact.id(), null, 400, 403, 404);
    }
  }

  private void sets() {
    if (!oracle.may(who, "create", type)) {
      refuse("POST", "", estate.samples.good(type), 403);
    } else if (type.byDesk() != null) {
      refuse("POST", "", estate.samples.good(type), 405);
    }
    for (var verb : List.of("update", "delete")) {
      if (!oracle.may(who, verb, type)) {
        refuse("POST", "/bulk-by-filter", Map.of("op", verb, "record", Map.of()), 403);
      }
    }
  }

  /// What a verb on one record comes to: nothing when it is allowed.
  Optional<Integer> refusal(String verb, Fact fact) {
    if (!oracle.may(who, "read", type)) {
      return Optional.of(403);
    }
    if (!oracle.sees(who, fact)) {
      return Optional.of(404);
    }
    return oracle.living(who, verb, fact) ? Optional.empty() : Optional.of(403);
  }

  private void one(Fact fact) {
    var at = "/" + fact.id();
    var title = type.title().name();
    refusal("update", fact)
        .ifPresent(status -> refuse("PATCH", at, Map.of(title, "taken over"), status));
    refusal("delete", fact).ifPresent(status -> refuse("DELETE", at, null, status));
    if (!oracle.seesInBin(who, fact)) {
      refuse("POST", at + "/restore", Map.of(), 404);
    } else if (!oracle.reaches(who, "delete", fact)) {
      refuse("POST", at + "/restore", Map.of(), 403);
    }
    for (var verb : type.spec().verbs()) {
      refusal(verb.needs().apiName(), fact)
          .ifPresent(status -> refuse("POST", at + "/" + verb.name(), Map.of(), 403, 404));
    }
    byKey(fact);
    if (refusal("update", fact).isEmpty() && !type.schema().equals("access")) {
      Estate.fields(type).forEach(field -> field(fact, field));
      estate.catalog.parts(type).forEach(part -> inside(fact, part));
      give(fact);
    }
  }

  /// each key that leads to a record.
  private void byKey(Fact fact) {
    for (var field : type.fields()) {
      var value = field.flags().unique() && field.stored() ? fact.column(field.column()) : null;
      if (value == null || field.kind().javaType() != String.class) {
        continue;
      }
      var at = "/by/" + field.name() + "/" + encoded(value);
      if (!oracle.uses(who, type, field)) {
        refuse("PUT", at, Map.of(), 400);
      } else if (!oracle.sees(who, fact)) {
        refuse("PUT", at, Map.of(), 400, 403, 405, 409, 422);
      } else if (!oracle.living(who, "update", fact)) {
        refuse("PUT", at, Map.of(), 403);
      }
    }
  }

  /// Fields that may not be written, in a part of a record that may.
  private void inside(Fact fact, Inverse list) {
    var part = estate.catalog.type(list.target());
    var stored = estate.partsOf(fact, list);
    for (var field : Estate.fields(part)) {
      var right = oracle.right(who, part, field);
      boolean stands = stored.isEmpty() || field.name().equals(list.via());
      if (stands || right.equals("write")) {
        continue;
      }
      var change = Map.of("id", stored.getFirst().id(), field.name(), "taken over");
      boolean unknown = right.equals("none") || !field.writable();
      var body = Map.of(list.name(), List.of(change));
      refuse("PATCH", "/" + fact.id(), body, unknown ? 400 : 403);
    }
  }

  /// Fields that may not be written, in a record that may; and references to what may not be seen.
  private void field(Fact fact, Field field) {
    var right = oracle.right(who, type, field);
    var at = "/" + fact.id();
    boolean fixed =
        field.flags().system() || field.formula() != null || field.kind() == Kind.EXTENSION;
    if (right.equals("none") || fixed) {
      refuse("PATCH", at, Map.of(field.name(), "taken over"), 400);
    } else if (!right.equals("write")) {
      refuse("PATCH", at, Map.of(field.name(), "taken over"), 403);
    } else if (field.kind() == Kind.REFERENCE) {
      var target = estate.catalog.type(String.valueOf(field.target()));
      estate.facts().of(target).stream()
          .filter(f -> !oracle.sees(who, f) && !f.id().equals(fact.column(field.column())))
          .findFirst()
          .ifPresent(hidden -> {
            refuse("PATCH", at, Map.of(field.name(), hidden.id()), 422);
            refuse("PATCH", at, Map.of(field.name(), UUID.randomUUID().toString()), 422);
          });
    }
  }

  /// Nobody gives away what he could then no longer change.
  private void give(Fact fact) {
    var owner = type.find("owner");
    if (owner == null || !oracle.right(who, type, owner).equals("write")) {
      return;
    }
    for (var other : estate.people.inside()) {
      var row = ((tools.jackson.databind.node.ObjectNode) fact.row()).deepCopy();
      row.put("owner", other.user());
      boolean beyond =
          !other.user().equals(who.user())
              && !other.user().equals(fact.owner())
              && !oracle.reaches(who, "update", new Fact(type, fact.id(), row));
      if (beyond) {
        refuse("PATCH", "/" + fact.id(), Map.of("owner", other.user()), 403, 422);
      }
    }
  }

  /// The rows of a bulk change are answered as single ones are.
  private void bulk() {
    var rows = new ArrayList<Map<String, Object>>();
    for (var fact : estate.facts().of(type)) {
      for (var verb : List.of("update", "delete")) {
        if (refusal(verb, fact).isPresent()) {
          var row = new HashMap<String, Object>();
          row.put("op", verb);
          row.put("id", fact.id());
          row.put("version", "*");
          row.put("record", Map.of(type.title().name(), "taken over"));
          rows.add(row);
        }
      }
    }
    refuse("POST", "/bulk", rows, 200);
    refuse("POST", "/bulk?atomic=true", rows, rows.isEmpty() ? 200 : 422);
  }

  static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  /// The state of the house: its tables and its files.
  static String state(Estate estate, StateHash hash) {
    try (var files = Files.walk(estate.program.data())) {
      return hash.now() + " " + files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Waits until what follows the change log has done its work: rules, approvals, notifications.
  static void settle(Estate estate, StateHash hash) {
    var before = "";
    for (var now = state(estate, hash); !now.equals(before); now = state(estate, hash)) {
      before = now;
      LockSupport.parkNanos(QUIET);
    }
  }
}
