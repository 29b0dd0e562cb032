package org.shuke.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.postgresql.PGConnection;

/// Importing contacts from a CSV file, every step of it (upload, shape, check of every row, write
/// with change log), against raw COPY of the same rows into the same table with the same indexes.
/// The search catch-up, which an import waits for before it is called done, is timed apart.
final class Importing implements Measure {
  private static final double WANTED = 0.25;
  private static final int ROWS = 200_000;
  private static final String MARK = "bench-import";

  private final House house;

  Importing(House house) {
    this.house = house;
  }

  @Override
  public String name() {
    return "import";
  }

  @Override
  public List<Figure> figures() throws Exception {
    var file = Files.createTempFile(house.data(), "bench", ".csv");
    try {
      write(file);
      var begun = Instant.now();
      house.importer().bring(file, "contacts");
      double imported = ROWS / seconds(begun, written(file));
      awaitSearch();
      double searched = seconds(begun, Instant.now());
      double copied = ROWS / copyAgain(file);
      return List.of(
          Figure.ratio(
              "import of " + ROWS + " contacts",
              imported,
              copied,
              imported / copied,
              "rows/s",
              WANTED),
          Figure.of("… until all of them are found by the search box", "%.1f s", searched));
    } finally {
      takeAway();
      Files.deleteIfExists(file);
    }
  }

  private static void write(Path file) throws IOException {
    try (var out = Files.newBufferedWriter(file)) {
      out.write("Given name,Family name,E-mail,Phone,Job title,Birthday\n");
      for (int i = 0; i < ROWS; i++) {
        out.write(
            "Bench%d,Import%d,%s.%d@example.com,+86 138 %04d %04d,%s,19%02d-03-%02d\n"
                .formatted(
                    i % 997, i, MARK, i, i / 10_000, i % 10_000, MARK, 50 + i % 50, 1 + i % 28));
      }
    }
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e9;
  }

  /// When the last chunk was begun: it takes a fraction of a second.
  private Instant written(Path file) {
    return house
        .database()
        .background()
        .transaction(tx ->
            tx.query(
                    """
                    select max(c.at) from records.change c join records.unit u on u.id = c.unit
                    where u.label = ?\
                    """,
                    row -> row.getObject(1, OffsetDateTime.class).toInstant(),
                    file.getFileName().toString())
                .getFirst());
  }

  private void awaitSearch() throws InterruptedException {
    while (missing() > 0) {
      Thread.sleep(200);
    }
  }

  private long missing() {
    Long missing =
        house
            .database()
            .background()
            .transaction(tx ->
                tx.first(
                    "select count(*) from customers.contact c where job_title = ? and not exists"
                        + " (select from records.search s where s.record = c.id)",
                    row -> row.getLong(1),
                    MARK));
    return missing == null ? 0 : missing;
  }

  /// Takes the imported rows away and copies them in again, raw.
  ///
  /// @return the seconds of the copying and its commit
  private double copyAgain(Path file) throws SQLException, IOException {
    try (var connection = house.connect()) {
      connection.setAutoCommit(false);
      var columns = columns(connection);
      var copy = connection.unwrap(PGConnection.class).getCopyAPI();
      try (var out = Files.newOutputStream(file)) {
        copy.copyOut(
            "copy (select %s from customers.contact where job_title = '%s') to stdout"
                .formatted(columns, MARK),
            out);
      }
      connection.rollback();
      takeAway();
      long begun = System.nanoTime();
      try (InputStream in = Files.newInputStream(file)) {
        copy.copyIn("copy customers.contact (" + columns + ") from stdin", in);
      }
      connection.commit();
      return (System.nanoTime() - begun) / 1e9;
    }
  }

  private static String columns(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                """
                select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute
                where attrelid = 'customers.contact'::regclass and attnum > 0
                  and not attisdropped and attgenerated = ''\
                """)) {
      row.next();
      return row.getString(1);
    }
  }

  private void takeAway() {
    house
        .database()
        .background()
        .transaction(tx -> {
          tx.update(
              "delete from records.search where record in"
                  + " (select id from customers.contact where job_title = ?)",
              MARK);
          return tx.update("delete from customers.contact where job_title = ?", MARK);
        });
  }
}
