package org.shuke.imports;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.shuke.platform.db.Transaction;

/// How the rows of a file become records: lines of sales, or records of one type.
interface Plan {
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

  /// Writes the next chunk with its results; 0 when nothing is left.
  int write(Transaction tx, Import of, ImportUnit unit) throws SQLException;

  /// As [#write], but only of what needs nothing else to be written before; several may do so at
  /// the same time.
  default int writeBeside(Transaction tx, Import of, ImportUnit unit) throws SQLException {
    return 0;
  }

  /// Gives up what has not been written.
  void abandon(Transaction tx, Import of) throws SQLException;

  Counters counters(Transaction tx, Import of) throws SQLException;

  /// What was doubtful about rows that are taken nevertheless, by its kind.
  default List<Import.Warning> warnings(Transaction tx, Import of) throws SQLException {
    return ImportSql.noted(tx, table(), of.id());
  }

  /// How many records of each type were made, where a row may make several.
  default Map<String, Long> made(Transaction tx, Import of) throws SQLException {
    return Map.of();
  }

  /// The staging table, with `row`, `line`, `faults` and `warnings`.
  String table();
}
