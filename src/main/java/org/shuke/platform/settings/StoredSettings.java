package org.shuke.platform.settings;

import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal;
import org.shuke.platform.db.Database;
import org.shuke.platform.db.Transaction;
import tools.jackson.databind.json.JsonMapper;

/// Values by name, each read and written as the record that its room declares.
public final class StoredSettings {

  /// A value and the version that a change has to be based on; 0 when it was never set.
  public record Stored<T>(T value, long version) {}

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Database database;

  public StoredSettings(Database database) {
    this.database = database;
  }

  /// The value as it stands, or what holds until it is set.
  public <T> Stored<T> get(String name, Class<T> type, T otherwise) {
    return database.read(tx -> get(tx, name, type, otherwise));
  }

  public <T> Stored<T> get(Transaction tx, String name, Class<T> type, T otherwise)
      throws SQLException {
    var found =
        tx.first(
            "select value, version from platform.setting where name = ?",
            row ->
                new Stored<>(JSON.readValue(row.getString("value"), type), row.getLong("version")),
            name);
    return found == null ? new Stored<>(otherwise, 0) : found;
  }

  /// Sets the value; answers its new version.
  ///
  /// @param basedOn the version that the caller saw, or null to set it whatever it is now
  public long put(
      Transaction tx, String name, Object value, @Nullable Long basedOn, @Nullable UUID principal)
      throws SQLException {
    var version =
        tx.first(
            """
            insert into platform.setting as s (name, value, updated_by)
            select ?, ?::jsonb, ? where ?::bigint is null or ?::bigint = coalesce(
              (select version from platform.setting where name = ?), 0)
            on conflict (name) do update
               set value = excluded.value, version = s.version + 1,
                   updated = now(), updated_by = excluded.updated_by
             where ?::bigint is null or s.version = ?::bigint
            returning version\
            """,
            row -> row.getLong(1),
            name,
            JSON.writeValueAsString(value),
            principal,
            basedOn,
            basedOn,
            name,
            basedOn,
            basedOn);
    if (version == null) {
      throw Refusal.precondition("stale", Map.of());
    }
    return version;
  }
}
