package org.shuke.records.reads;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.shuke.records.Bindings;
import org.shuke.records.Compiled;
import org.shuke.records.Policy;
import org.shuke.records.Row;
import org.shuke.records.Slot;
import org.shuke.records.Type;
import org.shuke.records.Verb;

/// The names of records of any type, as far as the caller may read them: one statement a type.
public final class Titles {
  private final Policy policy;

  public Titles(Policy policy) {
    this.policy = policy;
  }

  /// The titles by id; what the caller may not read is not in it.
  ///
  /// @param records types' names with ids
  public Map<UUID, String> of(Connection connection, Collection<Map.Entry<String, UUID>> records)
      throws SQLException {
    var byType = new LinkedHashMap<String, List<UUID>>();
    for (var record : records) {
      byType.computeIfAbsent(record.getKey(), t -> new ArrayList<>()).add(record.getValue());
    }
    var titles = new HashMap<UUID, String>();
    for (var each : byType.entrySet()) {
      var type = policy.catalog().find(each.getKey());
      if (type != null && shown(type)) {
        read(connection, type, each.getValue(), titles);
      }
    }
    return titles;
  }

  private boolean shown(Type type) {
    return policy.may(Verb.READ, type)
        && type.title().stored()
        && policy.member(type, type.title().name()) != null;
  }

  private void read(Connection connection, Type type, List<UUID> ids, Map<UUID, String> titles)
      throws SQLException {
    var row = new Row(type, "t0");
    var compiled =
        Compiled.of(
            DSL.select(row.id(), row.column(type.title()).cast(SQLDataType.CLOB))
                .from(row.table())
                .where(
                    row.id()
                        .eq(DSL.any(new Slot(Slot.What.LITERAL, 0).as(SQLDataType.UUID.array()))))
                .and(policy.readable(row)));
    var bindings =
        new Bindings(
            policy,
            java.time.Instant.EPOCH,
            policy.principal().zone(),
            List.of((Object) ids.toArray(UUID[]::new)),
            List.of(),
            List.of(),
            null);
    try (var statement = compiled.prepare(connection, bindings);
        var rows = statement.executeQuery()) {
      while (rows.next()) {
        var title = rows.getString(2);
        if (title != null) {
          titles.put(rows.getObject(1, UUID.class), title);
        }
      }
    }
  }
}
