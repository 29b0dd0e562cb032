package org.shuke.imports;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.shuke.imports.files.Row;
import org.shuke.platform.Texts;
import org.shuke.platform.db.Transaction;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The rows that were refused, or that were taken with a doubt, with their cells as they stand in
/// the file and what is noted of them: the staged notes laid beside the file, both in order,
/// neither held.
final class ErrorRows {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int FETCHED = 500;

  /// @param code the text is `import.<code>`
  record Problem(String column, String code, String value, String message) {}

  /// @param cells value by column
  record Faulty(long row, long line, Map<String, String> cells, List<Problem> problems) {}

  /// What is asked for of rows.
  enum Noted {
    FAULTS("faults"),
    WARNINGS("warnings");

    private final String column;

    Noted(String column) {
      this.column = column;
    }
  }

  /// Takes one noted row after the other.
  @FunctionalInterface
  interface Taker {
    void take(Faulty row) throws IOException;
  }

  private ErrorRows() {}

  static void each(Transaction tx, Import of, Plan plan, Path file, Page page, Taker taker)
      throws SQLException, IOException {
    String query =
        "select row, line, %1$s from %2$s where import = ? and row > ? and %1$s is not null order by row limit ?"
            .formatted(page.noted().column, plan.table());
    Mended mended = ImportSql.mended(tx, of.id());
    try (PreparedStatement statement = tx.prepare(query, of.id(), (int) page.after(), page.most());
        var flow = RowFlow.of(file, of.shape())) {
      statement.setFetchSize(FETCHED);
      var rows = new Walk(flow);
      try (ResultSet found = statement.executeQuery()) {
        while (found.next()) {
          Row row = mended.over(found.getLong(1), rows.at(found.getLong(1)), flow.header());
          Map<String, String> cells = new LinkedHashMap<>();
          for (int i = 0; i < flow.header().size(); i++) {
            cells.put(flow.header().get(i), row.cells().get(i));
          }
          var problems = problems(found.getString(3), page.texts());
          taker.take(new Faulty(found.getLong(1), found.getLong(2), cells, problems));
        }
      }
    }
  }

  /// Which of them, and in whose language.
  ///
  /// @param after the row behind which to begin
  /// @param most how many to give
  record Page(Noted noted, long after, int most, Texts.Spoken texts) {}

  private static List<Problem> problems(String notes, Texts.Spoken texts) {
    List<Problem> problems = new ArrayList<>();
    List<Map<String, String>> noted = JSON.readValue(notes, new TypeReference<>() {});
    for (Map<String, String> each : noted) {
      String code = each.getOrDefault("code", "");
      String column = each.getOrDefault("column", "");
      String value = each.getOrDefault("value", "");
      Map<String, Object> args = new HashMap<>(each);
      args.put("value", value);
      args.put("column", column);
      args.putIfAbsent("name", column);
      problems.add(new Problem(column, code, value, said(texts, code, args)));
    }
    return problems;
  }

  /// What the import says of a cell, else what a rule of the record says.
  private static String said(Texts.Spoken texts, String code, Map<String, Object> args) {
    String own = "import." + code;
    return texts.text(texts.find(own) == null ? "problem." + code : own, args);
  }

  /// Walks forward through the file to rows by number.
  private static final class Walk {
    private final RowFlow flow;
    private List<Row> batch = List.of();
    private long before;

    Walk(RowFlow flow) {
      this.flow = flow;
    }

    Row at(long number) throws IOException {
      while (before + batch.size() < number) {
        before += batch.size();
        batch = flow.next();
        if (batch.isEmpty()) {
          throw new IOException("the file ends before row " + number);
        }
      }
      return batch.get((int) (number - before - 1));
    }
  }
}
