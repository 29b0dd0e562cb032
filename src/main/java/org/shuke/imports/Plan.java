package org.shuke.imports;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.shuke.platform.db.Transaction;

/// How the rows of a file become records: lines of sales, or records of one type.
interface Plan {
  /// Rows that may be written in any order.
  ///
  /// @param plan what becomes of them: `create` or `update`
  /// @param level rows whose records others refer to have a lower one than these
  /// @param hands how many may write at the same time
  /// @param rows how many are open
  record Pass(String plan, int level, int hands, long rows) {}

  /// The rows of a pass from one number, exclusive, to another.
  record Stretch(Pass pass, int after, int to) {}

  /// What columns may be mapped to.
  List<Target> targets();

  /// Brings the rows of the file into the staging table.
  void stage(Transaction tx, Import of, RowFlow flow, Cells cells, Mended mended, Watch watch)
      throws IOException, SQLException;

  /// Everything about the staged rows that only the database knows.
  void check(Transaction tx, Import of) throws SQLException;

  /// Forgets what was staged.
  void clear(Transaction tx, Import of) throws SQLException;

  /// Settles the rows that need no writing.
  void settle(Transaction tx, Import of) throws SQLException;

  /// What is written in stretches of rows, one pass after the other.
  default List<Pass> passes(Transaction tx, Import of) throws SQLException {
    return List.of();
  }

  /// Writes the open rows of a stretch with their results.
  default void write(Transaction tx, Import of, ImportUnit unit, Stretch stretch)
      throws SQLException {
    throw new IllegalStateException("no passes");
  }

  /// Writes the next chunk, after the passes, with its results.
  ///
  /// @return false when nothing is left
  default boolean write(Transaction tx, Import of, ImportUnit unit) throws SQLException {
    return false;
  }

  Counters counters(Transaction tx, Import of) throws SQLException;

  /// The same of an import that was stopped: what is not written counts as skipped.
  Counters stopped(Transaction tx, Import of) throws SQLException;

  /// What was doubtful about rows that are taken nevertheless, by its kind.
  default List<Import.Warning> warnings(Transaction tx, Import of) throws SQLException {
    return ImportSql.noted(tx, table(), of.id());
  }

  /// How many records of each type checked rows would make, by plural, where a row may make
  /// several.
  default Map<String, Long> foretold(Transaction tx, Import of) throws SQLException {
    return Map.of();
  }

  /// How many were made.
  default Map<String, Long> made(Transaction tx, Import of) throws SQLException {
    return Map.of();
  }

  /// The staging table, with `row`, `line`, `faults` and `warnings`.
  String table();
}
