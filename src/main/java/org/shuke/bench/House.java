package org.shuke.bench;

import java.nio.file.Path;
import java.util.UUID;
import org.shuke.platform.db.Database;
import org.shuke.records.Catalog;
import org.shuke.records.Policy;
import org.shuke.records.Type;
import org.shuke.records.reads.Query;
import org.shuke.records.reads.Reads;

/// The running program as its measures need it: from outside by port and key, from inside to ask
/// for the very statement that a request runs.
///
/// @param key an administrator's
/// @param data its folder
/// @param catalog the types
/// @param importer the command line's import
/// @param rights today's policy of a principal
/// @param prices the desk of prices
/// @param board the board of a pipeline
public record House(
    int port,
    String key,
    Path data,
    Database database,
    Reads reads,
    java.util.function.Supplier<Catalog> catalog,
    java.util.function.Function<UUID, Policy> rights,
    Importer importer,
    org.shuke.catalog.prices.Prices prices,
    org.shuke.sales.pipeline.Board board) {

  /// Brings a file in, as `./shuke import` does.
  @FunctionalInterface
  public interface Importer {
    void bring(Path file, String as) throws Exception;
  }

  /// How many callers there are at a time.
  static final int CALLERS = 8;

  Type type(String plural) {
    var type = catalog.get().findPlural(plural);
    if (type == null) {
      throw new IllegalArgumentException("no type " + plural);
    }
    return type;
  }

  Wire wire() throws java.io.IOException {
    return new Wire(port, key);
  }

  /// The statement of a list, and its values, as the program runs them for this policy.
  Reads.Statement statement(Policy policy, String plural, Query query) {
    return reads.statement(policy, type(plural), query);
  }

  /// A connection of the application's role that nobody else uses.
  java.sql.Connection connect() throws java.sql.SQLException {
    var login = database.login();
    var properties = new java.util.Properties();
    properties.setProperty("user", login.user());
    properties.setProperty("password", login.password());
    properties.setProperty("reWriteBatchedInserts", "true");
    return java.sql.DriverManager.getConnection(login.url(), properties);
  }
}
