package org.shuke.records.writes;

import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Draft;
import org.shuke.records.Unit;
import org.shuke.records.Verb;
import tools.jackson.databind.json.JsonMapper;

/// What a room's desk writes itself once the caller's right to a verb is settled, by the names of
/// types and with values as they stand in JSON. Rules, guards and the change log hold as ever.
public final class Desk {
  private final Supplier<Writes> writes;

  /// @param writes asked when the first verb runs: rooms are built before it
  public Desk(Supplier<Writes> writes) {
    this.writes = writes;
  }

  /// Locks a record whoever the caller is, and tells what is stored.
  public Draft lock(Unit unit, String type, UUID id) throws SQLException {
    return writes
        .get()
        .lock(unit.asDesk(), unit.policy().catalog().type(type), id, Verb.READ, null);
  }

  /// Locks a record that the caller must be allowed to change.
  public Draft lockForCaller(Unit unit, String type, UUID id) throws SQLException {
    return writes.get().lock(unit, unit.policy().catalog().type(type), id, Verb.UPDATE, null);
  }

  public UUID create(Unit unit, String type, Map<String, ? extends @Nullable Object> values)
      throws SQLException {
    var json = JsonMapper.shared().valueToTree(values);
    return writes.get().create(unit.asDesk(), unit.policy().catalog().type(type), json).id();
  }

  /// Changes a record; answers its new version.
  public long change(
      Unit unit, String type, UUID id, Map<String, ? extends @Nullable Object> values)
      throws SQLException {
    var json = JsonMapper.shared().valueToTree(values);
    return writes
        .get()
        .patch(unit.asDesk(), unit.policy().catalog().type(type), id, new Version.Any(), json)
        .version();
  }
}
