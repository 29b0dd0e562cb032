package org.shuke.records.schema;

import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.shuke.platform.db.Database;
import org.shuke.platform.db.Transaction;
import org.shuke.platform.jobs.Jobs;

/// What takes long of custom fields: indexes, built and dropped while everybody goes on working,
/// and changes of kind.
final class FieldJobs {
  private static final String INDEX = "field.index";
  private static final String KIND = "field.kind";

  private record Index(UUID field) {}

  private record Kind(UUID field, KindChange.Asked asked, UUID actor) {}

  private final Jobs jobs;

  private FieldJobs(Jobs jobs) {
    this.jobs = jobs;
  }

  static FieldJobs register(Jobs jobs, Database database, Schema schema, KindChange kinds) {
    jobs.register(
        INDEX,
        "fields",
        run -> {
          index(database, schema, run.params(Index.class).field());
          return Map.of();
        });
    jobs.register(
        KIND,
        "fields",
        run -> {
          var told = run.params(Kind.class);
          return kinds.run(told.field(), told.asked(), told.actor(), run);
        });
    return new FieldJobs(jobs);
  }

  /// Brings a field's index in line with what was asked, after the caller's commit.
  void index(Transaction tx, CustomField field, UUID actor) throws SQLException {
    jobs.submit(tx, INDEX, new Index(field.id()), actor);
  }

  UUID change(UUID field, KindChange.Asked asked, UUID actor) {
    return jobs.submit(KIND, new Kind(field, asked, actor), actor);
  }

  private static void index(Database database, Schema schema, UUID id) throws SQLException {
    var field = database.read(tx -> CustomFieldSql.get(tx, id));
    if (field == null || field.formula() != null) {
      return;
    }
    var type = schema.catalog().type(field.type());
    try (var connection = database.schema().source().getConnection()) {
      connection.setAutoCommit(true);
      CustomFieldSql.indexWhileWorking(connection, type, field);
    }
  }
}
